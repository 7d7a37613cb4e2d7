// Identity Engine: which factor, a push on a phone, and a device that is not here.
#include "idp-adapters/okta/idx.h"

#include <algorithm>

#include "idp-adapters/okta/choice.h"
#include "idp-adapters/okta/idx_step.h"
#include "idp-adapters/okta/ion.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"

namespace flexverify::idp::okta {
namespace {

using base::Json;

std::string number_to_match(const Json& answer) {
  for (const std::string_view name : {"currentAuthenticator", "currentAuthenticatorEnrollment"})
    if (const Json* data = answer.find_path({name, "value", "contextualData"}))
      if (const Json* number = data->find("correctAnswer"))
        return number->string() ? *number->string() : std::to_string(number->integer().value_or(0));
  return "";
}

}  // namespace

Action idx_select(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  Choice choice = choose(*page.json, facts, memory);
  if (choice.rank == Rank::No) return needs_factor(page, offered(*page.json));
  const Json& step = *remediation(*page.json, "select-authenticator-authenticate");
  web::JsonBody body = fixed_fields(step);
  body.value.set("authenticator", std::move(choice.body));
  return send_step(page, memory, step, std::move(body));
}

// The same answer comes until the phone was asked; the leg bounds the whole of it.
Action idx_poll(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  constexpr base::Millis kUsual{4'000};
  if (!facts.allow_push) return idx_select(page, facts, memory);
  const Json& step = *remediation(*page.json, "challenge-poll");
  Action next = send_step(page, memory, step, fixed_fields(step));
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
Action idx_verification_data(const PageView& page, const LoginFacts& facts, const Memory& memory) {
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
      return send_step(page, memory, step, std::move(body));
    }
  }
  return idx_select(page, facts, memory);
}

// Okta Verify is looked for on this machine: it is not here, and the page says so as the widget
// would.
Action idx_give_up_probe(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const Json* value = page.json->find_path({"authenticatorChallenge", "value"});
  const Json* cancel = value == nullptr ? nullptr : value->find("cancel");
  if (cancel == nullptr || cancel->text("href").empty()) {
    if (choose(*page.json, facts, memory).rank != Rank::No) return idx_select(page, facts, memory);
    return needs_browser(page, "wants Okta Verify (FastPass) on this device");
  }
  web::JsonBody body = fixed_fields(*cancel);
  body.value.set("stateHandle", page.json->text("stateHandle"))
      .set("reason", "OV_UNREACHABLE_BY_LOOPBACK")
      .set("statusCode", nullptr);
  return send_step(page, memory, *cancel, std::move(body));
}

}  // namespace flexverify::idp::okta
