#include "verifier/web/html_tags.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

constexpr std::string_view kSpace = "\t\n\f\r ";
constexpr std::string_view kNameEnd = "\t\n\f\r />";

// What stands inside is text (to a browser that runs scripts).
constexpr std::array<std::string_view, 9> kRawText = {
    "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"};

bool is_raw_text(std::string_view name) {
  return std::find(kRawText.begin(), kRawText.end(), name) != kRawText.end();
}

std::size_t behind(std::string_view html, std::string_view end, std::size_t from) {
  const std::size_t at = html.find(end, from);
  return at == std::string_view::npos ? html.size() : at + end.size();
}

// Behind the '>' of a tag; a '>' inside a quoted attribute value does not end it.
std::size_t behind_tag(std::string_view html, std::size_t at) {
  while (at < html.size() && html[at] != '>') {
    if (html[at] != '=') {
      ++at;
      continue;
    }
    at = html.find_first_not_of(kSpace, at + 1);
    if (at == std::string_view::npos) return html.size();
    if (html[at] == '"' || html[at] == '\'') at = behind(html, html.substr(at, 1), at + 1);
  }
  return std::min(at + 1, html.size());
}

// The offset of "</name".
std::size_t end_of_raw_text(std::string_view html, std::string_view name, std::size_t at) {
  for (; (at = html.find("</", at)) != std::string_view::npos; at += 2)
    if (base::equals_ignoring_case(html.substr(at + 2, name.size()), name)) return at;
  return html.size();
}

bool is_letter(std::string_view html, std::size_t at) {
  return at < html.size() && ((html[at] | 0x20) >= 'a' && (html[at] | 0x20) <= 'z');
}

Tag read_tag(std::string_view html, std::size_t at, bool closes) {
  const std::size_t from = at + (closes ? 2 : 1);
  const std::size_t to = std::min(html.find_first_of(kNameEnd, from), html.size());
  Tag tag{.name = base::ascii_lower(html.substr(from, to - from)),
          .closes = closes,
          .slash = false,
          .begin = at,
          .behind = behind_tag(html, to),
          .resume = 0};
  tag.slash = html[tag.behind - 1] == '>' && html[tag.behind - 2] == '/';
  const bool raw = !closes && is_raw_text(tag.name);
  tag.resume = raw ? end_of_raw_text(html, tag.name, tag.behind) : tag.behind;
  return tag;
}

std::string as_text(std::string_view markup) {
  std::string out;
  for (const char c : markup) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
  return out;
}

}  // namespace

std::optional<Tag> next_tag(std::string_view html, std::size_t offset) {
  std::size_t at = offset;
  while ((at = html.find('<', at)) != std::string_view::npos) {
    const bool closes = html.substr(at, 2) == "</";
    if (is_letter(html, at + (closes ? 2 : 1))) return read_tag(html, at, closes);
    if (html.substr(at, 4) == "<!--")
      at = behind(html, "-->", at + 2);
    else
      at = closes ? behind(html, ">", at) : at + 1;
  }
  return std::nullopt;
}

std::string with_noscript_as_text(std::string_view html) {
  std::string out;
  std::size_t copied = 0;
  for (auto tag = next_tag(html, 0); tag; tag = next_tag(html, tag->resume)) {
    if (tag->name != "noscript") continue;
    out += html.substr(copied, tag->begin - copied);
    out += tag->closes ? "</template>" : "<template noscript>";
    out += as_text(html.substr(tag->behind, tag->resume - tag->behind));
    copied = tag->resume;
  }
  return out.append(html.substr(copied));
}

}  // namespace flexverify::web
