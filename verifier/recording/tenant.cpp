#include "verifier/recording/tenant.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/model/flex_role.h"
#include "verifier/model/redact.h"
#include "verifier/recording/provider.h"
#include "verifier/recording/twilio_hosts.h"
#include "verifier/recording/twilio_shapes.h"
#include "verifier/saml/address.h"

namespace flexverify::recording {
namespace {

using model::ConnectionKind;
using web::RecordedExchange;

bool is_personal(std::string_view text) {
  return base::contains(text, "@") || base::contains_ignoring_case(text, "%40");
}

// An address may name somebody, or hold what belongs to one login.
std::string impersonal(web::Url url) {
  std::vector<web::NameValue> kept;
  for (web::NameValue& pair : web::parse_query(url.query.value_or("")))
    if (!model::is_sensitive_name(pair.first) && !is_personal(pair.first + pair.second))
      kept.push_back(std::move(pair));
  url.query = kept.empty() ? std::nullopt : std::optional(web::serialize_query(kept));
  url.username.clear();
  url.password.clear();
  if (is_personal(url.path)) url.path = "/";
  return web::to_string(url, web::WithFragment::No);
}

std::string without_query(web::Url url) {
  url.query.reset();
  return impersonal(std::move(url));
}

std::string impersonal(const std::string& text) {
  const auto url = web::parse_url(text);
  return url ? impersonal(*url) : std::string();
}

// The first exchange whose URL holds such an identifier.
Shown sid_of(const web::Recording& recording, std::string_view prefix) {
  for (std::size_t i = 0; i < recording.exchanges.size(); ++i) {
    const web::Url& url = recording.exchanges[i].url;
    if (service_of(url).empty()) continue;
    const std::string sid = sid_in(prefix, url.path + "?" + url.query.value_or(""));
    if (!sid.empty()) return {sid, entry_of(recording, i)};
  }
  return {};
}

// Public data of Twilio's and of the page itself; other answers may be about other accounts.
bool names_the_account(const RecordedExchange& exchange) {
  const std::string& path = exchange.url.path;
  return path == "/v1/Configuration/Public" || path == "/v1/Flex/Authentication/Config" ||
         path.ends_with("/appConfig.js") || path == "/v1/Flex/OAuth/Tokens";
}

Shown account_of(const web::Recording& recording) {
  if (Shown shown = sid_of(recording, "AC"); !shown.value.empty()) return shown;
  for (std::size_t i = 0; i < recording.exchanges.size(); ++i)
    if (const RecordedExchange& one = recording.exchanges[i]; names_the_account(one))
      if (const std::string sid = sid_in("AC", one.content.value_or("")); !sid.empty())
        return {sid, entry_of(recording, i)};
  return {};
}

Shown profile_of(const web::Recording& recording, const RecordedLogin& login) {
  if (login.at_acs)
    if (const std::string sid =
            sid_in("JQ", recording.exchanges[*login.at_acs].url.query.value_or(""));
        !sid.empty())
      return {sid, entry_of(recording, *login.at_acs)};
  if (login.authorize)
    return {sid_in("JQ", recording.exchanges[*login.authorize].url.query.value_or("")),
            entry_of(recording, *login.authorize)};
  if (login.request)
    return {sid_in("JQ", login.request->issuer), entry_of(recording, *login.at_provider)};
  return {};
}

// What Twilio asked for; in a login without a request, the audience of the response.
Shown entity_of(const web::Recording& recording, const RecordedLogin& login) {
  if (login.request) return {login.request->issuer, entry_of(recording, *login.at_provider)};
  if (!login.response || !login.response->assertion) return {};
  for (const auto& audiences : login.response->assertion->audience_restrictions)
    for (const std::string& audience : audiences)
      if (is_entity_id(audience)) return {audience, entry_of(recording, *login.at_acs)};
  return {};
}

Shown acs_of(const web::Recording& recording, const RecordedLogin& login) {
  if (login.at_acs)
    return {web::to_string(recording.exchanges[*login.at_acs].url, web::WithFragment::No),
            entry_of(recording, *login.at_acs)};
  if (!login.request || login.request->acs_url.empty()) return {};
  return {login.request->acs_url, entry_of(recording, *login.at_provider)};
}

Shown redirect_of(const web::Recording& recording, const RecordedLogin& login) {
  if (login.authorize) {
    const auto query = recording.exchanges[*login.authorize].url.query.value_or("");
    for (const char* name : {"redirectUrl", "redirect_uri"})
      if (const auto url = web::query_value(query, name);
          url && web::parse_url(*url) && !is_personal(*url))
        return {*url, entry_of(recording, *login.authorize)};
  }
  if (!login.landing) return {};
  return {without_query(recording.exchanges[*login.landing].url),
          entry_of(recording, *login.landing)};
}

// The first page at the place where the login ends: what somebody typed, or had as a bookmark.
Shown page_of(const web::Recording& recording, const RecordedLogin& login, const Shown& redirect) {
  const auto target = web::parse_url(redirect.value);
  if (!target) return {};
  const std::size_t end = std::min(login.at_provider.value_or(recording.exchanges.size()),
                                   login.authorize.value_or(recording.exchanges.size()));
  for (std::size_t i = 0; i < end; ++i) {
    const RecordedExchange& one = recording.exchanges[i];
    if (one.purpose == web::Purpose::Document && web::same_origin(one.url, *target))
      return {without_query(one.url), entry_of(recording, i)};
  }
  return {without_query(*target), redirect.seen_in};
}

// A desktop before a finer role; the test user should have the least of them.
Shown role_of(const web::Recording& recording, const RecordedLogin& login) {
  if (!login.response || !login.response->assertion) return {};
  std::vector<std::string> roles;
  for (const saml::NamedAttribute& attribute : login.response->assertion->attributes)
    if (attribute.name == "roles")
      for (const std::string& value : attribute.values)
        for (const std::string_view part : base::split(value, ','))
          roles.emplace_back(base::trim(part));
  for (const std::string_view known : model::kFlexRoles)
    if (std::ranges::count(roles, known) > 0)
      return {std::string(known), entry_of(recording, *login.at_acs)};
  return {};
}

model::Setup setup_of(const Shown& page, const std::map<std::string, std::string>& endpoints) {
  const auto own = endpoints.find("flex");
  const auto flex = web::parse_url(own == endpoints.end() ? model::Endpoints{}.flex : own->second);
  const auto url = web::parse_url(page.value);
  return url && flex && web::same_origin(*url, *flex) ? model::Setup::Hosted
                                                      : model::Setup::SelfHosted;
}

void add_provider(Tenant& tenant, const web::Recording& recording, const RecordedLogin& login) {
  const Provider provider = provider_of(recording, login);
  tenant.adapter = provider.adapter;
  tenant.adapter_seen_in = provider.adapter_seen_in;
  tenant.hosts = provider.hosts;
  if (login.at_provider)
    tenant.sso_url = {impersonal(saml::address_of(recording.exchanges[*login.at_provider].url)),
                      entry_of(recording, *login.at_provider)};
  if (login.began_at_provider && provider.first_page)
    tenant.app_link = {without_query(recording.exchanges[*provider.first_page].url),
                       entry_of(recording, *provider.first_page)};
  if (!login.response || !tenant.accepted) return;
  const auto& assertion = login.response->assertion;
  const std::string issuer = assertion ? assertion->issuer : login.response->issuer;
  tenant.issuer = {issuer, entry_of(recording, *login.at_acs)};
  tenant.certificate = login.certificate;
}

}  // namespace

Tenant tenant_of(const web::Recording& recording, const RecordedLogin& login) {
  Tenant tenant;
  tenant.kind = login.kind;
  tenant.endpoints = unusual_endpoints(recording, login);
  tenant.redirect_url = redirect_of(recording, login);
  tenant.page = page_of(recording, login, tenant.redirect_url);
  tenant.setup = setup_of(tenant.page, tenant.endpoints);
  tenant.account_sid = account_of(recording);
  if (login.kind == ConnectionKind::OAuth2) tenant.sso_profile = profile_of(recording, login);
  tenant.entity_id = entity_of(recording, login);
  tenant.acs_url = acs_of(recording, login);
  tenant.role = role_of(recording, login);
  // Twilio tells by where it sends the browser: to the page, with a code or a Token.
  tenant.accepted = login.landing.has_value();
  add_provider(tenant, recording, login);
  return tenant;
}

}  // namespace flexverify::recording
