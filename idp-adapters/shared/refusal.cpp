#include "idp-adapters/shared/refusal.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/names.h"
#include "idp-adapters/shared/other_reason.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/possible.h"
#include "idp-adapters/shared/sentences.h"
#include "idp-adapters/shared/subject.h"
#include "verifier/base/text.h"
#include "verifier/base/words.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using model::Code;

// Of what a page says it: "too many failed" is said of accounts, "locked" may be said of anything
// that the sentence names, "blocked" is an account's only where the account is named.
enum class Of { Account, Anything, NamedAccount };
struct StateWords {
  VendorMessage message;
  Of of = Of::Account;
};
// English, German, French, Spanish, Portuguese, Italian, Dutch, Japanese. What stands first counts.
constexpr auto kStates = std::to_array<StateWords>({
    {{"too many requests", Code::RateLimited}},
    {{"rate limit", Code::RateLimited}},
    {{"too many failed", Code::AccountLocked}},
    {{"too many attempts", Code::AccountLocked}},
    {{"too many unsuccessful", Code::AccountLocked}},
    {{"too many incorrect", Code::AccountLocked}},
    {{"too many invalid", Code::AccountLocked}},
    {{"too many login", Code::AccountLocked}},
    {{"too many sign", Code::AccountLocked}},
    {{"exceeded the maximum", Code::AccountLocked}},
    {{"exceeded the number", Code::AccountLocked}},
    {{"exceeded the allowed", Code::AccountLocked}},
    {{"maximum number of failed", Code::AccountLocked}},
    {{"maximum number of attempts", Code::AccountLocked}},
    {{"maximum number of login", Code::AccountLocked}},
    {{"maximum login attempts", Code::AccountLocked}},
    {{"temporarily disabled", Code::AccountLocked}, Of::Anything},
    {{"temporarily blocked", Code::AccountLocked}, Of::Anything},
    {{"locked", Code::AccountLocked}, Of::Anything},
    {{"lockout", Code::AccountLocked}, Of::Anything},
    {{"blocked", Code::AccountLocked}, Of::NamedAccount},
    {{"frozen", Code::AccountLocked}, Of::NamedAccount},
    {{"gesperrt", Code::AccountLocked}, Of::Anything},
    {{"zu viele", Code::AccountLocked}},
    {{"verrouillé", Code::AccountLocked}, Of::Anything},
    {{"bloqué", Code::AccountLocked}, Of::Anything},
    {{"bloquead", Code::AccountLocked}, Of::Anything},
    {{"bloccato", Code::AccountLocked}, Of::Anything},
    {{"vergrendeld", Code::AccountLocked}, Of::Anything},
    {{"geblokkeerd", Code::AccountLocked}, Of::Anything},
    {{"ロック", Code::AccountLocked}, Of::Anything},
    {{"password has expired", Code::PasswordExpired}},
    {{"password is expired", Code::PasswordExpired}},
    {{"password expired", Code::PasswordExpired}},
    {{"expired password", Code::PasswordExpired}},
    {{"password must be changed", Code::PasswordExpired}},
    {{"must change your password", Code::PasswordExpired}},
    {{"must reset your password", Code::PasswordExpired}},
    {{"need to change your password", Code::PasswordExpired}},
    {{"required to change your password", Code::PasswordExpired}},
    {{"password change required", Code::PasswordExpired}},
    {{"password change is required", Code::PasswordExpired}},
    {{"password reset required", Code::PasswordExpired}},
    {{"passwort muss geändert werden", Code::PasswordExpired}},
    {{"kennwort muss geändert werden", Code::PasswordExpired}},
    {{"devez changer votre mot de passe", Code::PasswordExpired}},
    {{"debe cambiar su contraseña", Code::PasswordExpired}},
    {{"passwort ist abgelaufen", Code::PasswordExpired}},
    {{"kennwort ist abgelaufen", Code::PasswordExpired}},
    {{"mot de passe a expiré", Code::PasswordExpired}},
    {{"mot de passe est expiré", Code::PasswordExpired}},
    {{"contraseña ha caducado", Code::PasswordExpired}},
    {{"contraseña ha expirado", Code::PasswordExpired}},
    {{"senha expirou", Code::PasswordExpired}},
    {{"password è scaduta", Code::PasswordExpired}},
    {{"wachtwoord is verlopen", Code::PasswordExpired}},
    {{"account has expired", Code::AccountDisabled}},
    {{"account is expired", Code::AccountDisabled}},
    {{"disabled", Code::AccountDisabled}, Of::Anything},
    {{"deactivated", Code::AccountDisabled}, Of::Anything},
    {{"inactive", Code::AccountDisabled}, Of::Anything},
    {{"not active", Code::AccountDisabled}, Of::Anything},
    {{"not been activated", Code::AccountDisabled}, Of::Anything},
    {{"not activated", Code::AccountDisabled}, Of::Anything},
    {{"not yet active", Code::AccountDisabled}, Of::Anything},
    {{"pending approval", Code::AccountDisabled}, Of::Anything},
    {{"awaiting approval", Code::AccountDisabled}, Of::Anything},
    {{"nicht aktiv", Code::AccountDisabled}, Of::Anything},
    {{"nicht freigeschaltet", Code::AccountDisabled}, Of::Anything},
    {{"pas activé", Code::AccountDisabled}, Of::Anything},
    {{"no está activ", Code::AccountDisabled}, Of::Anything},
    {{"não está ativ", Code::AccountDisabled}, Of::Anything},
    {{"non è attiv", Code::AccountDisabled}, Of::Anything},
    {{"niet geactiveerd", Code::AccountDisabled}, Of::Anything},
    {{"suspended", Code::AccountDisabled}, Of::Anything},
    {{"terminated", Code::AccountDisabled}, Of::NamedAccount},
    {{"revoked", Code::AccountDisabled}, Of::NamedAccount},
    {{"closed", Code::AccountDisabled}, Of::NamedAccount},
    {{"deaktiviert", Code::AccountDisabled}, Of::Anything},
    {{"désactivé", Code::AccountDisabled}, Of::Anything},
    {{"desactivad", Code::AccountDisabled}, Of::Anything},
    {{"desativad", Code::AccountDisabled}, Of::Anything},
    {{"disattivat", Code::AccountDisabled}, Of::Anything},
    {{"uitgeschakeld", Code::AccountDisabled}, Of::Anything},
});

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

// Scripts and cookies are disabled, requests are blocked, applications are inactive as well.
bool is_of(Subject subject, Of of) {
  switch (of) {
    case Of::Account:
      return true;
    case Of::Anything:
      return subject == Subject::Account || subject == Subject::None;
    case Of::NamedAccount:
      return subject == Subject::Account;
  }
  return false;
}

// "Login is disabled for maintenance".
bool blames_the_service(std::string_view sentence) {
  const VendorMessage* reason = other_reason(sentence);
  return reason != nullptr && reason->code == Code::IdpError;
}

bool says_of_account(std::string_view sentence, const StateWords& state) {
  return base::begins_a_word(sentence, state.message.key) &&
         !is_only_possible(sentence, state.message.key) &&
         is_of(subject_of(sentence, state.message.key), state.of);
}

const VendorMessage* account_state_in(std::string_view lower) {
  auto all = sentences(lower);
  std::erase_if(all, blames_the_service);
  const auto row = std::ranges::find_if(kStates, [&](const StateWords& state) {
    return std::ranges::any_of(all,
                               [&](std::string_view one) { return says_of_account(one, state); });
  });
  return row == kStates.end() ? nullptr : &row->message;
}

bool names_a_state(std::string_view lower) {
  return std::ranges::any_of(kStates, [&](const StateWords& state) {
    return base::begins_a_word(lower, state.message.key);
  });
}

// A state that stands in quotation marks counts where none stands outside.
const VendorMessage* account_state(std::string_view words) {
  const std::string plain = without_names(words);
  return account_state_in(names_a_state(plain) ? plain : base::ascii_lower(words));
}

// Among other text: of an account that is this user's.
bool states_of_account(std::string_view sentence) {
  constexpr std::array<std::string_view, 7> kThisAccount = {
      "your account", "this account", "account is", "account has been",
      "ihr konto",    "votre compte", "tu cuenta"};
  return has_one(sentence, kThisAccount) && account_state(sentence) != nullptr;
}

constexpr std::string_view kEntityId =
    "Compare the Entity ID in the identity provider's application with the connection's in the "
    "Flex Console.";
constexpr std::string_view kAcsUrl =
    "Compare the ACS URL in the identity provider's application with the connection's in the Flex "
    "Console.";
constexpr std::string_view kEntityIdOrAcsUrl =
    "Compare Entity ID and ACS URL in the identity provider's application with the connection's in "
    "the Flex Console: it says the same of both.";
constexpr std::string_view kSingleSignOnUrl =
    "Compare the Single Sign-On URL in the Flex Console with the address that the identity "
    "provider "
    "gives for it.";
constexpr std::string_view kClocks =
    "Set the identity provider's clock: the request was made a moment ago.";
constexpr std::string_view kContext =
    "Let the identity provider's application accept the authentication context of the request.";
constexpr std::string_view kNameId =
    "Let the identity provider's application give the NameID format that the request asks for.";
constexpr std::string_view kEnable =
    "Enable the application for Flex in the identity provider, for all agents.";
constexpr std::string_view kAssign = "Assign the user, and all agents, to the application.";
constexpr auto kNotAssigned = std::to_array<VendorMessage>({
    {"not assigned to", Code::UserNotAssigned, "", kAssign},
    {"user is not assigned", Code::UserNotAssigned, "", kAssign},
    {"you are not assigned", Code::UserNotAssigned, "", kAssign},
    {"not a member of", Code::UserNotAssigned, "", kAssign},
    {"not have a role", Code::UserNotAssigned, "", kAssign},
    {"n't have a role", Code::UserNotAssigned, "", kAssign},
    {"nicht zugewiesen", Code::UserNotAssigned, "", kAssign},
    {"n'est pas affecté", Code::UserNotAssigned, "", kAssign},
    {"no está asignado", Code::UserNotAssigned, "", kAssign},
    {"niet toegewezen", Code::UserNotAssigned, "", kAssign},
});
constexpr VendorMessage kNotPermitted{"", Code::UserNotAssigned, "", kAssign};
// Not every page may be seen by everybody: only where it is said of the application.
constexpr std::array kPermission = {
    Language{{"application", "this app", "the app"},
             {"not authorized to", "not authorised to", "not permitted to", "not allowed to",
              "access to", "permission to", "not entitled", "not been granted"}},
    Language{{"anwendung", "applikation"},
             {"nicht berechtigt", "keine berechtigung", "keinen zugriff"}},
    Language{{"application"}, {"pas autorisé", "pas accès à", "pas habilité"}},
    Language{{"aplicación"}, {"no está autorizado", "no tiene acceso", "no tiene permiso"}},
    Language{{"aplicação", "aplicativo"},
             {"não está autorizado", "não tem acesso", "não tem permissão"}},
    Language{{"applicazione"}, {"non è autorizzato", "non sei autorizzato", "non ha accesso"}},
    Language{{"applicatie", "toepassing"}, {"niet gemachtigd", "geen toegang", "niet bevoegd"}},
    Language{{"アプリ"}, {"権限がありません", "許可されていません"}},
};

bool denies_application(std::string_view sentence) {
  constexpr std::array<std::string_view, 4> kNegation = {"not ", "n't ", "denied", "no "};
  return std::ranges::any_of(kPermission, [&](const Language& language) {
    if (!has_one(sentence, language.what) || !has_one(sentence, language.how)) return false;
    return &language != kPermission.data() || has_one(sentence, kNegation);
  });
}

bool says_not_permitted(std::string_view words) {
  return std::ranges::any_of(sentences(words), denies_application);
}

constexpr auto kComplaints = std::to_array<VendorMessage>({
    {"unknown entity or unsupported binding", Code::IdpError, "", kEntityIdOrAcsUrl},  // pysaml2
    {"unknown entity", Code::IdpAppNotFound, "", kEntityId},
    {"unknown system entity", Code::IdpAppNotFound, "", kEntityId},
    {"unknownsystementity", Code::IdpAppNotFound, "", kEntityId},
    {"entity not found", Code::IdpAppNotFound, "", kEntityId},
    {"entity id", Code::IdpAppNotFound, "", kEntityId},
    {"entityid", Code::IdpAppNotFound, "", kEntityId},
    {"unknown service provider", Code::IdpAppNotFound, "", kEntityId},
    {"untrusted service provider", Code::IdpAppNotFound, "", kEntityId},
    {"not registered for use with this service", Code::IdpAppNotFound, "", kEntityId},
    {"service provider is not", Code::IdpAppNotFound, "", kEntityId},
    {"service provider not", Code::IdpAppNotFound, "", kEntityId},
    {"unbekannter dienstanbieter", Code::IdpAppNotFound, "", kEntityId},
    {"fournisseur de service inconnu", Code::IdpAppNotFound, "", kEntityId},
    {"unknown relying party", Code::IdpAppNotFound, "", kEntityId},
    {"relying party is not", Code::IdpAppNotFound, "", kEntityId},
    {"unknown issuer", Code::IdpAppNotFound, "", kEntityId},
    {"invalid issuer", Code::IdpAppNotFound, "", kEntityId},
    {"issuer is not", Code::IdpAppNotFound, "", kEntityId},
    {"unknown application", Code::IdpAppNotFound, "", kEntityId},
    {"unknown client", Code::IdpAppNotFound, "", kEntityId},
    {"metadata not found", Code::IdpAppNotFound, "", kEntityId},
    {"no metadata", Code::IdpAppNotFound, "", kEntityId},
    {"audience", Code::IdpAppNotFound, "", kEntityId},
    {"assertion consumer", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"assertionconsumer", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"acs url", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"reply url", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"acs not", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"destination", Code::IdpError, "", kSingleSignOnUrl},
    {"tenant not found", Code::IdpError, "", kSingleSignOnUrl},
    {"organization not found", Code::IdpError, "", kSingleSignOnUrl},
    {"organisation not found", Code::IdpError, "", kSingleSignOnUrl},
    {"realm not found", Code::IdpError, "", kSingleSignOnUrl},
    {"realm does not exist", Code::IdpError, "", kSingleSignOnUrl},
    {"request has expired", Code::IdpError, "", kClocks},
    {"request expired", Code::IdpError, "", kClocks},
    {"issued in the future", Code::IdpError, "", kClocks},
    {"is in the future", Code::IdpError, "", kClocks},
    {"clock skew", Code::IdpError, "", kClocks},
    {"issueinstant", Code::IdpError, "", kClocks},
    {"issue instant", Code::IdpError, "", kClocks},
    {"authentication context", Code::IdpError, "", kContext},
    {"authncontext", Code::IdpError, "", kContext},
    {"nameid", Code::IdpError, "", kNameId},
    {"name id", Code::IdpError, "", kNameId},
    {"not signed", Code::IdpError, "",
     "Let the identity provider's application accept requests that are not signed."},
    {"unsigned", Code::IdpError, "",
     "Let the identity provider's application accept requests that are not signed."},
    {"signature", Code::IdpError, "",
     "Look at what the identity provider's application wants of a request's signature."},
});

constexpr VendorMessage kApplicationDisabled{"", Code::IdpError, "", kEnable};

bool disables_application(std::string_view sentence) {
  return std::ranges::any_of(kStates, [&](const StateWords& state) {
    return state.message.code == Code::AccountDisabled && state.of == Of::Anything &&
           base::begins_a_word(sentence, state.message.key) &&
           subject_of(sentence, state.message.key) == Subject::Application;
  });
}

bool says_application_is_disabled(std::string_view words) {
  const std::string plain = without_names(words);
  return std::ranges::any_of(sentences(plain), disables_application);
}

// The password was asked for again, and might be as often as it is tried; where the session ended
// nobody looked at it.
Stop asked_again_for(const VendorMessage& reason, std::string detail) {
  Stop stopped = stop_for(reason, std::move(detail));
  stopped.says = reason.code == Code::SessionLost ? SecretAnswer::None : SecretAnswer::LoginRefused;
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

const VendorMessage* saml_complaint(std::string_view words) {
  if (const VendorMessage* known = message_in(kNotAssigned, KeyIs::Words, words)) return known;
  if (says_not_permitted(words)) return &kNotPermitted;
  if (says_application_is_disabled(words)) return &kApplicationDisabled;
  return message_in(kComplaints, KeyIs::Words, words);
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
