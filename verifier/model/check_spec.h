// What to check: the whole input of one check, validated by whoever made it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/model/depth.h"
#include "verifier/web/url.h"

namespace flexverify::model {

// Where a secret is read from, at the moment it is needed.
struct EnvironmentSource {
  std::string variable;  // its name
};
struct FileSource {
  std::string path;  // of the file, one secret in it
};
struct CommandSource {
  std::vector<std::string> arguments;  // never a shell, unless the user's command is one
};
struct CredentialSource {
  std::string name;  // below $CREDENTIALS_DIRECTORY
};
struct TerminalSource {};  // asked for without echo
struct NoSource {};
using SecretSource = std::variant<NoSource, EnvironmentSource, FileSource, CommandSource,
                                  CredentialSource, TerminalSource>;

// Values to compare with; "" means: not given, not compared.
struct Expect {
  std::string entity_id;  // of the AuthnRequest and of the audience
  std::string acs_url;    // of the AuthnRequest and of the recipient
  std::string role;       // that the worker must have
  std::string identity;   // that Twilio must name
};

// When a real browser does the sign-in.
enum class BrowserUse {
  Never,
  WhenNeeded,  // where an adapter would stop because only a browser gets on, before any secret
  Always
};
[[nodiscard]] std::string_view name_of(BrowserUse use);  // "never", "when-needed", "always"
[[nodiscard]] std::optional<BrowserUse> browser_use_named(std::string_view name);

struct BrowserSpec {
  BrowserUse use = BrowserUse::Never;
  std::string webdriver;           // base URL of a WebDriver that runs; "": ours is started
  std::vector<std::string> allow;  // the only hosts that it may reach; empty: all but Twilio's
  std::string picture;             // PNG of where it stopped; "": none is taken
};

struct IdpSpec {
  std::string adapter = "auto";      // by name; "auto" asks the page
  std::vector<std::string> hosts;    // host or host:port; empty: see contract 8.2
  std::string username;              // of the test account
  SecretSource password;             // where it is read from
  SecretSource totp;                 // where the TOTP secret is read from
  SecretSource security_answer;      // where it is read from
  std::string app_link;              // the provider's link to Flex: the login starts there
  std::vector<std::string> command;  // of the external adapter: prints the SAMLResponse form
  bool allow_push = false;           // a person may be asked to approve on a phone
  bool accept_consent = false;       // consent and release of attributes are answered with yes
  bool accept_terms = false;         // terms of use are accepted
  BrowserSpec browser = {};
  std::string metadata;     // path, "" when not given
  std::string certificate;  // path, "" when not given
  std::string issuer;       // Identity Provider Issuer, as it was pasted into Flex
  std::string sso_url;      // Single Sign-On URL, likewise
  // What was read from the two files: the only certificates that signatures may rest on, PEM or
  // bare base64, those of `certificate` first; and the metadata itself.
  std::vector<std::string> trusted_certificates;
  std::size_t pasted_certificates = 0;  // of the trusted ones, those of `certificate`
  std::string metadata_xml;             // as the file has it
};

// Base URLs without a slash at the end.
struct Endpoints {
  std::string services = "https://services.twilio.com";     // discovery and authorize
  std::string login = "https://login.flex.us1.twilio.com";  // the assertion consumer service
  std::string flex_api = "https://flex-api.twilio.com";     // Configuration and plugins
  std::string iam = "https://iam.twilio.com";               // the legacy login
  std::string preview = "https://preview.twilio.com";       // the older form of the token exchange
  std::string flex = "https://flex.twilio.com";             // the hosted page
};

struct NetworkSpec {
  std::string ca_file;  // PEM of authorities that are trusted besides the system's; "" for none
  std::string client_certificate;          // path of a PEM file, "" for none
  std::string client_key;                  // path of a PEM file, "" for none
  std::string proxy;                       // "" means none
  std::string no_proxy;                    // hosts that need no proxy, as in NO_PROXY
  std::vector<std::string> resolve;        // "HOST:PORT:ADDRESS"
  std::string user_agent;                  // "" means the verifier's own
  std::vector<std::string> insecure_http;  // hosts of this machine that need no TLS, in a test
  // Hosts that a login may lead to though they are inside this machine or its network (loopback,
  // link-local, a cloud's metadata service); absent: all. See hosts_that_are_named().
  std::optional<std::vector<std::string>> inner_hosts;
};

struct CheckSpec {
  std::string name;                                  // unique in a configuration
  Setup setup = Setup::Hosted;                       // whose page it is
  web::Url url;                                      // at which the login starts
  ConnectionKind connection = ConnectionKind::Auto;  // the one to verify
  Depth depth = Depth::Loaded;                       // how far the check goes
  bool after_revert = false;     // the legacy connection must work, with nothing of the other left
  bool counter_check = false;    // when it fails: would the other connection reach the provider?
  bool show_values = false;      // personal values are not marked in the result
  std::string migrated_on;       // "2026-03-01", "" when not given
  std::string account_sid;       // AC…, "" when not given
  std::string sso_profile;       // JQ…, "" when not given
  std::string redirect_url;      // where the login ends, when the page does not say it
  Expect expect;                 // values to compare with
  IdpSpec idp;                   // the identity provider and the test account
  Endpoints endpoints;           // of Twilio
  NetworkSpec network;           // how hosts are reached
  base::Millis timeout{60'000};  // of the whole check
  base::Millis expiry_warning = std::chrono::hours{24 * 30};  // before a certificate ends
};

// The checks of a run. A spec is made when it is asked for, and nobody keeps one of a check that
// does not run: of ten thousand they would be most of the memory.
struct CheckSpecs {
  std::size_t count = 0;                           // how many there are
  std::function<CheckSpec(std::size_t index)> at;  // the same one each time, from any thread
};
// Of specs that are there already.
[[nodiscard]] CheckSpecs specs_of(std::vector<CheckSpec> specs);

// The hosts that the user named: of the URL, the provider, the endpoints, the app link, --resolve.
[[nodiscard]] std::vector<std::string> hosts_that_are_named(const CheckSpec& spec);

}  // namespace flexverify::model
