// What a sentence of a page says, whatever stands beside it.
#include "idp-adapters/shared/sentences.h"

#include <gtest/gtest.h>

namespace flexverify::idp {
namespace {

TEST(Sentences, SayThatTheBrowserIsUnsupported) {
  for (const char* text :
       {"Welcome. This browser is not supported.", "Your browser is out of date!",
        "We no longer support your browser", "Ce navigateur n'est pas pris en charge.",
        "Su navegador no es compatible", "Il browser non è supportato",
        "お使いのブラウザはサポートされていません。"})
    EXPECT_TRUE(says_browser_is_unsupported(text)) << text;
}

TEST(Sentences, SayNothingOfTheBrowserByHalves) {
  for (const char* text :
       {"Close your browser to sign out. This feature is not supported.",
        "Supported browsers: Chrome, Edge, Firefox.", "This request type is not supported."})
    EXPECT_FALSE(says_browser_is_unsupported(text)) << text;
}

TEST(Sentences, SayThatAFactorIsToBeSetUp) {
  for (const char* text :
       {"Set up your authenticator. Scan the QR code.", "Authenticator-App einrichten: QR-Code",
        "Configurez votre application: scannez le code QR", "Setup: enter this secret key"})
    EXPECT_TRUE(says_factor_is_to_be_set_up(text)) << text;
  for (const char* text : {"Enter the code of your authenticator app", "Sign in with a QR code",
                           "Set up a new telephone later in your profile"})
    EXPECT_FALSE(says_factor_is_to_be_set_up(text)) << text;
}

}  // namespace
}  // namespace flexverify::idp
