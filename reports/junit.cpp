// JUnit XML as the common readers of CI systems take it: one testcase for each check, <failure> for
// critical, <error> for unknown, and the report for people as its output.
#include <fmt/format.h>

#include <algorithm>

#include "reports/renderer.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using model::CheckResult;
using model::Verdict;

std::string escaped(std::string_view text, std::size_t limit = 2000) {
  return base::html_escape(base::printable(text, limit));
}

// The report for people lets no control character through; two code points more have no place in
// XML 1.0.
std::string escaped_report(const std::string& text) {
  std::string out = base::html_escape(text);
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    out = base::replace_all(std::move(out), forbidden, "\xEF\xBF\xBD");
  return out;
}

std::string seconds(base::Millis time) {
  return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

std::string in_words(const CheckResult& check) {
  const model::Run alone = model::run_of_one("", check);
  return escaped_report(render_text(alone, {.width = 100}));
}

// What a list of failed tests shows in one line.
std::string message_of(const CheckResult& check) {
  if (check.findings.empty()) return escaped(fmt::format("reached {}", name_of(check.reached)));
  const model::Finding& first = check.findings.front();
  return escaped(first.detail.empty() ? model::info(first.code).title : first.detail, 300);
}

std::string type_of(const CheckResult& check) {
  return check.findings.empty() ? "none" : std::string(model::first_code(check));
}

std::string outcome(const CheckResult& check) {
  const std::string text = in_words(check);
  switch (check.verdict) {
    case Verdict::Ok:
    case Verdict::Warning:
      return "      <system-out>" + text + "</system-out>\n";
    case Verdict::Critical:
      return fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                         message_of(check), type_of(check), text);
    case Verdict::Unknown:
      return fmt::format("      <error message=\"{}\" type=\"{}\">{}</error>\n", message_of(check),
                         type_of(check), text);
  }
  return "";
}

std::string part(const CheckResult& check, Place, const RenderOptions&) {
  return fmt::format(
      "    <testcase classname=\"flexverify.{}\" name=\"{}\" time=\"{}\">\n{}    </testcase>\n",
      name_of(check.setup), escaped(check.name), seconds(check.duration), outcome(check));
}

std::string counts(const model::Run& run) {
  const auto count = [&](Verdict verdict) {
    return std::ranges::count(run.checks, verdict, &CheckResult::verdict);
  };
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{}\"", run.checks.size(),
                     count(Verdict::Critical), count(Verdict::Unknown), seconds(run.duration));
}

// Readers expect a local date and time without a zone; it is UTC.
std::string timestamp(base::WallTime time) {
  return base::format_rfc3339(std::chrono::floor<std::chrono::seconds>(time)).substr(0, 19);
}

std::string head(const model::Run& run, const RenderOptions&) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"flexverify\" {0}>\n"
      "  <testsuite name=\"flexverify\" skipped=\"0\" timestamp=\"{1}\" {0}>\n"
      "    <properties><property name=\"version\" value=\"{2}\"/></properties>\n",
      counts(run), timestamp(run.started), escaped(run.tool_version));
}

std::string tail(const model::Run&, const RenderOptions&) {
  return "  </testsuite>\n</testsuites>\n";
}

}  // namespace

const Pieces kJunitPieces{at_once<head>, part, "", tail};

}  // namespace flexverify::reports
