#include "reports/saml_text.h"

#include <vector>

#include "reports/layout.h"
#include "reports/saml_rows.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using base::printable;

constexpr std::size_t kNameColumns = 20;

using ComparedList = std::vector<model::Compared>;

std::string mark_of(const SamlRow& row, const ComparedList& compared, const RenderOptions& o) {
  const std::string_view words = equal_words(row, compared);
  return words.empty() ? "" : " " + paint("✓ " + std::string(words), Style::Green, o.color);
}

std::string table(std::string_view title, const std::vector<SamlRow>& rows,
                  const ComparedList& compared, const RenderOptions& o) {
  std::string text = "\n " + std::string(title) + "\n";
  for (const SamlRow& row : rows)
    if (!row.value.empty())
      text += hanging(paint("   " + padded(cut(printable(row.name), kNameColumns), kNameColumns),
                            Style::Dim, o.color) +
                          " ",
                      kNameColumns + 4, printable(row.value, 1000) + mark_of(row, compared, o),
                      o.width);
  return text;
}

}  // namespace

std::string request_text(const model::SamlRequestFacts& request,
                         const std::vector<model::Compared>& compared,
                         const RenderOptions& options) {
  return table("AuthnRequest", rows_of(request), compared, options);
}

std::string response_text(const model::SamlResponseFacts& response,
                          const std::vector<model::Compared>& compared,
                          const RenderOptions& options) {
  return table("SAML response", rows_of(response), compared, options);
}

std::string metadata_text(const model::SamlMetadataFacts& metadata,
                          const std::vector<model::Compared>& compared,
                          const RenderOptions& options) {
  return table("SAML metadata", rows_of(metadata), compared, options);
}

std::string saml_text(const model::CheckResult& check, const RenderOptions& options) {
  std::string text;
  if (check.saml_request) text += request_text(*check.saml_request, check.compared, options);
  if (check.saml_response) text += response_text(*check.saml_response, check.compared, options);
  return text;
}

}  // namespace flexverify::reports
