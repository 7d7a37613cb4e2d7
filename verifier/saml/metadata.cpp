#include "verifier/saml/metadata.h"

#include "verifier/base/text.h"

namespace flexverify::saml {
namespace {

constexpr std::string_view kMetadata = "urn:oasis:names:tc:SAML:2.0:metadata";
constexpr std::string_view kBindings = "urn:oasis:names:tc:SAML:2.0:bindings:";

std::vector<MetadataEndpoint> endpoints(XmlNode role, std::string_view name) {
  std::vector<MetadataEndpoint> found;
  for (const XmlNode node : children(role, kMetadata, name)) {
    std::string binding = attribute(node, "Binding");
    if (binding.starts_with(kBindings)) binding.erase(0, kBindings.size());
    found.push_back({std::move(binding), attribute(node, "Location")});
  }
  return found;
}

std::string without_space(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') out += c;
  return out;
}

// Metadata 2.4.1.1: a key without a use is for both.
void add_certificates(XmlNode role, Metadata& metadata) {
  for (const XmlNode key : children(role, kMetadata, "KeyDescriptor")) {
    if (attribute(key, "use") == "encryption") continue;
    for (const XmlNode node : descendants(key))
      if (is_element(node, kSignature, "X509Certificate"))
        metadata.signing_certificates.push_back(without_space(text_of(node)));
  }
}

void read_role(XmlNode role, Metadata& metadata) {
  for (const XmlNode format : children(role, kMetadata, "NameIDFormat"))
    metadata.name_id_formats.emplace_back(base::trim(text_of(format)));
  add_certificates(role, metadata);
}

Metadata read_entity(XmlNode entity) {
  Metadata metadata{.entity_id = attribute(entity, "entityID"),
                    .valid_until = base::parse_rfc3339(attribute(entity, "validUntil"))};
  for (const XmlNode role : children(entity, kMetadata, "IDPSSODescriptor")) {
    const std::string wants = attribute(role, "WantAuthnRequestsSigned");
    metadata.is_identity_provider = true;
    metadata.wants_signed_requests |= wants == "true" || wants == "1";
    metadata.sso_urls = endpoints(role, "SingleSignOnService");
    read_role(role, metadata);
  }
  for (const XmlNode role : children(entity, kMetadata, "SPSSODescriptor")) {
    metadata.acs_urls = endpoints(role, "AssertionConsumerService");
    read_role(role, metadata);
  }
  return metadata;
}

}  // namespace

tl::expected<std::vector<Metadata>, XmlError> parse_metadata(std::string_view xml) {
  const auto document = parse_xml(xml);
  if (!document) return tl::unexpected(document.error());
  std::vector<Metadata> found;
  for (const XmlNode node : descendants(root_of(*document)))
    if (is_element(node, kMetadata, "EntityDescriptor")) found.push_back(read_entity(node));
  if (found.empty())
    return tl::unexpected(XmlError{XmlFault::Malformed, "there is no EntityDescriptor in it"});
  return found;
}

}  // namespace flexverify::saml
