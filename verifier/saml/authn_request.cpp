#include "verifier/saml/authn_request.h"

#include "verifier/base/encoding.h"
#include "verifier/saml/xml.h"
#include "verifier/web/query.h"

namespace flexverify::saml {
namespace {

constexpr std::size_t kMaxRequestBytes = 64 * 1024;

bool is_true(std::string_view boolean) { return boolean == "true" || boolean == "1"; }

// The SAMLRequest of a form that is about to be posted.
std::optional<std::string> posted(const web::Request& request, std::string_view name) {
  const auto* form = std::get_if<web::FormBody>(&request.body);
  if (form == nullptr) return std::nullopt;
  for (const web::FormEntry& entry : form->entries)
    if (entry.name == name && std::holds_alternative<std::string>(entry.value))
      return std::get<std::string>(entry.value);
  return std::nullopt;
}

std::optional<std::string> queried(const web::Request& request, std::string_view name) {
  return web::query_value(request.url.query.value_or(""), name);
}

}  // namespace

std::string_view name_of(Binding binding) {
  switch (binding) {
    case Binding::Redirect:
      return "HTTP-Redirect";
    case Binding::Post:
      return "HTTP-POST";
  }
  return "";
}

std::optional<AuthnRequest> parse_authn_request(std::string_view xml) {
  const auto document = parse_xml(xml);
  if (!document) return std::nullopt;
  const XmlNode root = root_of(*document);
  if (!is_element(root, kProtocol, "AuthnRequest")) return std::nullopt;
  const XmlNode context = child(root, kProtocol, "RequestedAuthnContext");
  return AuthnRequest{
      .id = attribute(root, "ID"),
      .issuer = child_text(root, kAssertion, "Issuer"),
      .acs_url = attribute(root, "AssertionConsumerServiceURL"),
      .destination = attribute(root, "Destination"),
      .protocol_binding = attribute(root, "ProtocolBinding"),
      .name_id_format = attribute(child(root, kProtocol, "NameIDPolicy"), "Format"),
      .issue_instant = base::parse_rfc3339(attribute(root, "IssueInstant")),
      .requested_authn_context = child_text(context, kAssertion, "AuthnContextClassRef"),
      .force_authn = is_true(attribute(root, "ForceAuthn")),
      .is_signed = child(root, kSignature, "Signature") != nullptr};
}

std::optional<AuthnRequest> decode_redirect_request(std::string_view saml_request) {
  const auto bytes = base::base64_decode(saml_request);
  const auto xml = bytes ? base::inflate_raw(*bytes, kMaxRequestBytes) : std::nullopt;
  return xml ? parse_authn_request(*xml) : std::nullopt;
}

std::optional<AuthnRequest> decode_post_request(std::string_view saml_request) {
  const auto xml = base::base64_decode(saml_request);
  return xml && xml->size() <= kMaxRequestBytes ? parse_authn_request(*xml) : std::nullopt;
}

std::optional<FoundRequest> find_request(const web::Request& request) {
  if (const auto value = posted(request, "SAMLRequest")) {
    auto decoded = decode_post_request(*value);
    if (!decoded) return std::nullopt;
    return FoundRequest{std::move(*decoded), Binding::Post,
                        posted(request, "RelayState").has_value()};
  }
  const auto value = queried(request, "SAMLRequest");
  auto decoded = value ? decode_redirect_request(*value) : std::nullopt;
  if (!decoded) return std::nullopt;
  decoded->is_signed |= queried(request, "Signature").has_value();  // of the redirect binding
  return FoundRequest{std::move(*decoded), Binding::Redirect,
                      queried(request, "RelayState").has_value()};
}

bool carries_request(const web::Request& request) {
  return posted(request, "SAMLRequest") || queried(request, "SAMLRequest");
}

}  // namespace flexverify::saml
