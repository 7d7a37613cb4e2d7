#include "verifier/saml/metadata.h"

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/base/utf16.h"
#include "verifier/saml/date_time.h"
#include "verifier/saml/roots.h"

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

// Metadata 2.4.1.1: a key without a use is for both.
void add_certificates(XmlNode role, Metadata& metadata) {
  for (const XmlNode key : children(role, kMetadata, "KeyDescriptor")) {
    if (attribute(key, "use") == "encryption") continue;
    for (const XmlNode node : descendants(key))
      if (is_element(node, kSignature, "X509Certificate"))
        metadata.signing_certificates.push_back(text_of(node));
  }
}

void read_role(XmlNode role, Metadata& metadata) {
  for (const XmlNode format : children(role, kMetadata, "NameIDFormat"))
    metadata.name_id_formats.emplace_back(base::trim(text_of(format)));
  add_certificates(role, metadata);
}

void add_validity(XmlNode node, Metadata& metadata) {
  const std::string text = attribute(node, "validUntil");
  if (text.empty()) return;
  const auto until = parse_date_time(text);
  if (!until)
    metadata.unreadable_valid_until = text;
  else if (!metadata.valid_until || *until < *metadata.valid_until)
    metadata.valid_until = until;
}

Metadata read_entity(XmlNode entity) {
  Metadata metadata{.entity_id = attribute(entity, "entityID")};
  for (XmlNode node = entity; node != nullptr; node = parent_of(node)) add_validity(node, metadata);
  for (const XmlNode role : children(entity, kMetadata, "IDPSSODescriptor")) {
    const std::string wants = attribute(role, "WantAuthnRequestsSigned");
    metadata.is_identity_provider = true;
    add_validity(role, metadata);
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
  const auto document = parse_xml(base::utf8_of_file(xml));
  if (!document) return tl::unexpected(document.error());
  std::vector<Metadata> found;
  for (const XmlNode node : descendants(root_of(*document)))
    if (is_element(node, kMetadata, "EntityDescriptor")) found.push_back(read_entity(node));
  if (found.empty())
    return tl::unexpected(
        XmlError{XmlFault::Malformed,
                 "there is no EntityDescriptor in it; it is " + describe_root(root_of(*document))});
  return found;
}

const Metadata* identity_provider_in(const std::vector<Metadata>& entities,
                                     std::string_view issuer) {
  const auto named = std::ranges::find_if(entities, [&](const Metadata& one) {
    return one.is_identity_provider && one.entity_id == issuer;
  });
  if (named != entities.end()) return &*named;
  const auto first = std::ranges::find(entities, true, &Metadata::is_identity_provider);
  return first == entities.end() ? nullptr : &*first;
}

}  // namespace flexverify::saml
