#include "verifier/saml/response.h"

#include "verifier/base/encoding.h"
#include "verifier/saml/verify.h"
#include "verifier/saml/xml.h"

namespace flexverify::saml {
namespace {

std::optional<base::WallTime> time(XmlNode node, std::string_view name) {
  return base::parse_rfc3339(attribute(node, name));
}

SubjectConfirmation read_confirmation(XmlNode node) {
  const XmlNode data = child(node, kAssertion, "SubjectConfirmationData");
  return {.method = attribute(node, "Method"),
          .recipient = attribute(data, "Recipient"),
          .in_response_to = attribute(data, "InResponseTo"),
          .not_before = time(data, "NotBefore"),
          .not_on_or_after = time(data, "NotOnOrAfter")};
}

void read_subject(XmlNode subject, Assertion& assertion) {
  const XmlNode name_id = child(subject, kAssertion, "NameID");
  assertion.name_id = text_of(name_id);
  assertion.name_id_format = attribute(name_id, "Format");
  for (const XmlNode node : children(subject, kAssertion, "SubjectConfirmation"))
    assertion.confirmations.push_back(read_confirmation(node));
}

void read_conditions(XmlNode conditions, Assertion& assertion) {
  assertion.not_before = time(conditions, "NotBefore");
  assertion.not_on_or_after = time(conditions, "NotOnOrAfter");
  for (const XmlNode restriction : children(conditions, kAssertion, "AudienceRestriction"))
    for (const XmlNode audience : children(restriction, kAssertion, "Audience"))
      assertion.audiences.push_back(text_of(audience));
}

void read_statements(XmlNode node, Assertion& assertion) {
  if (const XmlNode authn = child(node, kAssertion, "AuthnStatement")) {
    assertion.authn_instant = time(authn, "AuthnInstant");
    assertion.session_not_on_or_after = time(authn, "SessionNotOnOrAfter");
    assertion.authn_context =
        child_text(child(authn, kAssertion, "AuthnContext"), kAssertion, "AuthnContextClassRef");
  }
  for (const XmlNode statement : children(node, kAssertion, "AttributeStatement"))
    for (const XmlNode attribute_node : children(statement, kAssertion, "Attribute")) {
      NamedAttribute named{.name = attribute(attribute_node, "Name"),
                           .name_format = attribute(attribute_node, "NameFormat"),
                           .values = {}};
      for (const XmlNode value : children(attribute_node, kAssertion, "AttributeValue"))
        named.values.push_back(text_of(value));
      assertion.attributes.push_back(std::move(named));
    }
}

Assertion read_assertion(XmlNode node) {
  Assertion assertion;
  assertion.id = attribute(node, "ID");
  assertion.issuer = child_text(node, kAssertion, "Issuer");
  assertion.issue_instant = time(node, "IssueInstant");
  read_subject(child(node, kAssertion, "Subject"), assertion);
  read_conditions(child(node, kAssertion, "Conditions"), assertion);
  read_statements(node, assertion);
  return assertion;
}

bool below_advice(XmlNode node, XmlNode root) {
  for (XmlNode at = node; at != root && at != nullptr; at = parent_of(at))
    if (is_element(at, kAssertion, "Advice")) return true;
  return false;
}

bool comments_in_values(XmlNode assertion) {
  for (const XmlNode node : descendants(assertion))
    if ((is_element(node, kAssertion, "NameID") ||
         is_element(node, kAssertion, "AttributeValue")) &&
        has_comment(node))
      return true;
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
  response.issuer = child_text(root, kAssertion, "Issuer");
  response.destination = attribute(root, "Destination");
  response.in_response_to = attribute(root, "InResponseTo");
  response.issue_instant = time(root, "IssueInstant");
  read_status(root, response);
  for (const XmlNode node : descendants(root)) {
    if (is_element(node, kAssertion, "Assertion") && !below_advice(node, root))
      ++response.assertion_count;
    for (const char* encrypted : {"EncryptedAssertion", "EncryptedID", "EncryptedAttribute"})
      if (is_element(node, kAssertion, encrypted)) ++response.encrypted_count;
  }
  return response;
}

// An assertion counts when it, or the whole response, is signed by the element itself; and what
// is read is that element: the one direct child, with no look-alike anywhere else.
void read_signed_parts(const XmlDocument& document, Response& response,
                       const std::vector<std::string>& trusted) {
  const XmlNode root = root_of(document);
  const auto assertions = children(root, kAssertion, "Assertion");
  if (!register_ids(document)) {
    response.response_signature.state = SignatureState::Refused;
    response.response_signature.detail = "an ID appears twice in the document";
  } else {
    response.response_signature = verify_signature(root, trusted);
    if (assertions.size() == 1)
      response.assertion_signature = verify_signature(assertions.front(), trusted);
  }
  if (assertions.size() != 1 || response.assertion_count != 1) return;
  response.assertion = read_assertion(assertions.front());
  response.comment_in_value = comments_in_values(assertions.front());
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
                                                     const std::vector<std::string>& trusted) {
  const auto document = parse_xml(xml);
  if (!document)
    return tl::unexpected(DecodeFailure{fault_of(document.error().fault), document.error().detail});
  const XmlNode root = root_of(*document);
  if (!is_element(root, kProtocol, "Response"))
    return tl::unexpected(DecodeFailure{ResponseFault::NotAResponse, "the root is no Response"});
  Response response = read_response(root);
  read_signed_parts(*document, response, trusted);
  return response;
}

tl::expected<Response, DecodeFailure> decode_response(std::string_view saml_response,
                                                      const std::vector<std::string>& trusted) {
  const auto xml = base::base64_decode(saml_response);
  if (!xml) return tl::unexpected(DecodeFailure{ResponseFault::NotBase64, "it is not base64"});
  return parse_response(*xml, trusted);
}

}  // namespace flexverify::saml
