#include "verifier/config/schema.h"

#include "verifier/base/text.h"
#include "verifier/config/keys.h"

namespace flexverify::config {
namespace {

using base::Json;

// A key that may be left out may be null as well.
Json type_of(const Key& key, std::string_view name) {
  if (key.need == Need::Required) return Json(name);
  return Json(Json::Array{Json(name), Json("null")});
}

// What an editor checks while somebody types, and what it says then: editors show the words of
// patternErrorMessage where they know it.
struct Pattern {
  std::string_view expression;
  std::string_view words;
};

Pattern pattern_of(Rule rule) {
  switch (rule) {
    case Rule::AccountSid:
      return {"^AC[0-9a-fA-F]{32}$", "AC and 32 hexadecimal digits"};
    case Rule::ConnectionSid:
      return {"^JQ[0-9a-fA-F]{32}$", "JQ and 32 hexadecimal digits, as in the new Entity ID"};
    case Rule::EntityId:
      return {"^(urn:flex:JQ[0-9a-fA-F]{32}|(?!urn:flex:).+)$",
              "urn:flex:JQ and 32 hexadecimal digits, or the URL of a legacy connection"};
    case Rule::Duration:
      return {"^0*[1-9][0-9]*(ms|s|m|h|d)$", "a number and ms, s, m, h or d, such as 60s"};
    case Rule::Role:
      return {"^(agent|supervisor|admin|wfo\\..+)$", "agent, supervisor, admin or wfo.…"};
    case Rule::Variable:
      return {"^[A-Za-z_][A-Za-z0-9_]*$", "the name of an environment variable, not its value"};
    case Rule::PageUrl:
    case Rule::BaseUrl:
      return {"^https?://", "a URL that begins with https://"};
    case Rule::ProxyUrl:
      return {"^https?://", "the URL of a proxy that begins with http:// or https://"};
    case Rule::Resolve:
      return {"^[^:]+:[0-9]+:.+$", "HOST:PORT:ADDRESS"};
    case Rule::Date:
      return {"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a day such as 2026-03-01"};
    case Rule::HeaderText:
      return {"^[ -~]+$", "letters, digits and signs of ASCII"};
    case Rule::Cron:
      return {"^ *([^ ]+ +){4}[^ ]+ *$",
              "five fields: minute, hour, day of month, month, day of week"};
    case Rule::Listen:
      return {"^(\\[[0-9a-fA-F:.]+\\]|[0-9.]+):[0-9]+$",
              "an address and a port, such as 127.0.0.1:9469"};
    case Rule::Range:
    case Rule::TimeZone:
    case Rule::Schedule:
    case Rule::Receiver:
    case Rule::None:
    case Rule::Name:
    case Rule::Choice:
    case Rule::HostAndPort:
    case Rule::LoopbackHost:
    case Rule::Adapter:
    case Rule::Path:
    case Rule::Secret:
      return {};
  }
  return {};
}

Json choices_of(const Key& key, const Known& known) {
  Json::Array words;
  if (key.rule == Rule::Adapter) words.emplace_back("auto");
  if (key.rule == Rule::Adapter)
    for (const std::string_view adapter : known.adapters) words.emplace_back(adapter);
  else
    for (const std::string_view word : base::split(key.choices, '|')) words.emplace_back(word);
  if (key.need == Need::Optional) words.emplace_back(nullptr);
  return Json(std::move(words));
}

void add_text(const Key& key, const Known& known, Json& schema) {
  schema.set("type", type_of(key, "string"));
  if (key.rule == Rule::Choice || key.rule == Rule::Adapter)
    schema.set("enum", choices_of(key, known));
  const Pattern pattern = pattern_of(key.rule);
  if (pattern.expression.empty()) {
    schema.set("minLength", 1);
    return;
  }
  schema.set("pattern", pattern.expression);
  schema.set("patternErrorMessage", "expected " + std::string(pattern.words));
}

void add_number(const Key& key, Json& schema) {
  const auto ends = base::split(key.choices, '|');
  schema.set("type", type_of(key, "integer"));
  schema.set("minimum", *base::parse_json(ends.front()));
  schema.set("maximum", *base::parse_json(ends.back()));
}

Json schema_of(const Key& key, const Known& known);

// As deep as the table of keys.
void add_object(const Key& key, const Known& known, Json& schema) {
  Json::Object properties;
  Json::Array required;
  for (const Key* member : members_of(key.pattern)) {
    properties.push_back({std::string(member_name(*member)), schema_of(*member, known)});
    if (member->need == Need::Required) required.emplace_back(member_name(*member));
  }
  schema.set("type", type_of(key, "object"));
  schema.set("additionalProperties", false);
  if (!required.empty()) schema.set("required", Json(std::move(required)));
  if (key.rule == Rule::Secret) schema.set("minProperties", 1).set("maxProperties", 1);
  schema.set("properties", Json(std::move(properties)));
}

Json schema_of(const Key& key, const Known& known) {
  Json schema;
  schema.set("description", key.description);
  switch (key.type) {
    case Type::Object:
      add_object(key, known, schema);
      break;
    case Type::List:
      schema.set("type", type_of(key, "array"));
      schema.set("items", schema_of(*key_at(std::string(key.pattern) + "/*"), known));
      break;
    case Type::Text:
      add_text(key, known, schema);
      break;
    case Type::Flag:
      schema.set("type", type_of(key, "boolean"));
      break;
    case Type::Number:
      add_number(key, schema);
      break;
  }
  return schema;
}

}  // namespace

Json config_schema(const Known& known) {
  Json schema;
  schema.set("$schema", "http://json-schema.org/draft-07/schema#");
  schema.set("title", "Configuration of flexverify");
  const Json root = schema_of(*key_at(""), known);
  for (const auto& [name, value] : *root.object()) schema.set(name, value);
  return schema;
}

}  // namespace flexverify::config
