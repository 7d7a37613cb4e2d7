// Json: one value type for everything that is JSON or looks like it (API replies, configuration,
// the object literals of appConfig.js). Objects keep the order of their members.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "verifier/base/result.h"

namespace flexverify::base {

struct JsonMember;

struct Json {
  using Array = std::vector<Json>;
  using Object = std::vector<JsonMember>;
  // One of the kinds of JSON.
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value;
  // Byte offset of the value in its source, where the parser of web/object_literal.h read it.
  std::size_t offset = 0;

  Json();
  Json(std::nullptr_t);
  Json(bool b);
  Json(int n);
  Json(std::int64_t n);
  Json(double d);
  Json(const char* text);
  Json(std::string_view text);
  Json(std::string text);
  Json(Array array);
  Json(Object object);

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }
  [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&value); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&value); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&value); }
  [[nodiscard]] std::optional<bool> boolean() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;

  // The member of that name (the last one, as JavaScript does), or null when there is none or
  // this is no object.
  [[nodiscard]] const Json* find(std::string_view key) const;
  // find() along several names.
  [[nodiscard]] const Json* find_path(std::initializer_list<std::string_view> keys) const;
  // The text of the member, or "" when it is absent or no string.
  [[nodiscard]] std::string text(std::string_view key) const;
  // The strings of the member that is an array; other items are left out.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  // Sets a member of an object (turning null into an object first). Returns *this.
  Json& set(std::string_view key, Json member);
};

struct JsonMember {
  std::string name;  // of the member
  Json value;        // of the member
};

// Defined here, where JsonMember is complete.
inline Json::Json() = default;
inline Json::Json(std::nullptr_t) {}
inline Json::Json(bool b) : value(b) {}
inline Json::Json(int n) : value(std::int64_t{n}) {}
inline Json::Json(std::int64_t n) : value(n) {}
inline Json::Json(double d) : value(d) {}
inline Json::Json(const char* text) : value(std::string(text)) {}
inline Json::Json(std::string_view text) : value(std::string(text)) {}
inline Json::Json(std::string text) : value(std::move(text)) {}
inline Json::Json(Array array) : value(std::move(array)) {}
inline Json::Json(Object object) : value(std::move(object)) {}

enum class JsonComments { Refuse, Allow };

// Parses RFC 8259 JSON, at most 64 levels deep. The error's `where` is "line:column".
[[nodiscard]] Result<Json> parse_json(std::string_view text,
                                      JsonComments comments = JsonComments::Refuse);
// Writes JSON; bytes that are not UTF-8 become U+FFFD. `indent` < 0 means one line.
[[nodiscard]] std::string dump_json(const Json& json, int indent = -1);

}  // namespace flexverify::base
