#include "idp-adapters/okta/idx.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "idp-adapters/okta/calls.h"
#include "idp-adapters/okta/choice.h"
#include "idp-adapters/okta/ion.h"
#include "idp-adapters/okta/messages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"

namespace flexverify::idp::okta {
namespace {

using base::Json;
using model::Code;

bool wants_captcha(const Json& answer) {
  for (const Json& step : remediations(answer))
    if (field(step, "captchaVerify") != nullptr) return true;
  return false;
}

struct Named {
  std::string_view name;
  Idx state;
};
// In the order of preference where an answer offers several.
constexpr std::array<Named, 29> kSteps = {{
    {"success-redirect", Idx::Redirect},
    {"failure-redirect", Idx::Redirect},
    {"device-challenge-poll", Idx::DeviceProbe},
    {"device-apple-sso-extension", Idx::DeviceProbe},
    {"identify", Idx::Identify},
    {"challenge-authenticator", Idx::Challenge},
    {"challenge-poll", Idx::Poll},
    {"authenticator-verification-data", Idx::VerificationData},
    {"keep-me-signed-in", Idx::StaySignedIn},
    {"skip", Idx::Skip},
    {"select-authenticator-authenticate", Idx::Select},
    {"reenroll-authenticator", Idx::PasswordExpired},
    {"reenroll-custom-password-expiry", Idx::PasswordExpired},
    {"reset-authenticator", Idx::PasswordExpired},
    {"reenroll-authenticator-warning", Idx::PasswordExpired},
    {"reenroll-custom-password-expiry-warning", Idx::PasswordExpired},
    {"select-authenticator-enroll", Idx::Enrolment},
    {"enroll-authenticator", Idx::Enrolment},
    {"authenticator-enrollment-data", Idx::Enrolment},
    {"enroll-poll", Idx::Enrolment},
    {"consent", Idx::Consent},
    {"granular-consent", Idx::Consent},
    {"admin-consent", Idx::Consent},
    {"email-challenge-consent", Idx::Consent},
    {"poll", Idx::SafeMode},
    {"enroll-profile", Idx::Profile},
    {"profile-update", Idx::Profile},
    {"redirect-idp", Idx::OtherProvider},
    {"launch-authenticator", Idx::DeviceProbe},
}};

const Named* first_step(const Json& answer) {
  for (const Named& known : kSteps)
    if (remediation(answer, known.name) != nullptr) return &known;
  return nullptr;
}

Action send(const web::Page& page, const Memory& memory, const Json& step, web::JsonBody body) {
  auto request = call(page, memory, step.text("href"), std::move(body));
  if (!request) return foreign_address(page);
  constexpr std::string_view kIon = "application/ion+json; okta-version=1.0.0";
  request->headers = {{"Accept", std::string(kIon)}, {"Content-Type", std::string(kIon)}};
  return Send{*std::move(request)};
}

Action missing(const web::Page& page, std::string_view what) {
  return stop(Code::SecretMissing, place_of(page) + " asks for " + std::string(what) +
                                       " and no source for it is configured");
}

// The user name, and the password where it is asked for in the same step.
Action identify(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  const Json& step = *remediation(*page.json, "identify");
  if (memory.password_sent)
    return silent_refusal(place_of(page) + " asks for the user name again after the password");
  if (memory.username_sent)
    return stop(Code::NoProgress, place_of(page) + " asks for the user name again");
  if (facts.username.empty())
    return stop(Code::ConfigInvalid,
                place_of(page) + " asks for a user name and none is given; use --username");
  web::JsonBody body = fixed_fields(step);
  body.value.set("identifier", facts.username);
  if (field(step, "credentials") != nullptr) {
    if (!facts.has_password) return missing(page, "the password");
    body.secrets.push_back({{"credentials", "passcode"}, base::SecretRef::Password});
  }
  return send(page, memory, step, std::move(body));
}

Action select(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  Choice choice = choose(*page.json, facts, memory);
  if (choice.rank == Rank::No) return needs_factor(page, offered(*page.json));
  const Json& step = *remediation(*page.json, "select-authenticator-authenticate");
  web::JsonBody body = fixed_fields(step);
  body.value.set("authenticator", std::move(choice.body));
  return send(page, memory, step, std::move(body));
}

Action answer_code(const web::Page& page, const Json& step, const LoginFacts& facts,
                   const Memory& memory) {
  if (memory.one_time_code_sent)
    return stop(Code::MfaRejected, place_of(page) + " asks for the one-time code again");
  if (!facts.has_one_time_code) return needs_factor(page, offered(*page.json));
  web::JsonBody body = fixed_fields(step);
  const std::string name = has_credential(step, "totp") ? "totp" : "passcode";
  body.secrets.push_back({{"credentials", name}, base::SecretRef::OneTimeCode});
  return send(page, memory, step, std::move(body));
}

Action answer_question(const web::Page& page, const Json& step, const LoginFacts& facts,
                       const Memory& memory) {
  if (!facts.has_security_answer) return needs_factor(page, "a security question");
  web::JsonBody body = fixed_fields(step);
  Json credentials{Json::Object{}};
  for (const Json& one : items(field(step, "credentials")->find_path({"form", "value"})))
    if (one.text("name") == "questionKey") credentials.set("questionKey", one.text("value"));
  if (credentials.find("questionKey") == nullptr)
    if (const Json* key = page.json->find_path(
            {"currentAuthenticatorEnrollment", "value", "contextualData", "enrolledQuestion"}))
      credentials.set("questionKey", key->text("questionKey"));
  body.value.set("credentials", std::move(credentials));
  body.secrets.push_back({{"credentials", "answer"}, base::SecretRef::SecurityAnswer});
  return send(page, memory, step, std::move(body));
}

Action answer_password(const web::Page& page, const Json& step, const LoginFacts& facts,
                       const Memory& memory) {
  if (memory.password_sent)
    return stop(Code::CredentialsRejected, place_of(page) + " asks for the password again");
  if (!facts.has_password) return missing(page, "the password");
  web::JsonBody body = fixed_fields(step);
  body.secrets.push_back({{"credentials", "passcode"}, base::SecretRef::Password});
  return send(page, memory, step, std::move(body));
}

bool is_code(const std::string& key) {
  constexpr std::array<std::string_view, 4> kCodes = {"google_otp", "custom_otp", "okta_verify",
                                                      "symantec_vip"};
  return std::ranges::count(kCodes, key) > 0;
}

Action challenge(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  const Json& step = *remediation(*page.json, "challenge-authenticator");
  const std::string key = current_key(*page.json);
  if (key == "security_question" || has_credential(step, "answer"))
    return answer_question(page, step, facts, memory);
  if (is_code(key) && (facts.has_one_time_code || memory.one_time_code_sent))
    return answer_code(page, step, facts, memory);
  if (key == "okta_password" || (key.empty() && has_credential(step, "passcode")))
    return answer_password(page, step, facts, memory);
  return select(page, facts, memory);
}

std::string number_to_match(const Json& answer) {
  for (const std::string_view name : {"currentAuthenticator", "currentAuthenticatorEnrollment"})
    if (const Json* data = answer.find_path({name, "value", "contextualData"}))
      if (const Json* number = data->find("correctAnswer"))
        return number->string() ? *number->string() : std::to_string(number->integer().value_or(0));
  return "";
}

// The same answer comes until the phone was asked; the leg bounds the whole of it.
Action poll(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  constexpr base::Millis kUsual{4'000};
  if (!facts.allow_push) return select(page, facts, memory);
  const Json& step = *remediation(*page.json, "challenge-poll");
  Action next = send(page, memory, step, fixed_fields(step));
  auto* request = std::get_if<Send>(&next);
  if (request == nullptr) return next;
  const Json* refresh = step.find("refresh");
  const std::int64_t pause =
      refresh == nullptr ? kUsual.count() : refresh->integer().value_or(kUsual.count());
  const std::string number = number_to_match(*page.json);
  return Wait{base::Millis{std::clamp<std::int64_t>(pause, 1'000, 10'000)},
              std::move(request->request),
              "Approve the sign-in in Okta Verify" +
                  (number.empty() ? "" : "; the number is " + base::printable(number, 10))};
}

// Asks which method: the rank of "choose" decides again.
Action verification_data(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  const Json& step = *remediation(*page.json, "authenticator-verification-data");
  const Json* authenticator = field(step, "authenticator");
  const std::string key = current_key(*page.json);
  if (authenticator != nullptr) {
    Json option;
    option.set("value", *authenticator);
    for (const std::string& method : methods_of(option)) {
      if (rank_of(key, method, facts, memory) == Rank::No) continue;
      web::JsonBody body = fixed_fields(step);
      body.value.set("authenticator", option_body(option, method));
      return send(page, memory, step, std::move(body));
    }
  }
  return select(page, facts, memory);
}

// Okta Verify is looked for on this machine: it is not here, and the page says so as the widget
// would.
Action give_up_probe(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  const Json* value = page.json->find_path({"authenticatorChallenge", "value"});
  const Json* cancel = value == nullptr ? nullptr : value->find("cancel");
  if (cancel == nullptr || cancel->text("href").empty()) {
    if (choose(*page.json, facts, memory).rank != Rank::No) return select(page, facts, memory);
    return needs_browser(page, "wants Okta Verify (FastPass) on this device");
  }
  web::JsonBody body = fixed_fields(*cancel);
  body.value.set("stateHandle", page.json->text("stateHandle"))
      .set("reason", "OV_UNREACHABLE_BY_LOOPBACK")
      .set("statusCode", nullptr);
  return send(page, memory, *cancel, std::move(body));
}

Action skip(const web::Page& page, const LoginFacts&, const Memory& memory) {
  const Json& step = *remediation(*page.json, "skip");
  Action next = send(page, memory, step, fixed_fields(step));
  const bool warns = remediation(*page.json, "reenroll-authenticator-warning") != nullptr ||
                     remediation(*page.json, "reenroll-custom-password-expiry-warning") != nullptr;
  if (auto* request = std::get_if<Send>(&next); request != nullptr && warns)
    request->warning =
        model::make_finding(Code::PasswordExpiring, "Okta says that the password expires soon");
  return next;
}

// A session that outlives the check is of no use.
Action do_not_stay(const web::Page& page, const Memory& memory) {
  const Json& step = *remediation(*page.json, "keep-me-signed-in");
  web::JsonBody body = fixed_fields(step);
  body.value.set("keepMeSignedIn", false);
  return send(page, memory, step, std::move(body));
}

Action leave(const web::Page& page, const Json* step, const Memory& memory, Where where) {
  auto request = step == nullptr ? std::nullopt : visit(page, memory, step->text("href"), where);
  if (!request) return foreign_address(page);
  return Send{*std::move(request)};
}

Action redirect(const web::Page& page, const Memory& memory) {
  if (remediation(*page.json, "failure-redirect") != nullptr)
    return stop(Code::PolicyDenied, place_of(page) + " ends the login with a redirect of failure");
  return leave(page, remediation(*page.json, "success-redirect"), memory, Where::SameOrigin);
}

Action wait_for_safe_mode(const web::Page& page, const Memory& memory) {
  constexpr base::Millis kPause{5'000};
  const Json& step = *remediation(*page.json, "poll");
  Action next = send(page, memory, step, fixed_fields(step));
  auto* request = std::get_if<Send>(&next);
  if (request == nullptr) return next;
  return Wait{kPause, std::move(request->request), "Okta is in safe mode; waiting"};
}

Action other_provider(const web::Page& page, const Memory& memory) {
  return leave(page, remediation(*page.json, "redirect-idp"), memory, Where::Elsewhere);
}

Action report_end(const web::Page& page) {
  std::string names;
  for (const Json& step : remediations(*page.json))
    names += (names.empty() ? "" : ", ") + base::printable(step.text("name"), 60);
  if (names.empty())
    return stop(Code::IdpError, place_of(page) + " ended the login without an error");
  return stop(Code::PageNotRecognised,
              place_of(page) + " offers steps that nobody knows: " + names);
}

}  // namespace

Idx idx_state(const web::Page& page) {
  if (!page.json || page.json->object() == nullptr) return Idx::None;
  const Json& answer = *page.json;
  const bool ours = answer.find("stateHandle") != nullptr ||
                    answer.find("remediation") != nullptr ||
                    (answer.find("messages") != nullptr && answer.find("version") != nullptr);
  if (!ours) return Idx::None;
  if (answer.find("success") != nullptr || answer.find("successWithInteractionCode") != nullptr)
    return Idx::Success;
  if (refusal_in(answer)) return Idx::Message;
  if (wants_captcha(answer)) return Idx::Captcha;
  const Named* step = first_step(answer);
  return step == nullptr ? Idx::Ended : step->state;
}

Action introspect(const web::Page& page, const LoginFacts&, const Memory& memory) {
  web::JsonBody body;
  body.value.set("stateToken", state_token(page));
  Json step;
  step.set("href", "/idp/idx/introspect");
  return send(page, memory, step, std::move(body));
}

Action idx_step(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  switch (idx_state(page)) {
    case Idx::Captcha:
      return stop(Code::BotProtection,
                  place_of(page) + " wants a captcha: switch it off for this machine's address");
    case Idx::Message:
      return stop_for(page, *refusal_in(*page.json), memory);
    case Idx::Success:
      return leave(page, page.json->find("success"), memory, Where::SameOrigin);
    case Idx::DeviceProbe:
      return give_up_probe(page, facts, memory);
    case Idx::Identify:
      return identify(page, facts, memory);
    case Idx::Challenge:
      return challenge(page, facts, memory);
    case Idx::Poll:
      return poll(page, facts, memory);
    case Idx::VerificationData:
      return verification_data(page, facts, memory);
    case Idx::Select:
      return select(page, facts, memory);
    case Idx::StaySignedIn:
      return do_not_stay(page, memory);
    case Idx::Skip:
      return skip(page, facts, memory);
    case Idx::PasswordExpired:
      return stop(Code::PasswordExpired, place_of(page) + " asks for a new password");
    case Idx::Enrolment:
      return stop(Code::MfaEnrolmentRequired,
                  place_of(page) + " wants the user to set up a factor first");
    case Idx::OtherProvider:
      return other_provider(page, memory);
    case Idx::Consent:
      return stop(Code::ConsentRequired, place_of(page) + " asks for consent");
    case Idx::SafeMode:
      return wait_for_safe_mode(page, memory);
    case Idx::Redirect:
      return redirect(page, memory);
    case Idx::Profile:
      return stop(Code::PolicyDenied, place_of(page) + " wants profile data of the user first");
    case Idx::Ended:
      return report_end(page);
    case Idx::None:
      break;
  }
  return stop(Code::PageNotRecognised, place_of(page));
}

}  // namespace flexverify::idp::okta
