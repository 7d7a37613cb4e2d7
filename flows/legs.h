// The legs of a login. Each takes the login one step further or says what stands in the way.
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

LegResult provider_leg(Login& login);     // metadata against what was pasted into Flex
LegResult page_leg(Login& login);         // the page, appConfig, the bundle
LegResult start_leg(Login& login);        // discovery, authorize, the chain to the provider
LegResult start_as_is_leg(Login& login);  // the chain of a URL that starts the login itself
LegResult request_leg(Login& login);      // the AuthnRequest and the provider's first page
LegResult sign_in_leg(Login& login);      // the provider's forms, up to the SAMLResponse
LegResult assertion_leg(Login& login);    // the audit; nothing is sent
LegResult acs_leg(Login& login);          // posting the SAMLResponse
LegResult landing_leg(Login& login);      // code and state at the redirect URL
LegResult second_pass_leg(Login& login);  // the silent login with our own PKCE pair
LegResult token_leg(Login& login);        // the exchange of the code
LegResult loaded_leg(Login& login);       // Configuration, Tokens/Info

// The same places in a login that the identity provider starts.
LegResult app_link_leg(Login& login);         // the connection, and the provider's first page
LegResult landing_unasked_leg(Login& login);  // the default redirect URL

// The same places in a legacy login.
LegResult landing_legacy_leg(Login& login);  // the Token at the page
LegResult token_legacy_leg(Login& login);    // what the landing says of the Token

// The account by appConfig, by the user, or by the runtime domain of a hosted link.
std::optional<model::Finding> find_account(Login& login);
// Where a legacy login ends: the page itself.
[[nodiscard]] std::string legacy_destination(const Login& login);
// authenticate, up to the identity provider's URL; start_leg's way for a legacy connection.
LegResult start_legacy(Login& login);
// Decides which connection is verified; nullopt when it is known and usable.
std::optional<model::Finding> discover(Login& login);
[[nodiscard]] std::string enhanced_destination(const Login& login);
[[nodiscard]] bool asks_for_legacy(const Login& login);
// The connection (JQ…) that the user names, "" when he names none.
[[nodiscard]] std::string wanted_connection(const Login& login);
// The same, or the one that the page's appConfig names; "" when neither does.
[[nodiscard]] std::string connection_named(const Login& login);
// Twilio's discovery. About a connection that is named it is only evidence, and not waited for as
// long as for what the login needs.
[[nodiscard]] web::Request discovery_request(const Login& login, const std::string& account,
                                             const std::string& sid);
[[nodiscard]] bool asks_for_enhanced(const Login& login);
// Hosts that may be given a secret, when the login arrives at `url` first (contract 8.2).
void allow_secrets(Login& login, const web::Url& url);
// The exchange that the UI of a page uses: self-hosted ones go to the services since 2.12, all else
// to preview (Flex UI 1.34 to 2.17). A version that nobody knows counts as a new one.
[[nodiscard]] oauth::Exchange exchange_of(model::Setup setup, std::string_view ui_version);
// Account, identity and role of a token that Twilio gave out.
LegResult accept_token(Login& login, oauth::FlexToken token);
// The token's roles, into the result: one that opens a desktop, and the expected one.
std::optional<model::Finding> check_roles(Login& login);

// The landing's answer, for both kinds: refused by a web server, or no Flex page.
[[nodiscard]] std::optional<model::Finding> refused_landing(const Login& login,
                                                            const web::Page& page,
                                                            std::size_t url_length);
std::optional<model::Finding> check_landed_page(Login& login, const web::Page& page);
// The login came back to an origin that stored nothing of it: what Flex UI does then decides
// whether that is a fault (critical) or a detour (a warning).
LegResult begin_again(Login& login, model::Finding why, const web::Url& landed);
// A second login of the same run, from the AuthnRequest to the landing.
LegResult land_once_more(Login& login, std::string summary);
// Opens a page, which becomes the login's own, and judges it.
LegResult open_page(Login& login, web::Request request);
// The login came to another place than the redirect URL.
[[nodiscard]] model::Finding landed_elsewhere(const Login& login, const web::Url& url);

// The authorize request, with fresh keys, for the connection and the redirect URL of the login.
[[nodiscard]] web::Request authorize_request(Login& login);
// Sends it, or another, and follows it to the provider or back.
LegResult authorize(Login& login, web::Request request);

// What a leg hands to the next one.
enum class Part {
  Nothing,
  Start,          // the page, or the URL that starts the login by itself
  WayToProvider,  // the request with the AuthnRequest
  ProviderPage,   // what the identity provider answered to it
  Message,        // the form with the SAMLResponse
  Landing,        // the request to the redirect URL; a session may lead there at once
  Code,
  Token
};
// Whether it is there, or no longer needed because the login has landed.
[[nodiscard]] bool has(const Login& login, Part part);

struct Leg {
  std::string_view name;  // as the report shows it
  model::Depth proves;    // None: nothing by itself
  LegResult (*run)(Login&);
  bool (*applies)(const Login&);
  Part needs;  // is there before it runs
  Part gives;  // is there when it lets the login go on
};
// In the order in which they run; each says whether it belongs to this login.
[[nodiscard]] std::span<const Leg> all_legs();

}  // namespace flexverify::flows
