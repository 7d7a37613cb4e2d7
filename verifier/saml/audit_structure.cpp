// The Response as a whole: its status, what it holds, and what holds it together.
#include <fmt/core.h>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"

namespace flexverify::saml {
namespace {

using model::Code;

constexpr std::string_view kSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success";
constexpr std::string_view kVersion = "2.0";

// "urn:…:status:Responder" is "Responder".
std::string last_part(std::string_view uri) {
  return base::printable(uri.substr(uri.rfind(':') + 1), 80);
}

model::Finding malformed(const Case& c, RefusedBy refused_by, std::string detail,
                         std::string_view found, std::string expected) {
  return with_fix(objection(c, Code::SamlResponseMalformed, refused_by, std::move(detail),
                            base::printable(found), std::move(expected)),
                  c.expected, IdpField::Signing);
}

void too_many(const Case& c, RefusedBy refused_by, std::string detail, std::size_t count) {
  c.report(with_fix(objection(c, Code::SamlMultipleAssertions, refused_by, std::move(detail),
                              std::to_string(count), "1"),
                    c.expected, IdpField::Signing));
}

void encrypted(const Case& c, RefusedBy refused_by, std::string detail, std::string found,
               std::string wanted) {
  auto finding = objection(c, Code::SamlEncrypted, refused_by, std::move(detail), std::move(found),
                           std::move(wanted));
  finding.fix = fix_beside(*c.expected.labels, IdpField::Signing, "encryption (off)");
  c.report(std::move(finding));
}

void judge_version(const Case& c, std::string_view of, const std::string& version,
                   RefusedBy refused_by) {
  if (version == kVersion) return;
  c.report(malformed(c, refused_by,
                     version.empty() ? fmt::format("the {} has no Version", of)
                                     : fmt::format("the {} is of version {}, not of SAML 2.0", of,
                                                   base::printable(version, 20)),
                     version, std::string(kVersion)));
}

void judge_exactly_one(const Case& c, std::string_view what, std::size_t count) {
  if (count == 1) return;
  c.report(malformed(c, RefusedBy::Legacy,
                     count == 0 ? fmt::format("the assertion has no {}", what)
                                : fmt::format("the assertion has {} of {}", count, what),
                     std::to_string(count), "one " + std::string(what)));
}

}  // namespace

void judge_status(const Case& c) {
  const Response& response = c.response;
  if (response.status == kSuccess) return;
  std::string status = response.status.empty() ? "no status" : last_part(response.status);
  if (!response.second_status.empty()) status += " / " + last_part(response.second_status);
  std::string detail = "the identity provider answered " + status;
  if (!response.status_message.empty()) detail += " and says: " + quoted(response.status_message);
  c.report(
      with_fix(model::make_mismatch(Code::SamlStatusNotSuccess, std::move(detail), "", "Success"),
               c.expected, IdpField::Access));
}

void judge_assertion_count(const Case& c) {
  const Response& response = c.response;
  if (response.assertion_count > 1)
    too_many(c, RefusedBy::Both,
             fmt::format("the response holds {} assertions", response.assertion_count),
             response.assertion_count);
  if (response.assertion || response.assertion_count > 1 || response.encrypted_count > 0) return;
  const bool misplaced = response.assertion_count == 1;
  c.report(with_fix(
      model::make_mismatch(Code::SamlResponseMalformed,
                           misplaced ? "the assertion does not stand directly in the response"
                                     : "the response reports success but holds no assertion",
                           misplaced ? "a misplaced assertion" : "no assertion", "one assertion"),
      c.expected, IdpField::Claims));
}

void judge_encryption(const Case& c) {
  if (c.response.encrypted_count > 0)
    encrypted(c, RefusedBy::Both,
              "the response holds an encrypted assertion, which Flex cannot read",
              "EncryptedAssertion", "an assertion in clear text");
  if (!c.response.assertion) return;
  if (c.response.assertion->encrypted_ids > 0)
    encrypted(c, RefusedBy::Both, "the subject is encrypted, and Flex cannot read it",
              "EncryptedID", "a NameID in clear text");
  if (c.response.assertion->encrypted_attributes > 0)
    encrypted(c, RefusedBy::Legacy, "an attribute is encrypted, and nobody reads it",
              "EncryptedAttribute", "attributes in clear text");
}

void judge_misplaced(const Case& c) {
  const Misplaced& misplaced = c.response.misplaced;
  if (misplaced.assertions > 0)
    too_many(c, RefusedBy::Both,
             "an assertion stands inside the assertion's Advice: services count every assertion in "
             "the document",
             c.response.assertion_count + misplaced.assertions);
  if (misplaced.look_alikes > 0)
    too_many(c, RefusedBy::Enhanced, "an element of another namespace is called Assertion, too",
             c.response.assertion_count + misplaced.look_alikes);
  if (misplaced.responses > 0)
    c.report(malformed(c, RefusedBy::Enhanced,
                       "an element called Response stands inside the response", "Response",
                       "one Response"));
  if (misplaced.signatures > 0)
    c.report(malformed(
        c, misplaced.signature_in_unsigned_assertion ? RefusedBy::Both : RefusedBy::Legacy,
        "a Signature stands where it signs neither the response nor the assertion",
        "a misplaced Signature", "signatures of response and assertion only"));
}

void judge_versions(const Case& c) {
  judge_version(c, "response", c.response.version, RefusedBy::Legacy);
  if (c.response.assertion)
    judge_version(c, "assertion", c.response.assertion->version, RefusedBy::Both);
}

// java-saml validates against the schema before it reads anything.
void judge_schema(const Case& c) {
  const auto& faults = c.response.schema_faults;
  if (faults.empty()) return;
  c.report(malformed(c, RefusedBy::Legacy,
                     "the response does not follow SAML's schema: " + base::join(faults, "; "), "",
                     "a response that is valid by the schema"));
}

void judge_statements(const Case& c) {
  judge_exactly_one(c, "AuthnStatement", c.response.assertion->authn_statement_count);
  judge_exactly_one(c, "Conditions", c.response.assertion->conditions_count);
}

// java-saml reads every message as UTF-8, and no byte order mark.
void judge_encoding(const Case& c) {
  if (c.response.has_byte_order_mark && c.kind == model::ConnectionKind::Legacy)
    c.report(malformed(c, RefusedBy::Legacy, "a byte order mark stands before the response",
                       "U+FEFF", "XML from the first byte on"));
  if (c.response.has_carriage_returns)
    c.report(malformed(c, RefusedBy::Neither,
                       "the response holds carriage returns, written as &#13;: older releases of "
                       "xml-crypto, on which the enhanced connection rests, do not verify that",
                       "&#13;", "line feeds only"));
  if (!c.response.is_latin1) return;
  c.report(malformed(c, RefusedBy::Legacy,
                     "the response is in ISO-8859-1 and holds letters beyond ASCII", "ISO-8859-1",
                     "UTF-8"));
}

}  // namespace flexverify::saml
