// The identity provider's own publication against what was pasted into Flex and what Flex does.
#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/saml/certificate.h"
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
                       expected.idp_adapter, FlexField::SsoUrl);
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

void audit_pasted_issuer(const Metadata& metadata, const Expected& expected, Findings& out) {
  if (expected.idp_issuer.empty() || metadata.entity_id == expected.idp_issuer) return;
  auto finding = model::make_mismatch(
      Code::SamlIssuerMismatch,
      fmt::format("the identity provider calls itself {}, Identity Provider Issuer holds {}",
                  quoted(metadata.entity_id), quoted(expected.idp_issuer)),
      expected.idp_issuer, base::printable(metadata.entity_id));
  out.push_back(with_flex_fix(std::move(finding), expected.idp_adapter, FlexField::Issuer));
}

void audit_pasted_url(const Metadata& metadata, const Expected& expected, Findings& out) {
  if (expected.sso_url.empty() || metadata.sso_urls.empty()) return;
  if (publishes(metadata, bare(expected.sso_url))) return;
  out.push_back(
      wrong_url("the identity provider does not publish the Single Sign-On URL that "
                "Flex holds",
                expected.sso_url, listed(metadata.sso_urls), expected));
}

std::string hash_of(const std::string& certificate) {
  const auto der = certificate_der(certificate);
  return der ? base::hex_encode(base::sha256(*der)) : "";
}

// The one that Flex holds must be one of those with which the provider signs.
void audit_pasted_certificate(const Metadata& metadata, const Expected& expected, Findings& out) {
  if (expected.certificates.empty()) return;
  std::vector<std::string> published;
  for (const std::string& one : metadata.signing_certificates) published.push_back(hash_of(one));
  for (const std::string& pasted : expected.certificates)
    if (std::ranges::count(published, hash_of(pasted)) > 0) return;
  auto finding = model::make_mismatch(
      Code::SamlCertificateMismatch,
      "the certificate that Flex holds is none of those that the identity provider publishes",
      "sha256 " + hash_of(expected.certificates.front()),
      published.empty() ? "a published certificate" : "sha256 " + base::join(published, " or "));
  out.push_back(with_flex_fix(std::move(finding), expected.idp_adapter, FlexField::Certificate));
}

// One that still holds is enough: providers publish the next one early.
void audit_published_certificates(const Metadata& metadata, const Expected& expected,
                                  Findings& out) {
  std::optional<model::Certificate> latest;
  for (const std::string& text : metadata.signing_certificates) {
    const auto der = certificate_der(text);
    auto certificate = der ? describe_certificate(*der) : std::nullopt;
    if (certificate && (!latest || certificate->not_after > latest->not_after))
      latest = std::move(certificate);
  }
  if (latest) audit_expiry(*latest, expected, out);
}

}  // namespace

Findings audit_metadata(const Metadata& metadata, const Expected& expected) {
  Findings out;
  if (!metadata.is_identity_provider) return out;
  audit_pasted_issuer(metadata, expected, out);
  audit_pasted_url(metadata, expected, out);
  audit_pasted_certificate(metadata, expected, out);
  audit_published_certificates(metadata, expected, out);
  return out;
}

Findings audit_sso_url(std::string_view requested, const Metadata* metadata,
                       const Expected& expected) {
  Findings out;
  const std::string found = bare(requested);
  if (!expected.sso_url.empty() && found != bare(expected.sso_url))
    out.push_back(wrong_url("Flex sends the AuthnRequest to another address than expected", found,
                            expected.sso_url, expected));
  else if (metadata != nullptr && !metadata->sso_urls.empty() && !publishes(*metadata, found))
    out.push_back(
        wrong_url("Flex sends the AuthnRequest to an address that the identity provider "
                  "does not publish",
                  found, listed(metadata->sso_urls), expected));
  return out;
}

}  // namespace flexverify::saml
