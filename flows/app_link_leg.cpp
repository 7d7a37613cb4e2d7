// A login that the identity provider starts (SAML profiles 4.1.5): no AuthnRequest asks for it, so
// the answer carries neither InResponseTo nor a RelayState of Twilio's.
#include <fmt/core.h>

#include "flows/connect_ahead.h"
#include "flows/legs.h"
#include "verifier/base/check.h"
#include "verifier/base/text.h"
#include "verifier/flex/page.h"
#include "verifier/web/query.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;

std::optional<Finding> find_connection(Login& login) {
  if (!asks_for_legacy(login)) {
    auto finding = discover(login);
    login.redirect_url = enhanced_destination(login);
    return finding;
  }
  login.kind = model::ConnectionKind::Legacy;
  auto finding = find_account(login);
  login.redirect_url = legacy_destination(login);
  return finding;
}

Finding default_redirect(Finding finding) {
  finding.fix = model::console_fix("Default redirect URL");
  return finding;
}

std::string place(const web::Url& url) { return web::origin(url) + url.path; }

}  // namespace

LegResult app_link_leg(Login& login) {
  connect_for_first_secret(login);
  if (auto finding = find_connection(login)) return failed(login, std::move(*finding));
  const auto url = web::parse_url(login.spec.idp.app_link);
  FV_CHECK(url.has_value());  // validated with the configuration
  web::Request request = web::get(*url);
  login.to_idp = Held{request, 0};
  allow_secrets(login, *url);
  auto followed = follow(login.browser, std::move(request), Steps::Redirects, hold_nothing);
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  login.idp_page = std::move(std::get<Arrived>(followed));
  if (auto trouble = server_trouble(login.idp_page->page.url, login.idp_page->page.status))
    return failed(login, std::move(*trouble));
  return passed("the login starts at " + web::host_and_port(*url));
}

LegResult landing_unasked_leg(Login& login) {
  const web::Request request = login.landing->request;
  const std::string query = request.url.query.value_or("");
  if (const auto error = web::query_value(query, "error"))
    return failed(
        login,
        default_redirect(make_mismatch(
            Code::LandingNotReached,
            "Twilio ended the login that the identity provider started: " +
                base::printable(*error, 80),
            base::printable(web::query_value(query, "error_description").value_or("no description"),
                            200),
            "the default redirect URL")));
  const auto wanted = web::parse_url(login.redirect_url);
  if (wanted && !web::same_origin(*wanted, request.url))
    return failed(login, default_redirect(make_mismatch(
                             Code::LandingNotReached,
                             "a login that the identity provider starts ends at another place",
                             place(request.url), login.redirect_url)));
  auto followed = follow(login.browser, request, Steps::Redirects, hold_nothing);
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  const web::Page& page = std::get<Arrived>(followed).page;
  if (auto trouble = server_trouble(page.url, page.status)) return failed(login, *trouble);
  if (page.status >= 400)
    return failed(login, make_mismatch(Code::LandingRefused,
                                       "the web server refused the default redirect URL",
                                       std::to_string(page.status), "200 with the Flex page"));
  login.let_in = LetIn::Message;
  return passed("the default redirect URL was reached: " + place(page.url));
}

}  // namespace flexverify::flows
