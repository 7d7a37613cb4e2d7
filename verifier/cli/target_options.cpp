// The options that stand for keys of a target: each fills the member of a target that its key
// names.
#include <array>
#include <span>

#include "verifier/base/text.h"
#include "verifier/cli/options.h"
#include "verifier/config/command.h"
#include "verifier/config/keys.h"

namespace flexverify::cli {
namespace {

using base::Json;
using config::Key;

std::string group_of(std::string_view pattern) {
  if (base::contains(pattern, "show_values")) return "Output";
  if (base::contains(pattern, "/idp/")) return "Identity provider and test user";
  if (base::contains(pattern, "/expect/") || base::contains(pattern, "sid") ||
      base::contains(pattern, "sso_profile"))
    return "What to expect";
  for (const std::string_view word : {"depth", "connection", "revert", "counter", "migrated"})
    if (base::contains(pattern, word)) return "Which connection, and how far to go";
  return "Network";
}

// What a value is called in the help.
std::string type_name(const Key& key) {
  using config::Rule;
  if (key.pattern.ends_with("/command")) return "'CMD'";
  switch (key.rule) {
    case Rule::PageUrl:
    case Rule::BaseUrl:
    case Rule::ProxyUrl:
      return "URL";
    case Rule::Choice:
      return std::string(key.choices);
    case Rule::Duration:
      return "TIME";
    case Rule::AccountSid:
      return "AC...";
    case Rule::ConnectionSid:
      return "JQ...";
    case Rule::Variable:
      return "VAR";
    case Rule::Path:
      return "FILE";
    case Rule::Date:
      return "DATE";
    case Rule::None:
    case Rule::Name:
    case Rule::HostAndPort:
    case Rule::LoopbackHost:
    case Rule::Resolve:
    case Rule::EntityId:
    case Rule::Role:
    case Rule::Adapter:
    case Rule::HeaderText:
    case Rule::Secret:
    case Rule::Range:
    case Rule::Cron:
    case Rule::TimeZone:
    case Rule::Listen:
    case Rule::Schedule:
    case Rule::Receiver:
      return key.option == "--idp-host" || key.option == "--insecure-http" ||
                     key.option == "--browser-allow"
                 ? "HOST..."
             : key.option == "--resolve" ? "HOST:PORT:ADDR..."
                                         : "TEXT";
  }
  return "TEXT";
}

Arity arity_of(const Key& key) {
  if (key.type == config::Type::Flag) return Arity::Flag;
  const bool many = key.type == config::Type::List && !key.pattern.ends_with("/command");
  return many ? Arity::Many : Arity::One;
}

void set_path(Json& object, std::span<const std::string_view> path, Json value) {
  if (path.size() == 1) {
    object.set(path[0], std::move(value));
    return;
  }
  const Json* old = object.find(path[0]);  // as deep as a key of the table
  Json member = old == nullptr ? Json() : *old;
  set_path(member, path.subspan(1), std::move(value));
  object.set(path[0], std::move(member));
}

Json value_for(const Key& key, const Given& given) {
  if (key.type == config::Type::Flag) return !is_no(given);
  if (key.type != config::Type::List) return value_of(given);
  if (!key.pattern.ends_with("/command"))
    return Json::Array(given.values.begin(), given.values.end());
  const auto words = config::split_words(value_of(given));
  if (!words) throw Usage{given.spelled + ": " + words.error().what};
  return Json::Array(words->begin(), words->end());
}

void read_key(const Key& key, const Given& given, Command& command) {
  auto& check = std::get<CheckCommand>(command);
  check.spelling[std::string(key.pattern)] = given.spelled;
  const auto path = base::split(key.pattern.substr(config::kTarget.size() + 1), '/');
  set_path(check.over, path, value_for(key, given));
}

void read_endpoints(const Given& given, Command& command) {
  auto& check = std::get<CheckCommand>(command);
  check.spelling["/targets/*/endpoints"] = given.spelled;
  for (const std::string& text : given.values) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
      throw Usage{given.spelled + ": \"" + base::printable(text) +
                  "\" is not NAME=URL, such as services=https://services.twilio.com"};
    const std::string name = base::replace_all(text.substr(0, equals), "-", "_");
    set_path(check.over, std::array<std::string_view, 2>{"endpoints", name},
             text.substr(equals + 1));
  }
}

OptionRow row_of(const Key& key) {
  const Arity arity = arity_of(key);
  return {std::string(key.option),
          arity,
          arity == Arity::Flag ? "" : type_name(key),
          std::string(key.description),
          group_of(key.pattern),
          [&key](const Given& given, Command& command) { read_key(key, given, command); }};
}

}  // namespace

Options target_options() {
  Options options;
  for (const Key& key : config::all_keys())
    if (!key.option.empty()) options.push_back(row_of(key));
  options.push_back({"--endpoint", Arity::Many, "NAME=URL...",
                     "Base URL of one of Twilio's services: services, login, flex_api, iam, "
                     "preview, flex.",
                     "Network", read_endpoints});
  return options;
}

}  // namespace flexverify::cli
