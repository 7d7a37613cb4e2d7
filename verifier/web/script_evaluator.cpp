// Scopes, variables, members, and doubt.
#include "verifier/web/script_evaluator.h"

#include <algorithm>
#include <array>
#include <utility>

namespace flexverify::web {
namespace {

// A configuration takes some hundred steps.
constexpr std::size_t kMaxSteps = 200'000;

bool is_window(std::string_view name) {
  constexpr std::array<std::string_view, 3> kNames = {"window", "self", "globalThis"};
  return std::ranges::find(kNames, name) != kNames.end();
}

bool is_primitive(const ScriptValue& value) {
  return !value.as<Unreadable>() && !value.as<ObjectRef>() && !value.as<FunctionRef>();
}

}  // namespace

ScriptEvaluator::ScriptEvaluator(const Url& page, std::string_view absent_at_first)
    : window_(heap_.make(ScriptObject::Kind::Host)),
      self_{window_},
      result_{Undefined{}},
      undeclared_(absent_at_first) {
  const ObjectRef location = heap_.make(ScriptObject::Kind::Host);
  const ObjectRef document = heap_.make(ScriptObject::Kind::Host);
  const std::string port = page.port ? std::to_string(*page.port) : "";
  const std::string name = host_name(page);
  const std::pair<const char*, std::string> parts[] = {
      {"href", to_string(page)},
      {"origin", origin(page)},
      {"protocol", page.scheme + ":"},
      {"host", port.empty() ? name : name + ":" + port},
      {"hostname", name},
      {"port", port},
      {"pathname", page.path},
      {"search", page.query && !page.query->empty() ? "?" + *page.query : ""},
      {"hash", page.fragment && !page.fragment->empty() ? "#" + *page.fragment : ""}};
  for (const auto& [key, text] : parts) heap_.at(location).members[key] = {text};
  heap_.at(document).members["location"] = {location};
  heap_.at(document).members["URL"] = {to_string(page)};
  auto& globals = heap_.at(window_).members;
  globals["location"] = {location};
  globals["document"] = {document};
  globals["origin"] = {origin(page)};
  if (!absent_at_first.empty()) globals[undeclared_] = {Undefined{}};
  scopes_.push_back({.parent = 0, .kind = Scope::Kind::Function, .names = {}});
}

ScriptValue ScriptEvaluator::global(std::string_view name) const {
  const auto found = scopes_[0].names.find(name);
  return found != scopes_[0].names.end() ? found->second.value : heap_.member(window_, name);
}

bool ScriptEvaluator::step(std::size_t cost) {
  steps_ += cost;
  if (steps_ > kMaxSteps) give_up();
  return ending_ == Ending::Normal;
}

// Too much for a configuration: nothing of it is known any more.
void ScriptEvaluator::give_up() {
  forget_everything();
  ending_ = Ending::Thrown;
}

void ScriptEvaluator::forget_everything() {
  std::vector<FunctionRef> ignored;
  heap_.give_away({window_}, ignored);
  for (Scope& scope : scopes_)
    for (auto& [name, variable] : scope.names) {
      heap_.give_away(variable.value, ignored);
      variable.value.is = Unreadable{};
    }
}

ScriptEvaluator::Binding* ScriptEvaluator::binding(std::string_view name) {
  for (std::size_t at = scope_;; at = scopes_[at].parent) {
    const auto found = scopes_[at].names.find(name);
    if (found != scopes_[at].names.end()) return &found->second;
    if (at == 0) return nullptr;
  }
}

// A variable of the script's or a listed member of the window; null for any other name.
ScriptValue* ScriptEvaluator::variable(std::string_view name) {
  if (Binding* local = binding(name)) return &local->value;
  auto& globals = heap_.at(window_).members;
  const auto found = globals.find(name);
  return found == globals.end() ? nullptr : &found->second;
}

// Not the script's own: of the browser, or of another script.
bool ScriptEvaluator::is_free(std::string_view name) {
  if (is_window(name)) return false;
  return binding(name) == nullptr && !heap_.at(window_).members.contains(name);
}

void ScriptEvaluator::declare(How how, const std::string& name, ScriptValue value) {
  if (how == How::Var) return assign_name(name, std::move(value));
  scopes_[scope_].names[name] = {
      std::move(value), how == How::Const ? Binding::Kind::Constant : Binding::Kind::Variable};
}

void ScriptEvaluator::assign_name(const std::string& name, ScriptValue value) {
  if (const Binding* local = binding(name)) {
    if (local->kind == Binding::Kind::Constant) return fail();
    ScriptValue after = merged(local->value, std::move(value));
    binding(name)->value = std::move(after);
    return;
  }
  if (strict_ && (is_free(name) || name == undeclared_)) return fail();
  if (name == undeclared_) undeclared_.clear();
  assign_member({window_}, name, std::move(value));
}

void ScriptEvaluator::assign_member(const ScriptValue& object, const std::string& name,
                                    ScriptValue value) {
  if (object.is_nullish()) return fail();
  const auto* ref = object.as<ObjectRef>();
  if (ref == nullptr) return give_away(value);
  if (frozen_.contains(ref->index)) return strict_ ? fail() : void();  // not kept
  const bool handler = heap_.at(*ref).kind == ScriptObject::Kind::Host && name.starts_with("on");
  if (handler || heap_.at(*ref).hands == ScriptObject::Hands::Anybodys) {
    const ScriptPlace where = value.place;
    give_away(value);
    value = {Unreadable{}, where};
  }
  const ScriptValue before = heap_.member(*ref, name);
  ScriptValue after = merged(before, std::move(value));
  heap_.at(*ref).members[name] = std::move(after);
}

// What a place holds after an assignment that may not have happened.
ScriptValue ScriptEvaluator::merged(const ScriptValue& before, ScriptValue after) {
  if (doubt_ == 0) return after;
  if (is_primitive(before) && is_primitive(after) && strictly_equal(before, after) == true)
    return before;
  give_away(before);
  give_away(after);
  return {Unreadable{}, after.place};
}

ScriptValue ScriptEvaluator::member(const ScriptValue& object, std::string_view name) {
  if (const auto* ref = object.as<ObjectRef>()) {
    if (ref->index == window_.index && is_window(name)) return {window_};
    return heap_.member(*ref, name);
  }
  if (object.is_nullish()) fail();
  if (const auto* text = object.as<std::string>(); text != nullptr && name == "length")
    if (std::ranges::all_of(*text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
      return {static_cast<double>(text->size())};
  return {Unreadable{}};
}

// To code that is not understood. Functions in it may be called, now and later.
void ScriptEvaluator::give_away(const ScriptValue& value) {
  std::vector<FunctionRef> functions;
  heap_.give_away(value, functions);
  for (const FunctionRef function : functions) run_escaped(function);
}

// Code that is not understood mentions a name.
void ScriptEvaluator::touch(const std::string& name) {
  if (is_window(name) || name == "this" || name == "top" || name == "parent" || name == "eval")
    return give_away({window_});
  ScriptValue* found = variable(name);
  if (found == nullptr) return;
  const ScriptValue before = std::exchange(*found, {Unreadable{}, found->place});
  // The browser's own objects are looked at, not changed.
  const auto* ref = before.as<ObjectRef>();
  const bool host = ref != nullptr && heap_.at(*ref).kind == ScriptObject::Kind::Host;
  if (host)
    *variable(name) = before;
  else
    give_away(before);
}

// Runs what may run or not.
void ScriptEvaluator::in_doubt(const std::function<void()>& what) {
  ++doubt_;
  what();
  --doubt_;
  if (ending_ == Ending::Normal) return;
  if (steps_ > kMaxSteps) return;
  // Whether anything behind it runs is not known either, as far out as it may have led.
  left_in_doubt_ = std::max(left_in_doubt_, ending_);
  ending_ = Ending::Normal;
  ++doubt_;
}

}  // namespace flexverify::web
