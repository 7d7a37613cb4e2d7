// Words after a password: a refusal needs evidence.
#include "idp-adapters/shared/refusal.h"

#include <gtest/gtest.h>

#include "idp-adapters/page_view.h"

namespace flexverify::idp {
namespace {

using model::Code;

web::Page page_with(const std::string& html, int status = 200) {
  web::Page page = web::make_page_from_file(*web::parse_url("https://idp.example/login"),
                                            "<!DOCTYPE html>" + html);
  page.status = status;
  return page;
}

std::optional<Code> meaning(std::string_view words) {
  const VendorMessage* known = common_refusal(words);
  return known == nullptr ? std::nullopt : std::optional(known->code);
}

TEST(Refusal, CommonWordsInSeveralLanguages) {
  const std::vector<std::pair<std::string_view, Code>> rows = {
      {"Incorrect user ID or password.", Code::CredentialsRejected},
      {"Invalid credentials", Code::CredentialsRejected},
      {"The password you entered did not match our records", Code::CredentialsRejected},
      {"Authentication failed.", Code::CredentialsRejected},
      {"Benutzername oder Kennwort falsch", Code::CredentialsRejected},
      {"Nom d'utilisateur ou mot de passe invalide", Code::CredentialsRejected},
      {"Usuario o contraseña incorrectos", Code::CredentialsRejected},
      {"ユーザー名またはパスワードが正しくありません", Code::CredentialsRejected},
      {"Your account has been locked", Code::AccountLocked},
      {"Too many failed attempts, try later", Code::AccountLocked},
      {"Ihr Konto wurde gesperrt", Code::AccountLocked},
      {"This user is inactive", Code::AccountDisabled},
      {"Compte désactivé", Code::AccountDisabled},
      {"Your password has expired", Code::PasswordExpired},
      {"Too many requests", Code::RateLimited},
      {"{\"status\":\"LOCKED_OUT\"}", Code::AccountLocked},
      {"USER_DISABLED", Code::AccountDisabled},
      {"Your request failed: the user account is locked", Code::AccountLocked},
      {"Enable JavaScript. Your account is disabled.", Code::AccountDisabled},
      {"Ihr Benutzerkonto wurde für diese Anwendung deaktiviert", Code::AccountDisabled},
      {"It says: \"your account is locked\"", Code::AccountLocked},
  };
  for (const auto& [words, code] : rows) EXPECT_EQ(meaning(words), code) << words;
}

TEST(Refusal, OtherWordsAreNone) {
  for (const char* words :
       {"", "Something went wrong", "Action expired. Please continue with login now.",
        "Unable to Respond", "Stale Request", "Invalid request", "The service is unavailable",
        "Something went wrong. Your login session was not found.",
        "Something went wrong with your password, please come back later",
        "The certificate is invalid. Your password is fine.", "Welcome back",
        "Device not compliant", "Internal error 500"})
    EXPECT_EQ(meaning(words), std::nullopt) << words;
}

// Scripts are disabled, requests blocked and applications inactive as well.
TEST(Refusal, AStateOfSomethingElseIsNotTheAccounts) {
  for (const char* words :
       {"This request was blocked by the security policy.",
        "JavaScript is disabled in your browser.", "Cookies are disabled",
        "Your browser has cookies disabled, dear user", "bgresponse is \"js_disabled\"",
        "This application is inactive", "Your session is unlocked",
        "The service is temporarily disabled", "Caps Lock is on", "Le navigateur est débloqué",
        "This feature has been deactivated", "The application Flex has been disabled",
        "Your administrator has disabled the application for users",
        "L'application « Compte » est désactivée", "The app 'User account' is inactive",
        "Your tenant is disabled"})
    EXPECT_EQ(meaning(words), std::nullopt) << words;
}

// What comes after the next wrong password is not so now, and one of two reasons is none.
TEST(Refusal, AStateThatMayComeIsNone) {
  for (const char* words : {"Your account will be locked after five failed attempts.",
                            "To avoid being locked out, reset your password.",
                            "You have two attempts left before your account is locked.",
                            "To prevent your account from being locked, try no more.",
                            "After too many failed attempts your account will be locked.",
                            "Accounts are locked for 30 minutes.",
                            "If your account is disabled, call us.",
                            "The account may be disabled or locked.",
                            "Your IP address is blocked",
                            "Access is blocked",
                            "Your certificate was revoked",
                            "You may need to change your password",
                            "Your account is not locked.",
                            "Your account is no longer locked.",
                            "Nach drei Versuchen wird Ihr Konto gesperrt.",
                            "Ihr Konto kann gesperrt werden.",
                            "Votre compte sera bloqué après trois essais.",
                            "Su cuenta será bloqueada.",
                            "Su cuenta no está bloqueada.",
                            "Il conto verrà bloccato.",
                            "Uw account wordt geblokkeerd.",
                            "アカウントはロックされます"})
    EXPECT_EQ(meaning(words), std::nullopt) << words;
  for (const char* words : {"Wrong password. Your account will be locked after 2 more attempts.",
                            "If your account is locked, call us. Invalid credentials.",
                            "Das Kennwort ist falsch; nach drei Versuchen wird das Konto gesperrt"})
    EXPECT_EQ(meaning(words), Code::CredentialsRejected) << words;
}

TEST(Refusal, AStateThatIsSoNowIsOne) {
  for (const char* words :
       {"Your account is locked and will be unlocked in 15 minutes.",
        "You will be able to sign in later: your account is locked.",
        "You cannot sign in because your account is locked.",
        "Your account has been locked after too many failed attempts.",
        "Your user name or password was wrong and your account is now locked.",
        "You have exceeded the maximum number of login attempts.", "Your account is blocked.",
        "The account of user jane is locked", "O usuário está bloqueado.",
        "Ihr Konto ist gesperrt und wird um 14 Uhr freigegeben.", "アカウントはロックされています"})
    EXPECT_EQ(meaning(words), Code::AccountLocked) << words;
  for (const char* words :
       {"Your account is pending approval.", "This user is not activated.",
        "Ihr Konto ist noch nicht freigeschaltet.", "Votre compte n'est pas activé"})
    EXPECT_EQ(meaning(words), Code::AccountDisabled) << words;
}

TEST(Refusal, AUserWhoIsNotThereIsOne) {
  for (const char* words :
       {"We don’t recognise that username.", "That account does not exist",
        "We couldn't find an account with that user name.", "No account found with that e-mail"})
    EXPECT_EQ(meaning(words), Code::CredentialsRejected) << words;
  for (const char* words : {"No account? Sign up", "Find your account",
                            "If your password is not recognised, reset it."})
    EXPECT_EQ(meaning(words), std::nullopt) << words;
}

TEST(Refusal, AFormThatComesBackMayBlameSomethingElse) {
  const auto again = [](std::string_view words) {
    return unknown_refusal(words, AsksAgain::Yes, std::string(words));
  };
  EXPECT_EQ(again("Your session has timed out.").finding.code, Code::NoProgress);
  EXPECT_EQ(again("Your session has timed out.").says, SecretAnswer::LoginRefused);
  EXPECT_EQ(again("Login is disabled for maintenance").finding.code, Code::IdpError);
  EXPECT_EQ(again("You may not sign in from this location").finding.code, Code::PolicyDenied);
  EXPECT_EQ(again("You may not sign in from this location").says, SecretAnswer::LoginRefused);
  EXPECT_EQ(again("Scheduled maintenance on Sunday").finding.code, Code::CredentialsRejected);
  EXPECT_EQ(again("Wrong password. Your session has expired.").finding.code,
            Code::CredentialsRejected);
}

TEST(Refusal, ASentenceAmongOthersSaysItOfThisAccount) {
  EXPECT_EQ(refusing_sentence("Acme sign-in. Your account is locked out. User name"),
            "Your account is locked out");
  EXPECT_EQ(refusing_sentence("Ihr Konto wurde gesperrt."), "Ihr Konto wurde gesperrt");
  for (const char* words :
       {"If your account is locked, call the help desk.",
        "Your account will be locked after five attempts.",
        "Your account can be locked. Locked doors open at nine.", "Sign in to your account"})
    EXPECT_EQ(refusing_sentence(words), "") << words;
}

TEST(Refusal, WordsThatNobodyKnowsRefuseNothing) {
  const web::Page page = page_with("<p>Flux capacitor offline</p>");
  const Stop stop = unknown_refusal(PageView(page), "Flux capacitor offline");
  EXPECT_EQ(stop.finding.code, Code::IdpError);
  EXPECT_EQ(stop.says, SecretAnswer::None);
  EXPECT_NE(stop.finding.detail.find("Flux capacitor offline"), std::string::npos);
}

TEST(Refusal, ThePasswordAskedForAgainIsOne) {
  const web::Page page = page_with(
      "<p>Flux capacitor offline</p><form method=post><input name=user><input type=password "
      "name=pass><button>Go</button></form>");
  const Stop stop = unknown_refusal(PageView(page), "Flux capacitor offline");
  EXPECT_EQ(stop.finding.code, Code::CredentialsRejected);
  EXPECT_EQ(stop.says, SecretAnswer::LoginRefused);
}

TEST(Refusal, APageForANewPasswordDoesNotAskAgain) {
  const web::Page page = page_with(
      "<form method=post><input type=password name=old><input type=password name=new "
      "autocomplete=new-password><input type=password name=new2 autocomplete=new-password>"
      "<button>Change</button></form>");
  EXPECT_EQ(asks_again(PageView(page)), AsksAgain::No);
}

TEST(ErrorPage, SaysWhatIsWrongWithTheApplication) {
  const std::vector<std::pair<const char*, Code>> rows = {
      {"Unknown entity: urn:flex:JQ1", Code::IdpAppNotFound},
      {"No metadata found for this service", Code::IdpAppNotFound},
      {"Invalid AssertionConsumerServiceURL", Code::IdpAcsNotRegistered},
      {"The request is not signed", Code::IdpError},
      {"Wrong Destination", Code::IdpError},
      {"SAML request has expired.", Code::IdpError},
      {"Requested authentication context is not supported", Code::IdpError},
      {"NameID format not supported", Code::IdpError},
      {"Tenant not found", Code::IdpError},
      {"ACS not found in metadata", Code::IdpAcsNotRegistered},
      {"User is not a member of the group Agents.", Code::UserNotAssigned},
      {"This application is disabled", Code::IdpError},
      {"Diese Anwendung ist deaktiviert", Code::IdpError},
      {"The application Flex has been disabled", Code::IdpError},
      {"L'application « X » est désactivée", Code::IdpError},
      {"Application 'Not assigned accounts'(Users) is inactive", Code::IdpError},
      {"You are not assigned to this application", Code::UserNotAssigned},
      {"Unbekannter Dienstanbieter: urn:flex:JQ1", Code::IdpAppNotFound},
      {"Unknown or untrusted service provider", Code::IdpAppNotFound},
      {"Vous n'êtes pas autorisé à utiliser cette application.", Code::UserNotAssigned},
      {"You do not have access to this application", Code::UserNotAssigned},
      {"You don't have permission to access this application.", Code::UserNotAssigned},
      {"Access to this application is denied", Code::UserNotAssigned},
      {"Sie sind für diese Anwendung nicht berechtigt", Code::UserNotAssigned},
  };
  for (const int status : {200, 400, 500})
    for (const auto& [words, code] : rows) {
      const web::Page page = page_with("<h1>Error</h1><p>" + std::string(words) + "</p>", status);
      const auto stop = says_what_is_wrong(PageView(page), {});
      ASSERT_TRUE(stop) << status << words;
      EXPECT_EQ(stop->finding.code, code) << status << words;
      EXPECT_FALSE(stop->finding.hint.empty()) << words;
    }
}

// The names in these pages are other words than what they say.
TEST(ErrorPage, OfAnotherPageOrOfThoseWhoAreAssignedSaysNothing) {
  for (const char* words : {"You are not authorized to view this page. Open the application again.",
                            "Once assigned you have access to the application"})
    EXPECT_EQ(saml_complaint(words), nullptr) << words;
}

TEST(ErrorPage, ADisabledApplicationIsToBeEnabled) {
  for (const char* words :
       {"The application Flex has been disabled", "L'application « X » est désactivée",
        "Die Anwendung Flex wurde deaktiviert", "De toepassing Flex is uitgeschakeld"}) {
    const VendorMessage* known = meaning_of_error(words);
    ASSERT_NE(known, nullptr) << words;
    EXPECT_NE(known->advice.find("Enable the application"), std::string_view::npos) << words;
  }
  EXPECT_EQ(meaning_of_error("The user 'disabled application' was not found"), nullptr);
}

TEST(ErrorPage, OfTheAccountOnlyAfterAPassword) {
  const web::Page page = page_with("<h1>429</h1><p>Your account is locked</p>", 429);
  EXPECT_FALSE(says_what_is_wrong(PageView(page), {}));
  const auto stop = says_what_is_wrong(PageView(page), {.password_sent = true});
  ASSERT_TRUE(stop);
  EXPECT_EQ(stop->finding.code, Code::AccountLocked);
}

TEST(ErrorPage, APageWithAFormIsNone) {
  const web::Page page =
      page_with("<p>Enter your Entity ID</p><form><input name=entity><button>Go</button></form>");
  EXPECT_FALSE(says_what_is_wrong(PageView(page), {}));
}

}  // namespace
}  // namespace flexverify::idp
