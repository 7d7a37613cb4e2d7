// The answer of a monitoring plugin (Nagios, Icinga and relatives): one line and figures, then what
// to change. Monitoring Plugins Development Guidelines, "Plugin Output".
#include <fmt/format.h>

#include <algorithm>

#include "reports/finding_text.h"
#include "reports/metrics.h"
#include "reports/renderer.h"
#include "verifier/base/text.h"
#include "verifier/model/last_line.h"

namespace flexverify::reports {
namespace {

std::string_view status(model::Verdict verdict) {
  switch (verdict) {
    case model::Verdict::Ok:
      return "OK";
    case model::Verdict::Warning:
      return "WARNING";
    case model::Verdict::Critical:
      return "CRITICAL";
    case model::Verdict::Unknown:
      return "UNKNOWN";
  }
  return "UNKNOWN";
}

// A bar would begin the figures; a web page of the monitoring would take "<" for markup.
std::string plain(std::string_view text) {
  std::string shown = base::printable(text, 300);
  std::ranges::replace(shown, '|', '/');
  std::ranges::replace(shown, '<', '[');
  std::ranges::replace(shown, '>', ']');
  return shown;
}

std::string first_of(const model::CheckResult& check) {
  if (check.findings.empty())
    return plain(check.name) + " reached " + std::string(model::name_of(check.reached));
  const model::Finding& finding = check.findings.front();
  return plain(check.name) + ": " + std::string(model::info(finding.code).id) + ": " +
         plain(finding.detail);
}

std::string figure(const model::CheckResult& check) {
  const std::string label =
      base::replace_all(base::replace_all(plain(check.name), "'", "_"), "=", "_");
  return fmt::format(" '{}'={:.3f}s;;;0", label, in_seconds(check.duration));
}

std::string details(const model::CheckResult& check) {
  std::string text;
  for (const model::Finding& finding : check.findings) {
    text += fmt::format("{}: {}: {}\n", plain(check.name), model::info(finding.code).id,
                        plain(finding.detail));
    if (!finding.found.empty()) text += "  found: " + plain(finding.found) + "\n";
    if (!finding.expected.empty()) text += "  expected: " + plain(finding.expected) + "\n";
    if (finding.fix) text += "  change: " + plain(fix_place(*finding.fix)) + "\n";
  }
  return text;
}

std::string head(const model::Run& run, const RenderOptions&) {
  std::string line = fmt::format("FLEX LOGIN {}", status(run.verdict)), figures;
  const char* separator = " - ";
  for (const model::CheckResult& check : run.checks) {
    if (check.verdict == run.verdict) line += separator + first_of(check), separator = "; ";
    figures += figure(check);
  }
  return line + " |" + figures + "\n";
}

std::string part(const model::CheckResult& check, Place, const RenderOptions&) {
  return details(check);
}

std::string tail(const model::Run& run, const RenderOptions&) {
  std::string text;
  for (const std::string& said : model::last_lines(run.checks)) text += plain(said) + "\n";
  return text;
}

}  // namespace

const Pieces kNagiosPieces{at_once<head>, part, "", tail};

}  // namespace flexverify::reports
