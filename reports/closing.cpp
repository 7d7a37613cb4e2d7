#include "reports/closing.h"

#include <algorithm>

#include "reports/finding_text.h"
#include "reports/layout.h"
#include "verifier/base/text.h"
#include "verifier/model/last_line.h"

namespace flexverify::reports {
namespace {

using model::Answer;

constexpr std::size_t kIndent = 3;

Style style_of(Answer answer) {
  switch (answer) {
    case Answer::Yes:
      return Style::Green;
    case Answer::CannotTell:
      return Style::Yellow;
    case Answer::No:
      return Style::Red;
  }
  return Style::Plain;
}

std::string rule(const RenderOptions& o) {
  std::string line;
  for (std::size_t i = 0; i < std::min(o.width, kReadableWidth); ++i) line += "─";
  return "\n" + paint(line, Style::Dim, o.color) + "\n";
}

std::string to_read_first(const model::LastLine& line, const model::Run& run,
                          const RenderOptions& o) {
  const model::CheckResult& check = run.checks[line.check];
  const model::Finding* finding = model::first_to_read(line, check);
  if (finding == nullptr) return "";
  const std::string name = run.checks.size() > 1 ? base::printable(check.name, 100) + ": " : "";
  return hanging(" ", 1, name + sentence_of(*finding), o.width) +
         hanging(" → ", kIndent, remedy_of(*finding), o.width);
}

}  // namespace

std::string closing(const model::Run& run, const RenderOptions& o) {
  const auto lines = model::last_lines_of(run.checks);
  if (lines.empty()) return "";
  std::string text = rule(o);
  for (const model::LastLine& line : lines)
    text +=
        to_read_first(line, run, o) +
        paint(paint(model::sentence(line), Style::Bold, o.color), style_of(line.answer), o.color) +
        "\n";
  return text;
}

}  // namespace flexverify::reports
