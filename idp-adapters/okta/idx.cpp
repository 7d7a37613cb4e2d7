#include "idp-adapters/okta/idx.h"

#include <array>

#include "idp-adapters/okta/ion.h"
#include "idp-adapters/okta/messages.h"

namespace flexverify::idp::okta {
namespace {

using base::Json;

bool wants_captcha(const Json& answer) {
  for (const Json& step : remediations(answer))
    if (field(step, "captchaVerify") != nullptr) return true;
  return false;
}

struct Named {
  std::string_view name;
  State state;
};

// In the order of preference where an answer offers several.
constexpr std::array<Named, 30> kSteps = {{
    {"success-redirect", State::Redirect},
    {"failure-redirect", State::Redirect},
    {"device-challenge-poll", State::DeviceProbe},
    {"device-apple-sso-extension", State::DeviceProbe},
    {"identify", State::Identify},
    {"challenge-authenticator", State::Challenge},
    {"challenge-poll", State::Poll},
    {"authenticator-verification-data", State::VerificationData},
    {"keep-me-signed-in", State::StaySignedIn},
    {"skip", State::Skip},
    {"select-authenticator-authenticate", State::Select},
    {"reenroll-authenticator", State::PasswordExpired},
    {"reenroll-custom-password-expiry", State::PasswordExpired},
    {"reset-authenticator", State::PasswordExpired},
    {"reenroll-authenticator-warning", State::PasswordExpired},
    {"reenroll-custom-password-expiry-warning", State::PasswordExpired},
    {"select-authenticator-enroll", State::Enrolment},
    {"enroll-authenticator", State::Enrolment},
    {"authenticator-enrollment-data", State::Enrolment},
    {"enroll-poll", State::Enrolment},
    {"consent", State::Consent},
    {"granular-consent", State::Consent},
    {"admin-consent", State::Consent},
    {"email-challenge-consent", State::Consent},
    {"poll", State::SafeMode},
    {"enroll-profile", State::Profile},
    {"profile-update", State::Profile},
    {"redirect-idp", State::OtherProvider},
    {"launch-authenticator", State::DeviceProbe},
    {"mdm", State::DeviceManagement},
}};

const Named* first_step(const Json& answer) {
  for (const Named& known : kSteps)
    if (remediation(answer, known.name) != nullptr) return &known;
  return nullptr;
}

}  // namespace

State idx_state(const PageView& page) {
  if (!page.json || page.json->object() == nullptr) return State::None;
  const Json& answer = *page.json;
  const bool ours = answer.find("stateHandle") != nullptr ||
                    answer.find("remediation") != nullptr ||
                    (answer.find("messages") != nullptr && answer.find("version") != nullptr);
  if (!ours) return State::None;
  if (answer.find("success") != nullptr || answer.find("successWithInteractionCode") != nullptr)
    return State::Success;
  if (refusal_in(answer)) return State::Message;
  if (wants_captcha(answer)) return State::Captcha;
  // Some answers hold nothing but what the device must be enrolled in.
  if (answer.find("deviceEnrollment") != nullptr) return State::DeviceManagement;
  const Named* step = first_step(answer);
  return step == nullptr ? State::Ended : step->state;
}

}  // namespace flexverify::idp::okta
