#include "verifier/saml/xml_size.h"

#include <algorithm>

namespace flexverify::saml {
namespace {

// Behind the markup at `at` that holds no attributes, or npos when it is no such markup.
std::size_t behind_other(std::string_view xml, std::size_t at) {
  const auto behind = [&](std::string_view opening, std::string_view closing) {
    if (!xml.substr(at).starts_with(opening)) return std::string_view::npos;
    const std::size_t end = xml.find(closing, at + opening.size());
    return end == std::string_view::npos ? xml.size() : end + closing.size();
  };
  return std::min(behind("<!--", "-->"), behind("<![CDATA[", "]]>"));
}

// A start tag; each attribute has a value in quotes.
struct StartTag {
  std::size_t attributes = 0;
  std::size_t end = 0;
};

StartTag read_tag(std::string_view xml, std::size_t at) {
  StartTag tag{.end = xml.size()};
  while ((at = xml.find_first_of("\"'>", at)) != std::string_view::npos) {
    if (xml[at] == '>') {
      tag.end = at + 1;
      break;
    }
    ++tag.attributes;
    const std::size_t close = xml.find(xml[at], at + 1);
    if (close == std::string_view::npos) break;
    at = close + 1;
  }
  return tag;
}

}  // namespace

std::string excess_of(std::string_view xml) {
  std::size_t elements = 0, attributes = 0;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at)) {
    if (const std::size_t behind = behind_other(xml, at); behind != std::string_view::npos) {
      at = behind;
      continue;
    }
    const StartTag tag = read_tag(xml, at + 1);
    at = tag.end;
    attributes += tag.attributes;
    if (tag.attributes > kMaxAttributes) return "more than 256 attributes in one element";
    if (attributes > kMaxAllAttributes) return "more than 20,000 attributes";
    if (++elements > 2 * kMaxElements) return "more than 50,000 elements";  // with their end tags
  }
  return "";
}

}  // namespace flexverify::saml
