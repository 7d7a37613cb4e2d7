// Duo, the second factor of many: the Universal Prompt as far as a person approves on a phone, or a
// passcode that was not used yet is at hand.
#include <algorithm>
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State {
  None,
  BrowserForm,
  Choice,
  Prompted,
  Waiting,
  Allowed,
  Denied,
  Failed,
  OtherPrompt
};

bool owns(const web::Url& url) { return is_below(url, {"duosecurity.com", "duofederal.com"}); }

bool has_universal_form(const PageView& page) {
  auto form = form_having(page, "tx");
  return form && web::find_control(*form, "_xsrf") != nullptr;
}

bool has_choice(const PageView& page) {
  auto form = form_having(page, "preferred_factor");
  return form_having(page, "preferred_device") != nullptr && form != nullptr;
}

State json_state(const PageView& page) {
  if (!path_has(page, "/frame/")) return State::None;
  if (page.json->text("stat") == "FAIL") return State::Failed;
  const base::Json* response = page.json->find("response");
  if (response == nullptr) return State::None;
  if (response->find("txid") != nullptr) return State::Prompted;
  const std::string status = response->text("status_code");
  if (status == "allow" || response->text("result") == "SUCCESS") return State::Allowed;
  const bool ended = status == "deny" || status == "timeout" || status == "fraud" ||
                     status == "locked_out" || response->text("result") == "FAILURE";
  if (ended) return State::Denied;
  return status.empty() ? State::None : State::Waiting;
}

State state_of(const PageView& page) {
  if (page.json) return json_state(page);
  if (page.document.empty()) return State::None;
  if (has_choice(page)) return State::Choice;
  if (has_universal_form(page)) return State::BrowserForm;
  const auto form = form_having(page, "_xsrf");
  const bool other = (form && form->action.path.starts_with("/frame/")) ||
                     base::contains(page.body, "data-authkey") ||
                     (path_has(page, "/frame/") && owns(page.url));
  return other ? State::OtherPrompt : State::None;
}

PageState classify(const PageView& page) { return state_of(page); }

// One that the identity provider took already is its own, not Duo's.
bool has_passcode(const LoginFacts& facts, const Memory& memory) {
  return facts.has_one_time_code && !memory.one_time_code_sent;
}

// Duo asks for the browser's abilities first: none of them helps here.
Action post_abilities(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (!facts.allow_push && !has_passcode(facts, memory))
    return needs_factor(page, "Duo (push, or a passcode of Duo Mobile)");
  auto form = form_having(page, "tx");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, nullptr, {});
}

web::Request post(const PageView& page, std::string_view path,
                  std::vector<web::FormEntry> entries) {
  web::Request request = web::get(*web::parse_url(path, &page.url));
  request.method = web::Method::Post;
  request.body = web::FormBody{std::move(entries)};
  request.mode = web::Mode::FetchSameOrigin;
  request.initiator = page.url;
  return request;
}

std::string session_of(const PageView& page) {
  return page.url.query ? web::query_value(*page.url.query, "sid").value_or("") : "";
}

Action send_push(const PageView& page) {
  auto form = form_having(page, "preferred_device");
  const std::string device = form ? value_of(*form, "preferred_device") : "";
  const std::string xsrf = form ? value_of(*form, "_xsrf") : "";
  const std::string sid = session_of(page);
  return Send{.request = post(page, "/frame/v4/prompt",
                              {{"device", device.empty() ? "phone1" : device},
                               {"factor", std::string("Duo Push")},
                               {"sid", sid}}),
              .notes = {{"duo-sid", sid},
                        {"duo-xsrf", xsrf},
                        {"duo-device", device},
                        {"duo-factor", "Duo Push"}}};
}

bool offers_passcode(const PageView& page) {
  return std::ranges::any_of(page.forms, [](const web::Form& form) {
    return value_of(form, "factor") == "Passcode" || web::find_control(form, "passcode") != nullptr;
  });
}

// Passcodes belong to no device of the list.
Action send_passcode(const PageView& page) {
  const web::Form* form = form_having(page, "_xsrf");
  const std::string sid = session_of(page);
  return Send{.request = post(page, "/frame/v4/prompt",
                              {{"device", std::string("None")},
                               {"factor", std::string("Passcode")},
                               {"passcode", base::SecretRef::OneTimeCode},
                               {"sid", sid}}),
              .notes = {{"duo-sid", sid},
                        {"duo-xsrf", form == nullptr ? "" : value_of(*form, "_xsrf")},
                        {"duo-factor", "Passcode"}}};
}

Action answer_choice(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (facts.allow_push) return send_push(page);
  if (has_passcode(facts, memory) && offers_passcode(page)) return send_passcode(page);
  return needs_factor(page, "Duo (push, or a passcode of Duo Mobile)");
}

web::Request status(const PageView& page, const Memory& memory, const std::string& txid) {
  return post(page, "/frame/v4/status", {{"txid", txid}, {"sid", memory.note("duo-sid")}});
}

Action ask_status(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string txid = page.json->find("response")->text("txid");
  return Send{.request = status(page, memory, txid), .notes = {{"duo-txid", txid}}};
}

Action wait_for_push(const PageView& page, const LoginFacts&, const Memory& memory) {
  constexpr base::Millis kPause{2'000};
  const std::string code = page.json->find("response")->text("step_up_code");
  return Wait{kPause, status(page, memory, memory.note("duo-txid")),
              "Approve the sign-in in Duo Mobile" +
                  (code.empty() ? "" : "; the code is " + base::printable(code, 10))};
}

Action leave(const PageView& page, const LoginFacts&, const Memory& memory) {
  web::Request request = post(page, "/frame/v4/oidc/exit",
                              {{"sid", memory.note("duo-sid")},
                               {"txid", memory.note("duo-txid")},
                               {"factor", memory.note("duo-factor")},
                               {"device_key", memory.note("duo-device")},
                               {"_xsrf", memory.note("duo-xsrf")},
                               {"dampen_choice", std::string("false")}});
  request.mode = web::Mode::Navigation;
  return Send{std::move(request)};
}

Action report_denial(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string code = page.json->find("response")->text("status_code");
  const Code finding = code == "timeout"      ? Code::MfaTimeout
                       : code == "locked_out" ? Code::AccountLocked
                                              : Code::MfaRejected;
  return stop(finding, place_of(page) + ": Duo answered " + quoted(code));
}

Action report_failure(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::IdpError, place_of(page) + ": Duo says " + quoted(page.json->text("message")));
}

Action report_prompt(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "is a prompt of Duo that only its scripts answer");
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::BrowserForm, "browser-form", post_abilities},
    {State::Choice, "choice", answer_choice},
    {State::Prompted, "prompted", ask_status},
    {State::Waiting, "waiting", wait_for_push},
    {State::Allowed, "allowed", leave},
    {State::Denied, "denied", report_denial},
    {State::Failed, "failed", report_failure},
    {State::OtherPrompt, "other-prompt", report_prompt},
});

}  // namespace

constinit const Adapter kDuo = {.id = "duo",
                                .title = "Duo",
                                .owns = owns,
                                .labels = model::kAnyProvider,
                                .classify = classify,
                                .handlers = kHandlers};

}  // namespace flexverify::idp
