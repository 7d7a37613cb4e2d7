#include "verifier/config/fault_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/web/object_literal.h"

namespace flexverify::config {
namespace {

constexpr std::size_t kWindow = 90;  // bytes of a line that are shown

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::size_t line_start(std::string_view source, std::size_t offset) {
  return source.substr(0, offset).rfind('\n') + 1;  // npos + 1 is 0
}

std::size_t value_end(std::string_view source, std::size_t offset) {
  const auto literal = web::read_literal(source, offset);
  const std::size_t end = literal ? std::min(literal->end, source.size()) : source.size();
  return offset + base::trim(source.substr(offset, end - offset)).size();
}

// The last part of the pointer, as the file has it.
std::string member_of(const Fault& fault) {
  std::string name = fault.pointer.substr(fault.pointer.rfind('/') + 1);
  return base::replace_all(base::replace_all(std::move(name), "~1", "/"), "~0", "~");
}

Range range_of_value(std::string_view source, std::size_t offset) {
  const bool brackets = offset < source.size() && (source[offset] == '{' || source[offset] == '[');
  return {offset, brackets ? offset + 1 : value_end(source, offset)};
}

Range range_of(const Fault& fault, std::string_view source) {
  if (fault.shows != Shows::Member) return range_of_value(source, fault.offset);
  const std::string name = '"' + member_of(fault) + '"';
  const std::size_t at = source.substr(0, fault.offset).rfind(name);
  if (at == std::string_view::npos) return {fault.offset, fault.offset};  // written with escapes
  return {at, at + name.size()};
}

// Values that may be secrets are covered, so that no other fault's excerpt shows them.
std::string without_secrets(std::span<const Fault> faults, std::string_view source) {
  std::string covered(source);
  for (const Fault& fault : faults) {
    if (fault.shows == Shows::Value || fault.pointer.empty()) continue;
    for (std::size_t i = fault.offset; i < value_end(source, fault.offset); ++i)
      if (covered[i] != '\n') covered[i] = i < fault.offset + 3 ? '*' : ' ';
  }
  return covered;
}

std::size_t character_boundary(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && is_continuation(text[at])) --at;
  return at;
}

std::string excerpt(std::string_view source, Range range, std::size_t line) {
  const std::size_t begin = line_start(source, range.begin);
  const std::string_view text = source.substr(begin, source.find('\n', begin) - begin);
  const std::size_t column = range.begin - begin;
  // Of a long line, what is around the fault.
  const std::size_t from =
      column + 20 > kWindow ? character_boundary(text, column - kWindow / 2) : 0;
  const std::size_t to = character_boundary(text, std::min(text.size(), from + kWindow));
  std::string shown(text.substr(from, to - from));
  while (!shown.empty() && (shown.back() == ' ' || shown.back() == '\r')) shown.pop_back();
  for (char& c : shown)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  const std::string number = std::to_string(line);
  const std::size_t stop = std::max(std::min(range.end, begin + to), range.begin);
  const std::size_t carets = characters(source.substr(range.begin, stop - range.begin));
  return fmt::format("  {} | {}\n  {:{}} | {:{}}{:^>{}}\n", number, shown, "", number.size(), "",
                     characters(text.substr(from, column - from)), "",
                     std::max<std::size_t>(1, carets));
}

std::string paragraph(const Fault& fault, std::string_view file, std::string_view source,
                      std::string_view covered) {
  const Range range = range_of(fault, source);
  const std::size_t begin = line_start(source, range.begin);
  const auto line = static_cast<std::size_t>(
      std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(begin), '\n') + 1);
  const std::size_t column = characters(source.substr(begin, range.begin - begin)) + 1;
  const std::string pointer =
      fault.pointer.empty() ? "" : base::printable(fault.pointer, 120) + ": ";
  std::string text = fmt::format("{}:{}:{}: {}{}\n", file, line, column, pointer, fault.what);
  if (fault.shows != Shows::Nothing) text += excerpt(covered, range, line);
  return text;
}

}  // namespace

std::string fault_text(std::span<const Fault> faults, std::string_view file,
                       std::string_view source) {
  std::vector<Fault> sorted(faults.begin(), faults.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Fault& a, const Fault& b) { return a.offset < b.offset; });
  const std::string covered = without_secrets(faults, source);
  std::string text;
  for (const Fault& fault : sorted) text += paragraph(fault, file, source, covered);
  return text + fmt::format("{} fault{}\n", sorted.size(), sorted.size() == 1 ? "" : "s");
}

}  // namespace flexverify::config
