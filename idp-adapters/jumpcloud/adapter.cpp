// JumpCloud: the user console's page is a script; its requests are made here.
#include <array>

#include "idp-adapters/adapter_list.h"
#include "idp-adapters/jumpcloud/labels.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"
#include "verifier/web/public_suffix.h"
#include "verifier/web/query.h"

namespace flexverify::idp {
namespace {

using model::Code;

enum class State {
  None,
  Console,
  Token,
  SignedIn,
  FactorMissing,
  PushWaiting,
  PushAccepted,
  PushDenied,
  Refused,
};

bool owns(const web::Url& url) { return is_below(url, {"jumpcloud.com"}); }

bool has(const base::Json& json, std::string_view key) { return json.find(key) != nullptr; }

bool is_console(const PageView& page) {
  return path_has(page, "/userconsole/") || path_has(page, "/login");
}

State push_state(const std::string& status) {
  if (status == "accepted") return State::PushAccepted;
  if (status == "denied" || status == "expired") return State::PushDenied;
  return State::PushWaiting;
}

State json_state(const PageView& page) {
  const base::Json& json = *page.json;
  if (!path_has(page, "/userconsole/")) return State::None;
  if (has(json, "xsrf")) return State::Token;
  if (has(json, "redirectTo")) return State::SignedIn;
  if (has(json, "factors")) return State::FactorMissing;
  if (path_has(page, "/auth/push") && has(json, "status")) return push_state(json.text("status"));
  return page.status >= 400 && has(json, "message") ? State::Refused : State::None;
}

// The console's shell, on its way from the application's SSO URL.
State document_state(const PageView& page) {
  const bool ours = owns(page.url) || base::contains(page.body, "jumpcloud");
  const bool asks = page.url.query && web::query_value(*page.url.query, "redirectTo").has_value();
  return ours && is_console(page) && asks ? State::Console : State::None;
}

State state_of(const PageView& page) {
  if (page.json) return json_state(page);
  return page.document.empty() ? State::None : document_state(page);
}

PageState classify(const PageView& page) { return state_of(page); }

web::Request call(const PageView& page, std::string_view path, web::Method method) {
  web::Request request = web::get(*web::parse_url(path, &page.url));
  request.method = method;
  request.mode = web::Mode::FetchSameOrigin;
  request.initiator = page.url;
  return request;
}

// The token is a header of every request that changes something.
web::Request call_with_token(const PageView& page, std::string_view path, const std::string& token,
                             web::JsonBody body) {
  web::Request request = call(page, path, web::Method::Post);
  request.headers = {{"X-Xsrftoken", token}};
  request.body = std::move(body);
  return request;
}

Action ask_for_token(const PageView& page, const LoginFacts&, const Memory&) {
  return Send{
      .request = call(page, "/userconsole/xsrf", web::Method::Get),
      .notes = {{"redirect", web::query_value(*page.url.query, "redirectTo").value_or("")}}};
}

// A configured code goes along with the password, in the one attempt that there is.
Action sign_in_by_call(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (!facts.has_password)
    return stop(Code::SecretMissing, place_of(page) +
                                         " asks for the password and no source for it "
                                         "is configured");
  if (facts.username.empty())
    return stop(Code::ConfigInvalid,
                place_of(page) + " asks for an e-mail address; use --username");
  web::JsonBody body;
  body.value.set("Context", "sso")
      .set("RedirectTo", memory.note("redirect"))
      .set("Email", facts.username)
      .set("OTP", "");
  body.secrets.push_back({{"Password"}, base::SecretRef::Password});
  if (facts.has_one_time_code) body.secrets.push_back({{"OTP"}, base::SecretRef::OneTimeCode});
  const std::string token = page.json->text("xsrf");
  return Send{.request = call_with_token(page, "/userconsole/auth", token, std::move(body)),
              .notes = {{"xsrf", token}}};
}

bool is_same_house(const web::Url& url, const PageView& page) {
  const auto house = [](const web::Url& one) {
    return web::registrable_domain(web::host_name(one));
  };
  return url.scheme == "https" && (owns(url) || house(url) == house(page.url));
}

Action go_on(const PageView& page, const LoginFacts&, const Memory&) {
  auto url = web::parse_url(page.json->text("redirectTo"), &page.url);
  if (!url || !is_same_house(*url, page))
    return stop(Code::PageNotRecognised, place_of(page) + " sends the user to another place");
  web::Request request = web::get(*url);
  request.initiator = page.url;
  return Send{std::move(request)};
}

std::string factors_of(const base::Json& json) {
  std::string names;
  const base::Json* factors = json.find("factors");
  if (factors != nullptr && factors->array() != nullptr)
    for (const base::Json& factor : *factors->array())
      names += (names.empty() ? "" : ", ") + factor.text("type");
  return names.empty() ? "none that is named" : names;
}

Action second_factor(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const std::string offered = factors_of(*page.json);
  if (memory.one_time_code_sent)
    return stop(Code::MfaRejected, place_of(page) +
                                       " wants a second factor although a code was "
                                       "sent: it was not accepted");
  if (facts.allow_push && base::contains(offered, "push"))
    return Send{call_with_token(page, "/userconsole/auth/push", memory.note("xsrf"), {})};
  return needs_factor(page, offered);
}

Action wait_for_push(const PageView& page, const LoginFacts&, const Memory&) {
  constexpr base::Millis kPause{2'000};
  const std::string id = page.json->text("id");
  return Wait{kPause, call(page, "/userconsole/auth/push/" + id, web::Method::Get),
              "Approve the sign-in in JumpCloud Protect"};
}

Action use_push(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string id = page.json->text("id");
  return Send{
      call_with_token(page, "/userconsole/auth/push/" + id + "/login", memory.note("xsrf"), {})};
}

Action report_push(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected, place_of(page) + ": the approval is " +
                                     base::printable(page.json->text("status"), 40));
}

constexpr auto kRefusals = std::to_array<VendorMessage>({
    {"locked", Code::AccountLocked},
    {"suspended", Code::AccountDisabled},
    {"expired", Code::PasswordExpired},
    {"not authorized", Code::UserNotAssigned},
    {"policy", Code::PolicyDenied},
});

Action report_refusal(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string text = page.json->text("message");
  if (const VendorMessage* known = message_in(kRefusals, KeyIs::Words, text))
    return stop_for(*known, place_of(page) + " says: " + quoted(text));
  // HTTP 401 to a call with a password refuses it, whatever its words are (RFC 9110 15.5.2).
  const std::string detail = place_of(page) + " says: " + quoted(text);
  if (page.status == 429 && common_refusal(text) == nullptr) return stop(Code::RateLimited, detail);
  return unknown_refusal(text, page.status == 401 ? AsksAgain::Yes : AsksAgain::No, detail);
}

constexpr auto kHandlers = std::to_array<Handler>({
    {State::Console, "console", ask_for_token},
    {State::Token, "token", sign_in_by_call},
    {State::SignedIn, "signed-in", go_on},
    {State::FactorMissing, "second-factor", second_factor},
    {State::PushWaiting, "push-waiting", wait_for_push},
    {State::PushAccepted, "push-accepted", use_push},
    {State::PushDenied, "push-denied", report_push},
    {State::Refused, "refused", report_refusal},
});

}  // namespace

constinit const Adapter kJumpCloud = {.id = "jumpcloud",
                                      .title = "JumpCloud",
                                      .owns = owns,
                                      .labels = jumpcloud::kLabels,
                                      .classify = classify,
                                      .handlers = kHandlers};

}  // namespace flexverify::idp
