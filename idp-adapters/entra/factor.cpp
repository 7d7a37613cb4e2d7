#include "idp-adapters/entra/factor.h"

#include <algorithm>
#include <array>

#include "idp-adapters/entra/config.h"
#include "idp-adapters/entra/errors.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"

namespace flexverify::idp::entra {
namespace {

using base::Json;
using model::Code;

constexpr std::string_view kMethodNote = "entra-method";
constexpr std::string_view kAppCode = "PhoneAppOTP";

// A phone that a person holds; the answer is asked for again and again.
bool is_push(std::string_view method) {
  return method == "PhoneAppNotification" || method == "CompanionAppsNotification";
}

std::vector<std::string> offered_methods(const Json& config) {
  std::vector<std::string> methods;
  const Json* proofs = config.find("arrUserProofs");
  if (proofs == nullptr || proofs->array() == nullptr) return methods;
  for (const Json& proof : *proofs->array()) methods.push_back(proof.text("authMethodId"));
  return methods;
}

// A code of an app when one is configured, else a phone if a person may be asked; "" for neither.
std::string choose(const std::vector<std::string>& offered, const LoginFacts& facts) {
  if (facts.has_one_time_code && std::ranges::count(offered, kAppCode) > 0)
    return std::string(kAppCode);
  const auto push = std::ranges::find_if(offered, is_push);
  return facts.allow_push && push != offered.end() ? *push : "";
}

Json question(std::string_view method, std::string_view call, std::string_view ctx,
              std::string_view flow_token) {
  Json body;
  body.set("AuthMethodId", method).set("Method", call).set("Ctx", ctx).set("FlowToken", flow_token);
  return body;
}

struct Dialogue {
  const PageView& page;      // the answer
  const PageView& document;  // the page whose script asked
  Json config;               // of the document
  std::string method;

  [[nodiscard]] const Json& answer() const { return *page.json; }
};

std::optional<web::Request> end_auth(const Dialogue& now, int poll,
                                     std::vector<web::SecretSlot> secrets) {
  Json body =
      question(now.method, "EndAuth", now.answer().text("Ctx"), now.answer().text("FlowToken"));
  body.set("SessionId", now.answer().text("SessionId")).set("PollCount", poll);
  return json_post(now.document, now.config, now.config.text("urlEndAuth"),
                   {std::move(body), std::move(secrets)});
}

Action send_code(const Dialogue& now, const Memory& memory) {
  if (memory.one_time_code_sent)
    return stop(
        Code::MfaRejected,
        place_of(now.page) + " asks for a one-time code, and the one of this run was sent already");
  auto request = end_auth(now, 1, {{{"AdditionalAuthData"}, base::SecretRef::OneTimeCode}});
  if (!request) return unreadable(now.document, "urlEndAuth");
  return Send{std::move(*request)};
}

// Seconds, as the page gives them for each method.
base::Millis pause_of(const Dialogue& now) {
  const Json* seconds = now.config.find_path({"oPerAuthPollingInterval", now.method});
  const auto whole = seconds == nullptr ? std::nullopt : seconds->integer();
  return base::Millis{1'000 * std::clamp<std::int64_t>(whole.value_or(1), 1, 10)};
}

Action poll(const Dialogue& now, const Memory& memory) {
  auto request = end_auth(now, memory.waits + 1, {});
  if (!request) return unreadable(now.document, "urlEndAuth");
  const std::int64_t shown = number(now.answer(), "Entropy");
  const std::string entropy = shown == 0 ? "" : "; the number to enter is " + std::to_string(shown);
  return Wait{pause_of(now), std::move(*request),
              "Approve the sign-in in Microsoft Authenticator" + entropy};
}

// The page's script sends the times of the first and the last poll, and no server minds.
Action finish(const Dialogue& now) {
  auto request = form_post(now.document, now.config.text("urlPost"),
                           {{"type", std::string("22")},
                            {"request", now.answer().text("Ctx")},
                            {"mfaLastPollStart", std::string("1")},
                            {"mfaLastPollEnd", std::string("2")},
                            {"mfaAuthMethod", now.method},
                            {"login", now.config.text("sPOST_Username")},
                            {token_name(now.config), now.answer().text("FlowToken")},
                            {"hpgrequestid", now.config.text("sessionId")},
                            {"rememberMFA", std::string("false")},
                            {"canary", now.config.text("canary")},
                            {"i19", std::string("4120")}});
  if (!request) return unreadable(now.document, "urlPost");
  return Send{std::move(*request)};
}

// Endings of ResultValue.
constexpr auto kResults = std::to_array<VendorMessage>({
    {"PhoneAppDenied", Code::MfaRejected, "the person at the phone said no"},
    {"NoResponse", Code::MfaTimeout, "nobody answered at the phone"},
    {"DuplicateCodeEntered", Code::MfaCodeUsed,
     "the code was used before; run again with the next one"},
    {"WrongCodeEntered", Code::MfaRejected, "the code is wrong"},
    {"WrongCode", Code::MfaRejected, "the code is wrong"},
    {"DuplicateRequest", Code::RateLimited,
     "another sign-in of this user waits for an answer; wait for its end"},
});

Action report_failure(const Dialogue& now, const std::string& result, const LoginFacts& facts) {
  const std::string place = place_of(now.page) + ": the second factor (" +
                            base::printable(now.method, 40) + ") ended with " + quoted(result);
  if (const VendorMessage* known = message_in(kResults, KeyIs::Ending, result))
    return idp::stop_for(*known, place + ": " + std::string(known->meaning));
  const std::string error = number_text(now.answer().find("ErrCode"));
  if (is_known_error(error)) return stop_for(now.page, error, error_text(now.answer(), facts));
  return stop(Code::MfaRejected, place);
}

// The answers to BeginAuth and to EndAuth look the same; their addresses do not.
bool answers(const Dialogue& now, std::string_view question_key) {
  const auto asked = web::parse_url(now.config.text(question_key), &now.document.url);
  return asked && asked->path == now.page.url.path;
}

Action go_on(const Dialogue& now, const LoginFacts& facts, const Memory& memory) {
  const std::string result = now.answer().text("ResultValue");
  const Json* success = now.answer().find("Success");
  const bool good = success != nullptr && success->boolean() == true;
  if (result == "AuthenticationPreviouslyCompleted") return finish(now);
  if (result == "AuthenticationPending") return poll(now, memory);
  if (!good) return report_failure(now, result, facts);
  if (!answers(now, "urlBeginAuth")) return finish(now);
  return is_push(now.method) ? poll(now, memory) : send_code(now, memory);
}

// The page comes again when the server did not believe the form that ended the factor.
Action report_again(const PageView& page, const Json& config, const LoginFacts& facts) {
  const std::string error = error_code(config);
  if (is_known_error(error)) return stop_for(page, error, error_text(config, facts));
  return stop(Code::MfaRejected, place_of(page) + " asks for the second factor a second time");
}

}  // namespace

bool is_factor_answer(const PageView& page) {
  return page.json && page.json->find("ResultValue") != nullptr &&
         page.json->find("FlowToken") != nullptr && page.json->find("Ctx") != nullptr;
}

Action begin_factor(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto config = config_of(page);
  if (!config) return unreadable(page, "literal");
  if (!memory.note(kMethodNote).empty()) return report_again(page, *config, facts);
  const auto offered = offered_methods(*config);
  const std::string method = choose(offered, facts);
  if (method.empty())
    return needs_factor(page, offered.empty() ? "none that has a name" : base::join(offered, ", "));
  auto request =
      json_post(page, *config, config->text("urlBeginAuth"),
                {question(method, "BeginAuth", config->text("sCtx"), config->text("sFT")), {}});
  if (!request) return unreadable(page, "urlBeginAuth");
  return Send{.request = std::move(*request), .notes = {{std::string(kMethodNote), method}}};
}

Action use_factor_answer(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto config = window_config(memory);
  const std::string method = memory.note(kMethodNote);
  if (!config || method.empty())
    return stop(Code::PageNotRecognised,
                place_of(page) + " answers a question that no page of Entra has asked");
  return go_on({page, *memory.document, std::move(*config), method}, facts, memory);
}

}  // namespace flexverify::idp::entra
