#include "verifier/saml/response.h"

#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/saml/read_assertion.h"
#include "verifier/saml/roots.h"
#include "verifier/saml/schema.h"
#include "verifier/saml/verify.h"
#include "verifier/saml/xml.h"

namespace flexverify::saml {
namespace {

bool below_advice(XmlNode node, XmlNode root) {
  for (XmlNode at = node; at != root && at != nullptr; at = parent_of(at))
    if (is_element(at, kAssertion, "Advice")) return true;
  return false;
}

bool below(XmlNode node, XmlNode ancestor) {
  for (XmlNode at = node; at != nullptr; at = parent_of(at))
    if (at == ancestor) return true;
  return false;
}

void read_status(XmlNode root, Response& response) {
  const XmlNode status = child(root, kProtocol, "Status");
  const XmlNode code = child(status, kProtocol, "StatusCode");
  response.status = attribute(code, "Value");
  response.second_status = attribute(child(code, kProtocol, "StatusCode"), "Value");
  response.status_message = child_text(status, kProtocol, "StatusMessage");
}

Response read_response(XmlNode root) {
  Response response;
  response.id = attribute(root, "ID");
  response.version = attribute(root, "Version");
  response.issuer = content_of(child(root, kAssertion, "Issuer"));
  response.destination = attribute(root, "Destination");
  response.empty_destination = response.destination.empty() && has_attribute(root, "Destination");
  response.in_response_to = attribute(root, "InResponseTo");
  response.issue_instant =
      read_time(root, "IssueInstant", "Response", TimeUse::Recorded, response.unreadable_times);
  read_status(root, response);
  return response;
}

void count_assertion(XmlNode node, XmlNode root, Response& response) {
  if (below_advice(node, root)) {
    ++response.misplaced.assertions;
    return;
  }
  ++response.assertion_count;
}

void count_signature(XmlNode node, XmlNode root, Response& response) {
  const XmlNode parent = parent_of(node);
  if (parent == root || is_element(parent, kAssertion, "Assertion")) return;
  ++response.misplaced.signatures;
  const XmlNode assertion = child(root, kAssertion, "Assertion");
  response.misplaced.signature_in_unsigned_assertion |=
      assertion != nullptr && below(node, assertion) &&
      child(assertion, kSignature, "Signature") == nullptr;
}

// What counterparts count in the whole document, wherever it stands.
void take_stock(const std::vector<XmlNode>& nodes, Response& response) {
  const XmlNode root = nodes.front();
  for (const XmlNode node : nodes) {
    const std::string_view name = local_name(node);
    if (name == "Assertion") {
      if (is_element(node, kAssertion, name))
        count_assertion(node, root, response);
      else
        ++response.misplaced.look_alikes;
    } else if (name == "Response") {
      response.misplaced.responses += node != root;
    } else if (name == "Signature" && is_element(node, kSignature, name)) {
      count_signature(node, root, response);
    } else if (name == "EncryptedAssertion" && is_element(node, kAssertion, name)) {
      ++response.encrypted_count;
    }
  }
}

void verify_signatures(const XmlDocument& document, const std::vector<XmlNode>& nodes,
                       const std::vector<XmlNode>& assertions, Keyring& keyring,
                       Response& response) {
  if (!register_ids(document, nodes)) {
    response.response_signature.state = SignatureState::Refused;
    response.response_signature.detail = "an ID appears twice in the document";
    return;
  }
  response.response_signature = verify_signature(nodes.front(), keyring);
  if (assertions.size() == 1)
    response.assertion_signature = verify_signature(assertions.front(), keyring);
}

// An assertion counts when it, or the whole response, is signed by the element itself; and what
// is read is that element: the one direct child, with no look-alike anywhere else.
void read_signed_parts(const XmlDocument& document, const TrustedCertificates& trusted,
                       Response& response) {
  const std::vector<XmlNode> nodes = descendants(root_of(document));
  const auto assertions = children(nodes.front(), kAssertion, "Assertion");
  take_stock(nodes, response);
  Keyring keyring = make_keyring(trusted);
  response.pasted = keyring.pasted;
  response.published = keyring.published;
  verify_signatures(document, nodes, assertions, keyring, response);
  if (assertions.size() != 1 || response.assertion_count != 1) return;
  response.assertion = read_assertion(assertions.front(), response.unreadable_times);
}

ResponseFault fault_of(XmlFault fault) {
  switch (fault) {
    case XmlFault::TooLarge:
      return ResponseFault::TooLarge;
    case XmlFault::Unsafe:
      return ResponseFault::UnsafeXml;
    case XmlFault::Malformed:
      return ResponseFault::NotXml;
  }
  return ResponseFault::NotXml;
}

}  // namespace

tl::expected<Response, DecodeFailure> parse_response(std::string_view xml,
                                                     const TrustedCertificates& trusted) {
  const auto document = parse_xml(xml);
  if (!document)
    return tl::unexpected(DecodeFailure{fault_of(document.error().fault), document.error().detail});
  const XmlNode root = root_of(*document);
  if (!is_element(root, kProtocol, "Response"))
    return tl::unexpected(DecodeFailure{ResponseFault::NotAResponse, describe_root(root)});
  Response response = read_response(root);
  response.schema_faults = schema_faults(root);
  response.is_latin1 = declared_encoding(xml) == "iso-8859-1" && !base::is_ascii(xml);
  response.has_carriage_returns = has_carriage_return(root);
  response.has_byte_order_mark = xml.starts_with("\xEF\xBB\xBF");
  read_signed_parts(*document, trusted, response);
  return response;
}

tl::expected<Response, DecodeFailure> decode_response(std::string_view saml_response,
                                                      const TrustedCertificates& trusted) {
  const auto xml = base::base64_decode(saml_response);
  if (!xml) return tl::unexpected(DecodeFailure{ResponseFault::NotBase64, "it is not base64"});
  return parse_response(*xml, trusted);
}

}  // namespace flexverify::saml
