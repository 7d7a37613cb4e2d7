#include "flows/browser_wish.h"

namespace flexverify::flows {
namespace {

// The expected address, else the one that the AuthnRequest names.
std::string message_address(const Login& login) {
  const std::string expected = expected_values(login).acs_url;
  const auto& asked = login.result.saml_request;
  return expected.empty() && asked ? asked->acs_url : expected;
}

std::vector<web::Url> places_of_twilio(const model::Endpoints& all) {
  std::vector<web::Url> places;
  for (const std::string* endpoint :
       {&all.services, &all.login, &all.flex_api, &all.iam, &all.preview, &all.flex})
    if (const auto url = web::parse_url(*endpoint)) places.push_back(*url);
  return places;
}

// The user's, and the provider's own.
std::vector<std::string> allowed_hosts(const Login& login) {
  std::vector<std::string> allowed = login.spec.idp.browser.allow;
  if (allowed.empty()) return allowed;
  for (const std::string& host : login.browser.secret_hosts())
    if (const auto url = web::parse_url("https://" + host + "/"))
      allowed.push_back(web::host_name(*url));
  allowed.push_back(web::host_name(login.to_idp->request.url));
  return allowed;
}

}  // namespace

webdriver::Wish browser_wish(const Login& login) {
  const auto acs = web::parse_url(message_address(login));
  return {.acs = acs.value_or(login.to_idp->request.url),
          .closed = places_of_twilio(login.spec.endpoints),
          .allowed = allowed_hosts(login),
          .named = model::hosts_that_are_named(login.spec),
          .network = login.spec.network};
}

}  // namespace flexverify::flows
