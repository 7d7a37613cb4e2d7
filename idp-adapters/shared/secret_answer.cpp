// What a page says about the secrets that were sent before it.
#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"

namespace flexverify::idp {
namespace {

using model::Code;

struct Row {
  Code code;
  SecretAnswer answer;
};
// What is not here says nothing: an error of the provider, a challenge, an unknown page.
constexpr std::array kAnswers = {
    Row{Code::CredentialsRejected, SecretAnswer::LoginRefused},
    Row{Code::UnknownUser, SecretAnswer::LoginRefused},
    Row{Code::AccountLocked, SecretAnswer::LoginRefused},
    Row{Code::AccountDisabled, SecretAnswer::LoginRefused},
    Row{Code::MfaRejected, SecretAnswer::FactorRefused},
    Row{Code::MfaCodeUsed, SecretAnswer::CodeUsed},
    Row{Code::PasswordExpired, SecretAnswer::Accepted},
    Row{Code::UserNotAssigned, SecretAnswer::Accepted},
    Row{Code::PolicyDenied, SecretAnswer::Accepted},
    Row{Code::ConsentRequired, SecretAnswer::Accepted},
    Row{Code::TermsRequired, SecretAnswer::Accepted},
    Row{Code::MfaRequired, SecretAnswer::Accepted},
    Row{Code::MfaTimeout, SecretAnswer::Accepted},
    Row{Code::MfaEnrolmentRequired, SecretAnswer::Accepted},
    Row{Code::SecretMissing, SecretAnswer::Accepted},  // it asks for another one
    Row{Code::NeedsBrowser, SecretAnswer::Accepted},
    Row{Code::IdpAppNotFound, SecretAnswer::Accepted},
    Row{Code::IdpAcsNotRegistered, SecretAnswer::Accepted},
};

}  // namespace

SecretAnswer secret_answer_of(Code code) {
  const auto row = std::ranges::find(kAnswers, code, &Row::code);
  return row == kAnswers.end() ? SecretAnswer::None : row->answer;
}

Stop silent_refusal(std::string detail) {
  return {model::make_finding(Code::NoProgress, std::move(detail)), SecretAnswer::LoginRefused};
}

std::optional<base::SecretRef> asks_for(const PageView& page) {
  const auto found = find_sign_in_form(page);
  if (!found) return std::nullopt;
  switch (found->kind) {
    case SignInKind::Login:
    case SignInKind::PasswordOnly:
      return base::SecretRef::Password;
    case SignInKind::Code:
      return base::SecretRef::OneTimeCode;
    case SignInKind::NewPassword:
    case SignInKind::Identifier:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace flexverify::idp
