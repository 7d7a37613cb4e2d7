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
  std::string binding;  // "HTTP-Redirect", "HTTP-POST", or the URI of another
  std::string location;
};

// One EntityDescriptor.
struct Metadata {
  std::string entity_id;
  std::optional<base::WallTime> valid_until = {};
  bool is_identity_provider = false;
  std::vector<MetadataEndpoint> sso_urls = {};  // SingleSignOnService
  std::vector<MetadataEndpoint> acs_urls = {};  // AssertionConsumerService of a service provider
  std::vector<std::string> name_id_formats = {};
  std::vector<std::string> signing_certificates = {};  // bare base64, those for encryption left out
  bool wants_signed_requests = false;
};

// Every entity of an EntityDescriptor or EntitiesDescriptor; at most 1 MiB, 64 levels. Signatures
// of metadata are not looked at. Malformed: also when there is no entity in it.
[[nodiscard]] tl::expected<std::vector<Metadata>, XmlError> parse_metadata(std::string_view xml);

}  // namespace flexverify::saml
