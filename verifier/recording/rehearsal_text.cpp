#include "verifier/recording/rehearsal_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "verifier/base/text.h"

namespace flexverify::recording {
namespace {

using base::Json;

Json texts(const std::vector<std::string>& list) {
  Json::Array array;
  for (const std::string& text : list) array.emplace_back(text);
  return array;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json number(std::size_t n) { return Json(static_cast<std::int64_t>(n)); }

std::string_view name_of(Agreement agreement) {
  switch (agreement) {
    case Agreement::Agrees:
      return "agrees";
    case Agreement::Differs:
      return "differs";
    case Agreement::Unknown:
      return "unknown";
  }
  return "";
}

// Words are put on lines of that many columns; the first line begins with `first`.
std::string wrapped(const std::string& first, std::size_t indent, const std::string& text,
                    std::size_t width) {
  std::string out = first, line = first;
  for (const std::string_view word : base::split(text, ' ')) {
    if (line.size() + 1 + word.size() > width && line.size() > indent) {
      out += "\n" + std::string(indent, ' ');
      line = std::string(indent, ' ');
    } else if (!line.empty() && line.back() != ' ') {
      out += ' ';
      line += ' ';
    }
    out += word;
    line += word;
  }
  return out + "\n";
}

std::string known_as(const Step& step) {
  return step.adapter.empty() ? "no adapter knows it" : step.adapter + ": " + step.state;
}

std::string step_text(const Step& step, std::size_t width) {
  constexpr std::size_t kIndent = 13;
  const std::string mark = step.agrees ? "  same   " : "  DIFFERS";
  std::string text = wrapped(fmt::format("{:>4}{}", step.entry, mark), kIndent,
                             known_as(step) + " → " + step.ours, width);
  const std::string indent(kIndent, ' ');
  for (const std::string& difference : step.differences)
    text += wrapped(indent + "-", kIndent + 2, difference, width);
  if (!step.notes.empty())
    text += wrapped(indent + "note:", kIndent + 2, base::join(step.notes, "; "), width);
  return text;
}

std::string not_judged_text(const Rehearsal& rehearsal, std::size_t width) {
  if (rehearsal.not_judged.empty()) return "";
  std::vector<std::string> entries;
  for (const NotJudged& one : rehearsal.not_judged) entries.push_back(std::to_string(one.entry));
  return wrapped("", 2,
                 fmt::format("Not judged: {} {} ({}), whose bodies the recording does not hold.",
                             entries.size(), entries.size() == 1 ? "page" : "pages",
                             "entries " + base::join(entries, ", ")),
                 width);
}

std::string conclusion(const Rehearsal& rehearsal) {
  const auto first = std::ranges::find(rehearsal.steps, false, &Step::agrees);
  if (rehearsal.verdict == Agreement::Unknown)
    return "No page of the identity provider could be judged: the recording holds none of their "
           "bodies. Export it with content, and with the log preserved.";
  if (first == rehearsal.steps.end())
    return fmt::format("A check would go the browser's way: {} of {} steps are the same.",
                       rehearsal.steps.size(), rehearsal.steps.size());
  return fmt::format(
      "A check would leave the browser's way at entry {}, {}.", first->entry,
      first->after_password ? "after the password was sent" : "before any password is sent");
}

// Without the host of "POST idp.example/login".
std::string without_host(const std::string& place) {
  const std::size_t space = place.find(' ');
  const std::size_t slash = space == std::string::npos ? space : place.find('/', space);
  const bool is_place = slash != std::string::npos && !base::contains(place.substr(0, space), ":");
  return is_place ? place.substr(0, space + 1) + place.substr(slash) : place;
}

std::string report_step(const Step& step) {
  std::string text = fmt::format("- entry {}: {}; {}; page {}\n", step.entry, known_as(step),
                                 step.agrees ? "same" : "differs", step.fingerprint);
  if (step.agrees) return text;
  text += "  ours: " + step.action + " " + without_host(step.ours) +
          (step.our_fields.empty() ? "" : "; " + step.our_fields) + "\n";
  return text + "  browser: " + without_host(step.browsers) +
         (step.browsers_fields.empty() ? "" : "; " + step.browsers_fields) + "\n";
}

}  // namespace

Json rehearsal_json(const Rehearsal& rehearsal) {
  Json::Array steps, others;
  for (const Step& step : rehearsal.steps)
    steps.push_back(Json(Json::Object{{"exchange", number(step.entry)},
                                      {"adapter", text_or_null(step.adapter)},
                                      {"state", text_or_null(step.state)},
                                      {"action", step.action},
                                      {"agrees", step.agrees},
                                      {"differences", texts(step.differences)},
                                      {"notes", texts(step.notes)}}));
  for (const NotJudged& one : rehearsal.not_judged)
    others.push_back(Json(Json::Object{{"exchange", number(one.entry)}, {"why", one.why}}));
  return Json(Json::Object{{"steps", Json(std::move(steps))},
                           {"not_judged", Json(std::move(others))},
                           {"verdict", name_of(rehearsal.verdict)}});
}

std::string rehearsal_text(const Rehearsal& rehearsal, std::size_t width) {
  std::string text = "entry  what a check would do\n";
  for (const Step& step : rehearsal.steps) text += step_text(step, width);
  text += not_judged_text(rehearsal, width);
  return text + "\n" + wrapped("", 0, conclusion(rehearsal), width);
}

std::string bug_report(const Rehearsal& rehearsal, std::string_view version) {
  if (rehearsal.verdict != Agreement::Differs) return "";
  std::string text = fmt::format("flexverify {}, recorded by {}; structure only\n", version,
                                 rehearsal.browser.empty() ? "a browser" : rehearsal.browser);
  for (const Step& step : rehearsal.steps) text += report_step(step);
  return text;
}

}  // namespace flexverify::recording
