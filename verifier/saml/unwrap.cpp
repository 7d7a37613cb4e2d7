#include "verifier/saml/unwrap.h"

#include <algorithm>
#include <array>

#include "verifier/base/json_limits.h"
#include "verifier/base/text.h"
#include "verifier/base/utf16.h"
#include "verifier/saml/finder.h"
#include "verifier/saml/readings.h"
#include "verifier/saml/roots.h"

namespace flexverify::saml {
namespace {

bool is_html(std::string_view text) {
  return base::contains_ignoring_case(text, "<html") || base::contains_ignoring_case(text, "<form");
}

void from_xml(std::string_view text, Finder& finder) {
  if (const auto kind = kind_of_root(text)) {
    finder.add({.kind = *kind, .xml = std::string(text), .place = "XML"});
    return;
  }
  if (is_html(text))
    finder.add_page(text, *web::parse_url("https://saved.page.invalid/"),
                    {.place = "a form of the page"});
  else if (is_known_root(first_element(text)))
    finder.add({.xml = std::string(text), .place = "XML"});
}

void from_bare(std::string_view text, Finder& finder) {
  const auto bytes = decode_field(text);
  if (!bytes || !looks_like_xml(*bytes)) return;
  finder.add({.kind = kind_of_root(*bytes).value_or(MessageKind::Other),
              .xml = *bytes,
              .place = "base64"});
}

constexpr std::array<std::string_view, 3> kNames = {"SAMLResponse", "SAMLRequest", "SAMLart"};

bool names_a_field(std::string_view text) {
  return std::ranges::any_of(kNames,
                             [&](std::string_view name) { return base::contains(text, name); });
}

// Developer tools show "SAMLResponse: PHN…", or the value below or beside the name.
std::string_view value_behind(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  if (at == std::string_view::npos) return "";
  std::string_view rest = text.substr(at + name.size());
  const std::size_t start = rest.find_first_not_of(":=\"' \t\r\n");
  if (start == std::string_view::npos) return "";
  rest.remove_prefix(start);
  return rest.substr(0, rest.find_first_of("\r\n&\"'"));
}

void from_shown_fields(std::string_view text, Finder& finder) {
  std::vector<web::NameValue> pairs;
  for (const std::string_view name : kNames)
    if (const auto value = value_behind(text, name); !value.empty())
      pairs.emplace_back(name, value);
  finder.add_pairs(pairs, {.place = "form fields"});
}

void from_fields(std::string_view text, Finder& finder) {
  finder.add_pairs(web::parse_query(text), {.place = "form fields"});
  if (finder.is_empty()) from_shown_fields(text, finder);
}

}  // namespace

std::vector<WrappedMessage> unwrap(std::string_view input) {
  const std::string decoded = base::utf8_of_file(input);
  const std::string_view text = base::trim(decoded);
  Finder finder;
  if (text.starts_with('<')) {
    from_xml(text, finder);
  } else if (text.starts_with('{')) {
    if (const auto json = base::parse_recording_json(text)) find_in_recording(*json, finder);
  } else if (const auto url = web::parse_url(text); url && web::is_http(*url)) {
    finder.add_url(*url, {.place = "the query of the URL"});
  } else if (names_a_field(text)) {
    from_fields(text, finder);
  } else {
    from_bare(text, finder);
  }
  return finder.take();
}

}  // namespace flexverify::saml
