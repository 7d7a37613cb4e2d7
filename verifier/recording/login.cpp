#include "verifier/recording/login.h"

#include <algorithm>
#include <set>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/recording/twilio_shapes.h"
#include "verifier/saml/readings.h"
#include "verifier/saml/xml.h"

namespace flexverify::recording {
namespace {

using model::ConnectionKind;
using web::RecordedExchange;

std::string field(const RecordedExchange& exchange, std::string_view name) {
  for (const auto& [field_name, value] : web::posted_fields(exchange))
    if (field_name == name) return value;
  return web::query_value(exchange.url.query.value_or(""), name).value_or("");
}

std::optional<saml::AuthnRequest> request_in(const RecordedExchange& exchange) {
  const std::string value = field(exchange, "SAMLRequest");
  const auto xml = value.empty() ? std::nullopt : saml::decode_field(value);
  return xml ? saml::parse_authn_request(*xml) : std::nullopt;
}

// Of Twilio's: between two providers there are other requests.
bool asks_for_twilio(const saml::AuthnRequest& request) {
  const auto acs = web::parse_url(request.acs_url);
  return is_entity_id(request.issuer) || (acs && is_acs(*acs));
}

bool brings_response(const RecordedExchange& exchange) {
  const bool posts = exchange.method == "POST" || !field(exchange, "SAMLResponse").empty();
  return posts && exchange.status != 0 && is_acs(exchange.url);
}

bool is_accepted(const RecordedExchange& exchange) { return exchange.status < 400; }

std::string pem_of(const std::string& der) {
  constexpr std::size_t kLine = 64;
  const std::string text = base::base64_encode(der);
  std::string pem = "-----BEGIN CERTIFICATE-----\n";
  for (std::size_t at = 0; at < text.size(); at += kLine) pem += text.substr(at, kLine) + "\n";
  return pem + "-----END CERTIFICATE-----\n";
}

// The first certificate of KeyInfo.
std::string certificate_in(const std::string& xml) {
  const auto document = saml::parse_xml(xml);
  if (!document) return "";
  for (const saml::XmlNode node : saml::descendants(saml::root_of(*document)))
    if (saml::is_element(node, saml::kSignature, "X509Certificate"))
      if (const auto der = saml::certificate_der(saml::text_of(node))) return pem_of(*der);
  return "";
}

// The last one that was accepted, else the last one.
std::optional<std::size_t> find_response(const web::Recording& recording) {
  std::optional<std::size_t> last, accepted;
  for (std::size_t i = 0; i < recording.exchanges.size(); ++i) {
    if (!brings_response(recording.exchanges[i])) continue;
    last = i;
    if (is_accepted(recording.exchanges[i])) accepted = i;
  }
  return accepted ? accepted : last;
}

void read_response(const web::Recording& recording, RecordedLogin& login) {
  login.at_acs = find_response(recording);
  if (!login.at_acs) return;
  const std::string value = field(recording.exchanges[*login.at_acs], "SAMLResponse");
  const auto xml = value.empty() ? std::nullopt : saml::decode_field(value);
  auto response = xml ? saml::parse_response(*xml, {}) : saml::decode_response("", {});
  if (!response) return;
  login.response = *std::move(response);
  login.certificate = certificate_in(*xml);
}

// The one that the response answers; else the last one before it.
void find_request(const web::Recording& recording, RecordedLogin& login) {
  const std::size_t end = login.at_acs.value_or(recording.exchanges.size());
  const std::string wanted = login.response ? login.response->in_response_to : "";
  for (std::size_t i = 0; i < end; ++i) {
    auto request = request_in(recording.exchanges[i]);
    if (!request || !asks_for_twilio(*request)) continue;
    const bool again = login.request && login.request->id == request->id;  // its page was reloaded
    const bool found = login.request && !wanted.empty() && login.request->id == wanted;
    if (again || found) continue;  // what comes after is a login of another tab
    login.at_provider = i;
    login.request = std::move(request);
  }
}

void find_authorize(const web::Recording& recording, RecordedLogin& login) {
  const std::size_t end =
      login.at_provider.value_or(login.at_acs.value_or(recording.exchanges.size()));
  for (std::size_t i = 0; i < end; ++i) {
    const bool current = recording.exchanges[i].url.path == "/v1/Flex/Authorize";
    const bool is_one = is_authorize(recording.exchanges[i].url);
    if (is_one && (current || !login.authorize)) login.authorize = i;
  }
}

bool has_landed(const RecordedExchange& exchange) {
  const std::string query = exchange.url.query.value_or("");
  const bool enhanced = web::query_value(query, "code") && web::query_value(query, "state");
  const bool legacy = web::query_value(query, "Token") && web::query_value(query, "Identity");
  return exchange.purpose == web::Purpose::Document && (enhanced || legacy);
}

bool is_twilio(const RecordedExchange& exchange) { return !service_of(exchange.url).empty(); }

// Twilio's login service passes a code on to its own services first.
void find_landing(const web::Recording& recording, RecordedLogin& login) {
  const auto& all = recording.exchanges;
  for (std::size_t i = login.at_acs.value_or(all.size()); i < all.size(); ++i)
    if (has_landed(all[i]) && !is_twilio(all[i])) {
      login.landing = i;
      return;
    }
}

ConnectionKind kind_of(const web::Recording& recording, const RecordedLogin& login) {
  if (login.at_acs)
    return is_enhanced_acs(recording.exchanges[*login.at_acs].url) ? ConnectionKind::OAuth2
                                                                   : ConnectionKind::Legacy;
  if (login.request)
    return login.request->issuer.starts_with("urn:flex:") ? ConnectionKind::OAuth2
                                                          : ConnectionKind::Legacy;
  return login.authorize ? ConnectionKind::OAuth2 : ConnectionKind::Auto;
}

std::string hosts_of(const web::Recording& recording) {
  constexpr std::size_t kMost = 6;
  std::set<std::string> hosts;
  for (const RecordedExchange& exchange : recording.exchanges)
    if (exchange.purpose == web::Purpose::Document && hosts.size() < kMost)
      hosts.insert(base::printable(web::host_and_port(exchange.url), 60));
  const std::vector<std::string> names(hosts.begin(), hosts.end());
  return names.empty() ? "no page at all" : "pages of " + base::join(names, ", ");
}

}  // namespace

base::Result<RecordedLogin> find_login(const web::Recording& recording) {
  RecordedLogin login;
  read_response(recording, login);
  find_request(recording, login);
  find_authorize(recording, login);
  find_landing(recording, login);
  login.kind = kind_of(recording, login);
  if (login.kind == ConnectionKind::Auto)
    return base::fail("", "no login at Flex is in it: found " + hosts_of(recording) +
                              "; expected the way from the Flex page to the identity provider and "
                              "back. Open the network panel first, let it keep its log, log in in "
                              "a private window, then export");
  login.began_at_provider = login.at_acs && !login.at_provider && !login.authorize &&
                            login.response && login.response->in_response_to.empty();
  return login;
}

Part provider_part(const web::Recording& recording, const RecordedLogin& login) {
  const std::size_t end = recording.exchanges.size();
  // A recording that began late, or a login that began at the provider, is its own from the start.
  return {.from = login.at_provider.value_or(login.at_acs ? 0 : end),
          .to = login.at_acs.value_or(end)};
}

std::string entry_of(const web::Recording& recording, std::size_t place) {
  return "entry " + std::to_string(recording.exchanges[place].number);
}

}  // namespace flexverify::recording
