// The state of the lab: accounts, connections, the user, and everything handed out in a login.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/lab/drills.h"
#include "tests/lab/idp_login.h"
#include "tests/lab/look_alike_session.h"
#include "tests/lab/vault.h"
#include "tests/support/saml_signer.h"
#include "verifier/base/time.h"

namespace flexverify::lab {

struct LookAlike;

[[nodiscard]] base::WallTime now();

struct Account {
  std::string sid;             // AC…
  std::string runtime_domain;  // "glad-fox-1234"
};

// What Flex was told about an identity provider.
struct ProviderFacts {
  std::string sso_url;
  std::string issuer;
  std::string certificate_pem;
};

enum class ConnectionState { Active, Inactive };
enum class ConnectionKind { Enhanced, Legacy };
struct Connection {
  std::string sid;  // JQ…
  std::string account_sid;
  ConnectionState state = ConnectionState::Active;
  ConnectionKind kind = ConnectionKind::Enhanced;
  ProviderFacts provider;
  std::vector<std::string> trusted_urls;
};

// A self-hosted page.
struct Deployment {
  std::string host;
  std::string account_sid;
  std::string connection;
};

// A target of the written configuration.
struct Target {
  std::string name;
  std::string setup;  // "hosted", "self-hosted"
  std::string url;
  std::string connection;
  std::string idp_host;
  enum class Profile { FromDiscovery, Named } profile = Profile::FromDiscovery;
  ConnectionKind kind = ConnectionKind::Enhanced;
  std::string app_link = {};              // "": the login starts at Flex
  const LookAlike* look_alike = nullptr;  // null: the lab's own identity provider, or one outside
};

struct User {
  std::string username;
  std::string password;
  std::string full_name;
  std::string role;
  std::string answer;  // to the security question
};

// An identity provider outside the lab, with a connection of its own.
struct ExternalProvider {
  std::string name;  // of its target and in its page's host name
  ProviderFacts facts;
};

// Between Authorize and the services' callback.
struct PageTransaction {
  std::string redirect_url;
  std::string state;
};
// Between the login service's authorize and its ACS.
struct LoginTransaction {
  std::string connection;
  std::string challenge;
  std::string nonce;
  std::string state;  // of the services
  std::string request_id;
  std::string relay_state;
};
struct Person {
  std::string name_id;
  std::string email;
  std::string full_name;
  std::vector<std::string> roles;
};
// A legacy login between authenticate and the ACS.
struct LegacyTransaction {
  std::string account_sid;
  std::string request_id;
  std::string destination;
};
struct LoginSession {
  std::string connection;
  Person person;
};
struct Grant {
  std::string connection;
  std::string challenge;
  std::string nonce;
  Person person;
  std::string page = {};  // the origin to which the code was sent
};
struct FlexSession {
  std::string account_sid;
  Person person;
};
struct IdpSession {
  std::string username;  // "" before the password
};

// Whether the provider is there that only a browser gets through.
enum class Scripts { No, Yes };

// How the lab's hosts are called.
enum class Names {
  Local,  // below .localhost, with the lab's port
  Public  // as Twilio calls its own, without a port: for a browser that maps them to the lab
};

struct World {
  World(int port, const Drill* drill, const std::vector<ExternalProvider>& external,
        Scripts scripts, Names names = Names::Local);

  int port;
  Names names;
  std::string flex_ui;  // a real build of Flex UI, served in place of the lab's own; "" is none
  const Drill* drill;   // null when nothing is broken
  Faults faults;
  std::shared_ptr<const test::SigningKey> idp_key;
  std::string pinned_certificate;  // what Flex holds of it, PEM
  User user;
  std::vector<Account> accounts;
  std::vector<Connection> connections;
  std::vector<Deployment> deployments;
  std::vector<Target> targets;

  Vault<PageTransaction> page_transactions;
  Vault<LoginTransaction> login_transactions;
  Vault<LoginTransaction> resumptions;
  Vault<LegacyTransaction> legacy_transactions;
  Vault<LoginSession> login_sessions;
  Vault<Grant> grants;
  Vault<FlexSession> tokens;
  Vault<std::string> used_assertions;
  Vault<IdpLogin> idp_logins;
  Vault<IdpSession> idp_sessions;
  Vault<LookAlikeSession> look_alike_sessions;
  Vault<std::string> used_codes;
  std::string totp_seed;  // of the one-time codes' secrets
  std::function<base::WallTime()> time_of_codes = now;

  // "https://host:port"
  [[nodiscard]] std::string origin(std::string_view host) const;
  // HOST:PORT:ADDRESS of each host of the lab that a login may lead to and no configuration names
  // otherwise.
  [[nodiscard]] std::vector<std::string> addresses_of_inner_hosts() const;
  [[nodiscard]] const Account* account(std::string_view sid) const;
  [[nodiscard]] const Connection* connection(std::string_view sid) const;
  [[nodiscard]] const Connection* connection_of_entity(std::string_view entity_id) const;
  [[nodiscard]] std::string acs_url(const Connection& connection) const;
  [[nodiscard]] std::string entity_id(const Connection& connection) const;
  // Where a login ends that the identity provider started; "" when nothing is configured.
  [[nodiscard]] std::string default_redirect(const Connection& connection) const;
  // The legacy connection of an account; null when it has none.
  [[nodiscard]] const Connection* legacy_connection(std::string_view account_sid) const;
};

// Of the lab's own identity provider.
[[nodiscard]] std::string idp_issuer(const World& world);
// The same for all accounts: it is Twilio's application.
[[nodiscard]] std::string client_id();
// "flex-check_40acme_2Etest": how Flex writes an e-mail address as an identity.
[[nodiscard]] std::string flex_identity(std::string_view email);
// The secret of the test user's one-time codes for a target: raw, and as an app is given it.
[[nodiscard]] std::string totp_key(const World& world, std::string_view target);
[[nodiscard]] std::string totp_secret(const World& world, std::string_view target);
// "flex.twilio.com" of "flex.twilio.localhost", and back; others stay as they are.
[[nodiscard]] std::string public_name(std::string_view host);
[[nodiscard]] std::string local_name(std::string_view host);
[[nodiscard]] std::string host_of_deployment(std::string_view name);

}  // namespace flexverify::lab
