#include "idp-adapters/shared/account_state.h"

#include <algorithm>
#include <array>
#include <string>

#include "idp-adapters/shared/names.h"
#include "idp-adapters/shared/other_reason.h"
#include "idp-adapters/shared/possible.h"
#include "idp-adapters/shared/sentences.h"
#include "idp-adapters/shared/subject.h"
#include "verifier/base/text.h"
#include "verifier/base/words.h"

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

bool disables_application(std::string_view sentence) {
  return std::ranges::any_of(kStates, [&](const StateWords& state) {
    return state.message.code == Code::AccountDisabled && state.of == Of::Anything &&
           base::begins_a_word(sentence, state.message.key) &&
           subject_of(sentence, state.message.key) == Subject::Application;
  });
}

}  // namespace

// A state that stands in quotation marks counts where none stands outside.
const VendorMessage* account_state(std::string_view words) {
  const std::string plain = without_names(words);
  return account_state_in(names_a_state(plain) ? plain : base::ascii_lower(words));
}

bool says_application_is_disabled(std::string_view words) {
  const std::string plain = without_names(words);
  return std::ranges::any_of(sentences(plain), disables_application);
}

}  // namespace flexverify::idp
