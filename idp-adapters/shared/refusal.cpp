#include "idp-adapters/shared/refusal.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/account_state.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/other_reason.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/possible.h"
#include "idp-adapters/shared/sentences.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

constexpr VendorMessage kWrong{"", Code::CredentialsRejected};

// A refusal names what was wrong, and that it was.
struct Language {
  std::array<std::string_view, 6> what;
  std::array<std::string_view, 10> how;
};
constexpr std::array kLanguages = {
    Language{{"password", "username", "user name", "user id", "credential", "passcode"},
             {"incorrect", "invalid", "wrong", "not recogni", "match", "not valid", "bad ",
              "not correct", "failed", "n't recogni"}},
    Language{{"passwort", "kennwort", "benutzer", "anmelde", "zugangsdaten"},
             {"falsch", "ungültig", "fehlgeschlagen", "nicht korrekt", "unbekannt", "inkorrekt",
              "nicht gefunden"}},
    Language{{"mot de passe", "identifiant", "utilisateur"},
             {"incorrect", "invalide", "erron", "échou", "inconnu", "non valide"}},
    Language{{"contraseña", "usuario", "credencial", "clave"},
             {"incorrect", "inválid", "no válid", "errón", "no coincid"}},
    Language{{"senha", "palavra-passe", "utilizador", "usuário"},
             {"incorret", "inválid", "errad", "não corresp"}},
    Language{{"password", "utente", "credenziali"},
             {"errat", "non valid", "non corrett", "non riconosc"}},
    Language{{"wachtwoord", "gebruiker"}, {"onjuist", "ongeldig", "verkeerd", "mislukt"}},
    Language{{"パスワード", "ユーザー"}, {"正しく", "間違", "無効", "誤"}},
};
constexpr auto kWholeSentences =
    std::to_array<std::string_view>({"authentication failed",  "unable to sign in",
                                     "unable to log in",       "sign-in failed",
                                     "login failed",           "log in failed",
                                     "logon failed",           "could not be authenticated",
                                     "failed to authenticate", "user not found",
                                     "user was not found",     "user does not exist",
                                     "user doesn't exist",     "no such user",
                                     "account does not exist", "account doesn't exist",
                                     "account not found",      "no account found",
                                     "no account exists",      "n't find your account",
                                     "not find your account",  "n't find an account",
                                     "not find an account"});

// "Something went wrong" is said of everything.
bool says_nothing(std::string_view sentence) {
  return base::contains_ignoring_case(sentence, "went wrong");
}

bool refuses(std::string_view sentence) {
  if (says_nothing(sentence) || begins_with_if(sentence)) return false;
  return has_one(sentence, kWholeSentences) ||
         std::ranges::any_of(kLanguages, [&](const Language& language) {
           return has_one(sentence, language.what) && has_one(sentence, language.how);
         });
}

// With one kind of apostrophe, the keyboard's.
std::string plain_apostrophes(std::string_view words) {
  return base::replace_all(std::string(words), "’", "'");
}

bool says_wrong(std::string_view words) {
  const std::string plain = plain_apostrophes(words);
  return std::ranges::any_of(sentences(plain), refuses);
}

// Among other text: of an account that is this user's.
bool states_of_account(std::string_view sentence) {
  constexpr std::array<std::string_view, 7> kThisAccount = {
      "your account", "this account", "account is", "account has been",
      "ihr konto",    "votre compte", "tu cuenta"};
  return has_one(sentence, kThisAccount) && account_state(sentence) != nullptr;
}

// The password was asked for again, and might be as often as it is tried.
Stop asked_again_for(const VendorMessage& reason, std::string detail) {
  Stop stopped = stop_for(reason, std::move(detail));
  stopped.says = SecretAnswer::LoginRefused;
  return stopped;
}

constexpr std::size_t kLongestError = 1'000;  // a longer text is a page about something

// What an error page says; "" of a page that is none.
std::string words_of_error(const PageView& page) {
  if (page.json) return page.status < 400 ? "" : base::dump_json(*page.json).substr(0, 2'000);
  const std::string text = web::visible_text(page.document);
  const bool is_short = page.forms.empty() && text.size() < kLongestError;
  return page.status >= 400 || is_short ? text : "";
}

}  // namespace

AsksAgain asks_again(const PageView& page) {
  const auto found = find_sign_in_form(page);
  if (found && found->kind == SignInKind::NewPassword) return AsksAgain::No;
  const bool has_password = std::ranges::any_of(page.forms, [](const web::Form& form) {
    return std::ranges::any_of(form.controls, [](const web::Control& control) {
      return control.kind == web::ControlKind::Password && is_usable(control);
    });
  });
  return has_password ? AsksAgain::Yes : AsksAgain::No;
}

const VendorMessage* common_refusal(std::string_view words) {
  if (const VendorMessage* known = account_state(words)) return known;
  return says_wrong(words) ? &kWrong : nullptr;
}

std::string refusing_sentence(std::string_view words) {
  constexpr std::size_t kLongest = 200;  // a longer one explains
  const std::string plain = plain_apostrophes(words);
  for (const std::string_view sentence : sentences(plain))
    if (sentence.size() <= kLongest && (refuses(sentence) || states_of_account(sentence)))
      return std::string(base::trim(sentence));
  return "";
}

Stop unknown_refusal(std::string_view words, AsksAgain again, std::string detail) {
  if (const VendorMessage* known = common_refusal(words))
    return stop_for(*known, std::move(detail));
  if (again == AsksAgain::No) return stop(Code::IdpError, std::move(detail));
  const VendorMessage* reason = other_reason(words);
  return reason == nullptr ? stop(Code::CredentialsRejected, std::move(detail))
                           : asked_again_for(*reason, std::move(detail));
}

Stop unknown_refusal(const PageView& page, std::string_view words) {
  return unknown_refusal(words, asks_again(page),
                         place_of(page) + " says: " + quoted(std::string(words)));
}

const VendorMessage* meaning_of_error(std::string_view words) {
  const VendorMessage* state = account_state(words);
  return state == nullptr ? saml_complaint(words) : state;
}

std::optional<Stop> says_what_is_wrong(const PageView& page, const Memory& memory) {
  const std::string words = words_of_error(page);
  const VendorMessage* known = memory.password_sent ? common_refusal(words) : nullptr;
  if (known == nullptr) known = saml_complaint(words);
  if (known == nullptr) return std::nullopt;
  return stop_for(*known, place_of(page) + " answers " + std::to_string(page.status) +
                              " and says: " + quoted(base::printable(words, 300)));
}

}  // namespace flexverify::idp
