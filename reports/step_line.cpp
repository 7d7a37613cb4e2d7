#include "reports/step_line.h"

#include <algorithm>
#include "reports/layout.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

constexpr std::size_t kLegColumns = 11;  // "assertion" and two spaces

struct Mark {
  std::string_view glyph;
  Style style;
};

Mark mark_of(model::StepState state) {
  switch (state) {
    case model::StepState::Passed:
      return {"✓", Style::Green};
    case model::StepState::Failed:
      return {"✗", Style::Red};
    case model::StepState::Unclear:
      return {"?", Style::Yellow};
  }
  return {"?", Style::Yellow};
}

std::string prefix_text(std::string_view prefix) {
  return prefix.empty() ? "" : std::string(prefix) + "  ";
}

}  // namespace

std::string step_line(const model::Step& step, std::string_view prefix, std::size_t columns,
                      Color color) {
  const std::size_t width = std::min(columns, kReadableWidth);
  const Mark mark = mark_of(step.state);
  const std::string name = prefix_text(prefix);
  const std::string leg = padded(base::printable(step.leg, 40), kLegColumns - 1) + " ";
  const std::size_t indent = 3 + display_width(name) + display_width(leg);
  const std::string time = base::format_duration(step.duration);
  const std::size_t right = time.size() + 2;
  const auto lines =
      wrap(base::printable(step.summary, 400), width > indent + right ? width - indent - right : 0);
  std::string out =
      " " + paint(mark.glyph, mark.style, color) + " " + paint(name, Style::Dim, color) + leg;
  const std::size_t used = indent + display_width(lines[0]);
  const std::size_t gap = width > used + time.size() ? width - used - time.size() : 1;
  out += lines[0] + std::string(gap, ' ') + paint(time, Style::Dim, color) + "\n";
  for (std::size_t i = 1; i < lines.size(); ++i) out += std::string(indent, ' ') + lines[i] + "\n";
  return out;
}

std::string running_line(std::string_view leg, std::string_view prefix, std::size_t width,
                         Color color) {
  const std::string text = prefix_text(prefix) + base::printable(leg, 40) + " …";
  return "   " + paint(wrap(text, width > 4 ? width - 4 : 0)[0], Style::Dim, color);
}

}  // namespace flexverify::reports
