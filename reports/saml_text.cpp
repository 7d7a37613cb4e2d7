#include "reports/saml_text.h"

#include <vector>

#include "reports/layout.h"
#include "reports/saml_rows.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using base::printable;

constexpr std::size_t kNameColumns = 20;

std::string table(std::string_view title, const std::vector<SamlRow>& rows,
                  const RenderOptions& o) {
  std::string text = "\n " + std::string(title) + "\n";
  for (const SamlRow& row : rows)
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
