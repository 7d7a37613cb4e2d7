#include "verifier/saml/read_assertion.h"

#include <fmt/core.h>

#include "verifier/base/text.h"
#include "verifier/saml/date_time.h"

namespace flexverify::saml {
namespace {

using Unreadable = std::vector<UnreadableTime>;

SubjectConfirmation read_confirmation(XmlNode node) {
  constexpr std::string_view kName = "SubjectConfirmationData";
  const XmlNode data = child(node, kAssertion, kName);
  SubjectConfirmation confirmation{.method = attribute(node, "Method"),
                                   .recipient = attribute(data, "Recipient"),
                                   .in_response_to = attribute(data, "InResponseTo"),
                                   .not_before = {},
                                   .not_on_or_after = {},
                                   .has_data = data != nullptr};
  confirmation.not_before =
      read_time(data, "NotBefore", kName, TimeUse::Compared, confirmation.unreadable);
  confirmation.not_on_or_after =
      read_time(data, "NotOnOrAfter", kName, TimeUse::Compared, confirmation.unreadable);
  return confirmation;
}

void read_subject(XmlNode subject, Assertion& assertion) {
  const XmlNode name_id = child(subject, kAssertion, "NameID");
  assertion.name_id = {.value = text_of(name_id),
                       .format = attribute(name_id, "Format"),
                       .name_qualifier = attribute(name_id, "NameQualifier"),
                       .sp_name_qualifier = attribute(name_id, "SPNameQualifier"),
                       .has_comment = has_comment(name_id)};
  assertion.encrypted_ids = children(subject, kAssertion, "EncryptedID").size();
  for (const XmlNode node : children(subject, kAssertion, "SubjectConfirmation"))
    assertion.confirmations.push_back(read_confirmation(node));
}

void read_conditions(XmlNode conditions, Assertion& assertion, Unreadable& unreadable) {
  assertion.not_before =
      read_time(conditions, "NotBefore", "Conditions", TimeUse::Compared, unreadable);
  assertion.not_on_or_after =
      read_time(conditions, "NotOnOrAfter", "Conditions", TimeUse::Compared, unreadable);
  for (const XmlNode restriction : children(conditions, kAssertion, "AudienceRestriction")) {
    std::vector<std::string> audiences;
    for (const XmlNode audience : children(restriction, kAssertion, "Audience"))
      audiences.push_back(content_of(audience));
    assertion.audience_restrictions.push_back(std::move(audiences));
  }
}

void read_authn_statement(XmlNode authn, Assertion& assertion, Unreadable& unreadable) {
  (void)read_time(authn, "AuthnInstant", "AuthnStatement", TimeUse::Recorded, unreadable);
  assertion.session_not_on_or_after =
      read_time(authn, "SessionNotOnOrAfter", "AuthnStatement", TimeUse::Compared, unreadable);
  assertion.authn_context =
      child_text(child(authn, kAssertion, "AuthnContext"), kAssertion, "AuthnContextClassRef");
}

NamedAttribute read_attribute(XmlNode node) {
  NamedAttribute named{.name = attribute(node, "Name"),
                       .name_format = attribute(node, "NameFormat"),
                       .values = {},
                       .friendly_name = attribute(node, "FriendlyName"),
                       .has_comment = has_comment(node)};
  for (const XmlNode value : children(node, kAssertion, "AttributeValue"))
    named.values.push_back(content_of(value));
  return named;
}

// Several AttributeStatements are as good as one.
void read_attributes(XmlNode node, Assertion& assertion) {
  for (const XmlNode statement : children(node, kAssertion, "AttributeStatement")) {
    assertion.encrypted_attributes += children(statement, kAssertion, "EncryptedAttribute").size();
    for (const XmlNode attribute_node : children(statement, kAssertion, "Attribute"))
      assertion.attributes.push_back(read_attribute(attribute_node));
  }
}

// The schema takes white space away, java-saml's parser does not; and it wants a zone. An empty one
// is none for passport-wsfed-saml2, and a fault by the schema.
std::string_view oddity_of(std::string_view text, TimeUse use) {
  if (text.empty()) return "is there, but empty";
  if (use == TimeUse::Recorded) return "";
  if (base::trim(text) != text) return "has white space around it";
  return lacks_zone(text) ? "has no time zone" : "";
}

}  // namespace

std::optional<base::WallTime> read_time(XmlNode node, std::string_view name, std::string_view of,
                                        TimeUse use, Unreadable& unreadable) {
  if (!has_attribute(node, name)) return std::nullopt;
  std::string text = attribute(node, name);
  const auto time = parse_date_time(base::trim(text));
  const std::string_view oddity = time || text.empty() ? oddity_of(text, use) : "";
  if (!time || !oddity.empty())
    unreadable.push_back(
        {.place = fmt::format("{} of {}", name, of), .text = std::move(text), .oddity = oddity});
  return time;
}

Assertion read_assertion(XmlNode node, Unreadable& unreadable) {
  Assertion assertion;
  assertion.id = attribute(node, "ID");
  assertion.version = attribute(node, "Version");
  assertion.issuer = content_of(child(node, kAssertion, "Issuer"));
  assertion.issue_instant =
      read_time(node, "IssueInstant", "Assertion", TimeUse::Recorded, unreadable);
  assertion.issuer_count = children(node, kAssertion, "Issuer").size();
  assertion.conditions_count = children(node, kAssertion, "Conditions").size();
  assertion.authn_statement_count = children(node, kAssertion, "AuthnStatement").size();
  read_subject(child(node, kAssertion, "Subject"), assertion);
  read_conditions(child(node, kAssertion, "Conditions"), assertion, unreadable);
  read_authn_statement(child(node, kAssertion, "AuthnStatement"), assertion, unreadable);
  read_attributes(node, assertion);
  return assertion;
}

}  // namespace flexverify::saml
