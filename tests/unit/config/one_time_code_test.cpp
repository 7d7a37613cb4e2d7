#include "verifier/config/one_time_code.h"

#include <gtest/gtest.h>

#include "verifier/base/text.h"

namespace flexverify::config {
namespace {

constexpr const char* kBase32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";  // "1234567890" twice

TotpSecret secret_of(std::string_view text) {
  auto secret = parse_totp_secret(text);
  EXPECT_TRUE(secret) << (secret ? "" : secret.error().what);
  return std::move(*secret);
}

TEST(TotpSecret, IsBase32OrAUri) {
  EXPECT_EQ(secret_of("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ\n").key.reveal(),
            "12345678901234567890");
  const auto plain = secret_of(" otpauth://totp/Acme:flex-check?secret=" + std::string(kBase32));
  EXPECT_EQ(plain.key.reveal(), "12345678901234567890");
  EXPECT_EQ(plain.kind.digits, 6);
  const auto full = secret_of(
      "OTPAUTH://totp/x?issuer=Acme&algorithm=sha-512&digits=8&period=60"
      "&secret=" +
      std::string(kBase32));
  EXPECT_EQ(full.kind.hash, base::Hash::Sha512);
  EXPECT_EQ(full.kind.digits, 8);
  EXPECT_EQ(full.kind.step, base::Millis{60'000});
}

TEST(TotpSecret, RefusesOthersWithoutRepeatingThem) {
  for (const std::string text :
       {"not base32!", "", "otpauth://hotp/x?secret=GEZDGNBV&counter=1", "otpauth://totp/x",
        "otpauth://totp/x?secret=GEZDGNBV&algorithm=MD5",
        "otpauth://totp/x?secret=GEZDGNBV&digits=9", "otpauth://totp/x?secret=GEZDGNBV&period=0",
        "otpauth://totp/x?secret=0189"}) {
    const auto secret = parse_totp_secret(text);
    ASSERT_FALSE(secret) << text;
    EXPECT_FALSE(base::contains(secret.error().what, "GEZD"));
    EXPECT_FALSE(base::contains(secret.error().what, "not base32"));
  }
}

}  // namespace
}  // namespace flexverify::config
