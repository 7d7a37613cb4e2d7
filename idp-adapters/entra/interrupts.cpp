#include "idp-adapters/entra/interrupts.h"

#include <algorithm>
#include <iterator>

#include "idp-adapters/entra/config.h"
#include "idp-adapters/entra/errors.h"
#include "idp-adapters/shared/form_helpers.h"

namespace flexverify::idp::entra {
namespace {

using base::Json;
using model::Code;

// POST of these fields and of those that every interrupt's form has.
Action answer_interrupt(const PageView& page, const Json& config, web::Values values,
                        std::string flow_token_name) {
  const web::Values usual = {{"ctx", config.text("sCtx")},
                             {"hpgrequestid", config.text("sessionId")},
                             {std::move(flow_token_name), config.text("sFT")},
                             {"canary", config.text("canary")},
                             {"i19", std::string("2326")}};
  std::ranges::copy(usual, std::back_inserter(values));
  auto request = form_post(page, config.text("urlPost"), std::move(values));
  if (!request) return unreadable(page, "urlPost");
  return Send{std::move(*request)};
}

// The server echoes the password among the fields. The echo is not read: the password comes from
// where it came from the first time.
web::FormEntry repeated(const base::JsonMember& field) {
  if (field.name == "passwd") return {field.name, base::SecretRef::Password};
  if (field.value.string() != nullptr) return {field.name, *field.value.string()};
  return {field.name, field.value.is_null() ? "" : base::dump_json(field.value)};
}

model::Finding registration_is_due(const PageView& page, const Json& config) {
  auto warning = model::make_finding(
      Code::MfaEnrolmentRequired,
      place_of(page) + " wants the user to register a second factor; this can be put off for " +
          std::to_string(number(config, "iRemainingDaysToSkipMfaRegistration")) + " more days");
  warning.severity = model::Severity::Warning;
  return warning;
}

}  // namespace

// The server asks for the same form again before it looks at it.
Action repeat_form(const PageView& page, const LoginFacts&, const Memory& memory) {
  const auto config = config_of(page);
  const Json* fields = config ? config->find("oPostParams") : nullptr;
  if (fields == nullptr || fields->object() == nullptr) return unreadable(page, "oPostParams");
  if (fields->find("passwd") != nullptr && !memory.password_sent)
    return stop(
        Code::PageNotRecognised,
        place_of(page) + " wants the password repeated before it was sent; nothing was sent");
  web::Values values;
  std::ranges::transform(*fields->object(), std::back_inserter(values), repeated);
  auto request = form_post(page, config->text("urlPost"), std::move(values));
  if (!request || !web::same_origin(request->url, page.url))
    return unreadable(page, "urlPost of the same origin");
  request->secret_use = web::SecretUse::SameAttempt;
  return Send{std::move(*request)};
}

Action reload(const PageView& page, const LoginFacts&, const Memory&) {
  const auto config = config_of(page);
  auto request = config ? navigation(page, config->text("urlPost")) : std::nullopt;
  if (!request) return unreadable(page, "urlPost");
  return Send{std::move(*request)};
}

Action stay_signed_in(const PageView& page, const LoginFacts&, const Memory&) {
  const auto config = config_of(page);
  if (!config) return unreadable(page, "literal");
  return answer_interrupt(page, *config,
                          {{"LoginOptions", std::string("1")}, {"type", std::string("28")}},
                          token_name(*config));
}

// This form spells the flow token's name in its own way.
Action confirm_app(const PageView& page, const LoginFacts&, const Memory&) {
  const auto config = config_of(page);
  if (!config) return unreadable(page, "literal");
  return answer_interrupt(
      page, *config,
      {{"ContinueAuth", std::string("true")}, {"iscsrfspeedbump", std::string("false")}},
      "flowtoken");
}

// The registration's own page is at another host, and nothing is sent there.
Action put_off_registration(const PageView& page, const LoginFacts&, const Memory&) {
  const auto config = config_of(page);
  if (!config) return unreadable(page, "literal");
  auto request = navigation(page, config->text("urlSkipMfaRegistration"));
  if (!request)
    return stop(
        Code::MfaEnrolmentRequired,
        place_of(page) + " wants the user to register a second factor, and this cannot be put off",
        "Register one-time codes for the test user, and give them with --totp-file.");
  return Send{.request = std::move(*request), .warning = registration_is_due(page, *config)};
}

}  // namespace flexverify::idp::entra
