#include "verifier/web/script_heap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "verifier/base/overload.h"

namespace flexverify::web {
namespace {

// Of Object.prototype: there without being listed.
bool is_inherited(std::string_view name) {
  constexpr std::array<std::string_view, 8> kInherited = {
      "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
      "toString",    "toLocaleString", "valueOf",       "__proto__"};
  return std::ranges::find(kInherited, name) != kInherited.end();
}

bool is_length(const ScriptObject& object, std::string_view name) {
  return object.kind == ScriptObject::Kind::Array && name == "length";
}

}  // namespace

ObjectRef ScriptHeap::make(ScriptObject::Kind kind) {
  objects_.push_back({.kind = kind, .members = {}});
  if (kind == ScriptObject::Kind::Host) objects_.back().extent = ScriptObject::Extent::Open;
  return {objects_.size() - 1};
}

ScriptValue ScriptHeap::member(ObjectRef ref, std::string_view name) const {
  const ScriptObject& object = at(ref);
  if (const auto found = object.members.find(name); found != object.members.end())
    return found->second;
  if (object.extent == ScriptObject::Extent::Open || is_inherited(name)) return {Unreadable{}};
  if (is_length(object, name)) return {static_cast<double>(object.members.size())};
  return {Undefined{}};
}

void ScriptHeap::give_away(const ScriptValue& value, std::vector<FunctionRef>& functions) {
  std::vector<ScriptValue> waiting{value};
  while (!waiting.empty()) {
    const ScriptValue one = std::move(waiting.back());
    waiting.pop_back();
    if (const auto* function = one.as<FunctionRef>()) functions.push_back(*function);
    const auto* ref = one.as<ObjectRef>();
    if (ref == nullptr || at(*ref).hands == ScriptObject::Hands::Anybodys) continue;
    ScriptObject& object = at(*ref);
    object.hands = ScriptObject::Hands::Anybodys;
    object.extent = ScriptObject::Extent::Open;
    for (auto& [name, member] : object.members) {
      waiting.push_back(member);
      member.is = Unreadable{};
    }
  }
}

std::optional<bool> truth(const ScriptValue& value) {
  using Maybe = std::optional<bool>;
  return std::visit(
      base::overload{[](Unreadable) { return Maybe(); }, [](Undefined) { return Maybe(false); },
                     [](Null) { return Maybe(false); }, [](bool b) { return Maybe(b); },
                     [](double d) { return Maybe(d != 0 && !std::isnan(d)); },
                     [](const std::string& text) { return Maybe(!text.empty()); },
                     [](ObjectRef) { return Maybe(true); },
                     [](FunctionRef) { return Maybe(true); }},
      value.is);
}

std::optional<bool> strictly_equal(const ScriptValue& a, const ScriptValue& b) {
  if (a.as<Unreadable>() || b.as<Unreadable>()) return std::nullopt;
  if (a.is.index() != b.is.index()) return false;
  if (const auto* number = a.as<double>()) return *number == *b.as<double>();
  if (const auto* text = a.as<std::string>()) return *text == *b.as<std::string>();
  if (const auto* flag = a.as<bool>()) return *flag == *b.as<bool>();
  if (const auto* ref = a.as<ObjectRef>()) return ref->index == b.as<ObjectRef>()->index;
  if (const auto* ref = a.as<FunctionRef>()) return ref->index == b.as<FunctionRef>()->index;
  return true;
}

std::optional<bool> loosely_equal(const ScriptValue& a, const ScriptValue& b) {
  if (a.as<Unreadable>() || b.as<Unreadable>()) return std::nullopt;
  if (a.is_nullish() || b.is_nullish()) return a.is_nullish() && b.is_nullish();
  if (a.is.index() == b.is.index()) return strictly_equal(a, b);
  return std::nullopt;
}

std::optional<std::string> to_text(const ScriptValue& value) {
  constexpr double kWhole = 1e15;
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* flag = value.as<bool>()) return *flag ? "true" : "false";
  if (value.as<Null>()) return "null";
  if (value.as<Undefined>()) return "undefined";
  const auto* number = value.as<double>();
  if (number == nullptr || !(std::abs(*number) < kWhole) || std::trunc(*number) != *number)
    return std::nullopt;
  return std::to_string(static_cast<std::int64_t>(*number));
}

std::string_view type_name(const ScriptValue& value) {
  // In the order of the variant.
  constexpr std::array<std::string_view, 8> kNames = {"",       "undefined", "object", "boolean",
                                                      "number", "string",    "object", "function"};
  return kNames[value.is.index()];
}

}  // namespace flexverify::web
