// The request leg: what the AuthnRequest asks for, and whether the identity provider is the one
// that was expected and knows this application.
#include <fmt/core.h>

#include <algorithm>

#include "flows/browser_sign_in.h"
#include "flows/legs.h"
#include "verifier/saml/facts.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;

bool is_listed(const std::vector<std::string>& hosts, const web::Url& url) {
  return std::any_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
    return host == web::host_and_port(url) || host == web::host_name(url);
  });
}

std::optional<Finding> wrong_provider(const Login& login, const web::Url& url) {
  const auto& hosts = login.spec.idp.hosts;
  if (hosts.empty() || is_listed(hosts, url)) return std::nullopt;
  std::string expected;
  for (const std::string& host : hosts) expected += (expected.empty() ? "" : " or ") + host;
  auto finding = make_mismatch(Code::WrongIdp, "the AuthnRequest was sent to another host",
                               web::host_and_port(url), expected);
  return model::with_flex_fix(std::move(finding), *expected_values(login).labels,
                              model::FlexField::SsoUrl);
}

// Contract 8.2: the declared hosts, else the provider's own when an adapter knows it as its own.
std::vector<std::string> hosts_for_secrets(const Login& login, const web::Url& url) {
  if (!login.spec.idp.hosts.empty()) return login.spec.idp.hosts;
  const auto owns = [&](const idp::Adapter* adapter) { return adapter->owns(url); };
  const auto all = idp::all_adapters();
  const bool owned =
      login.adapter != nullptr ? owns(login.adapter) : std::any_of(all.begin(), all.end(), owns);
  return owned ? std::vector{web::host_and_port(url)} : std::vector<std::string>{};
}

void record(Login& login, const saml::FoundRequest& found) {
  const saml::AuthnRequest& request = found.request;
  login.request_id = request.id;
  login.redactor.add(request.id);
  login.result.saml_request = saml::request_facts(request, found.binding, login.redactor);
}

std::optional<Finding> not_served(const Login& login, const idp::PageView& page) {
  if (page.status < 400) return std::nullopt;
  if (page.status != 404) return idp::judge_unknown_page(page).finding;
  auto finding = make_mismatch(
      Code::WrongIdp, "the identity provider has nothing at the Single Sign-On URL",
      fmt::format("{} at {}{}", page.status, web::host_and_port(page.url), page.url.path),
      "its login page");
  return model::with_flex_fix(std::move(finding), *expected_values(login).labels,
                              model::FlexField::SsoUrl);
}

// What would end a sign-in at its first page, before any password. An error of the provider's ends
// the check here; what only a login would need (a browser, a person) is the next leg's business.
std::optional<Finding> stop_at_once(const Login& login, const Arrived& arrived) {
  const idp::PageView page(arrived.page);
  const auto recognised = idp::recognise(page, login.adapter);
  if (!recognised) return not_served(login, page);
  const idp::Action action = recognised->act(page, idp::example_facts(), {.document = &page});
  const auto* stop = std::get_if<idp::Stop>(&action);
  return stop == nullptr ? std::nullopt : std::optional(stop->finding);
}

// Said before anybody tries: the first page shows already that no script-less client gets through.
std::string outlook(const Login& login, const std::optional<Finding>& first_stop) {
  if (!first_stop || login.spec.depth > model::Depth::AuthnRequest) return "";
  const bool hopeless =
      first_stop->code == Code::NeedsBrowser || first_stop->code == Code::BotProtection;
  return hopeless ? "; a deeper check will end with " +
                        std::string(model::info(first_stop->code).id) + ": " + first_stop->detail
                  : "";
}

LegResult first_page(Login& login) {
  if (login.spec.depth > model::Depth::AuthnRequest && browser_begins(login))
    return passed(web::host_and_port(login.to_idp->request.url) +
                  "; Entity ID and ACS URL as expected; a browser opens it");
  auto followed = follow(login.browser, login.to_idp->request, Steps::Redirects, hold_nothing);
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  login.idp_page = std::move(std::get<Arrived>(followed));
  const auto first_stop = stop_at_once(login, *login.idp_page);
  if (first_stop && first_stop->severity == model::Severity::Critical)
    return failed(login, *first_stop);
  return passed(web::host_and_port(login.to_idp->request.url) +
                "; Entity ID and ACS URL as expected" + outlook(login, first_stop));
}

// Whether an inactive connection lets agents in, only a login can tell.
bool decides_the_login(const Finding& finding) {
  return finding.severity == model::Severity::Critical && finding.code != Code::ConnectionInactive;
}

}  // namespace

void allow_secrets(Login& login, const web::Url& url) {
  login.browser.allow_secrets_to(hosts_for_secrets(login, url));
}

LegResult request_leg(Login& login) {
  if (login.landing) return passed("not needed: a session was there already");
  const web::Url url = login.to_idp->request.url;
  const auto found = saml::find_request(login.to_idp->request);
  if (!found)
    return failed(login, model::make_finding(Code::AuthnRequestMissing,
                                             "the SAMLRequest sent to " + web::host_and_port(url) +
                                                 " cannot be read"));
  record(login, *found);
  const saml::Expected expected = expected_values(login);
  std::vector<Finding> findings =
      take_findings(login, saml::audit_request(found->request, expected));
  const saml::Metadata* metadata = login.metadata ? &*login.metadata : nullptr;
  std::ranges::move(
      take_findings(login, saml::audit_sso_url(web::to_string(url), metadata, expected)),
      std::back_inserter(findings));
  if (auto finding = wrong_provider(login, url)) findings.push_back(std::move(*finding));
  for (const Finding& finding : findings) add(login, finding);
  // Of this leg, or of the metadata: no password is used where the outcome is known.
  const auto grave = std::ranges::find_if(login.findings, decides_the_login);
  if (grave != login.findings.end()) return ended_by(*grave);
  allow_secrets(login, url);
  return first_page(login);
}

}  // namespace flexverify::flows
