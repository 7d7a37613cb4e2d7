#include "idp-adapters/entra/credential.h"

#include <algorithm>
#include <array>

#include "idp-adapters/entra/config.h"
#include "idp-adapters/entra/errors.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/vendor_messages.h"

namespace flexverify::idp::entra {
namespace {

using base::Json;
using model::Code;

// What IfExistsResult says besides 0 (the user is there) and 6 (there, and elsewhere too).
constexpr auto kExistence = std::to_array<VendorMessage>({
    {"1", Code::UnknownUser, "does not know the user name"},
    {"2", Code::RateLimited, "throttles questions about users"},
    {"4", Code::IdpError, "could not look the user name up"},
    {"5", Code::UnknownUser,
     "knows the user name as a personal Microsoft account, not as a user of the organisation"},
});

// When the question was throttled, the answer that there is no such user means nothing.
std::optional<Stop> existence_fault(const PageView& page) {
  const std::string value = std::to_string(number(*page.json, "IfExistsResult"));
  const VendorMessage* fault = message_in(kExistence, KeyIs::Whole, value);
  if (fault == nullptr) return std::nullopt;
  const bool throttled = number(*page.json, "ThrottleStatus") == 1;
  const VendorMessage& told = throttled ? kExistence[1] : *fault;
  return idp::stop_for(told, place_of(page) + " " + std::string(told.meaning));
}

Action go_to_federated(const PageView& page, const Memory& memory, const std::string& to) {
  auto request = navigation(*memory.document, to);
  if (!request)
    return stop(Code::PageNotRecognised,
                place_of(page) +
                    " sends this user to another identity provider, and its address is not an "
                    "https URL");
  return Send{std::move(*request)};
}

web::Values password_form(const Json& config, const std::string& flow_token,
                          const LoginFacts& facts) {
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
          {token_name(config), flow_token},
          {"NewUser", std::string("1")},
          {"fspost", std::string("0")},
          {"i21", std::string("0")},
          {"CookieDisclosure", std::string("0")},
          {"IsFidoSupported", std::string("0")},
          {"isSignupPost", std::string("0")},
          {"i19", std::string("4512")}};
}

Action send_password(const PageView& page, const Json& config, const LoginFacts& facts,
                     const Memory& memory) {
  if (!facts.has_password)
    return stop(Code::SecretMissing,
                place_of(page) + " asks for the password and no source for it is configured");
  std::string token = page.json->text("FlowToken");
  if (token.empty()) token = config.text("sFT");
  auto request =
      form_post(*memory.document, config.text("urlPost"), password_form(config, token, facts));
  if (!request) return unreadable(*memory.document, "urlPost");
  return Send{std::move(*request)};
}

Json question(const Json& config, const std::string& username) {
  Json body;
  body.set("username", username)
      .set("isOtherIdpSupported", true)
      .set("checkPhones", false)
      .set("isRemoteNGCSupported", false)
      .set("isCookieBannerShown", false)
      .set("isFidoSupported", false)
      .set("originalRequest", config.text("sCtx"))
      .set("flowToken", config.text("sFT"));
  return body;
}

Action ask(const PageView& page, const Json& config, const LoginFacts& facts) {
  if (facts.username.empty())
    return stop(Code::ConfigInvalid,
                place_of(page) + " asks for a user name and none is given; use --username");
  auto request = json_post(page, config, config.text("urlGetCredentialType"),
                           {question(config, facts.username), {}});
  if (!request) return unreadable(page, "urlGetCredentialType");
  return Send{std::move(*request)};
}

}  // namespace

bool is_credential_type(const PageView& page) {
  return page.json && page.json->find("IfExistsResult") != nullptr &&
         page.json->find("Credentials") != nullptr;
}

Action ask_credential_type(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto config = config_of(page);
  if (!config) return unreadable(page, "literal");
  if (memory.password_sent)
    return silent_refusal(place_of(page) +
                          " shows the sign-in page again after the password, without "
                          "an error; expected the next step or the SAMLResponse");
  return ask(page, *config, facts);
}

// A number that nobody knows says nothing before somebody has tried to sign in.
Action report_sign_in(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto config = config_of(page);
  if (!config) return unreadable(page, "literal");
  const std::string error = error_code(*config);
  if (!memory.username_sent && !is_known_error(error)) return ask(page, *config, facts);
  return stop_for(page, error, error_text(*config, facts));
}

Action use_credential_type(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto config = window_config(memory);
  if (!config)
    return stop(Code::PageNotRecognised,
                place_of(page) + " answers a question that no page of Entra has asked");
  const Json& credentials = *page.json->find("Credentials");
  if (const std::string to = credentials.text("FederationRedirectUrl"); !to.empty())
    return go_to_federated(page, memory, to);
  if (const auto fault = existence_fault(page)) return *fault;
  const Json* has_password = credentials.find("HasPassword");
  if (has_password != nullptr && has_password->boolean() == false)
    return needs_browser(page, "knows this account as passwordless (passkey or phone)");
  return send_password(page, *config, facts, memory);
}

}  // namespace flexverify::idp::entra
