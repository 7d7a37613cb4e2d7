#include "tests/lab/service_provider/rule.h"

#include "verifier/base/encoding.h"

namespace flexverify::lab::sp {
namespace {

constexpr std::size_t kMaxMessage = 256 * 1024;

std::optional<Xml> decode(const std::string& message) {
  const auto bytes = base::base64_decode(message);
  return bytes ? Xml::parse(*bytes) : std::nullopt;
}

std::vector<std::string> values_of(Node attribute) {
  std::vector<std::string> values;
  for (Node node = attribute->children; node != nullptr; node = node->next)
    if (node->type == XML_ELEMENT_NODE) values.push_back(text_of(node));
  return values;
}

Accepted accepted(const Xml& xml) {
  Accepted all{.assertion_id = attribute_at(xml, "//saml:Assertion", "ID").value_or(""),
               .name_id = text_at(xml, "//saml:Assertion/saml:Subject/saml:NameID"),
               .attributes = {}};
  for (Node node : xml.select("//saml:Assertion/saml:AttributeStatement/saml:Attribute"))
    all.attributes.push_back({attribute(node, "Name").value_or(""), values_of(node)});
  return all;
}

}  // namespace

Judgement apply(std::span<const Rule> rules, const std::string& message, const Expected& expected) {
  const auto xml = decode(message);
  if (!xml) return Refused{"SAMLResponse should be a valid xml"};
  if (xml->has_document_type()) return Refused{"SAMLResponse should be a valid xml: DOCTYPE"};
  for (const Rule& rule : rules)
    if (auto refusal = rule.refuse({*xml, expected})) return Refused{*std::move(refusal)};
  return accepted(*xml);
}

std::vector<Written> written(std::span<const Rule> rules) {
  std::vector<Written> all;
  for (const Rule& rule : rules) all.push_back(rule.written);
  return all;
}

Node first(const Xml& xml, const std::string& path) {
  const auto all = xml.select(path);
  return all.empty() ? nullptr : all.front();
}

std::optional<std::string> attribute_at(const Xml& xml, const std::string& path, const char* name) {
  Node node = first(xml, path);
  return node == nullptr ? std::nullopt : attribute(node, name);
}

std::string text_at(const Xml& xml, const std::string& path) {
  Node node = first(xml, path);
  return node == nullptr ? "" : text_of(node);
}

bool is_unasked(const std::string& message) {
  const auto xml = decode(message);
  return xml && !attribute_at(*xml, "/samlp:Response", "InResponseTo");
}

std::optional<AuthnRequest> read_authn_request(const std::string& message, Binding binding) {
  auto text = base::base64_decode(message);
  if (text && binding == Binding::Redirect) text = base::inflate_raw(*text, kMaxMessage);
  const auto xml = text ? Xml::parse(*text) : std::nullopt;
  if (!xml || first(*xml, "/samlp:AuthnRequest") == nullptr) return std::nullopt;
  const auto value = [&](const char* name) {
    return attribute_at(*xml, "/samlp:AuthnRequest", name).value_or("");
  };
  return AuthnRequest{
      .id = value("ID"),
      .issuer = text_at(*xml, "/samlp:AuthnRequest/saml:Issuer"),
      .acs_url = value("AssertionConsumerServiceURL"),
      .authn_context = text_at(
          *xml, "/samlp:AuthnRequest/samlp:RequestedAuthnContext/saml:AuthnContextClassRef")};
}

}  // namespace flexverify::lab::sp
