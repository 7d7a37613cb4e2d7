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

std::string_view words_of(model::ComparedWith with) {
  switch (with) {
    case model::ComparedWith::Nothing:
      return "";
    case model::ComparedWith::Pasted:
      return "as pasted into Flex";
    case model::ComparedWith::Published:
      return "as published";
    case model::ComparedWith::Message:
      return "as asked for";
    case model::ComparedWith::User:
      return "as expected";
  }
  return "";
}

const Codes kSignature = {SamlSignatureMissing, SamlSignatureInvalid, SamlCertificateMismatch,
                          SamlCertificateExpired, SamlWeakAlgorithm};

}  // namespace

std::string_view equal_words(const SamlRow& row, const std::vector<model::Compared>& compared) {
  for (const model::Compared& one : compared)
    if (!row.compared.empty() && one.value == row.compared &&
        one.outcome == model::ComparedOutcome::Equal)
      return words_of(one.with);
  return "";
}

std::vector<SamlRow> rows_of(const model::SamlRequestFacts& request) {
  return {{"Issuer", request.issuer, {EntityIdMismatch, ConnectionKindMismatch}, "request issuer"},
          {"ACS URL", request.acs_url, {AcsUrlMismatch, ConnectionKindMismatch}, "request acs url"},
          {"Destination", request.destination, {WrongIdp}, "sso url"},
          {"binding", request.binding.empty() ? "" : request.binding + signed_text(request)},
          {"NameID format", last_part(request.name_id_format)},
          {"ID", request.id}};
}

std::vector<SamlRow> rows_of(const model::SamlResponseFacts& response) {
  std::vector<SamlRow> rows = {
      {"Issuer", response.issuer, {SamlIssuerMismatch}, "issuer"},
      {"status",
       last_part(response.status) +
           (response.status_message.empty() ? "" : ": " + response.status_message),
       {SamlStatusNotSuccess}},
      {"Audience",
       response.audience,
       {SamlAudienceMismatch, SamlAudienceOrder, ConnectionKindMismatch},
       "audience"},
      {"Destination", response.destination, {SamlDestinationMismatch}, "destination"},
      {"Recipient",
       response.recipient,
       {SamlRecipientMismatch, SamlSubjectConfirmation},
       "recipient"},
      {"InResponseTo", response.in_response_to, {SamlInResponseToMismatch}, "in-response-to"},
      {"response signature", response.response_signature, kSignature, "response signature"},
      {"assertion signature", response.assertion_signature, kSignature, "assertion signature"},
      {"issued", time_text(response.issued), {SamlClockSkew}},
      {"not before", time_text(response.not_before), {SamlNotYetValid}},
      {"not on or after", time_text(response.not_on_or_after), {SamlExpired}},
      {"session ends", time_text(response.session_not_on_or_after), {SamlSessionTooShort}},
      {"NameID",
       with_format(response),
       {SamlNameIdMissing, SamlNameIdUnstable, SamlNameIdQualifier}}};
  for (const model::SamlAttributeFacts& attribute : response.attributes) {
    const bool roles = attribute.name == "roles";
    rows.push_back({"claim " + attribute.name, base::join(attribute.values, ", "),
                    roles ? Codes{RoleInvalid, RoleMissing} : Codes{}, roles ? "role" : ""});
  }
  return rows;
}

std::vector<SamlRow> rows_of(const model::SamlMetadataFacts& metadata) {
  std::vector<SamlRow> rows = {
      {"Issuer (entityID)", metadata.entity_id, {SamlIssuerMismatch}, "pasted issuer"}};
  for (const std::string& url : metadata.sso_urls) rows.push_back({"Single Sign-On URL", url});
  for (const std::string& url : metadata.acs_urls) rows.push_back({"ACS URL", url});
  for (const std::string& format : metadata.name_id_formats)
    rows.push_back({"NameID format", last_part(format)});
  rows.push_back({"valid until", time_text(metadata.valid_until)});
  if (metadata.wants_signed_requests) rows.push_back({"requests", "must be signed"});
  return rows;
}

}  // namespace flexverify::reports
