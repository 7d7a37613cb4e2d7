#include "reports/saml_text.h"

#include <vector>

#include "reports/layout.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using base::printable;

constexpr std::size_t kNameColumns = 20;

struct Row {
  std::string name;
  std::string value;  // "" leaves the row out
};

std::string time_text(const std::optional<base::WallTime>& time) {
  return time ? base::format_rfc3339(*time) : "";
}

// Behind the last colon of a format or status URI.
std::string last_part(const std::string& uri) { return uri.substr(uri.rfind(':') + 1); }

std::string signed_text(const model::SamlRequestFacts& request) {
  return request.signed_request ? ", signed" : ", not signed";
}

std::vector<Row> rows_of(const model::SamlRequestFacts& request) {
  return {{"Issuer", request.issuer},
          {"ACS URL", request.acs_url},
          {"Destination", request.destination},
          {"binding", request.binding.empty() ? "" : request.binding + signed_text(request)},
          {"NameID format", last_part(request.name_id_format)},
          {"ID", request.id}};
}

std::vector<Row> rows_of(const model::SamlResponseFacts& response) {
  std::vector<Row> rows = {
      {"Issuer", response.issuer},
      {"status", last_part(response.status) +
                     (response.status_message.empty() ? "" : ": " + response.status_message)},
      {"Audience", response.audience},
      {"Destination", response.destination},
      {"Recipient", response.recipient},
      {"InResponseTo", response.in_response_to},
      {"response signature", response.response_signature},
      {"assertion signature", response.assertion_signature},
      {"issued", time_text(response.issued)},
      {"not before", time_text(response.not_before)},
      {"not on or after", time_text(response.not_on_or_after)},
      {"session ends", time_text(response.session_not_on_or_after)},
      {"NameID", response.name_id.empty()
                     ? ""
                     : response.name_id + " (" + last_part(response.name_id_format) + ")"}};
  for (const model::SamlAttributeFacts& attribute : response.attributes)
    rows.push_back({"claim " + attribute.name, base::join(attribute.values, ", ")});
  return rows;
}

std::vector<Row> rows_of(const model::SamlMetadataFacts& metadata) {
  std::vector<Row> rows = {{"Issuer (entityID)", metadata.entity_id}};
  for (const std::string& url : metadata.sso_urls) rows.push_back({"Single Sign-On URL", url});
  for (const std::string& url : metadata.acs_urls) rows.push_back({"ACS URL", url});
  for (const std::string& format : metadata.name_id_formats)
    rows.push_back({"NameID format", last_part(format)});
  rows.push_back({"valid until", time_text(metadata.valid_until)});
  if (metadata.wants_signed_requests) rows.push_back({"requests", "must be signed"});
  return rows;
}

std::string table(std::string_view title, const std::vector<Row>& rows, const RenderOptions& o) {
  std::string text = "\n " + std::string(title) + "\n";
  for (const Row& row : rows)
    if (!row.value.empty())
      text += hanging(paint("   " + padded(cut(printable(row.name), kNameColumns), kNameColumns),
                            Style::Dim, o.color) +
                          " ",
                      kNameColumns + 4, printable(row.value, 1000), o.width);
  return text;
}

}  // namespace

std::string request_text(const model::SamlRequestFacts& request, const RenderOptions& options) {
  return table("AuthnRequest", rows_of(request), options);
}

std::string response_text(const model::SamlResponseFacts& response, const RenderOptions& options) {
  return table("SAML response", rows_of(response), options);
}

std::string metadata_text(const model::SamlMetadataFacts& metadata, const RenderOptions& options) {
  return table("SAML metadata", rows_of(metadata), options);
}

std::string saml_text(const model::CheckResult& check, const RenderOptions& options) {
  std::string text;
  if (check.saml_request) text += request_text(*check.saml_request, options);
  if (check.saml_response) text += response_text(*check.saml_response, options);
  return text;
}

}  // namespace flexverify::reports
