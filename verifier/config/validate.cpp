#include "verifier/config/validate.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/config/receiver_kinds.h"

namespace flexverify::config {
namespace {

using base::Json;

constexpr std::string_view kSecretAdvice =
    "a secret is {\"env\"|\"file\"|\"command\"|\"credential\": …}, not a string; the secret in "
    "this file should be changed";

std::string_view kind_of(const Json& value) {
  static constexpr std::array<std::string_view, 7> kKinds = {
      "null", "true or false", "a number", "a fraction", "a string", "a list", "an object"};
  return kKinds[value.value.index()];
}

std::string_view kind_of(Type type) {
  switch (type) {
    case Type::Object:
      return "an object";
    case Type::List:
      return "a list";
    case Type::Text:
      return "a string";
    case Type::Flag:
      return "true or false";
    case Type::Number:
      return "a whole number";
  }
  return "";
}

bool has_type(const Json& value, Type type) {
  switch (type) {
    case Type::Object:
      return value.object() != nullptr;
    case Type::List:
      return value.array() != nullptr;
    case Type::Text:
      return value.string() != nullptr;
    case Type::Flag:
      return value.boolean().has_value();
    case Type::Number:
      return value.integer().has_value();
  }
  return false;
}

// RFC 6901 section 3.
std::string escaped(std::string_view name) {
  return base::replace_all(base::replace_all(std::string(name), "~", "~0"), "/", "~1");
}

struct Place {
  std::string pattern;
  std::string pointer;
  [[nodiscard]] Place below(std::string_view in_pattern, std::string_view in_pointer) const {
    return {pattern + "/" + std::string(in_pattern), pointer + "/" + std::string(in_pointer)};
  }
};

class Validator {
 public:
  Validator(Required required, const Known& known) : required_(required), known_(known) {}

  // As deep as the table, which knows no recursion.
  void value(const Json& value, const Key& key, const Place& at) {
    if (value.is_null() && key.need == Need::Optional) return;
    if (key.rule == Rule::Secret && value.object() == nullptr)
      return add(value, at, std::string(kSecretAdvice), Shows::Nothing);
    if (!has_type(value, key.type))
      return add(value, at,
                 std::string(kind_of(value)) + " where " + std::string(kind_of(key.type)) +
                     " was expected");
    if (key.type == Type::Object) object(value, key, at);
    if (key.type == Type::List) list(value, at);
    if (key.type == Type::Text) text(value, key, at);
    if (key.type == Type::Number)
      if (auto fault = fault_in_number(*value.integer(), key)) add(value, at, std::move(*fault));
  }

  std::vector<Fault> faults;

 private:
  void add(const Json& value, const Place& at, std::string what, Shows shows = Shows::Value) {
    faults.push_back({at.pointer, at.pattern, std::move(what), value.offset, shows});
  }

  void object(const Json& value, const Key& key, const Place& at) {
    const auto members = members_of(key.pattern);
    std::set<std::string_view> seen;
    for (const auto& [name, member] : *value.object()) {
      const Place here = at.below(escaped(name), escaped(name));
      const Key* known = key_at(here.pattern);
      if (known == nullptr || name == "*") {
        add(member, here, unknown_key(name, members), Shows::Member);
      } else if (!seen.insert(name).second) {
        add(member, here, "this key is here twice", Shows::Member);
      } else {
        this->value(member, *known, here);
      }
    }
    if (key.rule == Rule::Secret) secret(value, at);
    if (key.rule == Rule::Schedule) schedule(value, at);
    if (key.rule == Rule::Receiver) receiver(value, at);
    for (const Key* member : members)
      if (required_ == Required::All && member->need == Need::Required &&
          !seen.contains(member_name(*member)))
        add(value, at,
            "the key \"" + std::string(member_name(*member)) +
                "\" is missing: " + std::string(member->description));
  }

  void list(const Json& value, const Place& at) {
    std::size_t index = 0;
    for (const Json& item : *value.array()) {
      const Place here = at.below("*", std::to_string(index++));
      this->value(item, *key_at(here.pattern), here);
    }
    if (at.pattern == "/targets" || at.pattern == "/targets/*/users" ||
        at.pattern == "/serve/alerts")
      unique_names(value, at);
    if (value.array()->empty() && at.pattern != "/serve/alerts")
      add(value, at, "an empty list; expected at least one item");
  }

  void text(const Json& value, const Key& key, const Place& at) {
    const std::string& text = *value.string();
    auto fault = fault_in(text, key, known_);
    if (!fault) return;
    // A URL with a password in it, or a password where a variable's name belongs.
    const bool may_be_secret = key.rule == Rule::Variable || key.rule == Rule::ProxyUrl ||
                               (base::contains(text, "@") && base::contains(text, "//"));
    add(value, at, std::move(*fault), may_be_secret ? Shows::Nothing : Shows::Value);
  }

  void secret(const Json& value, const Place& at) {
    const auto& members = *value.object();
    const auto sources = std::count_if(members.begin(), members.end(),
                                       [](const auto& m) { return !m.value.is_null(); });
    if (sources == 1) return;
    add(value, at,
        sources == 0 ? "no source; expected exactly one of env, file, command, credential"
                     : "more than one source; expected exactly one of env, file, "
                       "command, credential");
  }

  static bool has(const Json& object, std::string_view name) {
    const Json* member = object.find(name);
    return member != nullptr && !member->is_null();
  }

  void schedule(const Json& value, const Place& at) {
    if (has(value, "every") && has(value, "cron"))
      add(value, at, "both every and cron; expected one of them");
    if (has(value, "time_zone") && !has(value, "cron"))
      add(*value.find("time_zone"), at.below("time_zone", "time_zone"),
          "a time zone without cron has no effect");
  }

  void receiver(const Json& value, const Place& at) {
    const ReceiverKindRow* row = receiver_kind_named(value.text("kind"));
    if (row == nullptr) return;  // the rule of its key says so
    const std::string what = "a " + std::string(row->name) + " receiver needs ";
    if (row->url == Needed::Yes && has(value, "url") == has(value, "secret_url"))
      add(value, at, what + "either url or secret_url");
    if (row->secret == Needed::Yes && !has(value, "secret"))
      add(value, at, what + "secret: where " + std::string(row->secret_is) + " is read from");
    if (row->command == Needed::Yes && !has(value, "command")) add(value, at, what + "command");
  }

  void unique_names(const Json& named, const Place& list) {
    std::set<std::string> names;
    std::size_t index = 0;
    for (const Json& one : *named.array()) {
      const Place here = list.below("*", std::to_string(index++)).below("name", "name");
      const Json* name = one.find("name");
      if (name != nullptr && name->string() != nullptr && !names.insert(*name->string()).second)
        add(*name, here, "another one has the name \"" + base::printable(*name->string()) + "\"");
    }
  }

  static std::string unknown_key(std::string_view name, const std::vector<const Key*>& members) {
    std::vector<std::string_view> names;
    for (const Key* member : members) names.push_back(member_name(*member));
    const std::string near = suggestion(name, names);
    std::string expected;
    for (const std::string_view known : names)
      expected += (expected.empty() ? "; expected " : ", ") + std::string(known);
    return "unknown key \"" + base::printable(name, 60) + "\"" + (near.empty() ? expected : near);
  }

  Required required_;
  const Known& known_;
};

}  // namespace

std::vector<Fault> validate(const base::Json& value, std::string_view pattern, std::string pointer,
                            Required required, const Known& known) {
  Validator validator(required, known);
  validator.value(value, *key_at(pattern), {std::string(pattern), std::move(pointer)});
  return std::move(validator.faults);
}

}  // namespace flexverify::config
