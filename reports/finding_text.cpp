#include "reports/finding_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/layout.h"
#include "verifier/base/text.h"
#include "verifier/web/url.h"

namespace flexverify::reports {
namespace {

using base::printable;
using model::Finding;
using model::Severity;

constexpr std::size_t kLabelIndent = 14;  // "   expected   "
constexpr std::size_t kLongText = 1000;   // bytes

std::string labelled(std::string_view label, const std::string& text, const RenderOptions& o) {
  if (text.empty()) return "";
  return hanging("   " + paint(padded(label, kLabelIndent - 3), Style::Dim, o.color), kLabelIndent,
                 text, o.width);
}

// "request 9 (POST login.example.test/saml, answered 200)".
std::string exchange_text(const Finding& finding, const model::CheckResult& check) {
  if (!finding.exchange) return "";
  std::string text = fmt::format("request {}", *finding.exchange);
  const auto found =
      std::find_if(check.exchanges.begin(), check.exchanges.end(),
                   [&](const model::Exchange& e) { return e.n == *finding.exchange; });
  if (found == check.exchanges.end()) return text;
  const auto url = web::parse_url(found->url);
  const std::string where =
      url ? web::host_and_port(*url) + (url->path == "/" ? "" : url->path) : found->url;
  const std::string answer =
      found->status == 0 ? "not answered" : fmt::format("answered {}", found->status);
  return fmt::format("{} ({} {}, {})", text, printable(found->method, 10), printable(where, 120),
                     answer);
}

// Below two values that begin alike: where they part. Long ones are broken into lines and have no
// place for it.
std::string caret(const Finding& finding, const RenderOptions& o) {
  constexpr std::size_t kAlike = 4;
  const std::string found = printable(finding.found), expected = printable(finding.expected);
  const auto [a, b] = std::ranges::mismatch(found, expected);
  const auto alike = static_cast<std::size_t>(a - found.begin());
  const std::size_t longest = std::max(display_width(found), display_width(expected));
  const bool useful = alike >= kAlike && (a != found.end() || b != expected.end()) &&
                      kLabelIndent + longest <= o.width && base::is_ascii(found.substr(0, alike));
  if (!useful) return "";
  return std::string(kLabelIndent + alike, ' ') + paint("^", Style::Bold, o.color) + "\n";
}

Style style_of(Severity severity) {
  switch (severity) {
    case Severity::Note:
      return Style::Dim;
    case Severity::Warning:
    case Severity::Unknown:
      return Style::Yellow;
    case Severity::Critical:
      return Style::Red;
  }
  return Style::Plain;
}

// The code on the left, who must act on the right; below it when both do not fit.
std::string headline(const Finding& finding, const RenderOptions& o) {
  const model::CodeInfo& info = model::info(finding.code);
  const std::string_view who = model::who_must_act(model::owner_of(finding));
  const std::size_t edge = std::min(o.width, kReadableWidth);
  const std::size_t used = 1 + info.id.size() + display_width(who);
  const std::string gap = used + 2 <= edge ? std::string(edge - used, ' ')
                                           : "\n" + std::string(edge - display_width(who), ' ');
  return " " + paint(paint(info.id, Style::Bold, o.color), style_of(finding.severity), o.color) +
         gap + std::string(who) + "\n";
}

// What stops the login, or keeps us from knowing: a block of its own.
std::string block(const Finding& finding, const model::CheckResult& check, const RenderOptions& o) {
  std::string text = "\n" + headline(finding, o);
  text += hanging("   ", 3, sentence_of(finding), o.width);
  text += labelled("found", printable(finding.found, kLongText), o);
  text += labelled("expected", printable(finding.expected, kLongText), o);
  text += caret(finding, o);
  if (finding.fix) text += labelled("change", fix_place(*finding.fix), o);
  text += labelled("do", std::string(model::hint_of(finding)), o);
  text += labelled("seen in", exchange_text(finding, check), o);
  return text;
}

std::string symptom(const Finding& finding, const RenderOptions& o) {
  return hanging(" ", 3,
                 fmt::format("{}: follows from {}.", model::info(finding.code).id,
                             model::info(*finding.follows_from).id),
                 o.width);
}

std::string_view who(model::Owner owner) {
  std::string_view text = model::who_must_act(owner);
  constexpr std::string_view kEnd = " must act";
  if (text.ends_with(kEnd)) text.remove_suffix(kEnd.size());
  return text;
}

// What a login survives: two or three lines.
std::string remark(const Finding& finding, std::string_view mark, const RenderOptions& o) {
  const model::CodeInfo& info = model::info(finding.code);
  std::string text = hanging(" " + paint(mark, style_of(finding.severity), o.color) + " ", 3,
                             std::string(info.id) + ": " + sentence_of(finding), o.width);
  text += labelled("found", printable(finding.found, kLongText), o);
  text += labelled("expected", printable(finding.expected, kLongText), o);
  text += caret(finding, o);
  const std::string act = finding.fix ? "where: " + fix_place(*finding.fix)
                                      : "do: " + std::string(model::hint_of(finding));
  return text + hanging("   ", 3, fmt::format("who: {} · {}", who(model::owner_of(finding)), act),
                        o.width);
}

}  // namespace

std::string fix_place(const model::Fix& fix) {
  std::string place;
  for (const std::string* part : {&fix.party, &fix.page, &fix.field})
    if (!part->empty()) place += (place.empty() ? "" : " › ") + printable(*part);
  return place;
}

std::string sentence_of(const model::Finding& finding) {
  const std::string detail = base::printable(finding.detail, kLongText);
  return detail.empty() ? std::string(model::info(finding.code).title) : detail;
}

std::string remedy_of(const model::Finding& finding) {
  return finding.fix ? fix_place(*finding.fix) : std::string(model::hint_of(finding));
}

std::string finding_text(const Finding& finding, const model::CheckResult& check,
                         const RenderOptions& o) {
  if (finding.follows_from && o.detail != Detail::Verbose) return symptom(finding, o);
  switch (finding.severity) {
    case Severity::Note:
      return hanging(" · ", 3,
                     std::string(model::info(finding.code).id) + ": " + sentence_of(finding),
                     o.width);
    case Severity::Warning:
      return remark(finding, "!", o);
    case Severity::Unknown:
    case Severity::Critical:
      return block(finding, check, o);
  }
  return "";
}

}  // namespace flexverify::reports
