// The ACS of the enhanced connection, after the published source of passport-wsfed-saml2.
#include <fmt/core.h>

#include <array>

#include "tests/lab/service_provider/rule.h"
#include "tests/lab/service_provider/signature.h"

namespace flexverify::lab::sp {
namespace {

constexpr std::chrono::minutes kSkew{3};
const std::string kAssertion = "/samlp:Response/saml:Assertion";
const std::string kName = kAssertion + "/saml:Subject/saml:NameID";

constexpr std::array<std::string_view, 3> kSignatures = {"rsa-sha1", "rsa-sha256", "rsa-sha512"};
constexpr std::array<std::string_view, 3> kDigests = {"sha1", "sha256", "sha512"};

Refusal one_response(const Case& c) {
  const auto all = c.xml.select("//*[local-name()='Response']");
  if (all.empty()) return "XML is not a valid saml response";
  return all.size() == 1 ? std::nullopt : Refusal("SAMLResponse should be unique");
}

Refusal the_request(const Case& c) {
  const auto found = attribute_at(c.xml, "/samlp:Response", "InResponseTo").value_or("");
  if (found == c.expected.request_id) return std::nullopt;
  return "InResponseTo is not the id of the request that was sent";
}

Refusal the_destination(const Case& c) {
  const auto found = attribute_at(c.xml, "/samlp:Response", "Destination").value_or("");
  if (found.empty() || found == c.expected.acs_url) return std::nullopt;
  return fmt::format("Destination endpoint {} did not match {}", found, c.expected.acs_url);
}

// A failure is a code of the library's own list; any other fails later, without an assertion.
Refusal the_status(const Case& c) {
  const std::string path = "/samlp:Response/samlp:Status";
  for (const std::string& code :
       {path + "/samlp:StatusCode/samlp:StatusCode", path + "/samlp:StatusCode"}) {
    const std::string value = attribute_at(c.xml, code, "Value").value_or("");
    const std::string last = value.substr(value.rfind(':') + 1);
    if (last == "VersionMismatch" || last == "Requester" || last == "Responder" ||
        last == "AuthnFailed")
      return fmt::format("{} ({})", text_at(c.xml, path + "/samlp:StatusMessage"), value);
  }
  return std::nullopt;
}

Refusal one_assertion(const Case& c) {
  if (c.xml.select("//*[local-name()='Assertion']").size() > 1)
    return "A SAMLResponse can contain only one Assertion element.";
  if (first(c.xml, kAssertion) != nullptr) return std::nullopt;
  if (first(c.xml, "/samlp:Response/saml:EncryptedAssertion") != nullptr)
    return "Assertion is encrypted. Please set options.decryptionKey with your decryption private "
           "key.";
  return "saml response does not contain an Assertion element";
}

// Where the response is signed, the assertion's own signature is not looked at.
Node deciding_signature(const Xml& xml) {
  Node outer = first(xml, "/samlp:Response/ds:Signature");
  return outer != nullptr ? outer : first(xml, kAssertion + "/ds:Signature");
}

Refusal is_signed(const Case& c) {
  if (deciding_signature(c.xml) != nullptr) return std::nullopt;
  return "neither the response nor the assertion are signed";
}

Refusal the_thumbprint(const Case& c) {
  const std::string found = thumbprint_inside(deciding_signature(c.xml));
  const std::string configured = thumbprint_of(c.expected.certificate_pem);
  if (found.empty() || found == configured) return std::nullopt;
  return fmt::format("Invalid thumbprint (configured: {}. calculated: {})", configured, found);
}

Refusal the_signature(const Case& c) {
  const std::string fault = signature_fault(c.xml, deciding_signature(c.xml),
                                            c.expected.certificate_pem, {kSignatures, kDigests});
  return fault.empty() ? std::nullopt : Refusal("Signature check errors: " + fault);
}

Refusal the_certificate(const Case& c) {
  const bool looked_at = c.expected.certificate_times == CertificateTimes::Checked;
  if (!looked_at || !is_out_of_time(c.expected.certificate_pem)) return std::nullopt;
  return "The signing certificate is not currently valid.";
}

Refusal the_version(const Case& c) {
  if (attribute_at(c.xml, kAssertion, "Version") == "2.0") return std::nullopt;
  return "SAML Assertion version not supported, or not defined";
}

// A time that cannot be read refuses nothing: it compares as neither earlier nor later.
Refusal the_end(const Case& c) {
  const auto text = attribute_at(c.xml, kAssertion + "/saml:Conditions", "NotOnOrAfter");
  const auto end = text ? base::parse_rfc3339(*text) : std::nullopt;
  if (end && *end + kSkew < c.expected.now) return "assertion has expired.";
  return std::nullopt;
}

Refusal first_audience(const Case& c) {
  const std::string path = kAssertion + "/saml:Conditions/saml:AudienceRestriction/saml:Audience";
  if (first(c.xml, path) != nullptr && text_at(c.xml, path) == c.expected.entity_id)
    return std::nullopt;
  return "Audience is invalid. Configured: " + c.expected.entity_id;
}

Refusal first_recipient(const Case& c) {
  const auto found = attribute_at(
      c.xml, kAssertion + "/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData",
      "Recipient");
  if (found.value_or("").empty() || found == c.expected.acs_url) return std::nullopt;
  return "Recipient is invalid. Configured: " + c.expected.acs_url;
}

// Qualifiers count for these two formats only.
Refusal qualifier(const Case& c, const char* name, const std::string& wanted) {
  const std::string format = attribute_at(c.xml, kName, "Format").value_or("");
  const std::string found = attribute_at(c.xml, kName, name).value_or("");
  const bool counts = format.ends_with(":persistent") || format.ends_with(":transient");
  if (!counts || found.empty() || found == wanted) return std::nullopt;
  return fmt::format("{} attribute in the NameID element does not match {}", name, wanted);
}
Refusal name_qualifier(const Case& c) {
  return qualifier(c, "NameQualifier", text_at(c.xml, kAssertion + "/saml:Issuer"));
}
Refusal sp_name_qualifier(const Case& c) {
  return qualifier(c, "SPNameQualifier", c.expected.entity_id);
}

Refusal somebody(const Case& c) {
  return text_at(c.xml, kName).empty() ? Refusal("The response names no user") : std::nullopt;
}

constexpr std::array kRules = {
    Rule{{"one Response in the document", "CODE"}, one_response},
    Rule{{"InResponseTo is the request's ID, absent where nobody asked", "INF"}, the_request},
    Rule{{"Destination, where there is one, is the ACS URL", "CODE"}, the_destination},
    Rule{{"Status is none of the failures that the library knows", "CODE"}, the_status},
    Rule{{"one Assertion in the whole document, not encrypted", "CODE"}, one_assertion},
    Rule{{"Response or Assertion is signed", "CODE"}, is_signed},
    Rule{{"a certificate inside the signature is the configured one", "CODE"}, the_thumbprint},
    Rule{{"the deciding signature holds: the Response's, else the Assertion's", "CODE"},
         the_signature},
    Rule{{"the certificate's dates, only where the service was told to look", "CODE"},
         the_certificate},
    Rule{{"Version of the Assertion is 2.0", "CODE"}, the_version},
    Rule{{"NotOnOrAfter of Conditions, with 3 minutes of skew", "CODE"}, the_end},
    Rule{{"the first Audience is the Entity ID", "CODE"}, first_audience},
    Rule{{"the first Recipient, where there is one, is the ACS URL", "CODE"}, first_recipient},
    Rule{{"NameQualifier of a persistent or transient NameID is the Issuer", "CODE"},
         name_qualifier},
    Rule{{"SPNameQualifier of a persistent or transient NameID is the Entity ID", "CODE"},
         sp_name_qualifier},
    Rule{{"a NameID with a value", "INF"}, somebody},
};

}  // namespace

Judgement judge_enhanced(const std::string& message, const Expected& expected) {
  return apply(kRules, message, expected);
}

std::vector<Written> enhanced_rules() { return written(kRules); }

}  // namespace flexverify::lab::sp
