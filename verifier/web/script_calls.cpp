// Calls (ECMA-262 13.3.6): the script's own functions are run, some of the language's are known,
// and anything else may do what it likes with what it is given.
#include <algorithm>
#include <array>
#include <utility>

#include "verifier/base/json.h"
#include "verifier/base/text.h"
#include "verifier/web/script_evaluator.h"

namespace flexverify::web {
namespace {

constexpr int kMaxCalls = 20;
constexpr std::size_t kMaxJson = 256 * 1024;

// Nothing that they are given is changed by these.
constexpr std::array<std::string_view, 18> kHarmless = {
    "console", "JSON",        "Math",      "Date",   "Number",       "Boolean",
    "Symbol",  "Intl",        "Twilio",    "String", "Array",        "document",
    "history", "performance", "navigator", "screen", "localStorage", "sessionStorage"};
constexpr std::array<std::string_view, 14> kHarmlessAlone = {"parseInt",
                                                             "parseFloat",
                                                             "Number",
                                                             "Boolean",
                                                             "String",
                                                             "encodeURIComponent",
                                                             "decodeURIComponent",
                                                             "encodeURI",
                                                             "decodeURI",
                                                             "atob",
                                                             "btoa",
                                                             "alert",
                                                             "isNaN",
                                                             "fetch"};
constexpr std::array<std::string_view, 9> kHarmlessOfObject = {
    "keys",           "values",  "entries", "is", "isFrozen", "hasOwn", "getOwnPropertyNames",
    "getPrototypeOf", "isSealed"};

template <std::size_t Size>
bool is_in(const std::array<std::string_view, Size>& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

// The name at which a chain of members starts, "" for anything else.
std::string_view root_of(const ScriptNode& node) {
  const ScriptNode* at = &node;
  while ((at->kind == NodeKind::Member || at->kind == NodeKind::Call) && !at->children.empty())
    at = &at->children[0];
  return at->kind == NodeKind::Name ? std::string_view(at->text) : std::string_view();
}

using TextMethod = ScriptValue (*)(const std::string&, const std::string&);
struct NamedMethod {
  std::string_view name;
  TextMethod run;
};
// Of strings, with one string or nothing given.
constexpr std::array<NamedMethod, 8> kTextMethods = {{
    {"includes",
     [](const std::string& t, const std::string& p) { return ScriptValue{base::contains(t, p)}; }},
    {"startsWith",
     [](const std::string& t, const std::string& p) { return ScriptValue{t.starts_with(p)}; }},
    {"endsWith",
     [](const std::string& t, const std::string& p) { return ScriptValue{t.ends_with(p)}; }},
    {"indexOf",
     [](const std::string& t, const std::string& p) {
       const std::size_t at = t.find(p);
       return ScriptValue{at == std::string::npos ? -1.0 : static_cast<double>(at)};
     }},
    {"concat", [](const std::string& t, const std::string& p) { return ScriptValue{t + p}; }},
    {"toLowerCase",
     [](const std::string& t, const std::string&) { return ScriptValue{base::ascii_lower(t)}; }},
    {"trim", [](const std::string& t,
                const std::string&) { return ScriptValue{std::string(base::trim(t))}; }},
    {"toString", [](const std::string& t, const std::string&) { return ScriptValue{t}; }},
}};

ScriptValue text_method(const std::string& text, std::string_view method,
                        const std::vector<ScriptValue>& given) {
  const auto* found = std::ranges::find(kTextMethods, method, &NamedMethod::name);
  const std::string* part = given.size() == 1 ? given[0].as<std::string>() : nullptr;
  const bool fits = part != nullptr || given.empty();
  if (found == kTextMethods.end() || !fits || !base::is_ascii(text)) return {Unreadable{}};
  return found->run(text, part == nullptr ? std::string() : *part);
}

}  // namespace

ScriptValue ScriptEvaluator::call(const ScriptNode& node) {
  const ScriptNode& callee = node.children[0];
  if (callee.kind == NodeKind::Member || callee.kind == NodeKind::Index)
    return call_member(node, callee);
  const bool free_name = callee.kind == NodeKind::Name && is_free(callee.text);
  const ScriptValue function = free_name ? ScriptValue{Unreadable{}} : evaluate(callee);
  const Values given = arguments(node);
  if (!step()) return {Unreadable{}};
  if (const auto* own = function.as<FunctionRef>()) return call_function(*own, given, {window_});
  if (free_name) return call_builtin("", callee.text, given, node);
  if (!function.as<Unreadable>()) fail();  // no function
  return call_anything(given);
}

ScriptValue ScriptEvaluator::call_member(const ScriptNode& node, const ScriptNode& callee) {
  const std::string_view root = root_of(callee);
  const bool direct = callee.kind == NodeKind::Member && callee.children[0].kind == NodeKind::Name;
  if (!root.empty() && is_free(root)) {
    static_cast<void>(evaluate(callee.children[0]));
    const Values given = arguments(node);
    return call_builtin(root, direct ? callee.text : "", given, node);
  }
  const ScriptValue object = evaluate(callee.children[0]);
  bool known = true;
  const std::string method = key_of(callee, known);
  const Values given = arguments(node);
  if (!step()) return {Unreadable{}};
  if (object.is_nullish() && root.empty()) return {Unreadable{}};
  if (known) return call_method(object, method, given);
  give_away(object);
  return call_anything(given);
}

ScriptEvaluator::Values ScriptEvaluator::arguments(const ScriptNode& node) {
  Values given;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    const ScriptNode& one = node.children[i];
    const bool spread = one.kind == NodeKind::Spread;
    ScriptValue value = evaluate(spread ? one.children[0] : one);
    if (spread) give_away(value);
    given.push_back(spread ? ScriptValue{Unreadable{}} : std::move(value));
  }
  return given;
}

ScriptValue ScriptEvaluator::call_anything(const Values& given) {
  ++unknown_calls_;
  for (const ScriptValue& value : given) give_away(value);
  return {Unreadable{}};
}

// `root` is a name that the script does not define; "" for a function that stands alone.
ScriptValue ScriptEvaluator::call_builtin(std::string_view root, std::string_view method,
                                          const Values& given, const ScriptNode& node) {
  const std::string* text = given.empty() ? nullptr : given[0].as<std::string>();
  if (root == "Object" && method == "assign") return object_assign(given);
  if (root == "Object" && (method == "freeze" || method == "seal") && given.size() == 1) {
    // What is written to it later is not kept, or is an error.
    ScriptValue frozen = given[0];
    if (const auto* ref = frozen.as<ObjectRef>()) frozen_.insert(ref->index);
    return frozen;
  }
  if (root == "JSON" && method == "parse" && text != nullptr && given.size() == 1)
    return from_json(*text, place(node));
  if (root.empty() && method == "String" && given.size() == 1) {
    const auto known = to_text(given[0]);
    return known ? ScriptValue{*known} : ScriptValue{Unreadable{}};
  }
  if (root.empty() && method == "Boolean" && given.size() == 1) {
    const auto known = truth(given[0]);
    return known ? ScriptValue{*known} : ScriptValue{Unreadable{}};
  }
  if (root.empty() && (method == "eval" || method == "Function")) forget_everything();
  const bool harmless = root.empty() ? is_in(kHarmlessAlone, method)
                                     : is_in(kHarmless, root) ||
                                           (root == "Object" && is_in(kHarmlessOfObject, method));
  if (!harmless) return call_anything(given);
  ++unknown_calls_;
  for (const ScriptValue& value : given)
    if (value.as<FunctionRef>()) give_away(value);
  return {Unreadable{}};
}

ScriptValue ScriptEvaluator::call_method(const ScriptValue& object, const std::string& method,
                                         const Values& given) {
  if (const auto* text = object.as<std::string>()) return text_method(*text, method, given);
  if (const auto* function = object.as<FunctionRef>()) {
    if (method == "call")
      return call_function(*function, Values(given.begin() + (given.empty() ? 0 : 1), given.end()),
                           given.empty() ? ScriptValue{window_} : given[0]);
    give_away(object);
    return call_anything(given);
  }
  const ScriptValue found = member(object, method);
  if (ending_ != Ending::Normal) return {Unreadable{}};
  if (const auto* own = found.as<FunctionRef>()) return call_function(*own, given, object);
  const auto* ref = object.as<ObjectRef>();
  if (ref == nullptr) return call_anything(given);
  const std::string* name = given.size() == 1 ? given[0].as<std::string>() : nullptr;
  const bool whole = heap_.at(*ref).extent == ScriptObject::Extent::Whole;
  if (method == "hasOwnProperty" && name != nullptr && whole) {
    const bool listed = heap_.at(*ref).members.contains(*name);
    return {listed && !heap_.member(*ref, *name).as<Undefined>()};
  }
  constexpr std::array<std::string_view, 6> kReaders = {
      "hasOwnProperty", "includes", "indexOf", "join", "toString", "addEventListener"};
  const bool host = heap_.at(*ref).kind == ScriptObject::Kind::Host;
  if (!host && !is_in(kReaders, method)) give_away(object);
  return call_anything(given);
}

ScriptValue ScriptEvaluator::call_function(FunctionRef function, const Values& given,
                                           const ScriptValue& self) {
  const FunctionValue callee = functions_[function.index];
  if (calls_ >= kMaxCalls) give_up();
  if (!step()) return {Unreadable{}};
  const bool deferred = callee.node->kind == NodeKind::Deferred;
  const bool arrow = callee.node->kind == NodeKind::Arrow;
  scopes_.push_back({.parent = callee.scope, .kind = Scope::Kind::Function, .names = {}});
  const std::size_t scope = std::exchange(scope_, scopes_.size() - 1);
  const std::size_t script = std::exchange(script_, callee.script);
  const int doubt = std::exchange(doubt_, doubt_ + (deferred ? 1 : 0));
  const Ending left = std::exchange(left_in_doubt_, Ending::Normal);
  ScriptValue before_self = std::exchange(self_, arrow ? callee.self : self);
  ScriptValue before_result = std::exchange(result_, {Undefined{}});
  ++calls_;
  const ScriptNode& parameters = callee.node->children[0];
  for (std::size_t i = 0; i < parameters.children.size(); ++i) {
    const ScriptNode& one = parameters.children[i];
    const bool rest = one.kind == NodeKind::RestPattern;
    const bool known = !rest && i < given.size();
    const ScriptValue absent{calls_from_outside_ > 0 || rest
                                 ? decltype(ScriptValue::is){Unreadable{}}
                                 : decltype(ScriptValue::is){Undefined{}}};
    if (rest)
      for (std::size_t k = i; k < given.size(); ++k) give_away(given[k]);
    bind(rest ? one.children[0] : one, known ? given[i] : absent, How::Let);
  }
  const ScriptNode& body = callee.node->children[1];
  hoist_variables(body);
  hoist_functions(body);
  execute_all(body.children);
  --calls_;
  ScriptValue result = std::exchange(result_, std::move(before_result));
  self_ = std::move(before_self);
  scope_ = scope;
  script_ = script;
  const bool perhaps = left_in_doubt_ == Ending::Returned || deferred;
  if (ending_ == Ending::Returned)
    ending_ = Ending::Normal;
  else if (!perhaps)
    result = {Undefined{}};
  doubt_ = doubt + (left_in_doubt_ == Ending::Thrown ? 1 : 0);
  left_in_doubt_ = left_in_doubt_ == Ending::Thrown ? Ending::Thrown : left;
  if (!perhaps) return result;
  give_away(result);
  return {Unreadable{}};
}

// Somebody else may call it, whenever he likes.
void ScriptEvaluator::run_escaped(FunctionRef function) {
  const auto same = [&](FunctionRef one) { return one.index == function.index; };
  if (std::ranges::any_of(escaped_, same)) return;
  escaped_.push_back(function);
  ++calls_from_outside_;
  in_doubt([&] { static_cast<void>(call_function(function, {}, {Unreadable{}})); });
  --calls_from_outside_;
}

ScriptValue ScriptEvaluator::object_assign(const Values& given) {
  if (given.empty() || given[0].is_nullish()) {
    fail();
    return {Unreadable{}};
  }
  const auto* target = given[0].as<ObjectRef>();
  if (target == nullptr) return call_anything(given);
  for (std::size_t i = 1; i < given.size(); ++i) spread_into(*target, given[i]);
  return given[0];
}

namespace {

// JSON as values; `make` adds an object to the heap.
ScriptValue convert(ScriptHeap& heap, const base::Json& json, ScriptPlace place) {
  if (const auto* text = json.string()) return {*text, place};
  if (const auto flag = json.boolean()) return {*flag, place};
  if (const auto whole = json.integer()) return {static_cast<double>(*whole), place};
  if (const auto* real = std::get_if<double>(&json.value)) return {*real, place};
  if (const auto* object = json.object()) {
    const ObjectRef ref = heap.make(ScriptObject::Kind::Plain);
    for (const base::JsonMember& member : *object) {
      ScriptValue value = convert(heap, member.value, place);
      heap.at(ref).members[member.name] = std::move(value);
    }
    return {ref, place};
  }
  if (const auto* array = json.array()) {
    const ObjectRef ref = heap.make(ScriptObject::Kind::Array);
    for (std::size_t i = 0; i < array->size(); ++i) {
      ScriptValue value = convert(heap, (*array)[i], place);
      heap.at(ref).members[std::to_string(i)] = std::move(value);
    }
    return {ref, place};
  }
  return {Null{}, place};
}

}  // namespace

// At most 64 levels deep, as base::parse_json reads it.
ScriptValue ScriptEvaluator::from_json(const std::string& text, ScriptPlace where) {
  if (text.size() > kMaxJson) return {Unreadable{}};
  const auto json = base::parse_json(text);
  if (json) return convert(heap_, *json, where);
  fail();
  return {Unreadable{}};
}

}  // namespace flexverify::web
