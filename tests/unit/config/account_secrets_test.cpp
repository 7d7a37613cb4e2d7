// Every secret of the test account has its keys and options, for a target and for each of its
// users.
#include "verifier/model/account_secrets.h"

#include <gtest/gtest.h>

#include "verifier/config/keys.h"

namespace flexverify::config {
namespace {

TEST(AccountSecrets, HaveTheirKeysAndOptions) {
  for (const model::AccountSecret& row : model::kAccountSecrets) {
    const std::string idp = "/targets/*/idp/" + std::string(row.key);
    for (const std::string_view source : {"env", "file", "command", "credential"}) {
      const Key* key = key_at(idp + "/" + std::string(source));
      ASSERT_NE(key, nullptr) << idp << source;
      if (source != "credential") {
        EXPECT_EQ(key->option, std::string(row.option) + std::string(source));
      }
    }
    EXPECT_NE(key_at("/targets/*/users/*/" + std::string(row.key)), nullptr) << row.key;
  }
}

TEST(AccountSecrets, AreOneRowForEach) {
  for (const base::SecretRef secret :
       {base::SecretRef::Password, base::SecretRef::OneTimeCode, base::SecretRef::SecurityAnswer})
    EXPECT_EQ(model::account_secret(secret).secret, secret);
}

}  // namespace
}  // namespace flexverify::config
