// The audit of a Response: a table of rules.
#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/saml/difference.h"

namespace flexverify::saml {
namespace {

using model::Code;

enum class Needs { Nothing, Success, Assertion };

struct Rule {
  void (*judge)(const Case&);
  Needs needs;  // a refusal holds no assertion, and need not
};

constexpr std::array kRules = {
    Rule{judge_connection_kind, Needs::Nothing},
    Rule{judge_status, Needs::Nothing},
    Rule{judge_assertion_count, Needs::Success},
    Rule{judge_encryption, Needs::Success},
    Rule{judge_misplaced, Needs::Nothing},
    Rule{judge_versions, Needs::Nothing},
    Rule{judge_schema, Needs::Nothing},
    Rule{judge_statements, Needs::Assertion},
    Rule{judge_encoding, Needs::Nothing},
    Rule{judge_signature_presence, Needs::Assertion},
    Rule{judge_signing_certificate, Needs::Nothing},
    Rule{judge_key_info, Needs::Nothing},
    Rule{judge_signature_state, Needs::Nothing},
    Rule{judge_signature_algorithms, Needs::Nothing},
    Rule{judge_certificate_expiry, Needs::Nothing},
    Rule{judge_issuer, Needs::Nothing},
    Rule{judge_audience, Needs::Assertion},
    Rule{judge_destination, Needs::Nothing},
    Rule{judge_in_response_to, Needs::Nothing},
    Rule{judge_comments, Needs::Assertion},
    Rule{judge_own_clock, Needs::Assertion},
    Rule{judge_unreadable_times, Needs::Nothing},
    Rule{judge_conditions_window, Needs::Assertion},
    Rule{judge_confirmation, Needs::Assertion},
    Rule{judge_issue_instant, Needs::Assertion},
    Rule{judge_session, Needs::Assertion},
    Rule{judge_name_id, Needs::Assertion},
    Rule{judge_name_qualifiers, Needs::Assertion},
    Rule{judge_claims, Needs::Assertion},
    Rule{judge_repeated_names, Needs::Assertion},
    Rule{judge_typed_attributes, Needs::Assertion},
    Rule{judge_roles, Needs::Assertion},
};

bool applies(const Rule& rule, const Response& response) {
  switch (rule.needs) {
    case Needs::Nothing:
      return true;
    case Needs::Success:
      return response.status.ends_with(":status:Success");
    case Needs::Assertion:
      return response.assertion.has_value();
  }
  return true;
}

// By what is expected, else by what the message itself says.
model::ConnectionKind judging_kind(const Response& response, const Expected& expected) {
  if (expected.kind != model::ConnectionKind::Auto) return expected.kind;
  std::vector<std::string> values = {expected.entity_id, expected.acs_url, response.destination};
  for (std::string& audience : audiences_of(response)) values.push_back(std::move(audience));
  for (const std::string& value : values)
    if (const auto kind = kind_of(value)) return *kind;
  return model::ConnectionKind::Auto;
}

}  // namespace

Audit audit_response(const Response& response, std::string_view posted_to,
                     const Expected& expected) {
  Audit out;
  const Case c{response, posted_to, expected, judging_kind(response, expected), out};
  for (const Rule& rule : kRules)
    if (applies(rule, response)) rule.judge(c);
  return out;
}

bool is_told(const Case& c, Code code) {
  return std::ranges::any_of(c.out.findings,
                             [&](const model::Finding& finding) { return finding.code == code; });
}

model::Finding objection(const Case& c, Code code, RefusedBy refused_by, std::string detail,
                         std::string found, std::string expected) {
  auto finding = model::make_mismatch(code, std::move(detail) + who_refuses(refused_by),
                                      std::move(found), std::move(expected));
  finding.severity = severity_for(refused_by, c.kind);
  return finding;
}

model::Finding with_fix(model::Finding finding, const Expected& expected, IdpField field) {
  finding.fix = idp_fix(*expected.labels, field);
  return finding;
}

bool compare(Audit& out, std::string value, std::string_view found, std::string_view expected,
             model::ComparedWith with) {
  using model::ComparedOutcome;
  const bool known = !expected.empty();
  const bool equal = found == expected;
  out.compared.push_back({.value = std::move(value),
                          .found = base::printable(found),
                          .expected = base::printable(expected),
                          .with = known ? with : model::ComparedWith::Nothing,
                          .outcome = !known  ? ComparedOutcome::NotCompared
                                     : equal ? ComparedOutcome::Equal
                                             : ComparedOutcome::Different});
  return !known || equal;
}

std::vector<std::string> audiences_of(const Response& response) {
  std::vector<std::string> all;
  if (!response.assertion) return all;
  for (const auto& restriction : response.assertion->audience_restrictions)
    all.insert(all.end(), restriction.begin(), restriction.end());
  return all;
}

model::Finding describe(const DecodeFailure& failure) {
  const auto malformed = [&](std::string what) {
    if (!failure.detail.empty()) what += ": " + base::printable(failure.detail);
    return model::make_finding(Code::SamlResponseMalformed, std::move(what));
  };
  switch (failure.fault) {
    case ResponseFault::NotBase64:
      return malformed("the SAMLResponse field is not base64");
    case ResponseFault::UnsafeXml: {
      auto finding = malformed("the SAMLResponse holds XML that is never safe to read");
      finding.code = Code::SamlUnsafeXml;
      finding.severity = model::info(finding.code).severity;
      return finding;
    }
    case ResponseFault::NotXml:
      return malformed("the SAMLResponse is not well-formed XML");
    case ResponseFault::NotAResponse:
      return model::make_finding(Code::SamlResponseMalformed,
                                 "the SAMLResponse holds " + base::printable(failure.detail));
    case ResponseFault::TooLarge:
      return malformed("the SAMLResponse is larger than any honest one");
  }
  return malformed("the SAMLResponse cannot be read");
}

model::Finding wrong_binding(std::string_view how, const model::FieldLabels& labels) {
  auto finding = model::make_mismatch(
      Code::SamlWrongBinding,
      "the identity provider answers by " + std::string(how) +
          ", which Flex does not read: it takes a SAMLResponse that is posted by a form",
      std::string(how), "HTTP-POST");
  finding.fix = fix_beside(labels, IdpField::AcsUrl, "binding of the ACS URL (HTTP-POST)");
  return finding;
}

}  // namespace flexverify::saml
