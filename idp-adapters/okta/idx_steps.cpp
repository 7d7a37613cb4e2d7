// Identity Engine: steps that need no secret, and ends.
#include "idp-adapters/okta/idx.h"

#include "idp-adapters/okta/calls.h"
#include "idp-adapters/okta/idx_step.h"
#include "idp-adapters/okta/ion.h"
#include "idp-adapters/okta/messages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"

namespace flexverify::idp::okta {
namespace {

using base::Json;
using model::Code;

constexpr std::string_view kIon = "application/ion+json; okta-version=1.0.0";

// Okta's page accepts what the step says that it takes, else the type without a version.
std::string accepted_by(const Json& step) {
  const std::string named = step.text("accepts");
  const bool is_type = named.starts_with("application/") && named.size() < 100 &&
                       base::printable(named, named.size()) == named;
  return is_type ? named : "application/ion+json";
}

Action leave(const PageView& page, const Json* step, const Memory& memory, Where where) {
  auto request = step == nullptr ? std::nullopt : visit(page, memory, step->text("href"), where);
  if (!request) return foreign_address(page);
  return Send{*std::move(request)};
}

}  // namespace

Action send_step(const PageView& page, const Memory& memory, const Json& step, web::JsonBody body) {
  auto request = call(page, memory, step.text("href"), std::move(body));
  if (!request) return foreign_address(page);
  request->headers = {{"Accept", accepted_by(step)}, {"Content-Type", "application/json"}};
  return Send{*std::move(request)};
}

Action introspect(const PageView& page, const LoginFacts&, const Memory& memory) {
  web::JsonBody body;
  body.value.set("stateToken", state_token(page));
  auto request = call(page, memory, "/idp/idx/introspect", std::move(body));
  if (!request) return foreign_address(page);
  request->headers = {{"Accept", std::string(kIon)}, {"Content-Type", std::string(kIon)}};
  return Send{*std::move(request)};
}

Action idx_success(const PageView& page, const LoginFacts&, const Memory& memory) {
  return leave(page, page.json->find("success"), memory, Where::SameOrigin);
}

Action idx_redirect(const PageView& page, const LoginFacts&, const Memory& memory) {
  if (remediation(*page.json, "failure-redirect") != nullptr)
    return stop(Code::PolicyDenied, place_of(page) + " ends the login with a redirect of failure");
  return leave(page, remediation(*page.json, "success-redirect"), memory, Where::SameOrigin);
}

Action idx_other_provider(const PageView& page, const LoginFacts&, const Memory& memory) {
  return leave(page, remediation(*page.json, "redirect-idp"), memory, Where::Elsewhere);
}

Action idx_skip(const PageView& page, const LoginFacts&, const Memory& memory) {
  const Json& step = *remediation(*page.json, "skip");
  Action next = send_step(page, memory, step, fixed_fields(step));
  const bool warns = remediation(*page.json, "reenroll-authenticator-warning") != nullptr ||
                     remediation(*page.json, "reenroll-custom-password-expiry-warning") != nullptr;
  if (auto* request = std::get_if<Send>(&next); request != nullptr && warns)
    request->warning =
        model::make_finding(Code::PasswordExpiring, "Okta says that the password expires soon");
  return next;
}

// A session that outlives the check is of no use.
Action idx_do_not_stay(const PageView& page, const LoginFacts&, const Memory& memory) {
  const Json& step = *remediation(*page.json, "keep-me-signed-in");
  web::JsonBody body = fixed_fields(step);
  body.value.set("keepMeSignedIn", false);
  return send_step(page, memory, step, std::move(body));
}

Action idx_wait_for_safe_mode(const PageView& page, const LoginFacts&, const Memory& memory) {
  constexpr base::Millis kPause{5'000};
  const Json& step = *remediation(*page.json, "poll");
  Action next = send_step(page, memory, step, fixed_fields(step));
  auto* request = std::get_if<Send>(&next);
  if (request == nullptr) return next;
  return Wait{kPause, std::move(request->request), "Okta is in safe mode; waiting"};
}

Action idx_captcha(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::BotProtection,
              place_of(page) + " wants a captcha: switch it off for this machine's address");
}

Action idx_message(const PageView& page, const LoginFacts&, const Memory& memory) {
  return stop_for(page, *refusal_in(*page.json), memory);
}

Action idx_password_expired(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " asks for a new password");
}

Action idx_enrolment(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaEnrolmentRequired,
              place_of(page) + " wants the user to set up a factor first");
}

Action idx_consent(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::ConsentRequired, place_of(page) + " asks for consent");
}

Action idx_profile(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PolicyDenied, place_of(page) + " wants profile data of the user first");
}

Action idx_device_management(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PolicyDenied,
              place_of(page) + " wants this device to be managed first, which no check can do",
              "Exempt the test user or this machine's address from the device management rule of "
              "the app's sign-on policy.");
}

Action idx_report_end(const PageView& page, const LoginFacts&, const Memory&) {
  std::string names;
  for (const Json& step : remediations(*page.json))
    names += (names.empty() ? "" : ", ") + base::printable(step.text("name"), 60);
  if (names.empty())
    return stop(Code::IdpError, place_of(page) + " ended the login without an error");
  return stop(Code::PageNotRecognised,
              place_of(page) + " offers steps that nobody knows: " + names);
}

}  // namespace flexverify::idp::okta
