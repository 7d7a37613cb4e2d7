#include "verifier/web/xhtml.h"

#include <algorithm>
#include <string>
#include <vector>

namespace flexverify::web {
namespace {

constexpr std::string_view kSpace = "\t\n\r ";

std::size_t past(std::string_view text, std::string_view end, std::size_t from) {
  const std::size_t at = text.find(end, from);
  return at == std::string_view::npos ? at : at + end.size();
}

// Comments, CDATA sections, processing instructions and the document type are no tags.
std::size_t past_other_markup(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("<!--")) return past(text, "-->", at + 4);
  if (rest.starts_with("<![CDATA[")) return past(text, "]]>", at);
  if (rest.starts_with("<?")) return past(text, "?>", at);
  return rest.starts_with("<!") ? past(text, ">", at) : at;
}

// Every attribute has a value in quotes. Gives the offset of '>', npos for a fault.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '>') {
    if (text[at] == '<') return std::string_view::npos;
    if (text[at] != '=') {
      ++at;
      continue;
    }
    at = std::min(text.find_first_not_of(kSpace, at + 1), text.size());
    if (at == text.size() || (text[at] != '"' && text[at] != '\'')) return std::string_view::npos;
    at = past(text, text.substr(at, 1), at + 1);
    if (at == std::string_view::npos) return at;
  }
  return at < text.size() ? at : std::string_view::npos;
}

}  // namespace

bool is_well_formed(std::string_view xhtml) {
  std::vector<std::string_view> open;
  for (std::size_t at = 0; (at = xhtml.find('<', at)) != std::string_view::npos;) {
    const std::size_t other = past_other_markup(xhtml, at);
    if (other == std::string_view::npos) return false;
    if (other != at) {
      at = other;
      continue;
    }
    const bool closes = xhtml.substr(at + 1, 1) == "/";
    const std::size_t from = at + (closes ? 2 : 1);
    const std::size_t end = end_of_tag(xhtml, from);
    if (end == std::string_view::npos) return false;
    const std::string_view name =
        xhtml.substr(from, std::min(xhtml.find_first_of("\t\n\r />", from), end) - from);
    if (closes) {
      if (open.empty() || open.back() != name) return false;
      open.pop_back();
    } else if (xhtml[end - 1] != '/') {
      open.push_back(name);
    }
    at = end;
  }
  return open.empty();
}

}  // namespace flexverify::web
