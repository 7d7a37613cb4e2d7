// Errors of Entra whose number is in no table are read by their words.
#include <gtest/gtest.h>

#include <array>

#include "idp-adapters/entra/error_words.h"
#include "idp-adapters/entra/errors.h"
#include "verifier/base/json.h"

namespace flexverify::test {
namespace {

struct Said {
  std::string_view words;
  std::string_view number;
};

constexpr auto kSaid = std::to_array<Said>({
    {"AADSTS7000999: Application 'urn:flex:JQ1'(User portal) is disabled.", "7000112"},
    {"The service principal for resource 'x' has been disabled.", "7000112"},
    {"Your administrator has disabled the application for users.", "7000112"},
    {"The user is blocked because the application is disabled.", "7000112"},
    {"The user account is disabled for application 'Flex'.", "50057"},
    {"Your administrator has disabled this account.", "50057"},
    {"The signed in user is not assigned to a role for the application.", "50105"},
    {"We are sorry. The user is Disabled in this directory.", "50057"},
    {"The device of this user is registered. The device is disabled.", ""},
    {"Your tenant is disabled.", ""},
    {"Try again later.", ""},
    {"It's the user's turn.", ""},
    {"", ""},
});

TEST(EntraWords, SayWhatANumberOfTheTableSays) {
  for (const Said& said : kSaid)
    EXPECT_EQ(idp::entra::number_by_words(said.words), said.number) << said.words;
}

// The configured user name is shown to nobody; the word "user" in a sentence is no name.
TEST(EntraWords, AUserNameIsTakenOutAndAWordIsNot) {
  base::Json config(base::Json::Object{});
  config.set("strServiceExceptionMessage",
             "AADSTS7000999: The user account 'user' is unknown. Trace ID: 1");
  EXPECT_EQ(idp::entra::error_text(config, {.username = "user"}),
            "AADSTS7000999: The user account '(the user)' is unknown.");
  config.set("strServiceExceptionMessage", "AADSTS7000999: The account Ana@acme.example is new.");
  EXPECT_EQ(idp::entra::error_text(config, {.username = "ana@acme.example"}),
            "AADSTS7000999: The account (the user) is new.");
}

}  // namespace
}  // namespace flexverify::test
