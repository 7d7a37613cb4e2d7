// The state of one login, handed from leg to leg, and how a leg says what came of it.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "flows/follow.h"
#include "flows/secret_facts.h"
#include "flows/services.h"
#include "idp-adapters/adapter.h"
#include "verifier/flex/app_config.h"
#include "verifier/flex/legacy.h"
#include "verifier/flex/page.h"
#include "verifier/model/redact.h"
#include "verifier/oauth/authorize.h"
#include "verifier/oauth/token.h"
#include "verifier/saml/audit.h"
#include "verifier/saml/metadata.h"

namespace flexverify::flows {

// Where the login starts.
enum class Entry {
  FromPage,  // a Flex page: its script would build the authorize URL, so we do
  AsIs,      // the URL itself starts the login; its PKCE verifier is not ours
  AppLink,   // the identity provider starts the login; no AuthnRequest asks for it
};

// What Twilio let in so far: it outranks what the audit thinks of it (contract 4, principle 2).
enum class LetIn {
  Nobody,
  Message,  // the ACS took the SAMLResponse
  Person    // a token was made out of its claims
};

// Whether a signature demonstrably does not match; other objections to a signature are about its
// algorithm, or about what we cannot check.
enum class Forgery { NotShown, Shown };

enum class Next { Continue, End };

struct LegResult {
  model::StepState state;  // how the leg ended
  std::string summary;     // the line of the report
  Next next;               // whether the login goes on
};

// The form that the identity provider wants posted, with its SAMLResponse.
struct SamlPost {
  web::Request request;  // the POST to the assertion consumer service
  std::size_t exchange;  // the number of the page that holds it
};

struct Login {
  Login(const model::CheckSpec& check, const Services& with, std::stop_token stop);

  const model::CheckSpec& spec;          // what is checked
  const Services& services;              // what is injected
  std::stop_token stop;                  // a request to end at once
  model::Redactor redactor;              // knows every secret of this login
  net::Browser browser;                  // jar, transport, limits and recorder
  SecretFacts secrets;                   // what became of each
  std::vector<model::Finding> findings;  // in the order in which they were found
  model::CheckResult result;             // what is recorded so far

  // What the user has of the identity provider's metadata, and which entity of it is the one.
  std::vector<saml::Metadata> entities;
  std::optional<saml::Metadata> metadata;  // the one of the identity provider

  // The real browser that signs in, once it is open. It stays, with its session at the provider,
  // for a second login of this run.
  std::unique_ptr<webdriver::Window> window;

  // Found on the way.
  model::ConnectionKind kind = model::ConnectionKind::OAuth2;  // the one that is in use
  // Which form of the legacy login the page uses.
  flex::LegacyForm legacy_form = flex::LegacyForm::Iam;
  Entry entry = Entry::FromPage;     // where the login starts
  std::optional<Held> as_is;         // the redirect with which the URL answered, or the URL itself
  std::optional<web::Url> page_url;  // of the Flex page
  std::shared_ptr<const web::PolicyContainer> page_policies;  // of the Flex page
  std::optional<flex::AppConfig> app_config;                  // as the page's scripts make it
  std::string account_sid;                                    // AC…
  std::string connection;                                     // JQ…
  std::string client_id;                                      // OAuth's
  std::string redirect_url;                                   // where the login ends
  oauth::LoginKeys keys;                      // verifier, state and nonce of this login
  std::optional<std::string> expected_state;  // absent: none was sent, none is required

  const idp::Adapter* adapter = nullptr;  // null: auto
  std::optional<Held> to_idp;             // the request with the AuthnRequest
  std::optional<Arrived> idp_page;        // what the identity provider answered to it
  std::string request_id;                 // of the AuthnRequest
  std::optional<SamlPost> to_acs;         // the form with the SAMLResponse
  Forgery forgery = Forgery::NotShown;    // of the SAMLResponse
  bool message_is_whole = false;  // its signatures hold with the certificate that it carries
  std::optional<Held> landing;    // the request to the redirect URL
  bool began_again = false;       // … at another origin, where nothing was stored of the login
  LetIn let_in = LetIn::Nobody;   // what Twilio accepted so far
  std::string code;               // of the landing
  oauth::FlexToken token;         // of the exchange
};

// From here on reports have a placeholder for the test user's name.
void hide_user_name(Login& login);

[[nodiscard]] LegResult passed(std::string summary);
// Ends the login because of a finding that was added already.
[[nodiscard]] LegResult ended_by(const model::Finding& finding);
// Adds the finding and ends the login.
[[nodiscard]] LegResult failed(Login& login, model::Finding finding);
// Adds a finding; the exchange defaults to the last one.
void add(Login& login, model::Finding finding);

// Adds to the result what was compared, session values redacted; the findings are the caller's.
[[nodiscard]] std::vector<model::Finding> take_findings(Login& login, saml::Audit audit);

// The certificates that were pasted into Flex, and those that the provider publishes.
[[nodiscard]] saml::TrustedCertificates trusted_certificates(const Login& login);
// What the messages must carry: the user's values, else those that follow from the connection.
[[nodiscard]] saml::Expected expected_values(const Login& login);
// Hosts of Twilio that pass the browser on: services, login, iam, preview.
[[nodiscard]] bool is_login_host(const Login& login, const web::Url& url);
// A request that comes back to the Flex page: the redirect URL, or a code elsewhere.
[[nodiscard]] bool is_landing(const Login& login, const web::Request& request);
// server-error or rate-limited for 5xx and 429.
[[nodiscard]] std::optional<model::Finding> server_trouble(const web::Url& url, int status);
// As the page's script sends it.
[[nodiscard]] web::Request by_page(const Login& login, web::Request request);
// A request of the page's script to Twilio's API: what it answered, or why it did not.
[[nodiscard]] std::variant<web::Response, model::Finding> call_api(Login& login,
                                                                   web::Request request);
// How far Twilio's clock is ahead of ours, 0 when no answer told.
[[nodiscard]] base::Millis twilio_ahead(const Login& login);
// A finding of this code was added already.
[[nodiscard]] bool knows(const Login& login, model::Code code);
// "JQ…a001": enough to tell two apart on a line for people.
[[nodiscard]] std::string short_sid(const std::string& sid);
// The address that the page's appConfig puts in place of Twilio's by the first of these keys; "".
[[nodiscard]] std::string override_of(const Login& login,
                                      std::initializer_list<std::string_view> keys);
// A value in appConfig.js.
[[nodiscard]] model::Fix app_config_field(std::string field);

}  // namespace flexverify::flows
