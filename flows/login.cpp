#include "flows/login.h"

#include <algorithm>
#include <array>
#include <utility>

#include "flows/refusal_owner.h"
#include "verifier/base/crypto.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::flows {

Login::Login(const model::CheckSpec& check, const Services& with, std::stop_token stop_token)
    : spec(check),
      services(with),
      stop(std::move(stop_token)),
      redactor(base::random_bytes(16)),
      browser(with.transport, with.secrets, with.clock, redactor,
              {.exchanges = 60, .deadline = with.clock.steady() + check.timeout}, stop),
      secrets(with.secrets),
      account_sid(check.account_sid),
      connection(check.sso_profile),
      adapter(idp::adapter_named(check.idp.adapter)) {
  browser.use_user_agent(check.network.user_agent);
  browser.allow_plain_http_to(check.network.insecure_http);
  hide_user_name(*this);
  if (const auto proxy = web::parse_url(check.network.proxy))
    redactor.add(web::percent_decode(proxy->password), model::Whose::Account);
  if (!check.idp.app_link.empty()) entry = Entry::AppLink;
  if (check.idp.metadata_xml.empty()) return;
  if (auto read = saml::parse_metadata(check.idp.metadata_xml)) entities = std::move(*read);
  const bool one = std::ranges::count(entities, true, &saml::Metadata::is_identity_provider) == 1;
  if (!one && check.idp.issuer.empty()) return;  // the response will say which one it is
  if (const auto* provider = saml::identity_provider_in(entities, check.idp.issuer))
    metadata = *provider;
}

// An e-mail address; a plain name could be any word.
void hide_user_name(Login& login) {
  const std::string& name = login.spec.idp.username;
  if (!login.spec.show_values && base::contains(name, "@")) login.redactor.add(name);
}

LegResult passed(std::string summary) {
  return {model::StepState::Passed, std::move(summary), Next::Continue};
}

void add(Login& login, model::Finding finding) {
  if (!finding.exchange && !login.browser.exchanges().empty())
    finding.exchange = login.browser.exchanges().size();
  name_owner(login.spec, login.page_url, finding);
  login.findings.push_back(std::move(finding));
}

LegResult ended_by(const model::Finding& finding) {
  const auto state = finding.severity == model::Severity::Critical ? model::StepState::Failed
                                                                   : model::StepState::Unclear;
  return {state, std::string(model::info(finding.code).title), Next::End};
}

LegResult failed(Login& login, model::Finding finding) {
  LegResult outcome = ended_by(finding);
  add(login, std::move(finding));
  return outcome;
}

namespace {

// The one that was seen at work, named by the user, or known by the address.
std::string adapter_of(const Login& login) {
  if (!login.result.idp_adapter.empty()) return login.result.idp_adapter;
  if (login.adapter != nullptr) return std::string(login.adapter->id);
  if (login.to_idp)
    for (const idp::Adapter* adapter : idp::all_adapters())
      if (adapter->owns(login.to_idp->request.url)) return std::string(adapter->id);
  return "";
}

saml::Expected with_legacy_values(const Login& login, saml::Expected expected) {
  const auto values =
      flex::legacy_values(login.spec.endpoints, login.account_sid, login.legacy_form);
  if (expected.entity_id.empty()) expected.entity_id = values.entity_id;
  if (expected.acs_url.empty()) expected.acs_url = values.acs_url;
  return expected;
}

std::optional<base::Millis> clock_of_twilio(const Login& login) {
  std::optional<base::Millis> found;
  for (const std::string* endpoint : {&login.spec.endpoints.services, &login.spec.endpoints.login})
    if (const auto url = web::parse_url(*endpoint))
      if (const auto ahead = login.browser.clock_ahead(*url)) found = ahead;
  return found;
}

saml::Clocks clocks_of(const Login& login) {
  saml::Clocks clocks;
  if (login.idp_page)
    clocks.identity_provider = login.browser.clock_ahead(login.idp_page->page.url);
  clocks.twilio = clock_of_twilio(login);
  return clocks;
}

}  // namespace

std::vector<model::Finding> take_findings(Login& login, saml::Audit audit) {
  for (model::Compared& one : audit.compared) {
    one.found = login.redactor.text(one.found);
    one.expected = login.redactor.text(one.expected);
    login.result.compared.push_back(std::move(one));
  }
  return std::move(audit.findings);
}

saml::TrustedCertificates trusted_certificates(const Login& login) {
  const model::IdpSpec& idp = login.spec.idp;
  const auto split =
      idp.trusted_certificates.begin() + static_cast<std::ptrdiff_t>(idp.pasted_certificates);
  saml::TrustedCertificates trusted{.pasted = {idp.trusted_certificates.begin(), split},
                                    .published = {split, idp.trusted_certificates.end()}};
  if (login.metadata) trusted.published = login.metadata->signing_certificates;
  return trusted;
}

saml::Expected expected_values(const Login& login) {
  const model::CheckSpec& spec = login.spec;
  saml::Expected expected{.entity_id = spec.expect.entity_id,
                          .acs_url = spec.expect.acs_url,
                          .idp_issuer = spec.idp.issuer,
                          .request_id = login.request_id,
                          .role = spec.expect.role,
                          .labels = &idp::labels_of(adapter_of(login)),
                          .account_sid = login.account_sid,
                          .sso_url = spec.idp.sso_url,
                          .certificates = trusted_certificates(login).pasted,
                          .now = login.services.clock.now(),
                          .expiry_warning = spec.expiry_warning,
                          .clocks = clocks_of(login),
                          .published_issuer = login.metadata ? login.metadata->entity_id : "",
                          .kind = login.kind};
  if (login.kind == model::ConnectionKind::Legacy) return with_legacy_values(login, expected);
  if (login.connection.empty()) return expected;
  if (expected.entity_id.empty()) expected.entity_id = saml::enhanced_entity_id(login.connection);
  if (expected.acs_url.empty())
    expected.acs_url = spec.endpoints.login + "/login/callback?connection=" + login.connection;
  return expected;
}

bool is_login_host(const Login& login, const web::Url& url) {
  const model::Endpoints& endpoints = login.spec.endpoints;
  const std::array hosts = {&endpoints.services, &endpoints.login, &endpoints.iam,
                            &endpoints.preview};
  return std::any_of(hosts.begin(), hosts.end(), [&](const std::string* endpoint) {
    const auto base = web::parse_url(*endpoint);
    return base && web::same_origin(*base, url);
  });
}

bool is_landing(const Login& login, const web::Request& request) {
  if (is_login_host(login, request.url)) return false;
  if (login.entry == Entry::AppLink) return true;  // wherever Twilio sends it: the leg compares
  const auto redirect = web::parse_url(login.redirect_url);
  if (redirect && web::same_place(*redirect, request.url)) return true;
  const std::string query = request.url.query.value_or("");
  const std::string_view proof = login.kind == model::ConnectionKind::Legacy ? "Token" : "code";
  return web::query_value(query, proof) || web::query_value(query, "error");
}

std::optional<model::Finding> server_trouble(const web::Url& url, int status) {
  const std::string what = web::host_and_port(url) + " answers " + std::to_string(status);
  if (status == 429) return model::make_finding(model::Code::RateLimited, what);
  if (status >= 500) return model::make_finding(model::Code::ServerError, what);
  return std::nullopt;
}

web::Request by_page(const Login& login, web::Request request) {
  request.initiator = login.page_url;
  request.policies = login.page_policies;
  return request;
}

std::variant<web::Response, model::Finding> call_api(Login& login, web::Request api_request) {
  const web::Request request = by_page(login, std::move(api_request));
  auto result = login.browser.send(request);
  if (auto* finding = std::get_if<model::Finding>(&result)) return std::move(*finding);
  web::Response& response = std::get<net::Sent>(result).response;
  if (auto trouble = server_trouble(request.url, response.status)) return std::move(*trouble);
  return std::move(response);
}

base::Millis twilio_ahead(const Login& login) {
  return clock_of_twilio(login).value_or(base::Millis{0});
}

bool knows(const Login& login, model::Code code) {
  return std::ranges::any_of(login.findings,
                             [&](const model::Finding& finding) { return finding.code == code; });
}

std::string short_sid(const std::string& sid) {
  return sid.size() <= 8 ? sid : sid.substr(0, 2) + "…" + sid.substr(sid.size() - 4);
}

std::string override_of(const Login& login, std::initializer_list<std::string_view> keys) {
  return login.app_config ? flex::override_of(*login.app_config, keys) : "";
}

model::Fix app_config_field(std::string field) {
  return {
      .party = std::string(model::kFlexPage), .page = "appConfig.js", .field = std::move(field)};
}

}  // namespace flexverify::flows
