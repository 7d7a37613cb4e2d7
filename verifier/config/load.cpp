#include "verifier/config/load.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "verifier/base/json_limits.h"
#include "verifier/base/text.h"
#include "verifier/config/keys.h"
#include "verifier/config/not_json.h"
#include "verifier/config/users.h"
#include "verifier/web/object_literal.h"

namespace flexverify::config {
namespace {

using base::Json;

std::size_t offset_of(std::string_view source, std::string_view line_and_column) {
  std::size_t line = 1, column = 1;
  const char* end = line_and_column.data() + line_and_column.size();
  const auto [colon, error] = std::from_chars(line_and_column.data(), end, line);
  if (error == std::errc() && colon != end) std::from_chars(colon + 1, end, column);
  std::size_t offset = 0;
  for (; line > 1 && offset != std::string_view::npos; --line) {
    offset = source.find('\n', offset);
    if (offset != std::string_view::npos) ++offset;
  }
  return std::min(offset == std::string_view::npos ? source.size() : offset + column - 1,
                  source.size());
}

// The parser's own words repeat the text, which may hold a secret.
NotJson what_is_wrong(std::string_view source, const base::Error& error) {
  const std::size_t offset = offset_of(source, error.where);
  if (base::contains(error.what, "deep")) return {error.what, offset};
  return why_not_json(source, offset);
}

// RFC 8259 decides what is JSON.
tl::expected<Json, std::vector<Fault>> parse(std::string_view source) {
  auto parsed = base::parse_configuration_json(source);
  if (parsed) return *std::move(parsed);
  const NotJson wrong = what_is_wrong(source, parsed.error());
  return tl::unexpected(std::vector<Fault>{{.pointer = "",
                                            .pattern = "",
                                            .what = wrong.what,
                                            .offset = wrong.offset,
                                            .shows = Shows::Nothing}});
}

// Only a text with faults is read again, by who knows where each value stands.
std::vector<Fault> with_offsets(std::vector<Fault> faults, std::string_view source,
                                const Known& known) {
  const auto located = web::read_literal(source);
  return located ? validate(located->value, "", "", Required::All, known) : std::move(faults);
}

// As deep as the table of keys.
void resolve_paths(Json& value, const std::string& pattern, const std::string& folder) {
  if (auto* members = std::get_if<Json::Object>(&value.value))
    for (auto& [name, member] : *members) resolve_paths(member, pattern + "/" + name, folder);
  if (auto* items = std::get_if<Json::Array>(&value.value))
    for (Json& item : *items) resolve_paths(item, pattern + "/*", folder);
  auto* path = std::get_if<std::string>(&value.value);
  const Key* key = path == nullptr ? nullptr : key_at(pattern);
  if (key != nullptr && key->rule == Rule::Path && !folder.empty() && !path->starts_with('/'))
    path->insert(0, folder + "/");
}

// The member, out of the object; null when there is none.
Json taken(Json& object, std::string_view name) {
  for (auto& [key, member] : std::get<Json::Object>(object.value))
    if (key == name) return std::move(member);
  return {};
}

}  // namespace

tl::expected<Configuration, std::vector<Fault>> load(std::string_view source,
                                                     const std::string& folder,
                                                     const Known& known) {
  auto root = parse(source);
  if (!root) return tl::unexpected(root.error());
  auto faults = validate(*root, "", "", Required::All, known);
  if (!faults.empty()) {
    *root = {};  // not both in memory
    return tl::unexpected(with_offsets(std::move(faults), source, known));
  }
  resolve_paths(*root, "", folder);
  return Configuration{
      .defaults = taken(*root, "defaults"),
      .targets = one_for_each_user(std::get<Json::Array>(taken(*root, "targets").value)),
      .serve = taken(*root, "serve")};
}

}  // namespace flexverify::config
