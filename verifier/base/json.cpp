#include "verifier/base/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "verifier/base/overload.h"
#include "verifier/base/unsafe_characters.h"

namespace flexverify::base {
namespace {

constexpr std::size_t kMaxDepth = 64;
// An array of four megabytes would else take eighty times as much as a value of it in memory.
constexpr std::size_t kMaxValues = 200'000;
constexpr std::size_t kMaxRecordedValues = 2'000'000;
constexpr std::size_t kMaxSavedValues = 20'000'000;

// Builds a Json from nlohmann's events, with a bound on depth and on the number of values.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(std::size_t most_values) : values_left_(most_values) {}

  Json result;
  std::size_t error_offset = 0;
  std::string error;

  [[nodiscard]] bool is_full() const { return full_; }

  bool null() override { return add(nullptr); }
  bool boolean(bool b) override { return add(b); }
  bool number_integer(number_integer_t n) override { return add(std::int64_t{n}); }
  bool number_unsigned(number_unsigned_t n) override {
    if (n > static_cast<number_unsigned_t>(INT64_MAX)) return add(static_cast<double>(n));
    return add(static_cast<std::int64_t>(n));
  }
  bool number_float(number_float_t d, const string_t&) override { return add(d); }
  bool string(string_t& text) override { return add(text); }  // its own buffer may be longer
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json(Json::Object{})); }
  bool key(string_t& name) override {
    keys_.back() = std::move(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json(Json::Array{})); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception&) override {
    error_offset = position == 0 ? 0 : position - 1;  // position counts the bytes that were read
    error = "this is not JSON";                       // without the text: it may be a secret
    return false;
  }

 private:
  bool add(Json value) {
    if (!count()) return false;
    place(std::move(value));
    return true;
  }
  bool count() {
    full_ = values_left_ == 0;
    if (full_) error = "more values than are read";
    if (!full_) --values_left_;
    return !full_;
  }
  bool open(Json value) {
    if (!count()) return false;
    if (stack_.size() >= kMaxDepth) {
      error = "nested more than 64 levels deep";
      return false;
    }
    stack_.push_back(std::move(value));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    Json done = std::move(stack_.back());
    stack_.pop_back();
    keys_.pop_back();
    place(std::move(done));
    return true;
  }
  void place(Json value) {
    if (stack_.empty()) {
      result = std::move(value);
    } else if (auto* array = std::get_if<Json::Array>(&stack_.back().value)) {
      array->push_back(std::move(value));
    } else {
      std::get<Json::Object>(stack_.back().value).push_back({keys_.back(), std::move(value)});
    }
  }

  std::size_t values_left_;
  bool full_ = false;
  std::vector<Json> stack_;
  std::vector<std::string> keys_;
};

std::string line_and_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.find_last_of('\n') + 1;  // npos + 1 is 0
  return std::to_string(line) + ":" + std::to_string(before.size() - start + 1);
}

// Depth is bounded by whoever built the value: parse_json or our own code.
nlohmann::ordered_json to_nlohmann(const Json& json) {
  using Out = nlohmann::ordered_json;
  return std::visit(overload{
                        [](const Json::Array& array) {
                          Out out = Out::array();
                          for (const Json& item : array) out.push_back(to_nlohmann(item));
                          return out;
                        },
                        [](const Json::Object& object) {
                          Out out = Out::object();
                          for (const JsonMember& m : object) out[m.name] = to_nlohmann(m.value);
                          return out;
                        },
                        [](const auto& scalar) { return Out(scalar); },
                    },
                    json.value);
}

// JSON need not escape them (RFC 8259 7), but a terminal obeys some and people misread others. They
// stand in strings only.
std::string with_escapes(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    const UnsafeCharacter found = unsafe_at(std::string_view(json).substr(i));
    if (found.length == 0) {
      out += json[i++];
      continue;
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[found.code_point >> shift & 15];
    i += found.length;
  }
  return out;
}

}  // namespace

std::optional<bool> Json::boolean() const {
  const bool* b = std::get_if<bool>(&value);
  return b == nullptr ? std::nullopt : std::optional(*b);
}

std::optional<std::int64_t> Json::integer() const {
  const std::int64_t* n = std::get_if<std::int64_t>(&value);
  return n == nullptr ? std::nullopt : std::optional(*n);
}

const Json* Json::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  const auto found = std::find_if(members->rbegin(), members->rend(),
                                  [&](const JsonMember& m) { return m.name == key; });
  return found == members->rend() ? nullptr : &found->value;
}

const Json* Json::find_path(std::initializer_list<std::string_view> keys) const {
  const Json* at = this;
  for (const std::string_view key : keys) {
    if (at == nullptr) return nullptr;
    at = at->find(key);
  }
  return at;
}

std::string Json::text(std::string_view key) const {
  const Json* member = find(key);
  if (member == nullptr || member->string() == nullptr) return "";
  return *member->string();
}

std::vector<std::string> Json::texts(std::string_view key) const {
  std::vector<std::string> texts;
  const Json* list = find(key);
  if (list == nullptr || list->array() == nullptr) return texts;
  for (const Json& item : *list->array())
    if (item.string() != nullptr) texts.push_back(*item.string());
  return texts;
}

Json& Json::set(std::string_view key, Json member) {
  if (is_null()) value = Object{};
  auto& members = std::get<Object>(value);
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const JsonMember& m) { return m.name == key; });
  if (found != members.end()) {
    found->value = std::move(member);
  } else {
    members.push_back({std::string(key), std::move(member)});
  }
  return *this;
}

namespace {

Result<Json> parse(std::string_view text, JsonComments comments, std::size_t most_values) {
  Builder builder(most_values);
  const bool ignore_comments = comments == JsonComments::Allow;
  if (nlohmann::json::sax_parse(text, &builder, nlohmann::json::input_format_t::json, true,
                                ignore_comments))
    return std::move(builder.result);
  return fail(line_and_column(text, builder.error_offset), builder.error);
}

}  // namespace

Result<Json> parse_json(std::string_view text, JsonComments comments) {
  return parse(text, comments, kMaxValues);
}

Result<Json> parse_saved_json(std::string_view text) {
  return parse(text, JsonComments::Refuse, kMaxSavedValues);
}

Result<Json> parse_configuration_json(std::string_view text) {
  return parse(text, JsonComments::Allow, kMaxSavedValues);
}

Result<Json> parse_recording_json(std::string_view text) {
  return parse(text, JsonComments::Refuse, kMaxRecordedValues);
}

bool has_too_many_values(std::string_view text) {
  Builder builder(kMaxValues);
  nlohmann::json::sax_parse(text, &builder);
  return builder.is_full();
}

std::string dump_json(const Json& json, int indent) {
  return with_escapes(
      to_nlohmann(json).dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace flexverify::base
