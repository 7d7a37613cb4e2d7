// The Response as a whole: its status, what it holds, who signed it.
#include <fmt/core.h>

#include <array>
#include <chrono>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"

namespace flexverify::saml {
namespace {

using model::Code;

constexpr std::string_view kSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success";

// "urn:…:status:Responder" is "Responder".
std::string last_part(std::string_view uri) {
  return base::printable(uri.substr(uri.rfind(':') + 1), 80);
}

model::Finding with_fix(model::Finding finding, const Expected& expected, IdpField field) {
  finding.fix = idp_fix(expected.idp_adapter, field);
  return finding;
}

struct Signature {
  std::string_view of;  // "response"
  const SignatureReport* report;
};

std::array<Signature, 2> signatures_of(const Response& response) {
  return {
      {{"response", &response.response_signature}, {"assertion", &response.assertion_signature}}};
}

bool is_broken(const SignatureReport& report) {
  switch (report.state) {
    case SignatureState::Absent:
    case SignatureState::Valid:
      return false;
    case SignatureState::Invalid:
    case SignatureState::Refused:
      return true;
  }
  return true;
}

// The signature holds, so nothing was changed on the way: Flex has an old certificate.
void audit_other_certificate(const Response& response, const Expected& expected, Findings& out) {
  for (const auto& [of, report] : signatures_of(response)) {
    if (!report->other_certificate || !report->certificate) continue;
    const std::string found =
        fmt::format("{} (sha256 {})", base::printable(report->certificate->subject, 120),
                    report->certificate->sha256);
    auto finding = model::make_mismatch(
        Code::SamlCertificateMismatch,
        fmt::format("the {} is signed, and whole, but with another certificate", of), found,
        "the certificate that was given");
    out.push_back(with_flex_fix(std::move(finding), expected.idp_adapter, FlexField::Certificate));
    return;
  }
}

void audit_signature_state(const Signature& signature, const Expected& expected, Findings& out) {
  if (!is_broken(*signature.report) || signature.report->other_certificate) return;
  const bool refused = signature.report->state == SignatureState::Refused;
  std::string detail =
      fmt::format("the signature of the {} {}", signature.of,
                  refused ? "is of a kind that is never accepted" : "does not hold");
  if (!signature.report->detail.empty()) detail += ": " + base::printable(signature.report->detail);
  auto finding =
      model::make_mismatch(Code::SamlSignatureInvalid, std::move(detail),
                           base::printable(signature.report->algorithm), "a signature that holds");
  out.push_back(with_fix(std::move(finding), expected, IdpField::Signing));
}

void audit_missing_signature(const Response& response, const Expected& expected, Findings& out) {
  for (const Signature& signature : signatures_of(response))
    if (signature.report->state != SignatureState::Absent) return;
  out.push_back(
      with_fix(model::make_mismatch(Code::SamlSignatureMissing,
                                    "neither the response nor the assertion carries a signature",
                                    "none", "a signed response and a signed assertion"),
               expected, IdpField::Signing));
}

void audit_weakness(const Response& response, const Expected& expected, Findings& out) {
  for (const auto& [of, report] : signatures_of(response)) {
    if (!report->weak) continue;
    const std::string algorithms =
        base::printable(report->algorithm) + " over " + base::printable(report->digest);
    out.push_back(
        with_fix(model::make_mismatch(Code::SamlWeakAlgorithm,
                                      fmt::format("the {} is signed with {}", of, algorithms),
                                      algorithms, "rsa-sha256 over sha256"),
                 expected, IdpField::Signing));
    return;
  }
}

// Most providers sign with one certificate: the second signature would say it again.
const model::Certificate* certificate_of(const Response& response) {
  for (const Signature& signature : signatures_of(response))
    if (signature.report->certificate) return &*signature.report->certificate;
  return nullptr;
}

std::string days_text(std::chrono::days days) {
  if (days.count() == 0) return "less than a day";
  return days.count() == 1 ? "1 day" : fmt::format("{} days", days.count());
}

}  // namespace

void audit_expiry(const model::Certificate& certificate, const Expected& expected, Findings& out) {
  const auto left = certificate.not_after - expected.now;
  if (left >= expected.expiry_warning) return;
  const bool expired = left <= base::Millis{0};
  const std::string days = days_text(std::chrono::floor<std::chrono::days>(std::chrono::abs(left)));
  const std::string subject = base::printable(certificate.subject, 120);
  auto finding = model::make_mismatch(
      expired ? Code::SamlCertificateExpired : Code::SamlCertificateExpiresSoon,
      expired ? fmt::format("the signing certificate ({}) expired {} ago", subject, days)
              : fmt::format("the signing certificate ({}) expires in {}", subject, days),
      base::format_rfc3339(certificate.not_after),
      "later than " + base::format_rfc3339(expected.now +
                                           (expired ? base::Millis{0} : expected.expiry_warning)));
  out.push_back(with_fix(std::move(finding), expected, IdpField::Signing));
}

void audit_status(const Response& response, const Expected& expected, Findings& out) {
  if (response.status == kSuccess) return;
  std::string status = response.status.empty() ? "no status" : last_part(response.status);
  if (!response.second_status.empty()) status += " / " + last_part(response.second_status);
  std::string detail = "the identity provider answered " + status;
  if (!response.status_message.empty()) detail += " and says: " + quoted(response.status_message);
  out.push_back(
      with_fix(model::make_mismatch(Code::SamlStatusNotSuccess, std::move(detail), "", "Success"),
               expected, IdpField::Access));
}

void audit_assertion_count(const Response& response, const Expected& expected, Findings& out) {
  if (response.encrypted_count > 0) {
    auto finding = model::make_mismatch(
        Code::SamlEncrypted, "the response holds an encrypted assertion, which Flex cannot read",
        "EncryptedAssertion", "an assertion in clear text");
    finding.fix =
        fix_beside(expected.idp_adapter, IdpField::Signing, "encryption of the assertion (off)");
    out.push_back(std::move(finding));
  }
  if (response.assertion_count > 1)
    out.push_back(with_fix(model::make_mismatch(Code::SamlMultipleAssertions,
                                                fmt::format("the response holds {} assertions",
                                                            response.assertion_count),
                                                std::to_string(response.assertion_count), "1"),
                           expected, IdpField::Signing));
  if (response.assertion || response.assertion_count > 1 || response.encrypted_count > 0) return;
  const bool misplaced = response.assertion_count == 1;
  out.push_back(with_fix(
      model::make_mismatch(Code::SamlResponseMalformed,
                           misplaced ? "the assertion does not stand directly in the response"
                                     : "the response reports success but holds no assertion",
                           misplaced ? "a misplaced assertion" : "no assertion", "one assertion"),
      expected, IdpField::Claims));
}

void audit_comments(const Response& response, const Expected& expected, Findings& out) {
  if (!response.comment_in_value) return;
  out.push_back(
      with_fix(model::make_mismatch(
                   Code::SamlUnsafeXml,
                   "a comment stands inside the NameID or a claim's value: some readers stop "
                   "at it and take the user, or the role, for another",
                   "a comment inside a value", "values without comments"),
               expected, IdpField::NameId));
}

void audit_signatures(const Response& response, const Expected& expected, Findings& out) {
  // Without a readable assertion nobody can say that it is unsigned.
  if (response.assertion) audit_missing_signature(response, expected, out);
  audit_other_certificate(response, expected, out);
  for (const Signature& signature : signatures_of(response))
    audit_signature_state(signature, expected, out);
  audit_weakness(response, expected, out);
  if (const model::Certificate* certificate = certificate_of(response))
    audit_expiry(*certificate, expected, out);
}

std::vector<model::Finding> audit_response(const Response& response, std::string_view posted_to,
                                           const Expected& expected) {
  Findings out;
  audit_status(response, expected, out);
  const bool refused = !out.empty();  // then it holds no assertion, and need not
  if (!refused) audit_assertion_count(response, expected, out);
  audit_signatures(response, expected, out);
  audit_addressing(response, posted_to, expected, out);
  if (!response.assertion) return out;
  audit_comments(response, expected, out);
  audit_times(response, expected, out);
  audit_name_id(*response.assertion, expected, out);
  audit_claims(*response.assertion, expected, out);
  return out;
}

model::Finding describe(const DecodeFailure& failure) {
  const auto malformed = [&](std::string what) {
    if (!failure.detail.empty()) what += ": " + base::printable(failure.detail);
    return model::make_finding(model::Code::SamlResponseMalformed, std::move(what));
  };
  switch (failure.fault) {
    case ResponseFault::NotBase64:
      return malformed("the SAMLResponse field is not base64");
    case ResponseFault::UnsafeXml: {
      auto finding = malformed("the SAMLResponse holds XML that is never safe to read");
      finding.code = model::Code::SamlUnsafeXml;
      finding.severity = model::info(finding.code).severity;
      return finding;
    }
    case ResponseFault::NotXml:
      return malformed("the SAMLResponse is not well-formed XML");
    case ResponseFault::NotAResponse:
      return malformed("the SAMLResponse is XML, but no samlp:Response");
    case ResponseFault::TooLarge:
      return malformed("the SAMLResponse is larger than any honest one");
  }
  return malformed("the SAMLResponse cannot be read");
}

}  // namespace flexverify::saml
