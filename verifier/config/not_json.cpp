#include "verifier/config/not_json.h"

#include <algorithm>
#include <optional>

#include "verifier/base/text.h"

namespace flexverify::config {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

// A byte order mark, or every other byte of the beginning is zero.
bool is_utf16(std::string_view source) {
  if (source.starts_with("\xFF\xFE") || source.starts_with("\xFE\xFF")) return true;
  const std::string_view begin = source.substr(0, 64);
  return begin.size() >= 4 &&
         3 * std::ranges::count(begin, '\0') >= static_cast<long>(begin.size());
}

// The first thing is no bracket, and a line has a word with a colon behind it, or is "---".
bool is_yaml(std::string_view source) {
  for (const std::string_view line : base::split(source, '\n')) {
    const std::string_view text = base::trim(line);
    if (text.empty() || text.starts_with('#')) continue;
    if (text.starts_with("---") || text.starts_with("- ")) return true;
    const std::string_view key = text.substr(0, text.find(':'));
    return key.size() < text.size() && text.find_first_of("{[\"<") > key.size();
  }
  return false;
}

// Behind a string, a comment or blanks that begin at `at`; `at` when none begins there.
std::size_t past_token(std::string_view source, std::size_t at) {
  const auto behind = [&](std::string_view end, std::size_t from) {
    const std::size_t found = source.find(end, from);
    return found == std::string_view::npos ? source.size() : found + end.size();
  };
  if (source.substr(at).starts_with("//")) return behind("\n", at);
  if (source.substr(at).starts_with("/*")) return behind("*/", at + 2);
  if (source[at] != '"') return at;
  for (std::size_t i = at + 1; i < source.size(); ++i) {
    if (source[i] == '\\')
      ++i;
    else if (source[i] == '"')
      return i + 1;
  }
  return source.size();
}

// A comma with nothing but blanks and comments before the bracket that closes.
std::optional<std::size_t> trailing_comma(std::string_view source) {
  std::optional<std::size_t> comma;
  for (std::size_t i = 0; i < source.size();) {
    const std::size_t next = past_token(source, i);
    const bool comment = source[i] == '/';
    if (next != i && !comment) comma.reset();
    if (next == i && (source[i] == '}' || source[i] == ']') && comma) return comma;
    if (next == i && kBlank.find(source[i]) == std::string_view::npos)
      comma = source[i] == ',' ? std::optional(i) : std::nullopt;
    i = next == i ? i + 1 : next;
  }
  return std::nullopt;
}

bool has_single_quotes(std::string_view source, std::size_t offset) {
  const std::size_t from = offset == 0 ? 0 : offset - 1;
  return base::contains(source.substr(from, 2), "'");
}

}  // namespace

NotJson why_not_json(std::string_view source, std::size_t offset) {
  if (base::trim(source).empty()) return {"the file is empty; flexverify init writes one", 0};
  if (is_utf16(source))
    return {"this is UTF-16, as some editors and PowerShell's > write it; save it as UTF-8", 0};
  if (is_yaml(source))
    return {"this is YAML; the configuration is JSON with // comments (flexverify init writes one)",
            0};
  if (const auto comma = trailing_comma(source); comma && *comma <= offset)
    return {"this comma is one too many: nothing follows it before the bracket", *comma};
  if (has_single_quotes(source, offset))
    return {"this is not JSON: names and texts stand in double quotes, not in single ones", offset};
  return {"this is not JSON: a comma, a colon, a quote or a bracket is missing here or too many",
          offset};
}

}  // namespace flexverify::config
