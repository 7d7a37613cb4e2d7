// SAML metadata of an identity provider, or of a service provider (SAML metadata 2.0).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/time.h"
#include "verifier/saml/xml.h"

namespace flexverify::saml {

struct MetadataEndpoint {
  std::string binding;   // "HTTP-Redirect", "HTTP-POST", or the URI of another
  std::string location;  // the URL
};

// One EntityDescriptor.
struct Metadata {
  std::string entity_id;
  // The earliest of its own, of its role's and of those around it (metadata 2.3.1, 2.4.1).
  std::optional<base::WallTime> valid_until = {};
  std::string unreadable_valid_until = {};        // one that is no xs:dateTime
  bool is_identity_provider = false;              // it has an IDPSSODescriptor
  std::vector<MetadataEndpoint> sso_urls = {};    // SingleSignOnService
  std::vector<MetadataEndpoint> acs_urls = {};    // AssertionConsumerService of a service provider
  std::vector<std::string> name_id_formats = {};  // in their order
  // Base64, those for encryption left out; as they are written, so one may be no certificate.
  std::vector<std::string> signing_certificates = {};
  bool wants_signed_requests = false;  // WantAuthnRequestsSigned
};

// Every entity of an EntityDescriptor or EntitiesDescriptor; at most 1 MiB, 64 levels; UTF-8 or
// UTF-16. Signatures of metadata are not looked at. Malformed: also when there is no entity in it.
[[nodiscard]] tl::expected<std::vector<Metadata>, XmlError> parse_metadata(std::string_view xml);

// Of several entities the identity provider with this issuer; where nobody knows the issuer, or no
// entity has it, the first identity provider. nullptr: there is none.
[[nodiscard]] const Metadata* identity_provider_in(const std::vector<Metadata>& entities,
                                                   std::string_view issuer);

}  // namespace flexverify::saml
