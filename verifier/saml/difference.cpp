#include "verifier/saml/difference.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

#include "verifier/base/text.h"

namespace flexverify::saml {
namespace {

struct Invisible {
  std::string_view bytes;
  std::string_view name;
  std::string_view code_point;
};
// What copying from web pages, documents and spreadsheets brings along.
constexpr std::array<Invisible, 20> kInvisible = {{{" ", "space", "U+0020"},
                                                   {"\t", "tab", "U+0009"},
                                                   {"\n", "line feed", "U+000A"},
                                                   {"\r", "carriage return", "U+000D"},
                                                   {"\u00A0", "no-break space", "U+00A0"},
                                                   {"\u00AD", "soft hyphen", "U+00AD"},
                                                   {"\u2002", "en space", "U+2002"},
                                                   {"\u2003", "em space", "U+2003"},
                                                   {"\u2007", "figure space", "U+2007"},
                                                   {"\u2009", "thin space", "U+2009"},
                                                   {"\u200B", "zero width space", "U+200B"},
                                                   {"\u200C", "zero width non-joiner", "U+200C"},
                                                   {"\u200D", "zero width joiner", "U+200D"},
                                                   {"\u200E", "left-to-right mark", "U+200E"},
                                                   {"\u200F", "right-to-left mark", "U+200F"},
                                                   {"\u2028", "line separator", "U+2028"},
                                                   {"\u202F", "narrow no-break space", "U+202F"},
                                                   {"\u2060", "word joiner", "U+2060"},
                                                   {"\u3000", "ideographic space", "U+3000"},
                                                   {"\uFEFF", "byte order mark", "U+FEFF"}}};

const Invisible* invisible_at(std::string_view rest) {
  const auto* row = std::ranges::find_if(
      kInvisible, [&](const Invisible& one) { return rest.starts_with(one.bytes); });
  return row == kInvisible.end() ? nullptr : row;
}

struct Seen {
  const Invisible* what;
  std::size_t visible_before;  // bytes that are visible
};

struct Parts {
  std::string visible;
  std::vector<Seen> unseen;
};

Parts take_apart(std::string_view value) {
  Parts parts;
  while (!value.empty()) {
    if (const Invisible* one = invisible_at(value)) {
      parts.unseen.push_back({one, parts.visible.size()});
      value.remove_prefix(one->bytes.size());
    } else {
      parts.visible += value.front();
      value.remove_prefix(1);
    }
  }
  return parts;
}

std::string where(const Seen& seen, const std::string& visible) {
  if (seen.visible_before == 0) return "at its beginning";
  if (seen.visible_before == visible.size()) return "at its end";
  constexpr std::size_t kContext = 12;
  const std::size_t from = seen.visible_before - std::min(seen.visible_before, kContext);
  return fmt::format("behind \"{}\"",
                     base::printable(visible.substr(from, seen.visible_before - from)));
}

std::string named(const Seen& seen, const std::string& visible) {
  return fmt::format("a {}, {}, {}", seen.what->name, seen.what->code_point, where(seen, visible));
}

bool is_in(const Seen& seen, const Parts& parts) {
  return std::ranges::any_of(parts.unseen, [&](const Seen& other) {
    return other.what == seen.what && other.visible_before == seen.visible_before;
  });
}

// The first character that one has and the other has not.
std::string first_unseen(const Parts& found, const Parts& expected) {
  for (const Seen& seen : found.unseen)
    if (!is_in(seen, expected)) return "it has " + named(seen, found.visible);
  for (const Seen& seen : expected.unseen)
    if (!is_in(seen, found)) return "it lacks " + named(seen, expected.visible);
  return "";
}

bool differs_by_slash(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.size() == a.size() + 1 && b.starts_with(a) && b.ends_with('/');
}

}  // namespace

std::string visible_part(std::string_view value) {
  const std::string_view trimmed = base::trim(value);
  std::string out;
  for (std::string_view rest = trimmed; !rest.empty();) {
    const Invisible* one = rest.front() == ' ' ? nullptr : invisible_at(rest);
    const std::size_t length = one == nullptr ? 1 : one->bytes.size();
    if (one == nullptr) out += rest.front();
    rest.remove_prefix(length);
  }
  return std::string(base::trim(out));
}

std::string unseen_difference(std::string_view found, std::string_view expected) {
  if (found.empty() || found == expected) return "";
  const Parts have = take_apart(found), want = take_apart(expected);
  if (have.visible == want.visible) return " (" + first_unseen(have, want) + ")";
  if (base::equals_ignoring_case(found, expected)) return " (only upper and lower case differ)";
  if (differs_by_slash(found, expected)) return " (only the slash at the end differs)";
  return "";
}

}  // namespace flexverify::saml
