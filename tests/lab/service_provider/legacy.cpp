// The ACS of the legacy connection, after the published source of java-saml 2.9, strict.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "tests/lab/service_provider/rule.h"
#include "tests/lab/service_provider/signature.h"
#include "verifier/base/text.h"

namespace flexverify::lab::sp {
namespace {

constexpr std::chrono::minutes kDrift{3};
const std::string kResponse = "/samlp:Response";
const std::string kAssertion = kResponse + "/saml:Assertion";
const std::string kName = kAssertion + "/saml:Subject/saml:NameID";
constexpr std::string_view kBearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

constexpr std::array<std::string_view, 5> kSignatures = {"dsa-sha1", "rsa-sha1", "rsa-sha256",
                                                         "rsa-sha384", "rsa-sha512"};
constexpr std::array<std::string_view, 4> kDigests = {"sha1", "sha256", "sha384", "sha512"};

Refusal the_version(const Case& c) {
  if (attribute_at(c.xml, kResponse, "Version") != "2.0") return "Unsupported SAML Version.";
  if (!attribute_at(c.xml, kResponse, "ID")) return "Missing ID attribute on SAML Response.";
  return std::nullopt;
}

Refusal the_status(const Case& c) {
  const std::string path = kResponse + "/samlp:Status";
  if (c.xml.select(path).size() != 1) return "Missing Status on response";
  const std::string code = attribute_at(c.xml, path + "/samlp:StatusCode", "Value").value_or("");
  if (code == "urn:oasis:names:tc:SAML:2.0:status:Success") return std::nullopt;
  return fmt::format("The status code of the Response was not Success, was {} -> {}", code,
                     text_at(c.xml, path + "/samlp:StatusMessage"));
}

Refusal one_assertion(const Case& c) {
  if (first(c.xml, "//saml:EncryptedAssertion") != nullptr)
    return "No private key available for decrypt, check settings";
  if (c.xml.select("//saml:Assertion").size() != 1 || first(c.xml, kAssertion) == nullptr)
    return "SAML Response must contain 1 Assertion.";
  return std::nullopt;
}

std::vector<Node> signatures(const Xml& xml) { return xml.select("//ds:Signature"); }

// Of a Response and of an Assertion, one each at most.
Refusal signed_places(const Case& c) {
  std::vector<std::string> seen;
  for (Node signature : signatures(c.xml)) {
    const std::string parent = local_name(signature->parent);
    if (parent != "Response" && parent != "Assertion")
      return fmt::format("Invalid Signature Element {} SAML Response rejected", parent);
    if (std::find(seen.begin(), seen.end(), parent) != seen.end())
      return "Found an unexpected Signature Element. SAML Response rejected";
    seen.push_back(parent);
  }
  return std::nullopt;
}

// Required by the schema: the attributes without which a message is none.
Refusal the_schema(const Case& c) {
  const bool whole = attribute_at(c.xml, kResponse, "IssueInstant") &&
                     attribute_at(c.xml, kAssertion, "ID") &&
                     attribute_at(c.xml, kAssertion, "IssueInstant") &&
                     attribute_at(c.xml, kAssertion, "Version") == "2.0";
  if (whole) return std::nullopt;
  return "Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd";
}

Refusal the_request(const Case& c) {
  const auto found = attribute_at(c.xml, kResponse, "InResponseTo");
  if (c.expected.request_id.empty() || found == c.expected.request_id) return std::nullopt;
  return fmt::format(
      "The InResponseTo of the Response: {}, does not match the ID of the AuthNRequest sent by the "
      "SP: {}",
      found.value_or("null"), c.expected.request_id);
}

// "" within its time, else the library's word. A time that cannot be read stops it.
std::string out_of_time(const Case& c, Node node) {
  for (const char* name : {"NotOnOrAfter", "NotBefore"}) {
    const auto text = attribute(node, name);
    if (!text) continue;
    const auto time = base::parse_rfc3339(*text);
    if (!time) return "Invalid format: \"" + *text + "\"";
    if (name[3] == 'O' && *time + kDrift <= c.expected.now) return "expired";
    if (name[3] == 'B' && *time - kDrift > c.expected.now) return "not yet valid";
  }
  return "";
}

Refusal the_conditions(const Case& c) {
  if (c.xml.select(kAssertion + "/saml:Conditions").size() != 1)
    return "The Assertion must include a Conditions element";
  for (Node node : c.xml.select("//*[local-name()='Conditions']"))
    if (const std::string word = out_of_time(c, node); !word.empty())
      return word.starts_with("Invalid")
                 ? word
                 : fmt::format("Could not validate timestamp: {}. Check system clock.", word);
  return std::nullopt;
}

Refusal one_statement(const Case& c) {
  if (c.xml.select(kAssertion + "/saml:AuthnStatement").size() != 1)
    return "The Assertion must include an AuthnStatement element";
  if (first(c.xml, kAssertion + "/saml:AttributeStatement/saml:EncryptedAttribute") != nullptr)
    return "There is an EncryptedAttribute in the Response and this SP not support them";
  return std::nullopt;
}

Refusal the_destination(const Case& c) {
  const auto found = attribute_at(c.xml, kResponse, "Destination");
  if (!found || *found == c.expected.acs_url) return std::nullopt;
  if (found->empty()) return "The response has an empty Destination value";
  return fmt::format("The response was received at {} instead of {}", c.expected.acs_url, *found);
}

Refusal the_audiences(const Case& c) {
  std::vector<std::string> all;
  for (Node node :
       c.xml.select(kAssertion + "/saml:Conditions/saml:AudienceRestriction/saml:Audience"))
    if (std::string value(base::trim(text_of(node))); !value.empty()) all.push_back(value);
  if (all.empty() || std::find(all.begin(), all.end(), c.expected.entity_id) != all.end())
    return std::nullopt;
  return c.expected.entity_id + " is not a valid audience for this Response";
}

Refusal the_issuer(const Case& c) {
  if (c.xml.select(kResponse + "/saml:Issuer").size() > 1)
    return "Issuer of the Response is multiple.";
  const auto all = c.xml.select(kAssertion + "/saml:Issuer");
  if (all.size() != 1) return "Issuer of the Assertion not found or multiple.";
  const std::string found = text_of(all.front());
  if (found == c.expected.idp_issuer) return std::nullopt;
  return fmt::format("Invalid issuer in the Assertion/Response. Was '{}', but expected '{}'", found,
                     c.expected.idp_issuer);
}

Refusal the_session(const Case& c) {
  const auto text = attribute_at(c.xml, kAssertion + "/saml:AuthnStatement", "SessionNotOnOrAfter");
  const auto end = text ? base::parse_rfc3339(*text) : std::nullopt;
  if (!text || (end && *end + kDrift > c.expected.now)) return std::nullopt;
  return "The attributes have expired, based on the SessionNotOnOrAfter of the AttributeStatement "
         "of this Response";
}

// "" when this SubjectConfirmationData confirms.
std::string confirmation_issue(const Case& c, Node data) {
  const auto recipient = attribute(data, "Recipient");
  if (!recipient) return "SubjectConfirmationData doesn't contain a Recipient";
  if (*recipient != c.expected.acs_url)
    return "SubjectConfirmationData doesn't match a valid Recipient";
  if (attribute(data, "InResponseTo") != attribute_at(c.xml, kResponse, "InResponseTo"))
    return "SubjectConfirmationData has an invalid InResponseTo value";
  if (!attribute(data, "NotOnOrAfter"))
    return "SubjectConfirmationData doesn't contain a NotOnOrAfter attribute";
  const std::string word = out_of_time(c, data);
  return word.empty() ? "" : "SubjectConfirmationData is " + word;
}

// Any one suffices.
Refusal a_confirmation(const Case& c) {
  std::string why = "A valid SubjectConfirmation was not found on this Response";
  for (Node node : c.xml.select(
           kAssertion + "/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData")) {
    if (attribute(node->parent, "Method").value_or(std::string(kBearer)) != kBearer) continue;
    const std::string issue = confirmation_issue(c, node);
    if (issue.empty()) return std::nullopt;
    why += ": " + issue;
  }
  return why;
}

Refusal the_signatures(const Case& c) {
  const auto all = signatures(c.xml);
  if (all.empty()) return "No Signature found. SAML Response rejected";
  for (Node signature : all)
    if (const std::string fault =
            signature_fault(c.xml, signature, c.expected.certificate_pem, {kSignatures, kDigests});
        !fault.empty())
      return "Signature validation failed. SAML Response rejected";
  return std::nullopt;
}

Refusal somebody(const Case& c) {
  const auto all = c.xml.select(kName);
  if (all.size() != 1) return "No name id found in Document.";
  if (text_of(all.front()).empty()) return "An empty NameID value found";
  const auto qualifier = attribute(all.front(), "SPNameQualifier");
  if (!qualifier || *qualifier == c.expected.entity_id) return std::nullopt;
  return "The SPNameQualifier value mistmatch the SP entityID value.";
}

Refusal names_once(const Case& c) {
  std::vector<std::string> names;
  for (Node node : c.xml.select(kAssertion + "/saml:AttributeStatement/saml:Attribute"))
    names.push_back(attribute(node, "Name").value_or(""));
  std::sort(names.begin(), names.end());
  const bool twice = std::adjacent_find(names.begin(), names.end()) != names.end();
  return twice ? Refusal("Found an Attribute element with duplicated Name") : std::nullopt;
}

constexpr std::array kRules = {
    Rule{{"Version of the Response is 2.0, and it has an ID", "CODE"}, the_version},
    Rule{{"Status is Success", "CODE"}, the_status},
    Rule{{"one Assertion in the whole document, not encrypted", "CODE"}, one_assertion},
    Rule{{"signatures stand in the Response and in the Assertion only, one each at most", "CODE"},
         signed_places},
    Rule{{"attributes that the schema requires: ID, Version, IssueInstant", "CODE"}, the_schema},
    Rule{{"InResponseTo is the request's ID, anything where nobody asked", "CODE"}, the_request},
    Rule{{"one Conditions, within its times, with 3 minutes of drift", "CODE"}, the_conditions},
    Rule{{"one AuthnStatement, no EncryptedAttribute", "CODE"}, one_statement},
    Rule{{"Destination, where there is one, is the ACS URL", "CODE"}, the_destination},
    Rule{{"the Entity ID is among the Audiences, or there is none", "CODE"}, the_audiences},
    Rule{{"Issuer of the Assertion is Identity Provider Issuer, byte by byte", "CODE 3P"},
         the_issuer},
    Rule{{"SessionNotOnOrAfter, where there is one, is to come", "CODE"}, the_session},
    Rule{{"a bearer SubjectConfirmation with Recipient, InResponseTo and NotOnOrAfter that fit",
          "CODE"},
         a_confirmation},
    Rule{{"every signature holds with the configured certificate, whose dates do not matter",
          "CODE"},
         the_signatures},
    Rule{{"one NameID with a value; its SPNameQualifier, if any, is the Entity ID", "CODE"},
         somebody},
    Rule{{"no attribute name twice", "CODE"}, names_once},
};

}  // namespace

Judgement judge_legacy(const std::string& message, const Expected& expected) {
  return apply(kRules, message, expected);
}

std::vector<Written> legacy_rules() { return written(kRules); }

}  // namespace flexverify::lab::sp
