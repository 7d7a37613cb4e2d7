// Identity Engine: user name, password, one-time code and security answer.
#include "idp-adapters/okta/idx.h"

#include <algorithm>
#include <array>

#include "idp-adapters/okta/choice.h"
#include "idp-adapters/okta/idx_step.h"
#include "idp-adapters/okta/ion.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"

namespace flexverify::idp::okta {
namespace {

using base::Json;
using model::Code;

Action missing(const PageView& page, std::string_view what) {
  return stop(Code::SecretMissing, place_of(page) + " asks for " + std::string(what) +
                                       " and no source for it is configured");
}

Action answer_code(const PageView& page, const Json& step, const LoginFacts& facts,
                   const Memory& memory) {
  if (memory.one_time_code_sent)
    return stop(Code::MfaRejected, place_of(page) + " asks for the one-time code again");
  if (!facts.has_one_time_code) return needs_factor(page, offered(*page.json));
  web::JsonBody body = fixed_fields(step);
  const std::string name = has_credential(step, "totp") ? "totp" : "passcode";
  body.secrets.push_back({{"credentials", name}, base::SecretRef::OneTimeCode});
  return send_step(page, memory, step, std::move(body));
}

Action answer_question(const PageView& page, const Json& step, const LoginFacts& facts,
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
  return send_step(page, memory, step, std::move(body));
}

Action answer_password(const PageView& page, const Json& step, const LoginFacts& facts,
                       const Memory& memory) {
  if (memory.password_sent)
    return stop(Code::CredentialsRejected, place_of(page) + " asks for the password again");
  if (!facts.has_password) return missing(page, "the password");
  web::JsonBody body = fixed_fields(step);
  body.secrets.push_back({{"credentials", "passcode"}, base::SecretRef::Password});
  return send_step(page, memory, step, std::move(body));
}

bool is_code(const std::string& key) {
  constexpr std::array<std::string_view, 3> kCodes = {"google_otp", "custom_otp", "okta_verify"};
  return std::ranges::count(kCodes, key) > 0;
}

}  // namespace

// The user name, and the password where it is asked for in the same step.
Action idx_identify(const PageView& page, const LoginFacts& facts, const Memory& memory) {
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
  return send_step(page, memory, step, std::move(body));
}

Action idx_challenge(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const Json& step = *remediation(*page.json, "challenge-authenticator");
  const std::string key = current_key(*page.json);
  const bool better = key != "google_otp" && choose(*page.json, facts, memory).rank == Rank::Code;
  if (is_code(key) && better && !memory.one_time_code_sent) return idx_select(page, facts, memory);
  if (key == "security_question" || has_credential(step, "answer"))
    return answer_question(page, step, facts, memory);
  if (is_code(key) && (facts.has_one_time_code || memory.one_time_code_sent))
    return answer_code(page, step, facts, memory);
  if (key == "okta_password" || (key.empty() && has_credential(step, "passcode")))
    return answer_password(page, step, facts, memory);
  return idx_select(page, facts, memory);
}

}  // namespace flexverify::idp::okta
