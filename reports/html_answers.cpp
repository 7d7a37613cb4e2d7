// The last line in HTML, where it comes first: what was proved, and what to change otherwise.
#include "reports/finding_text.h"
#include "reports/html_parts.h"
#include "verifier/model/last_line.h"

namespace flexverify::reports::html {
namespace {

using model::Answer;

std::string style_of(Answer answer) {
  switch (answer) {
    case Answer::Yes:
      return "answer yes";
    case Answer::CannotTell:
      return "answer open";
    case Answer::No:
      return "answer no";
  }
  return "answer";
}

Markup to_read_first(const model::LastLine& line, std::span<const model::CheckResult> checks) {
  const model::CheckResult& check = checks[line.check];
  const model::Finding* finding = model::first_to_read(line, check);
  if (finding == nullptr) return {};
  const std::string name = checks.size() > 1 ? check.name + ": " : "";
  return element("p", Markup::text(name + sentence_of(*finding))) +
         element("p", {{"class", "where"}}, Markup::text("→ " + remedy_of(*finding)));
}

}  // namespace

Markup answers(std::span<const model::CheckResult> checks) {
  Markup all;
  for (const model::LastLine& line : model::last_lines_of(checks))
    all += element("div", {{"class", style_of(line.answer)}},
                   to_read_first(line, checks) + element("h1", {{"class", "last-line"}},
                                                         Markup::text(model::sentence(line))));
  return all;
}

}  // namespace flexverify::reports::html
