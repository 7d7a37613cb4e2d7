// The identity provider's own publication against what was pasted into Flex and what Flex does.
#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/saml/certificate.h"
#include "verifier/saml/difference.h"
#include "verifier/saml/metadata.h"
#include "verifier/web/query.h"
#include "verifier/web/url.h"

namespace flexverify::saml {
namespace {

using model::Code;

// Parameters that the service provider adds to the Single Sign-On URL.
bool is_added(std::string_view name) {
  return name == "SAMLRequest" || name == "RelayState" || name == "SigAlg" || name == "Signature";
}

std::string bare(std::string_view text) {
  auto url = web::parse_url(text);
  if (!url) return std::string(text);
  std::vector<web::NameValue> kept;
  for (web::NameValue& pair : web::parse_query(url->query.value_or("")))
    if (!is_added(pair.first)) kept.push_back(std::move(pair));
  url->query = kept.empty() ? std::nullopt : std::optional(web::serialize_query(kept));
  return web::to_string(*url, web::WithFragment::No);
}

model::Finding wrong_url(std::string detail, std::string_view found, std::string wanted,
                         const Expected& expected) {
  return with_flex_fix(model::make_mismatch(Code::WrongIdp, std::move(detail),
                                            base::printable(found, 300), std::move(wanted)),
                       *expected.labels, FlexField::SsoUrl);
}

std::string listed(const std::vector<MetadataEndpoint>& endpoints) {
  std::string text;
  for (const MetadataEndpoint& one : endpoints)
    text += (text.empty() ? "" : " or ") + base::printable(one.location, 200);
  return text;
}

bool publishes(const Metadata& metadata, const std::string& url) {
  return std::ranges::any_of(
      metadata.sso_urls, [&](const MetadataEndpoint& one) { return bare(one.location) == url; });
}

void audit_pasted_issuer(const Metadata& metadata, const Expected& expected, Audit& audit) {
  if (expected.idp_issuer.empty()) return;
  if (compare(audit, "pasted issuer", expected.idp_issuer, metadata.entity_id,
              model::ComparedWith::Published))
    return;
  auto finding = model::make_mismatch(
      Code::SamlIssuerMismatch,
      fmt::format("the identity provider calls itself {}, Identity Provider Issuer holds {}{}",
                  quoted(metadata.entity_id), quoted(expected.idp_issuer),
                  unseen_difference(expected.idp_issuer, metadata.entity_id)),
      expected.idp_issuer, base::printable(metadata.entity_id));
  audit.findings.push_back(with_flex_fix(std::move(finding), *expected.labels, FlexField::Issuer));
}

void audit_pasted_url(const Metadata& metadata, const Expected& expected, Audit& audit) {
  if (expected.sso_url.empty() || metadata.sso_urls.empty()) return;
  const std::string pasted = bare(expected.sso_url);
  const bool known = publishes(metadata, pasted);
  compare(audit, "pasted sso url", pasted, known ? pasted : listed(metadata.sso_urls),
          model::ComparedWith::Published);
  if (known) return;
  audit.findings.push_back(
      wrong_url("the identity provider does not publish the Single Sign-On URL that "
                "Flex holds",
                expected.sso_url, listed(metadata.sso_urls), expected));
}

// One text as a certificate: a hash, or nothing when it is none.
std::string hash_of(const std::string& certificate) {
  const auto der = certificate_der(certificate);
  return der ? base::hex_encode(base::sha256(*der)) : "";
}

std::vector<std::string> hashes_of(const std::vector<std::string>& certificates) {
  std::vector<std::string> hashes;
  for (const std::string& one : certificates)
    if (std::string hash = hash_of(one); !hash.empty()) hashes.push_back(std::move(hash));
  return hashes;
}

// What cannot be read is named, and judges nothing.
void audit_unreadable_certificates(const Metadata& metadata, Audit& audit) {
  for (const std::string& text : metadata.signing_certificates) {
    if (!hash_of(text).empty()) continue;
    auto finding = model::make_mismatch(
        Code::SamlSignatureUnchecked,
        "a signing certificate in the metadata cannot be read, so no signature can be checked with "
        "it",
        base::printable(text, 40), "a certificate in base64");
    finding.severity = model::Severity::Unknown;
    finding.fix = model::Fix{
        .party = "the identity provider", .page = "metadata", .field = "X509Certificate"};
    audit.findings.push_back(std::move(finding));
  }
}

// The one that Flex holds must be one of those with which the provider signs.
void audit_pasted_certificate(const Metadata& metadata, const Expected& expected, Audit& audit) {
  const auto pasted = hashes_of(expected.certificates);
  const auto published = hashes_of(metadata.signing_certificates);
  if (pasted.empty() || published.empty()) return;
  const auto both = std::ranges::find_if(
      pasted, [&](const std::string& one) { return std::ranges::count(published, one) > 0; });
  const std::string found = "sha256 " + (both == pasted.end() ? pasted.front() : *both);
  const std::string right =
      both == pasted.end() ? "sha256 " + base::join(published, " or ") : found;
  if (compare(audit, "pasted certificate", found, right, model::ComparedWith::Published)) return;
  auto finding = model::make_mismatch(
      Code::SamlCertificateMismatch,
      "the certificate that Flex holds is none of those that the identity provider publishes",
      found, right);
  audit.findings.push_back(
      with_flex_fix(std::move(finding), *expected.labels, FlexField::Certificate));
}

// One that still holds is enough: providers publish the next one early.
void audit_published_certificates(const Metadata& metadata, const Expected& expected,
                                  Audit& audit) {
  std::optional<model::Certificate> latest;
  for (const std::string& text : metadata.signing_certificates) {
    const auto der = certificate_der(text);
    auto certificate = der ? describe_certificate(*der) : std::nullopt;
    if (certificate && (!latest || certificate->not_after > latest->not_after))
      latest = std::move(certificate);
  }
  if (latest) audit_expiry(*latest, expected, audit.findings);
}

// SAML metadata 2.3.2: after validUntil nobody may use it.
void audit_validity(const Metadata& metadata, const Expected& expected, Audit& audit) {
  const auto add = [&](model::Finding finding) {
    finding.fix =
        model::Fix{.party = "the identity provider", .page = "metadata", .field = "validUntil"};
    audit.findings.push_back(std::move(finding));
  };
  if (!metadata.unreadable_valid_until.empty()) {
    auto note = model::make_mismatch(Code::SamlMetadataExpired,
                                     "the validUntil of the metadata cannot be read",
                                     base::printable(metadata.unreadable_valid_until), "a time");
    note.severity = model::Severity::Note;
    add(std::move(note));
  }
  if (metadata.valid_until && *metadata.valid_until <= expected.now)
    add(model::make_mismatch(
        Code::SamlMetadataExpired,
        "the metadata was valid only until " + base::format_rfc3339(*metadata.valid_until),
        base::format_rfc3339(*metadata.valid_until),
        "later than " + base::format_rfc3339(expected.now)));
}

}  // namespace

Audit audit_metadata(const Metadata& metadata, const Expected& expected) {
  Audit audit;
  if (!metadata.is_identity_provider) return audit;
  audit_pasted_issuer(metadata, expected, audit);
  audit_pasted_url(metadata, expected, audit);
  audit_unreadable_certificates(metadata, audit);
  audit_pasted_certificate(metadata, expected, audit);
  audit_published_certificates(metadata, expected, audit);
  audit_validity(metadata, expected, audit);
  return audit;
}

Audit audit_sso_url(std::string_view requested, const Metadata* metadata,
                    const Expected& expected) {
  Audit audit;
  const std::string found = bare(requested);
  if (!expected.sso_url.empty() &&
      !compare(audit, "sso url", found, bare(expected.sso_url), model::ComparedWith::Pasted)) {
    audit.findings.push_back(
        wrong_url("Flex sends the AuthnRequest to another address than expected", found,
                  expected.sso_url, expected));
    return audit;
  }
  if (metadata == nullptr || metadata->sso_urls.empty()) return audit;
  const bool known = publishes(*metadata, found);
  if (expected.sso_url.empty())
    compare(audit, "sso url", found, known ? found : listed(metadata->sso_urls),
            model::ComparedWith::Published);
  if (!known)
    audit.findings.push_back(
        wrong_url("Flex sends the AuthnRequest to an address that the identity provider "
                  "does not publish",
                  found, listed(metadata->sso_urls), expected));
  return audit;
}

}  // namespace flexverify::saml
