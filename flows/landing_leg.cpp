// The landing leg: code and state at the redirect URL, and a Flex page there.
#include <fmt/core.h>

#include "flows/legs.h"
#include "flows/page.h"
#include "verifier/base/text.h"
#include "verifier/oauth/twilio_codes.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

std::string parameter(const web::Url& url, std::string_view name) {
  return web::query_value(url.query.value_or(""), name).value_or("");
}

std::string place(const web::Url& url) { return web::origin(url) + url.path; }

bool is_about_claims(Code code) {
  return code == Code::UserAttributesMissing || code == Code::RoleInvalid;
}

MaybeFinding oauth_error(const Login& login, const web::Url& url) {
  const std::string error = parameter(url, "error");
  if (error.empty()) return std::nullopt;
  const std::string said = base::printable(error + ": " + parameter(url, "error_description"), 200);
  const oauth::TwilioCode* known = oauth::twilio_code_in(said);
  const bool claims = known != nullptr && is_about_claims(known->finding);
  auto finding = make_mismatch(claims ? known->finding : Code::OauthError,
                               "Twilio ended the login with an error", said, "a code");
  if (known != nullptr) finding.detail += ": " + std::string(known->meaning);
  if (claims)
    finding.fix = model::idp_fix(idp::labels_of(login.result.idp_adapter), model::IdpField::Claims);
  return finding;
}

MaybeFinding elsewhere(const Login& login, const web::Url& url) {
  const auto redirect = web::parse_url(login.redirect_url);
  if (!redirect || is_login_host(login, *redirect) || web::same_place(*redirect, url))
    return std::nullopt;
  return landed_elsewhere(login, url);
}

// What the Flex page's script would check before it used the code.
MaybeFinding check_parameters(Login& login, const web::Url& url) {
  if (auto finding = oauth_error(login, url)) return finding;
  if (auto finding = elsewhere(login, url)) return finding;
  login.code = parameter(url, "code");
  if (login.code.empty())
    return make_mismatch(Code::CodeMissing, "the redirect URL was reached without a code",
                         place(url), "?code=…&state=…");
  login.let_in = LetIn::Message;
  login.redactor.add(login.code);
  const std::string state = parameter(url, "state");
  login.redactor.add(state);
  if (login.expected_state && state != *login.expected_state)
    return make_mismatch(Code::StateMismatch, "the page would discard this login",
                         state.empty() ? "no state" : login.redactor.placeholder(state),
                         login.redactor.placeholder(*login.expected_state));
  return std::nullopt;
}

Finding dropped(const web::Url& from, const web::Url& to) {
  auto finding =
      make_mismatch(Code::QueryDropped, "the web server redirects the landing and loses the code",
                    place(from) + " → " + web::to_string(to), "the page itself, at once");
  finding.fix = app_config_field("oauth.redirectUrl");
  return finding;
}

bool is_hosted_page(const Login& login, const web::Url& url) {
  const auto hosted = web::parse_url(login.spec.endpoints.flex);
  return hosted && web::same_origin(*hosted, url);
}

// Flex UI keeps verifier, state and nonce in the storage of the page's origin, so a page that comes
// back at another origin finds none ("Locally stored state does not match").
MaybeFinding lost_storage(const Login& login, const web::Url& landed) {
  const bool page_starts_it = login.entry == Entry::FromPage &&
                              (!login.app_config || !login.app_config->oauth_object.is_absent());
  if (!page_starts_it || !login.page_url || web::same_origin(*login.page_url, landed))
    return std::nullopt;
  auto finding = make_mismatch(
      Code::StateMismatch,
      "the login started at one origin and came back at another, where nothing is stored of it",
      web::origin(landed), web::origin(*login.page_url));
  finding.fix = app_config_field("oauth.redirectUrl");
  return finding;
}

bool is_limit(int status) { return status == 400 || status == 414 || status == 431; }

void explain(Finding& finding, int status, std::size_t url_length) {
  if (is_limit(status)) {
    finding.detail += fmt::format(", which is {} characters long", url_length);
    finding.hint = "Raise the web server's limit for the request line and headers.";
    finding.fix = model::Fix{.party = std::string(model::kWebServer),
                             .page = "limits of request line and headers",
                             .field = "at least 16 KiB"};
    return;
  }
  finding.hint =
      "Let the web server answer the redirect URL as it answers the page itself: a rule "
      "of access, a rewrite or a sign-on in front of it stands in the way.";
  finding.fix = model::Fix{.party = std::string(model::kWebServer),
                           .page = "rules for the redirect URL",
                           .field = "access, rewrites, routes"};
}

}  // namespace

MaybeFinding refused_landing(const Login& login, const web::Page& page, std::size_t url_length) {
  if (auto trouble = server_trouble(page.url, page.status)) return trouble;
  if (page.status < 400) return std::nullopt;
  auto finding = make_mismatch(
      Code::LandingRefused,
      "Twilio accepted the login; " + web::host_and_port(page.url) + " refused the landing URL",
      std::to_string(page.status), "200 with the Flex page");
  if (is_hosted_page(login, page.url))
    finding.hint = "This is Twilio's own page: look at Twilio's status page, and ask its support.";
  else
    explain(finding, page.status, url_length);
  return finding;
}

Finding landed_elsewhere(const Login& login, const web::Url& url) {
  auto finding = make_mismatch(Code::LandingNotReached, "the login came back to another place",
                               place(url), login.redirect_url);
  finding.fix = model::console_fix("Trusted URLs");
  return finding;
}

// A login that started from its own URL shows its page only now.
MaybeFinding check_landed_page(Login& login, const web::Page& page) {
  const flex::PageFacts facts = flex::read_page(page);
  if (auto finding = no_flex_page(login, page, facts)) return finding;
  const bool first_time = !login.page_url;
  login.page_url = page.url;
  if (login.result.flex.ui_version.empty()) login.result.flex.ui_version = facts.ui_version;
  if (!first_time) return std::nullopt;
  if (auto finding = check_bundles(login, page, facts)) return finding;
  return judge_version(login);
}

LegResult landing_leg(Login& login) {
  const web::Request request = login.landing->request;
  if (auto finding = check_parameters(login, request.url)) {
    finding->exchange = login.landing->exchange;
    return failed(login, std::move(*finding));
  }
  auto followed =
      follow(login.browser, request, Steps::RedirectsToAnything,
             [](const web::Request& next) { return parameter(next.url, "code").empty(); });
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  if (auto* held = std::get_if<Held>(&followed))
    return failed(login, dropped(request.url, held->request.url));
  const web::Page& page = std::get<Arrived>(followed).page;
  if (auto finding = refused_landing(login, page, web::to_string(request.url).size()))
    return failed(login, std::move(*finding));
  auto lost = lost_storage(login, page.url);
  if (auto finding = check_landed_page(login, page)) return failed(login, std::move(*finding));
  if (lost) return begin_again(login, std::move(*lost), page.url);
  return passed(std::string(login.expected_state ? "code and state" : "code") + " came back to " +
                place(request.url));
}

}  // namespace flexverify::flows
