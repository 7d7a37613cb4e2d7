#include "verifier/saml/address.h"

#include <vector>

#include "verifier/web/query.h"

namespace flexverify::saml {

// The ACS URL of a connection has a query of its own, which belongs to it.
std::string address_of(const web::Url& url) {
  web::Url address = url;
  std::vector<web::NameValue> kept;
  for (web::NameValue& pair : web::parse_query(url.query.value_or("")))
    if (!pair.first.starts_with("SAML") && pair.first != "RelayState" &&
        !pair.first.starts_with("Sig"))
      kept.push_back(std::move(pair));
  address.query = kept.empty() ? std::nullopt : std::optional(web::serialize_query(kept));
  return web::to_string(address, web::WithFragment::No);
}

}  // namespace flexverify::saml
