#include "idp-adapters/entra_answers.h"

#include <algorithm>
#include <array>

#include "idp-adapters/entra_config.h"
#include "idp-adapters/form_helpers.h"
#include "idp-adapters/page_marks.h"
#include "verifier/base/text.h"

namespace flexverify::idp::entra {
namespace {

using base::Json;
using model::Code;

constexpr std::string_view kAppCode = "PhoneAppOTP";
constexpr std::array<std::string_view, 2> kPushes = {"PhoneAppNotification",
                                                     "CompanionAppsNotification"};

Stop lost(const web::Page& page) {
  return stop(Code::PageNotRecognised,
              place_of(page) + " answered to a page of Entra that is not there any more");
}

// The $Config of the page in the window.
std::optional<Json> window_config(const Memory& memory) {
  return memory.document == nullptr ? std::nullopt : config_of(*memory.document);
}

Action no_password_possible(const web::Page& page) {
  return needs_browser(page, "knows this account as passwordless (passkey or phone)");
}

Action federated(const web::Page& page, const std::string& to) {
  auto url = web::parse_url(to, &page.url);
  if (!url || url->scheme != "https") return lost(page);
  web::Request request = web::get(std::move(*url));
  request.initiator = page.url;
  return Send{std::move(request)};
}

web::Values password_form(const Json& config, const std::string& flow_token,
                          const LoginFacts& facts) {
  std::string token_name = config.text("sFTName");
  if (token_name.empty()) token_name = "flowToken";
  return {{"i13", std::string("0")},
          {"login", facts.username},
          {"loginfmt", facts.username},
          {"type", std::string("11")},
          {"LoginOptions", std::string("3")},
          {"lrt", std::string()},
          {"ps", std::string("2")},
          {"passwd", base::SecretRef::Password},
          {"canary", config.text("canary")},
          {"ctx", config.text("sCtx")},
          {"hpgrequestid", config.text("sessionId")},
          {token_name, flow_token},
          {"NewUser", std::string("1")},
          {"fspost", std::string("0")},
          {"i21", std::string("0")},
          {"CookieDisclosure", std::string("0")},
          {"IsFidoSupported", std::string("0")},
          {"isSignupPost", std::string("0")},
          {"i19", std::string("4512")}};
}

Action send_password(const web::Page& page, const Json& config, const LoginFacts& facts,
                     const Memory& memory) {
  if (memory.password_sent)
    return stop(Code::SecretWouldRepeat, place_of(page) + " asks for the password again");
  if (!facts.has_password)
    return stop(Code::SecretMissing,
                place_of(page) + " asks for the password and no source for it is configured");
  std::string token = page.json->text("FlowToken");
  if (token.empty()) token = config.text("sFT");
  auto request =
      form_post(*memory.document, config.text("urlPost"), password_form(config, token, facts));
  if (!request) return lost(page);
  return Send{std::move(*request)};
}

std::int64_t number(const Json& json, std::string_view key) {
  const Json* value = json.find(key);
  return value == nullptr ? 0 : value->integer().value_or(0);
}

struct Proof {
  std::string method;
  bool is_push = false;
};

// A code by app if one is configured, else a push if a person may be asked.
std::optional<Proof> choose(const Json& config, const LoginFacts& facts) {
  const Json* proofs = config.find("arrUserProofs");
  if (proofs == nullptr || proofs->array() == nullptr) return std::nullopt;
  std::optional<Proof> push;
  for (const Json& proof : *proofs->array()) {
    const std::string method = proof.text("authMethodId");
    if (method == kAppCode && facts.has_one_time_code) return Proof{method, false};
    const bool is_push = std::ranges::count(kPushes, method) > 0;
    if (is_push && facts.allow_push && !push) push = Proof{method, true};
  }
  return push;
}

std::string offered(const Json& config) {
  std::string names;
  const Json* proofs = config.find("arrUserProofs");
  if (proofs != nullptr && proofs->array() != nullptr)
    for (const Json& proof : *proofs->array())
      names += (names.empty() ? "" : ", ") + proof.text("authMethodId");
  return names.empty() ? "nothing that is named" : names;
}

// Every answer renews both tokens.
Json end_auth(const Json& answer, std::string_view method, int poll) {
  Json body;
  body.set("AuthMethodId", method)
      .set("Method", "EndAuth")
      .set("Ctx", answer.text("Ctx"))
      .set("FlowToken", answer.text("FlowToken"))
      .set("SessionId", answer.text("SessionId"))
      .set("PollCount", poll);
  return body;
}

Action finish_factor(const web::Page& page, const Json& config, const Memory& memory) {
  const Json& answer = *page.json;
  auto request = form_post(*memory.document, config.text("urlPost"),
                           {{"type", std::string("22")},
                            {"request", answer.text("Ctx")},
                            {"mfaLastPollStart", std::string("1")},
                            {"mfaLastPollEnd", std::string("2")},
                            {"mfaAuthMethod", memory.note("entra-method")},
                            {"login", config.text("sPOST_Username")},
                            {"flowToken", answer.text("FlowToken")},
                            {"hpgrequestid", config.text("sessionId")},
                            {"rememberMFA", std::string("false")},
                            {"canary", config.text("canary")},
                            {"i19", std::string("4120")}});
  if (!request) return lost(page);
  return Send{std::move(*request)};
}

Action send_code(const web::Page& page, const Json& config, const Memory& memory) {
  if (memory.one_time_code_sent)
    return stop(Code::MfaRejected, place_of(page) + " asks for the one-time code again");
  web::JsonBody body{end_auth(*page.json, memory.note("entra-method"), 1),
                     {{{"AdditionalAuthData"}, base::SecretRef::OneTimeCode}}};
  auto request = json_post(*memory.document, config, config.text("urlEndAuth"), std::move(body));
  if (!request) return lost(page);
  return Send{std::move(*request)};
}

Action poll(const web::Page& page, const Json& config, const Memory& memory) {
  constexpr base::Millis kPause{1'000};
  web::JsonBody body{end_auth(*page.json, memory.note("entra-method"), memory.waits + 1), {}};
  auto request = json_post(*memory.document, config, config.text("urlEndAuth"), std::move(body));
  if (!request) return lost(page);
  const std::int64_t entropy = number(*page.json, "Entropy");
  return Wait{kPause, std::move(*request),
              entropy == 0 ? "Approve the sign-in in Microsoft Authenticator"
                           : "Approve the sign-in in Microsoft Authenticator; the number is " +
                                 std::to_string(entropy)};
}

Action failed_factor(const web::Page& page, const std::string& result) {
  const std::string said = place_of(page) + ": the second factor answered " + quoted(result);
  if (base::contains(result, "NoResponse") || base::contains(result, "Timeout"))
    return stop(Code::MfaTimeout, said);
  if (base::contains(result, "DuplicateCode"))
    return stop(Code::MfaRejected,
                said + ": the code was used before; run again with the next one");
  const std::int64_t error = number(*page.json, "ErrCode");
  if (error != 0 && is_known_error(std::to_string(error)))
    return stop_for(page, std::to_string(error), page.json->text("Message"));
  return stop(Code::MfaRejected, said);
}

}  // namespace

bool is_credential_type(const web::Page& page) {
  return page.json && page.json->find("IfExistsResult") != nullptr &&
         page.json->find("Credentials") != nullptr;
}

bool is_factor_answer(const web::Page& page) {
  return page.json && page.json->find("ResultValue") != nullptr &&
         page.json->find("FlowToken") != nullptr && page.json->find("Ctx") != nullptr;
}

Action ask_credential_type(const web::Page& page, const LoginFacts& facts, const Memory&) {
  const auto config = config_of(page);
  if (!config) return lost(page);
  if (facts.username.empty())
    return stop(Code::ConfigInvalid,
                place_of(page) + " asks for a user name and none is given; use --username");
  Json body;
  body.set("username", facts.username)
      .set("isOtherIdpSupported", true)
      .set("checkPhones", false)
      .set("isRemoteNGCSupported", false)
      .set("isCookieBannerShown", false)
      .set("isFidoSupported", false)
      .set("originalRequest", config->text("sCtx"))
      .set("flowToken", config->text("sFT"));
  auto request =
      json_post(page, *config, config->text("urlGetCredentialType"), {std::move(body), {}});
  if (!request) return lost(page);
  return Send{std::move(*request)};
}

Action use_credential_type(const web::Page& page, const LoginFacts& facts, const Memory& memory) {
  const auto config = window_config(memory);
  if (!config) return lost(page);
  const Json& credentials = *page.json->find("Credentials");
  if (const std::string to = credentials.text("FederationRedirectUrl"); !to.empty())
    return federated(page, to);
  if (number(*page.json, "ThrottleStatus") == 1)
    return stop(Code::RateLimited, place_of(page) + " throttles questions about this user");
  constexpr std::int64_t kUnknown = 1, kConsumer = 5;
  const std::int64_t exists = number(*page.json, "IfExistsResult");
  if (exists == kUnknown)
    return stop(Code::UnknownUser, place_of(page) + " does not know the user name");
  if (exists == kConsumer)
    return stop(Code::UnknownUser,
                place_of(page) +
                    " knows the user name as a Microsoft account, not as a user of "
                    "the organisation");
  const Json* has_password = credentials.find("HasPassword");
  if (has_password != nullptr && has_password->boolean() == false)
    return no_password_possible(page);
  return send_password(page, *config, facts, memory);
}

Action begin_factor(const web::Page& page, const LoginFacts& facts, const Memory&) {
  const auto config = config_of(page);
  if (!config) return lost(page);
  const auto proof = choose(*config, facts);
  if (!proof) return needs_factor(page, offered(*config));
  Json body;
  body.set("AuthMethodId", proof->method)
      .set("Method", "BeginAuth")
      .set("ctx", config->text("sCtx"))
      .set("Ctx", config->text("sCtx"))
      .set("flowToken", config->text("sFT"))
      .set("FlowToken", config->text("sFT"));
  auto request = json_post(page, *config, config->text("urlBeginAuth"), {std::move(body), {}});
  if (!request) return lost(page);
  return Send{
      .request = std::move(*request),
      .notes = {{"entra-method", proof->method}, {"entra-push", proof->is_push ? "yes" : "no"}}};
}

Action use_factor_answer(const web::Page& page, const LoginFacts&, const Memory& memory) {
  const auto config = window_config(memory);
  if (!config) return lost(page);
  const std::string result = page.json->text("ResultValue");
  const Json* success = page.json->find("Success");
  const bool good = success != nullptr && success->boolean() == true;
  // The answers to BeginAuth and EndAuth look the same.
  const bool began = !memory.one_time_code_sent && memory.waits == 0;
  if (result == "AuthenticationPreviouslyCompleted") return finish_factor(page, *config, memory);
  if (good && began)
    return memory.note("entra-push") == "yes" ? poll(page, *config, memory)
                                              : send_code(page, *config, memory);
  if (good) return finish_factor(page, *config, memory);
  if (result == "AuthenticationPending") return poll(page, *config, memory);
  return failed_factor(page, result);
}

}  // namespace flexverify::idp::entra
