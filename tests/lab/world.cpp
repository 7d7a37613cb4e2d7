#include "tests/lab/world.h"

#include <fmt/core.h>

#include <algorithm>

#include "tests/lab/hosts.h"
#include "tests/lab/look_alike.h"
#include "verifier/base/text.h"
#include "verifier/saml/runtime.h"
#include "verifier/web/url.h"

namespace flexverify::lab {
namespace {

using std::chrono::hours;

// "JQ" and 32 digits: the same for the same words.
std::string sid(std::string_view prefix, std::string_view words) {
  return std::string(prefix) +
         base::hex_encode(base::sha256(std::string(prefix).append(words))).substr(0, 32);
}

using SharedKey = std::shared_ptr<const test::SigningKey>;

SharedKey make_key(const std::string& name, int days) {
  return std::make_shared<const test::SigningKey>(
      test::SigningKey::generate(name, now() - hours(24 * 30), now() + hours(24 * days)));
}

// RSA keys take their time: worlds of one process share the usual one.
SharedKey key_of_provider(const Faults& faults) {
  constexpr const char* kName = "Lab identity provider";
  if (faults.assertion == AssertionFault::ExpiredCertificate) return make_key(kName, -1);
  if (faults.assertion == AssertionFault::CertificateEndsSoon) return make_key(kName, 10);
  static const SharedKey usual = make_key(kName, 365);
  return usual;
}

void add_hosted(World& world, std::string_view name, const Account& account,
                const Connection& connection, Target::Profile profile) {
  world.targets.push_back({.name = std::string(name),
                           .setup = "hosted",
                           .url = world.origin(kFlexHost) + "/" + account.runtime_domain,
                           .connection = connection.sid,
                           .idp_host = std::string(kIdpHost),
                           .profile = profile});
}

void add_self_hosted(World& world, std::string_view name, std::string_view host,
                     const Connection& connection, std::string_view idp_host,
                     Target::Profile profile) {
  world.deployments.push_back({.host = std::string(host),
                               .account_sid = connection.account_sid,
                               .connection = connection.sid});
  world.targets.push_back({.name = std::string(name),
                           .setup = "self-hosted",
                           .url = world.origin(host) + "/",
                           .connection = connection.sid,
                           .idp_host = std::string(idp_host),
                           .profile = profile});
}

Connection make_connection(const World& world, std::string_view name, const Account& account,
                           ConnectionState state, const ProviderFacts& provider,
                           std::string_view page_host) {
  return {.sid = sid("JQ", name),
          .account_sid = account.sid,
          .state = state,
          .provider = provider,
          .trusted_urls = {world.origin(kFlexHost), world.origin(page_host) + "/"}};
}

// What Flex was told about the lab's own identity provider, rightly or not.
ProviderFacts lab_provider(const World& world) {
  ProviderFacts facts{.sso_url = world.origin(kIdpHost) + "/sso",
                      .issuer = idp_issuer(world),
                      .certificate_pem = world.pinned_certificate};
  if (world.faults.login == LoginFault::OtherIssuer) facts.issuer += "/";
  if (world.faults.login == LoginFault::DeadSsoUrl) facts.sso_url += "s";
  if (world.faults.login == LoginFault::OtherProvider)
    facts.sso_url = world.origin(kOtherIdpHost) + "/sso";
  return facts;
}

// The account whose migration is done, and the one before Finish.
void found(World& world, std::string_view words, std::string_view domain, std::string_view host,
           std::string_view suffix, ConnectionState state) {
  const Account account{.sid = sid("AC", words), .runtime_domain = std::string(domain)};
  const auto profile =
      state == ConnectionState::Active ? Target::Profile::FromDiscovery : Target::Profile::Named;
  const Connection connection =
      make_connection(world, words, account, state, lab_provider(world), host);
  const std::string ending(suffix);
  world.accounts.push_back(account);
  world.connections.push_back(connection);
  add_hosted(world, "hosted" + ending, account, connection, profile);
  add_self_hosted(world, "self-hosted" + ending, host, connection, kIdpHost, profile);
}

// An account that never migrated, or went back.
void found_legacy(World& world) {
  const std::string host(kLegacyHost);
  const Account account{.sid = sid("AC", "lab: legacy"), .runtime_domain = "old-cat-9012"};
  Connection connection = make_connection(world, "lab: legacy", account, ConnectionState::Active,
                                          lab_provider(world), host);
  connection.kind = ConnectionKind::Legacy;
  world.accounts.push_back(account);
  world.connections.push_back(connection);
  add_hosted(world, "legacy-hosted", account, connection, Target::Profile::FromDiscovery);
  world.targets.back().kind = ConnectionKind::Legacy;
  add_self_hosted(world, "legacy-self-hosted", host, connection, kIdpHost,
                  Target::Profile::FromDiscovery);
  world.targets.back().kind = ConnectionKind::Legacy;
}

void add_external(World& world, const ExternalProvider& external) {
  const Account account{.sid = sid("AC", external.name),
                        .runtime_domain = fmt::format("out-side-{}", world.accounts.size())};
  const std::string host = host_of_deployment(external.name);
  const auto url = web::parse_url(external.facts.sso_url);
  const Connection connection =
      make_connection(world, external.name, account, ConnectionState::Active, external.facts, host);
  world.accounts.push_back(account);
  world.connections.push_back(connection);
  add_self_hosted(world, external.name, host, connection, url ? web::host_name(*url) : "",
                  Target::Profile::FromDiscovery);
}

// The issuer may name the origin, and nothing else.
ProviderFacts facts_of(const World& world, const LookAlike& look_alike) {
  const std::string origin = world.origin(look_alike_host(look_alike.name));
  return {.sso_url = origin + std::string(look_alike.sso_path),
          .issuer = base::replace_all(std::string(look_alike.issuer), "{{origin}}", origin),
          .certificate_pem = world.pinned_certificate};
}

// One account, with a hosted and a self-hosted page.
// The last target once more, from the identity provider's side.
void add_app_link(World& world, std::string_view name) {
  Target target = world.targets.back();
  target.name = name;
  target.app_link = world.origin(kIdpHost) + "/app/" + target.connection;
  world.targets.push_back(std::move(target));
}

void add_look_alike(World& world, const LookAlike& look_alike) {
  const std::string name(look_alike.name), host = host_of_deployment(name);
  const Account account{.sid = sid("AC", name),
                        .runtime_domain = fmt::format("same-face-{}", world.accounts.size())};
  const Connection connection = make_connection(world, name, account, ConnectionState::Active,
                                                facts_of(world, look_alike), host);
  world.accounts.push_back(account);
  world.connections.push_back(connection);
  add_self_hosted(world, name, host, connection, look_alike_host(name),
                  Target::Profile::FromDiscovery);
  world.targets.back().look_alike = &look_alike;
  add_hosted(world, name + "-hosted", account, connection, Target::Profile::FromDiscovery);
  world.targets.back().idp_host = look_alike_host(name);
  world.targets.back().look_alike = &look_alike;
}

template <class Item, class Is>
const Item* first(const std::vector<Item>& items, Is is) {
  const auto found = std::find_if(items.begin(), items.end(), is);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

World::World(int port_of_all, const Drill* planted, const std::vector<ExternalProvider>& external,
             Scripts scripts, Names how)
    : port(port_of_all),
      names(how),
      drill(planted),
      faults(planted == nullptr ? Faults{} : planted->faults),
      idp_key(key_of_provider(faults)),
      pinned_certificate(faults.login == LoginFault::OtherCertificate
                             ? make_key("Another identity provider", 365)->certificate_pem()
                             : idp_key->certificate_pem()),
      user{.username = "flex-check@acme.test",
           // Every character that some encoding on the way treats in its own way.
           .password = "p&+%20 =\"<'>;\\ü#?/@:` $é",
           .full_name = "Flex Check & Sons",
           .role = "agent",
           .answer = "Ölive & co"},
      totp_seed(base::random_bytes(20)) {
  saml::start_xml_libraries();  // once for signer and judge
  found(*this, "lab: finished", "glad-fox-1234", kAgentsHost, "", ConnectionState::Active);
  add_app_link(*this, "idp-initiated");
  found(*this, "lab: before finish", "calm-owl-5678", kStagingHost, "-before-finish",
        ConnectionState::Inactive);
  found_legacy(*this);
  add_app_link(*this, "legacy-idp-initiated");
  for (const LookAlike* look_alike : scripts == Scripts::Yes ? all_look_alikes() : look_alikes())
    add_look_alike(*this, *look_alike);
  for (const ExternalProvider& provider : external) add_external(*this, provider);
}

std::string public_name(std::string_view host) {
  return base::replace_all(std::string(host), ".twilio.localhost", ".twilio.com");
}

std::string local_name(std::string_view host) {
  return base::replace_all(std::string(host), ".twilio.com", ".twilio.localhost");
}

std::string World::origin(std::string_view host) const {
  if (names == Names::Public) return "https://" + public_name(host);
  return fmt::format("https://{}:{}", host, port);
}

std::vector<std::string> World::addresses_of_inner_hosts() const {
  std::vector<std::string> entries;
  for (const std::string_view host :
       {kAssetsHost, kAliasHost, kIdnHost, kStagingHost, kLegacyHost, kOtherIdpHost, kForeignHost})
    entries.push_back(fmt::format("{}:{}:127.0.0.1", host, port));
  for (const LookAlike* look_alike : all_look_alikes())
    entries.push_back(fmt::format("{}:{}:127.0.0.1", look_alike_host(look_alike->name), port));
  return entries;
}

const Account* World::account(std::string_view sid) const {
  return first(accounts, [&](const Account& account) { return account.sid == sid; });
}

const Connection* World::connection(std::string_view sid) const {
  return first(connections, [&](const Connection& connection) { return connection.sid == sid; });
}

const Connection* World::connection_of_entity(std::string_view id) const {
  return first(connections,
               [&](const Connection& connection) { return entity_id(connection) == id; });
}

std::string World::acs_url(const Connection& connection) const {
  if (connection.kind == ConnectionKind::Enhanced)
    return origin(kLoginHost) + "/login/callback?connection=" + connection.sid;
  return faults.legacy == LegacyFault::PreviewOnly
             ? origin(kPreviewHost) + "/iam/Accounts/" + connection.account_sid + "/saml2"
             : origin(kIamHost) + "/v1/Accounts/" + connection.account_sid + "/saml2";
}

std::string World::entity_id(const Connection& connection) const {
  if (connection.kind == ConnectionKind::Enhanced) return "urn:flex:" + connection.sid;
  const bool preview = faults.legacy == LegacyFault::PreviewOnly;
  return acs_url(connection) + (preview ? "" : "/metadata");
}

std::string World::default_redirect(const Connection& connection) const {
  switch (faults.unasked) {
    case UnaskedFault::NoDefaultRedirect:
      return "";
    case UnaskedFault::OtherDefaultRedirect:
      return origin(kFlexHost) + "/glad-fox-1234";
    case UnaskedFault::None:
      break;
  }
  return connection.trusted_urls.back();  // the self-hosted page
}

const Connection* World::legacy_connection(std::string_view account) const {
  return first(connections, [&](const Connection& connection) {
    return connection.account_sid == account && connection.kind == ConnectionKind::Legacy;
  });
}

std::string idp_issuer(const World& world) { return world.origin(kIdpHost) + "/metadata"; }

std::string client_id() { return "XVOlabClientOfAllAccounts0000000"; }

std::string flex_identity(std::string_view email) {
  std::string out;
  for (const char c : email) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    out += plain ? std::string(1, c) : fmt::format("_{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string totp_key(const World& world, std::string_view target) {
  return base::sha256(world.totp_seed + std::string(target)).substr(0, 20);
}

std::string totp_secret(const World& world, std::string_view target) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : totp_key(world, target)) {
    buffer = (buffer << 8U | static_cast<unsigned char>(c)) & 0xFFFFFU;
    for (bits += 8; bits >= 5; bits -= 5)
      out += kAlphabet[(buffer >> static_cast<unsigned>(bits - 5)) & 31U];
  }
  return out;
}

base::WallTime now() {
  return std::chrono::time_point_cast<base::Millis>(std::chrono::system_clock::now());
}

std::string host_of_deployment(std::string_view name) {
  return std::string(name) + "-agents.acme.localhost";
}

}  // namespace flexverify::lab
