// Labels decide what a field is, and names where no label does.
#include "verifier/web/field_label.h"

#include <gtest/gtest.h>

#include "idp-adapters/page_view.h"
#include "idp-adapters/shared/form_helpers.h"

namespace flexverify::idp {
namespace {

using web::LabelSays;

TEST(FieldLabel, SaysWhatItIsFor) {
  const std::vector<std::pair<std::string_view, LabelSays>> rows = {
      {"User name", LabelSays::Username},
      {"E-Mail-Adresse", LabelSays::Username},
      {"Nom d'utilisateur", LabelSays::Username},
      {"ユーザー名", LabelSays::Username},
      {"Password", LabelSays::Password},
      {"Ihr Passwort", LabelSays::Password},
      {"パスワード", LabelSays::Password},
      {"One-time password", LabelSays::Code},
      {"Einmalpasswort", LabelSays::Code},
      {"Enter the code from your token", LabelSays::Code},
      {"Code sent to your e-mail address", LabelSays::Code},
      {"ワンタイムパスワード", LabelSays::Code},
      {"Answer to your security question", LabelSays::Other},
      {"ZIP code", LabelSays::Other},
      {"Employee code", LabelSays::Other},
      {"Password or passcode", LabelSays::Password},
      {"123456", LabelSays::Nothing},
      {"", LabelSays::Nothing},
      {"Barcode", LabelSays::Nothing},
  };
  for (const auto& [label, says] : rows) EXPECT_EQ(web::label_says(label), says) << label;
}

std::optional<SignInForm> form_of(const std::string& fields) {
  const web::Page page = web::make_page_from_file(
      *web::parse_url("https://idp.example/login"),
      "<!DOCTYPE html><form method=post action=/go>" + fields + "<button>Continue</button></form>");
  return find_sign_in_form(PageView(page));
}

TEST(FieldLabel, ComesBeforeTheName) {
  const auto code = form_of("<label>Code from your token <input name=answer></label>");
  ASSERT_TRUE(code);
  EXPECT_EQ(code->kind, SignInKind::Code);
  EXPECT_EQ(code->code, "answer");

  const auto user = form_of("<label for=f>User name</label><input id=f name=token_code>");
  ASSERT_TRUE(user);
  EXPECT_EQ(user->kind, SignInKind::Identifier);
  EXPECT_EQ(user->username, "token_code");

  const auto password = form_of(
      "<label>E-mail <input name=a></label><label>Password <input type=password "
      "name=code></label>");
  ASSERT_TRUE(password);
  EXPECT_EQ(password->kind, SignInKind::Login);
  EXPECT_EQ(password->password, "code");

  const auto masked = form_of("<label>One-time password <input type=password name=p2></label>");
  ASSERT_TRUE(masked);
  EXPECT_EQ(masked->kind, SignInKind::Code);
}

TEST(FieldLabel, OfSomethingElseTakesNoCode) {
  EXPECT_FALSE(form_of("<label>ZIP code <input name=code></label>"));
  EXPECT_FALSE(form_of("<label>Answer <input name=token></label>"));
  EXPECT_TRUE(form_of("<input name=code placeholder=123456>"));
}

TEST(FieldLabel, OfARecoveryCodeIsNotTheAppsCode) {
  for (const char* label : {"Backup code", "Recovery code", "Wiederherstellungscode",
                            "Code de secours", "Código de respaldo", "Codice di recupero"})
    EXPECT_FALSE(form_of("<label>" + std::string(label) + " <input name=code></label>")) << label;
}

// A name is not enough beside a password: countries have codes, too.
TEST(SignInForm, ACodeBesideThePasswordIsFilledIn) {
  const auto secrets = [](const std::string& code_field, bool configured) {
    const web::Page page = web::make_page_from_file(
        *web::parse_url("https://idp.example/u"),
        "<!DOCTYPE html><form method=post><label>User <input name=u></label><label>Password <input "
        "type=password name=p></label>" +
            code_field + "<button>Go</button></form>");
    const PageView view(page);
    LoginFacts facts;
    facts.username = "agent";
    facts.has_password = true;
    facts.has_one_time_code = configured;
    const Action action = sign_in(view, *find_sign_in_form(view), facts, {});
    return web::secrets_in(std::get<Send>(action).request).size();
  };
  EXPECT_EQ(secrets("<label>One-time password <input type=password name=o></label>", true), 2U);
  EXPECT_EQ(secrets("<label>One-time password <input type=password name=o></label>", false), 1U);
  EXPECT_EQ(secrets("<input name=country_code>", true), 1U);
}

TEST(SignInForm, OneThatOnlyUnlocksOrResetsIsNone) {
  const std::string form = "<!DOCTYPE html><form method=post><input name=username>";
  for (const char* button : {"<button>Unlock account</button>", "<button>Reset password</button>",
                             "<input type=submit value='Konto entsperren'>"}) {
    const web::Page page = web::make_page_from_file(*web::parse_url("https://idp.example/u"),
                                                    form + button + "</form>");
    EXPECT_FALSE(find_sign_in_form(PageView(page))) << button;
  }
}

TEST(SignInForm, AUserNameAfterThePasswordIsNotSentAgain) {
  const web::Page page = web::make_page_from_file(
      *web::parse_url("https://idp.example/u"),
      "<!DOCTYPE html><form method=post><input name=username><button>Next</button></form>");
  const PageView view(page);
  Memory memory;
  memory.username_sent = memory.password_sent = true;
  LoginFacts facts;
  facts.username = "agent@acme.example";
  const Action action = sign_in(view, *find_sign_in_form(view), facts, memory);
  ASSERT_TRUE(std::holds_alternative<Stop>(action));
  EXPECT_EQ(std::get<Stop>(action).finding.code, model::Code::NoProgress);
}

TEST(SignInForm, ANewPasswordBeforeTheOldOneIsNoExpiredOne) {
  const web::Page page = web::make_page_from_file(
      *web::parse_url("https://idp.example/u"),
      "<!DOCTYPE html><form method=post><input name=email><input type=password name=a>"
      "<input type=password name=b><button>Register</button></form>");
  const PageView view(page);
  Memory memory;
  const auto code = [&] {
    return std::get<Stop>(sign_in(view, *find_sign_in_form(view), {}, memory)).finding.code;
  };
  EXPECT_EQ(code(), model::Code::PageNotRecognised);
  memory.password_sent = true;
  EXPECT_EQ(code(), model::Code::PasswordExpired);
}

TEST(SignInForm, ACodeThatWasSentIsNotTheAppsOne) {
  LoginFacts facts;
  facts.has_one_time_code = true;
  const auto sends = [&](const std::string& words) {
    const web::Page page = web::make_page_from_file(
        *web::parse_url("https://idp.example/u"),
        "<!DOCTYPE html><p>" + words + "</p><form method=post><input name=otp></form>");
    const PageView view(page);
    return std::holds_alternative<Send>(sign_in(view, *find_sign_in_form(view), facts, {}));
  };
  for (const char* words : {"We sent a code by SMS to +1 555 0100.", "Code sent to a***@acme.test",
                            "Ein Code wurde per SMS gesendet.", "Un code vous a été envoyé",
                            "確認コードを送信しました"})
    EXPECT_FALSE(sends(words)) << words;
  for (const char* words :
       {"Enter the code of your app. Send a text message instead", "Resend code",
        "Enter the code sent by your authenticator app", "Request sent. Enter your code."})
    EXPECT_TRUE(sends(words)) << words;
}

TEST(FieldLabel, AFormOfManyFieldsIsNoSignIn) {
  std::string fields = "<input name=user><input type=password name=password>";
  EXPECT_TRUE(form_of(fields));
  for (int i = 0; i < 40; ++i) fields += "<input name=f" + std::to_string(i) + ">";
  EXPECT_FALSE(form_of(fields));
}

}  // namespace
}  // namespace flexverify::idp
