#include "reports/saml_rows.h"

#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using enum model::Code;
using Codes = std::vector<model::Code>;

std::string time_text(const std::optional<base::WallTime>& time) {
  return time ? base::format_rfc3339(*time) : "";
}

// Behind the last colon of a format or status URI.
std::string last_part(const std::string& uri) { return uri.substr(uri.rfind(':') + 1); }

std::string signed_text(const model::SamlRequestFacts& request) {
  return request.signed_request ? ", signed" : ", not signed";
}

std::string with_format(const model::SamlResponseFacts& response) {
  return response.name_id.empty()
             ? ""
             : response.name_id + " (" + last_part(response.name_id_format) + ")";
}

const Codes kSignature = {SamlSignatureMissing, SamlSignatureInvalid, SamlCertificateMismatch,
                          SamlCertificateExpired, SamlWeakAlgorithm};

}  // namespace

std::vector<SamlRow> rows_of(const model::SamlRequestFacts& request) {
  return {{"Issuer", request.issuer, {EntityIdMismatch, ConnectionKindMismatch}},
          {"ACS URL", request.acs_url, {AcsUrlMismatch, ConnectionKindMismatch}},
          {"Destination", request.destination, {WrongIdp}},
          {"binding", request.binding.empty() ? "" : request.binding + signed_text(request)},
          {"NameID format", last_part(request.name_id_format)},
          {"ID", request.id}};
}

std::vector<SamlRow> rows_of(const model::SamlResponseFacts& response) {
  std::vector<SamlRow> rows = {
      {"Issuer", response.issuer, {SamlIssuerMismatch}},
      {"status",
       last_part(response.status) +
           (response.status_message.empty() ? "" : ": " + response.status_message),
       {SamlStatusNotSuccess}},
      {"Audience", response.audience, {SamlAudienceMismatch, ConnectionKindMismatch}},
      {"Destination", response.destination, {SamlDestinationMismatch}},
      {"Recipient", response.recipient, {SamlRecipientMismatch}},
      {"InResponseTo", response.in_response_to, {SamlInResponseToMismatch}},
      {"response signature", response.response_signature, kSignature},
      {"assertion signature", response.assertion_signature, kSignature},
      {"issued", time_text(response.issued), {SamlClockSkew}},
      {"not before", time_text(response.not_before), {SamlNotYetValid}},
      {"not on or after", time_text(response.not_on_or_after), {SamlExpired}},
      {"session ends", time_text(response.session_not_on_or_after), {SamlSessionTooShort}},
      {"NameID", with_format(response), {SamlNameIdMissing, SamlNameIdUnstable}}};
  for (const model::SamlAttributeFacts& attribute : response.attributes) {
    const Codes codes = attribute.name == "roles" ? Codes{RoleInvalid, RoleMissing} : Codes{};
    rows.push_back({"claim " + attribute.name, base::join(attribute.values, ", "), codes});
  }
  return rows;
}

std::vector<SamlRow> rows_of(const model::SamlMetadataFacts& metadata) {
  std::vector<SamlRow> rows = {{"Issuer (entityID)", metadata.entity_id}};
  for (const std::string& url : metadata.sso_urls) rows.push_back({"Single Sign-On URL", url});
  for (const std::string& url : metadata.acs_urls) rows.push_back({"ACS URL", url});
  for (const std::string& format : metadata.name_id_formats)
    rows.push_back({"NameID format", last_part(format)});
  rows.push_back({"valid until", time_text(metadata.valid_until)});
  if (metadata.wants_signed_requests) rows.push_back({"requests", "must be signed"});
  return rows;
}

}  // namespace flexverify::reports
