#include "idp-adapters/okta/authn.h"

#include <algorithm>
#include <array>

#include "idp-adapters/okta/calls.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::idp::okta {
namespace {

using base::Json;
using model::Code;

struct Named {
  std::string_view status;
  State state;
};
constexpr std::array<Named, 16> kStates = {{
    {"SUCCESS", State::AuthnSuccess},
    {"PASSWORD_WARN", State::AuthnPasswordWarning},
    {"PASSWORD_EXPIRED", State::AuthnPasswordExpired},
    {"PASSWORD_RESET", State::AuthnRecovery},
    {"LOCKED_OUT", State::AuthnLockedOut},
    {"MFA_REQUIRED", State::AuthnFactorRequired},
    {"MFA_CHALLENGE", State::AuthnFactorChallenge},
    {"MFA_ENROLL", State::AuthnEnrolment},
    {"MFA_ENROLL_ACTIVATE", State::AuthnEnrolment},
    {"RECOVERY", State::AuthnRecovery},
    {"RECOVERY_CHALLENGE", State::AuthnRecovery},
    {"UNAUTHENTICATED", State::AuthnUnauthenticated},
    {"CONSENT_REQUIRED", State::AuthnConsent},
    {"ADMIN_CONSENT_REQUIRED", State::AuthnConsent},
    {"DEVICE_ACTIVATED", State::AuthnRecovery},
    {"DEVICE_NOT_ACTIVATED_CONSENT_DENIED", State::AuthnRecovery},
}};

std::string link(const Json& json, std::string_view name) {
  const Json* href = json.find_path({"_links", name, "href"});
  return href == nullptr || href->string() == nullptr ? "" : *href->string();
}

web::JsonBody with_token(const PageView& page) {
  web::JsonBody body;
  body.value.set("stateToken", page.json->text("stateToken"));
  return body;
}

Action send(const PageView& page, const Memory& memory, const std::string& href,
            web::JsonBody body) {
  auto request = call(page, memory, href, std::move(body));
  if (!request) return foreign_address(page);
  return Send{*std::move(request)};
}

// Where the sign-in page goes back to, else the application's own address.
std::string application(const Memory& memory) {
  if (memory.document == nullptr) return "";
  const web::Url& url = memory.document->url;
  auto from = url.query ? web::query_value(*url.query, "fromURI") : std::nullopt;
  if (const std::string told = script_text(*memory.document, "fromUri"); !from && !told.empty())
    from = told;
  const auto target = from ? web::parse_url(*from, &url) : std::optional(url);
  return target && web::same_origin(*target, url) ? web::to_string(*target) : "";
}

const Json::Array& factors(const Json& json) {
  static const Json::Array kNone;
  const Json* list = json.find_path({"_embedded", "factors"});
  return list == nullptr || list->array() == nullptr ? kNone : *list->array();
}

// The secret of a GOOGLE app is the one that can be had as text; that of Okta Verify stays on the
// phone. Tokens of others (Symantec, RSA, YubiKey, on-premises) never get a code of ours.
enum class Rank { Code, OktaCode, Question, Push, No };

Rank rank_of(const Json& factor, const LoginFacts& facts) {
  const std::string type = factor.text("factorType"), provider = factor.text("provider");
  if (type == "token:software:totp" && facts.has_one_time_code)
    return provider == "GOOGLE" ? Rank::Code : provider == "OKTA" ? Rank::OktaCode : Rank::No;
  if (type == "question" && facts.has_security_answer) return Rank::Question;
  if (type == "push" && facts.allow_push) return Rank::Push;
  return Rank::No;
}

std::string offered(const Json& json) {
  std::string names;
  for (const Json& factor : factors(json))
    names += (names.empty() ? "" : ", ") + factor.text("factorType");
  return names.empty() ? "nothing that is named" : names;
}

bool is_introspection(const PageView& page) { return path_has(page, "/authn/introspect"); }

// Okta's page and saml2aws say with each factor that the device is not to be remembered.
std::string verify_address(const Json& factor) {
  const std::string href = link(factor, "verify");
  return href + (base::contains(href, "?") ? "&" : "?") + "rememberDevice=false";
}

Action verify(const PageView& page, const Json& factor, Rank rank, const Memory& memory) {
  const bool code = rank == Rank::Code || rank == Rank::OktaCode;
  // The org's policy took a code, and the application's begins with a login state of its own.
  const bool next_code = memory.one_time_code_sent && is_introspection(page);
  if (code && memory.one_time_code_sent && !next_code)
    return stop(Code::MfaRejected, place_of(page) + " asks for the one-time code again");
  web::JsonBody body = with_token(page);
  if (code) body.secrets.push_back({{"passCode"}, base::SecretRef::OneTimeCode});
  if (rank == Rank::Question) body.secrets.push_back({{"answer"}, base::SecretRef::SecurityAnswer});
  auto request = call(page, memory, verify_address(factor), std::move(body));
  if (!request) return foreign_address(page);
  if (code && next_code) request->secret_use = web::SecretUse::SameAttempt;
  return Send{*std::move(request)};
}

constexpr auto kErrors = std::to_array<VendorMessage>({
    {"E0000004", Code::CredentialsRejected,
     "the user name or the password is wrong (or the account is locked, where the org hides it)"},
    {"E0000011", Code::SessionLost, "the state token is used up, or one of the other engine"},
    {"E0000068", Code::MfaRejected, "the code is wrong"},
    {"E0000069", Code::AccountLocked, "the user is locked"},
    {"E0000119", Code::AccountLocked, "the account is locked"},
    {"E0000082", Code::MfaCodeUsed, "the code was used before: run again with the next one"},
    {"E0000047", Code::RateLimited, "too many requests"},
    {"E0000109", Code::RateLimited, "a text message was sent a moment ago"},
    {"E0000006", Code::PolicyDenied, "the user has no permission"},
    {"E0000079", Code::SessionLost, "the step does not fit the state of the login"},
    {"E0000009", Code::ServerError, "Okta has an internal error"},
    {"E0000010", Code::ServerError, "Okta is in read-only mode"},
});

}  // namespace

State authn_state(const PageView& page) {
  if (!page.json || page.json->object() == nullptr) return State::None;
  if (page.json->text("errorCode").starts_with("E0")) return State::AuthnError;
  const bool ours = page.json->find("_links") != nullptr || page.json->find("_embedded") != nullptr;
  if (!ours) return State::None;
  if (page.json->find("factorResult") != nullptr && page.json->find("status") == nullptr)
    return State::AuthnFactorChallenge;
  const auto known = std::ranges::find(kStates, page.json->text("status"), &Named::status);
  return known == kStates.end() ? State::None : known->state;
}

Action begin(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const std::string token = state_token(page);
  if (token.empty()) return authenticate(page, facts, memory);
  web::JsonBody body;
  body.value.set("stateToken", token);
  return send(page, memory, "/api/v1/authn/introspect", std::move(body));
}

Action authenticate(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (memory.password_sent && is_introspection(page))
    return stop(Code::SessionLost,
                place_of(page) + " begins a new login after the password was taken");
  if (memory.password_sent)
    return stop(Code::CredentialsRejected, place_of(page) + " asks for the password again");
  if (!facts.has_password)
    return stop(Code::SecretMissing,
                place_of(page) + " asks for the password and no source for it is configured");
  if (facts.username.empty())
    return stop(Code::ConfigInvalid,
                place_of(page) + " asks for a user name and none is given; use --username");
  const PageView& window = memory.document == nullptr ? page : *memory.document;
  Json options;
  options.set("warnBeforePasswordExpired", true).set("multiOptionalFactorEnroll", false);
  web::JsonBody body;
  body.value.set("username", facts.username).set("options", std::move(options));
  if (const std::string token = page.json ? page.json->text("stateToken") : state_token(window);
      !token.empty())
    body.value.set("stateToken", token);
  body.secrets.push_back({{"password"}, base::SecretRef::Password});
  return send(page, memory, "/api/v1/authn", std::move(body));
}

Action authn_success(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string token = page.json->text("sessionToken");
  std::string href = link(*page.json, "next");
  if (href.empty() && !token.empty()) {
    const std::vector<web::NameValue> query = {{"checkAccountSetupComplete", "true"},
                                               {"token", token},
                                               {"redirectUrl", application(memory)}};
    href = "/login/sessionCookieRedirect?" + web::serialize_query(query);
  }
  auto request = href.empty() ? std::nullopt : visit(page, memory, href, Where::SameOrigin);
  if (!request) return foreign_address(page);
  return Send{*std::move(request)};
}

Action authn_skip_warning(const PageView& page, const LoginFacts&, const Memory& memory) {
  auto request = call(page, memory, link(*page.json, "skip"), with_token(page));
  if (!request) return foreign_address(page);
  const Json* days =
      page.json->find_path({"_embedded", "policy", "expiration", "passwordExpireDays"});
  const std::int64_t left = days == nullptr ? 0 : days->integer().value_or(0);
  return Send{.request = *std::move(request),
              .warning = model::make_finding(
                  Code::PasswordExpiring,
                  "Okta says that the password expires in " + std::to_string(left) + " days")};
}

Action authn_choose_factor(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const Json* best = nullptr;
  Rank rank = Rank::No;
  for (const Json& factor : factors(*page.json))
    if (const Rank of = rank_of(factor, facts); of < rank) {
      best = &factor;
      rank = of;
    }
  if (best == nullptr) return needs_factor(page, offered(*page.json));
  return verify(page, *best, rank, memory);
}

Action authn_challenge(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  constexpr base::Millis kPause{3'000};
  const std::string result = page.json->text("factorResult");
  if (result == "REJECTED" || result == "CANCELLED")
    return stop(Code::MfaRejected, place_of(page) + ": the factor was " + quoted(result));
  if (result == "TIMEOUT" || result == "TIME_WINDOW_EXCEEDED")
    return stop(Code::MfaTimeout, place_of(page) + ": nobody answered on the phone");
  if (result == "ERROR") return stop(Code::IdpError, place_of(page) + ": the factor failed");
  const Json* factor = page.json->find_path({"_embedded", "factor"});
  const std::string type = factor == nullptr ? "push" : factor->text("factorType");
  if (type != "push" || !facts.allow_push) return needs_factor(page, type);
  auto request = call(page, memory, link(*page.json, "next"), with_token(page));
  if (!request) return foreign_address(page);
  const Json* number =
      factor == nullptr ? nullptr : factor->find_path({"_embedded", "challenge", "correctAnswer"});
  const std::string digits = number == nullptr   ? ""
                             : number->string()  ? *number->string()
                             : number->integer() ? std::to_string(*number->integer())
                                                 : "";
  return Wait{kPause, *std::move(request),
              "Approve the sign-in in Okta Verify" +
                  (digits.empty() ? "" : "; the number is " + base::printable(digits, 10))};
}

Action authn_enrolment(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string skip = link(*page.json, "skip");
  if (skip.empty())
    return stop(Code::MfaEnrolmentRequired,
                place_of(page) + " wants the user to set up a factor first: enrol the test user");
  return send(page, memory, skip, with_token(page));
}

Action authn_password_expired(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " says that the password has expired");
}

Action authn_locked_out(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::AccountLocked, place_of(page) + " says that the account is locked");
}

Action authn_recovery(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " wants the account to be recovered: " +
                                         quoted(page.json->text("status")));
}

Action authn_consent(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::ConsentRequired, place_of(page) + " asks for consent");
}

namespace {

// A number that nobody knows: the words decide, of the account once a password was sent.
Action by_words(const PageView& page, const Memory& memory) {
  const std::string said = page.json->text("errorSummary");
  const std::string detail = place_of(page) + " answered " +
                             base::printable(page.json->text("errorCode"), 20) + ": " +
                             quoted(said);
  const VendorMessage* known = memory.password_sent ? common_refusal(said) : nullptr;
  if (known == nullptr) known = saml_complaint(said);
  return known == nullptr ? stop(Code::IdpError, detail) : stop_for(*known, detail);
}

}  // namespace

Action authn_error(const PageView& page, const LoginFacts&, const Memory& memory) {
  const std::string number = page.json->text("errorCode");
  const VendorMessage* known = message_in(kErrors, KeyIs::Whole, number);
  if (known == nullptr) return by_words(page, memory);
  return stop_for(*known,
                  place_of(page) + " answered " + number + ": " + std::string(known->meaning));
}

}  // namespace flexverify::idp::okta
