// The second pass: a login that we did not start has a code whose verifier we do not know. The
// Flex page starts its own login then, in the same session, and so do we.
#include "flows/legs.h"

namespace flexverify::flows {
namespace {

using model::Code;

// From the URL, the user, or the AuthnRequest that went by.
std::string known_connection(const Login& login) {
  if (!login.connection.empty()) return login.connection;
  const auto& request = login.result.saml_request;
  return request ? saml::connection_of_entity_id(request->issuer) : "";
}

// The redirect URL of the authorize request, or the place at which the first pass landed.
std::string known_destination(const Login& login) {
  const auto given = web::parse_url(login.redirect_url);
  if (given && !is_login_host(login, *given)) return login.redirect_url;
  web::Url landed = login.landing->request.url;
  landed.query.reset();
  landed.fragment.reset();
  // A hosted destination is an origin without a path (Flex UI).
  return login.spec.setup == model::Setup::Hosted ? web::origin(landed) : web::to_string(landed);
}

}  // namespace

LegResult second_pass_leg(Login& login) {
  login.connection = known_connection(login);
  if (login.connection.empty())
    return failed(
        login, model::make_mismatch(Code::ConfigInvalid,
                                    "the connection cannot be told from this URL, so that only the "
                                    "landing is proved",
                                    "no connection", "--sso-profile JQ…"));
  login.redirect_url = known_destination(login);
  login.secrets.log_in_anew();
  if (LegResult outcome = authorize(login, authorize_request(login)); outcome.next == Next::End)
    return outcome;
  return land_once_more(login, "signed in silently with our own PKCE pair");
}

LegResult land_once_more(Login& login, std::string summary) {
  // The provider may pass us through its own session; no secret is sent a second time.
  for (auto* leg : {request_leg, sign_in_leg, assertion_leg, acs_leg, landing_leg})
    if (LegResult outcome = leg(login); outcome.next == Next::End) return outcome;
  return passed(std::move(summary));
}

}  // namespace flexverify::flows
