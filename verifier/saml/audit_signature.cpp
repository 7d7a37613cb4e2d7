// Who signed the Response, and by which means.
#include <fmt/core.h>

#include <array>
#include <chrono>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"

namespace flexverify::saml {
namespace {

using model::Code;
using model::Severity;

struct Signature {
  std::string_view of;  // "response"
  const SignatureReport* report;
};

std::array<Signature, 2> signatures_of(const Response& response) {
  return {
      {{"response", &response.response_signature}, {"assertion", &response.assertion_signature}}};
}

std::string described(const model::Certificate& certificate) {
  return fmt::format("{} (sha256 {})", base::printable(certificate.subject, 120),
                     certificate.sha256);
}

std::string of_set(const GivenCertificates& set) {
  return set.sha256.empty() ? "" : "sha256 " + base::join(set.sha256, " or ");
}

// The set that judges; nullopt where nobody gave one.
struct Judge {
  model::ComparedWith with;
  const GivenCertificates* set;
  std::string_view words;
};

std::optional<Judge> judge_of(const Response& response) {
  switch (judging_source(response.pasted, response.published)) {
    case KeySource::Pasted:
      return Judge{model::ComparedWith::Pasted, &response.pasted,
                   "the certificate that was given as the one in Flex"};
    case KeySource::Published:
      return Judge{model::ComparedWith::Published, &response.published,
                   "a certificate that the identity provider publishes"};
    case KeySource::Message:
    case KeySource::None:
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_whole(const SignatureReport& report) {
  return report.state == SignatureState::Valid || report.state == SignatureState::OtherCertificate;
}

void add_compared(const Case& c, const Signature& signature, const std::optional<Judge>& judge) {
  const bool known = judge && !judge->set->sha256.empty();
  const bool equal = known && signature.report->state == SignatureState::Valid;
  c.out.compared.push_back({.value = std::string(signature.of) + " signature",
                            .found = "sha256 " + signature.report->certificate->sha256,
                            .expected = known ? of_set(*judge->set) : "",
                            .with = known ? judge->with : model::ComparedWith::Nothing,
                            .outcome = !known  ? model::ComparedOutcome::NotCompared
                                       : equal ? model::ComparedOutcome::Equal
                                               : model::ComparedOutcome::Different});
}

model::Finding unchecked(const Case& c, Severity severity, std::string detail, std::string found) {
  auto finding = model::make_mismatch(Code::SamlSignatureUnchecked, std::move(detail),
                                      std::move(found), "the certificate in X.509 Certificate");
  finding.severity = severity;
  return with_flex_fix(std::move(finding), *c.expected.labels, FlexField::Certificate);
}

// What was given is Flex's; what is published only the identity provider can mend.
model::Finding unreadable(const Case& c, model::ComparedWith whose, std::string found) {
  const bool published = whose == model::ComparedWith::Published;
  auto finding = unchecked(
      c, Severity::Unknown,
      fmt::format("a certificate that {} cannot be read, so nobody can say whether the signature "
                  "was made with it",
                  published ? "the identity provider publishes" : "was given"),
      std::move(found));
  if (!published) return finding;
  finding.expected = "certificates in base64 in the metadata";
  finding.fix =
      model::Fix{.party = "the identity provider", .page = "metadata", .field = "X509Certificate"};
  return finding;
}

// The signature holds, so nothing was changed on the way: the other side has another certificate.
model::Finding other_certificate(const Case& c, const Signature& signature, const Judge& judge) {
  const bool next = signature.report->key == KeySource::Published;
  std::string detail =
      fmt::format("the {} is signed, and whole, but not with {}", signature.of, judge.words);
  if (next)
    detail +=
        "; the identity provider publishes the one that it used: it rolled over, or is about to";
  auto finding =
      model::make_mismatch(Code::SamlCertificateMismatch, std::move(detail),
                           described(*signature.report->certificate), of_set(*judge.set));
  return with_flex_fix(std::move(finding), *c.expected.labels, FlexField::Certificate);
}

model::Finding fault_of_certificate(const Case& c, const Signature& signature, const Judge& judge) {
  if (judge.set->has_unreadable)
    return unreadable(c, judge.with, described(*signature.report->certificate));
  return other_certificate(c, signature, judge);
}

// What a signature without a certificate, or one that we cannot verify, leaves open.
void judge_unchecked(const Case& c, const Signature& signature) {
  if (is_told(c, Code::SamlSignatureUnchecked)) return;
  const SignatureReport& report = *signature.report;
  const bool pasted = c.response.pasted.has_unreadable;
  if (report.embedded || !(pasted || c.response.published.has_unreadable))
    return c.report(unchecked(
        c, report.embedded ? Severity::Unknown : Severity::Note,
        fmt::format("the signature of the {} was not checked: {}", signature.of, report.detail),
        base::printable(report.algorithm)));
  using model::ComparedWith;
  c.report(unreadable(c, pasted ? ComparedWith::Pasted : ComparedWith::Published, "none"));
}

void judge_invalid(const Case& c, const Signature& signature) {
  const bool refused = signature.report->state == SignatureState::Refused;
  std::string detail =
      fmt::format("the signature of the {} {}", signature.of,
                  refused ? "is of a kind that is never accepted" : "does not hold");
  if (!signature.report->detail.empty()) detail += ": " + base::printable(signature.report->detail);
  auto finding =
      model::make_mismatch(Code::SamlSignatureInvalid, std::move(detail),
                           base::printable(signature.report->algorithm), "a signature that holds");
  c.report(with_fix(std::move(finding), c.expected, IdpField::Signing));
}

std::string means_of(const SignatureReport& report) {
  std::string text = report.algorithm + " over " + report.digest;
  if (!report.canonicalization.empty())
    text += ", " + report.canonicalization + " canonicalization";
  return text;
}

// Auth0 signs with SHA-1 unless its settings say otherwise.
bool judge_weakness(const Case& c, const Signature& signature) {
  if (!signature.report->weak) return false;
  const std::string means = means_of(*signature.report);
  auto finding = model::make_mismatch(Code::SamlWeakAlgorithm,
                                      fmt::format("the {} is signed with {}", signature.of, means),
                                      means, "rsa-sha256 over sha256");
  finding.hint = c.expected.labels->against_sha1;
  c.report(with_fix(std::move(finding), c.expected, IdpField::Signing));
  return true;
}

bool judge_taken(const Case& c, const Signature& signature) {
  const RefusedBy refused_by = signature.report->refused_by;
  if (refused_by == RefusedBy::Neither) return false;
  const std::string means = means_of(*signature.report);
  auto finding = objection(
      c, Code::SamlSignatureInvalid, refused_by,
      fmt::format("the {} is signed with {}{}", signature.of, means,
                  refused_by == RefusedBy::Both ? ", which no connection of Flex takes" : ""),
      means, "rsa-sha256 over sha256, exclusive canonicalization");
  finding.hint = "Choose RSA-SHA256 and SHA-256 in the identity provider's application.";
  c.report(with_fix(std::move(finding), c.expected, IdpField::Signing));
  return true;
}

std::string days_text(std::chrono::days days) {
  if (days.count() == 0) return "less than a day";
  return days.count() == 1 ? "1 day" : fmt::format("{} days", days.count());
}

}  // namespace

void judge_signature_presence(const Case& c) {
  for (const Signature& signature : signatures_of(c.response))
    if (signature.report->state != SignatureState::Absent) return;
  c.report(
      with_fix(model::make_mismatch(Code::SamlSignatureMissing,
                                    "neither the response nor the assertion carries a signature",
                                    "none", "a signed response and a signed assertion"),
               c.expected, IdpField::Signing));
}

// Most providers sign both with one certificate: it is told once.
void judge_signing_certificate(const Case& c) {
  const auto judge = judge_of(c.response);
  bool told = false;
  for (const Signature& signature : signatures_of(c.response)) {
    if (!is_whole(*signature.report)) continue;
    add_compared(c, signature, judge);
    if (told || !judge || signature.report->state == SignatureState::Valid) continue;
    c.report(fault_of_certificate(c, signature, *judge));
    told = true;
  }
}

// java-saml takes a certificate of KeyInfo only if it is the one that it holds; one that cannot be
// read is overlooked by both.
void judge_key_info(const Case& c) {
  for (const auto& [of, report] : signatures_of(c.response)) {
    const bool other = is_pinned(*report) && report->embedded &&
                       report->embedded->sha256 != report->certificate->sha256;
    if (!other && !report->embedded_unreadable) continue;
    auto finding = objection(
        c, Code::SamlCertificateMismatch, other ? RefusedBy::Legacy : RefusedBy::Neither,
        other
            ? fmt::format("the {} is signed by the right key, but carries another certificate", of)
            : fmt::format("the certificate that the {} carries cannot be read", of),
        other ? described(*report->embedded) : "no certificate",
        "the certificate that Flex holds, or none");
    c.report(with_flex_fix(std::move(finding), *c.expected.labels, FlexField::Certificate));
    return;
  }
}

void judge_signature_state(const Case& c) {
  for (const Signature& signature : signatures_of(c.response)) {
    switch (signature.report->state) {
      case SignatureState::Absent:
      case SignatureState::Valid:
      case SignatureState::OtherCertificate:
        break;
      case SignatureState::Unchecked:
        judge_unchecked(c, signature);
        break;
      case SignatureState::Invalid:
      case SignatureState::Refused:
        judge_invalid(c, signature);
        break;
    }
  }
}

void judge_signature_algorithms(const Case& c) {
  for (const Signature& signature : signatures_of(c.response))
    if (judge_taken(c, signature)) break;
  for (const Signature& signature : signatures_of(c.response))
    if (judge_weakness(c, signature)) break;
}

// The second signature would say it again.
void judge_certificate_expiry(const Case& c) {
  for (const Signature& signature : signatures_of(c.response))
    if (signature.report->certificate)
      return audit_expiry(*signature.report->certificate, c.expected, c.out.findings);
}

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
  finding.fix = model::certificate_fix(*expected.labels);
  out.push_back(std::move(finding));
}

bool is_demonstrably_forged(const Response& response) {
  for (const Signature& signature : signatures_of(response))
    if (signature.report->state == SignatureState::Invalid ||
        signature.report->state == SignatureState::Refused)
      return true;
  return false;
}

std::optional<model::Finding> note_one_signature(const Response& response,
                                                 const Expected& expected) {
  const bool outer = response.response_signature.state != SignatureState::Absent;
  const bool inner = response.assertion_signature.state != SignatureState::Absent;
  if (outer == inner || expected.labels->guide_signs != model::GuideSigns::Both)
    return std::nullopt;
  auto note = model::make_mismatch(
      Code::SamlSignatureMissing,
      fmt::format(
          "only the {} is signed; the guide's page for this identity provider asks for both",
          outer ? "response" : "assertion"),
      outer ? "a signed response" : "a signed assertion",
      "a signed response and a signed assertion");
  note.severity = model::Severity::Note;
  return with_fix(std::move(note), expected, IdpField::Signing);
}

}  // namespace flexverify::saml
