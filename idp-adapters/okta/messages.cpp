#include "idp-adapters/okta/messages.h"

#include <algorithm>
#include <array>

#include "idp-adapters/okta/ion.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"

namespace flexverify::idp::okta {
namespace {

using base::Json;
using model::Code;

// Keys of Identity Engine's texts.
constexpr auto kMessages = std::to_array<VendorMessage>({
    {"errors.E0000004", Code::CredentialsRejected, "the user name or the password is wrong"},
    {"incorrectPassword", Code::CredentialsRejected, "the password is wrong"},
    {"idx.unknown.user", Code::UnknownUser, "the org does not know the user name"},
    {"idx.session.expired", Code::SessionLost, "the state token is stale"},
    {"errors.E0000119", Code::AccountLocked, "the account is locked"},
    {"errors.E0000069", Code::AccountLocked, "the account is locked"},
    {"selfservice.unlock*", Code::AccountLocked, "the account is locked"},
    {"api.authn.error.PASSCODE_INVALID", Code::MfaRejected, "the code is wrong"},
    {"authfactor.challenge.soft_token.invalid_passcode", Code::MfaRejected, "the code is wrong"},
    {"authfactor.challenge.soft_token.used_passcode", Code::MfaCodeUsed,
     "the code was used before: run again with the next one"},
    {"authfactor.challenge.question_factor*", Code::MfaRejected,
     "the answer to the security question is wrong"},
    {"authfactor.challenge.suspended_factor", Code::AccountLocked,
     "the factor is suspended after too many tries"},
    {"errors.E0000113", Code::MfaRejected, "the token must change first"},
    {"api.authn.poll.error.push_rejected", Code::MfaRejected, "the push was denied"},
    {"core.system.transaction_resource_not_found", Code::MfaTimeout, "nobody answered in time"},
    {"idx.error.user.not.assigned.to.app", Code::UserNotAssigned,
     "the user is not assigned to the application"},
    {"idx.error.code.user_not_assigned", Code::UserNotAssigned,
     "the user is not assigned to the application"},
    {"oie.assurance.unsatisfiable", Code::PolicyDenied,
     "the user's factors cannot satisfy the sign-on policy"},
    {"security.access_denied*", Code::PolicyDenied, "the sign-on policy denies access"},
    {"idx.error.code.access_denied*", Code::PolicyDenied, "the policy wants another device"},
    {"tooManyRequests", Code::RateLimited, "too many requests"},
    {"errors.E0000047", Code::RateLimited, "too many requests"},
    {"errors.E0000150", Code::RateLimited, "too many text messages"},
    {"errors.E0000151", Code::RateLimited, "too many calls"},
    {"oie.authenticator.duo.method.duo.verification_timeout", Code::MfaTimeout,
     "Duo was not answered"},
    {"oie.authenticator.duo*", Code::MfaRejected, "Duo was not approved"},
    {"idx.identity.provider.auth.error", Code::IdpError, "the other identity provider failed"},
    {"idx.email.verification.required", Code::PolicyDenied, "the e-mail must be confirmed first"},
    {"oie.authenticator.oktaverify*", Code::MfaRequired, "the phone wants biometrics"},
    {"errors.E0000009", Code::ServerError, "Okta has an internal error"},
    {"errors.E0000010", Code::ServerError, "Okta is in safe mode"},
    {"E0000009", Code::ServerError, "Okta has an internal error"},
    {"E0000010", Code::ServerError, "Okta is in safe mode"},
    {"errors.E0000022", Code::PolicyDenied, "the org does not allow this"},
    {"errors.E0000006", Code::PolicyDenied, "the user has no permission"},
});

std::optional<Message> in_list(const Json* messages) {
  const Json* list = messages == nullptr ? nullptr : messages->find("value");
  if (list == nullptr || list->array() == nullptr) return std::nullopt;
  for (const Json& one : *list->array()) {
    const Json* i18n = one.find("i18n");
    Message message{i18n == nullptr ? "" : i18n->text("key"), one.text("message")};
    if (one.text("class") == "ERROR" || message.key == "idx.unknown.user" ||
        message.key == "idx.session.expired")
      return message;
  }
  return std::nullopt;
}

// A field, or a field of its nested form.
std::optional<Message> in_field(const Json& field) {
  if (auto found = in_list(field.find("messages"))) return found;
  const Json* nested = field.find_path({"form", "value"});
  if (nested == nullptr || nested->array() == nullptr) return std::nullopt;
  for (const Json& inner : *nested->array())
    if (auto found = in_list(inner.find("messages"))) return found;
  return std::nullopt;
}

AsksAgain asks_for_password(const Json& answer) {
  const Json* identify = remediation(answer, "identify");
  const bool again = current_key(answer) == "okta_password" ||
                     (identify != nullptr && has_credential(*identify, "passcode"));
  return again ? AsksAgain::Yes : AsksAgain::No;
}

}  // namespace

std::optional<Message> refusal_in(const Json& answer) {
  if (auto found = in_list(answer.find("messages"))) return found;
  const Json* steps = answer.find_path({"remediation", "value"});
  if (steps == nullptr || steps->array() == nullptr) return std::nullopt;
  for (const Json& step : *steps->array()) {
    const Json* fields = step.find("value");
    if (fields == nullptr || fields->array() == nullptr) continue;
    for (const Json& field : *fields->array())
      if (auto found = in_field(field)) return found;
  }
  return std::nullopt;
}

Stop stop_for(const PageView& page, const Message& message, const Memory& memory) {
  const VendorMessage* known = message_in(kMessages, KeyIs::Whole, message.key);
  const std::string said = message.text.empty() ? "" : " Okta says: " + quoted(message.text);
  const std::string key =
      message.key.empty() ? "a message without a key" : base::printable(message.key, 100);
  if (known == nullptr) {
    const std::string detail = place_of(page) + " answered " + key + "." + said;
    const bool password = memory.password_sent && !memory.one_time_code_sent;
    return password ? unknown_refusal(message.text, asks_for_password(*page.json), detail)
                    : stop(Code::IdpError, detail);
  }
  return idp::stop_for(*known, place_of(page) + " answered " + key + ": " +
                                   std::string(known->meaning) + "." + said);
}

}  // namespace flexverify::idp::okta
