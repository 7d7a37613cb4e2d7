// Expressions (ECMA-262 13).
#include <algorithm>
#include <array>
#include <utility>

#include "verifier/web/number_literal.h"
#include "verifier/web/script_evaluator.h"

namespace flexverify::web {
namespace {

constexpr std::size_t kMaxText = 64 * 1024;

ScriptValue number_of(std::string_view text) {
  const auto number = read_number(text);
  if (!number) return {Unreadable{}};
  if (const auto whole = number->integer()) return {static_cast<double>(*whole)};
  return {std::get<double>(number->value)};
}

ScriptValue of_bool(std::optional<bool> known) {
  return known ? ScriptValue{*known} : ScriptValue{Unreadable{}};
}

// Whether "a?.b" is somewhere on the way to this object: then it may be missing without an error.
bool is_optional(const ScriptNode& node) {
  constexpr std::array kOptional = {NodeKind::OptionalMember, NodeKind::OptionalIndex,
                                    NodeKind::OptionalCall};
  constexpr std::array kOnTheWay = {NodeKind::Member, NodeKind::Index, NodeKind::Call};
  const ScriptNode* at = &node;
  while (std::ranges::find(kOnTheWay, at->kind) != kOnTheWay.end()) at = &at->children[0];
  return std::ranges::find(kOptional, at->kind) != kOptional.end();
}

}  // namespace

ScriptValue ScriptEvaluator::evaluate(const ScriptNode& node) {
  if (!step()) return {Unreadable{}};
  ScriptValue value = evaluate_operand(node);
  if (ending_ != Ending::Normal) return {Unreadable{}};
  return value;
}

ScriptValue ScriptEvaluator::evaluate_operand(const ScriptNode& expression) {
  using Evaluate = ScriptValue (*)(ScriptEvaluator&, const ScriptNode&);
  struct Row {
    NodeKind kind;
    Evaluate run;
  };
  using Self = ScriptEvaluator;
  using Node = ScriptNode;
  static constexpr std::array<Row, 28> kRows = {{
      {NodeKind::Undefined, [](Self&, const Node&) { return ScriptValue{Undefined{}}; }},
      {NodeKind::Null, [](Self&, const Node&) { return ScriptValue{Null{}}; }},
      {NodeKind::True, [](Self&, const Node&) { return ScriptValue{true}; }},
      {NodeKind::False, [](Self&, const Node&) { return ScriptValue{false}; }},
      {NodeKind::Number, [](Self&, const Node& node) { return number_of(node.text); }},
      {NodeKind::String, [](Self&, const Node& node) { return ScriptValue{node.text}; }},
      {NodeKind::RegularExpression, [](Self&, const Node&) { return ScriptValue{Unreadable{}}; }},
      {NodeKind::This, [](Self& self, const Node&) { return self.self_; }},
      {NodeKind::Name, [](Self& self, const Node& node) { return self.name(node); }},
      {NodeKind::Object, [](Self& self, const Node& node) { return self.make_object(node); }},
      {NodeKind::Array, [](Self& self, const Node& node) { return self.make_array(node); }},
      {NodeKind::Template, [](Self& self, const Node& node) { return self.make_template(node); }},
      {NodeKind::Function, [](Self& self, const Node& node) { return self.make_function(node); }},
      {NodeKind::Arrow, [](Self& self, const Node& node) { return self.make_function(node); }},
      {NodeKind::Deferred, [](Self& self, const Node& node) { return self.make_function(node); }},
      {NodeKind::Member, [](Self& self, const Node& node) { return self.read_member(node); }},
      {NodeKind::Index, [](Self& self, const Node& node) { return self.read_member(node); }},
      {NodeKind::OptionalMember, [](Self& self, const Node& n) { return self.read_member(n); }},
      {NodeKind::OptionalIndex, [](Self& self, const Node& n) { return self.read_member(n); }},
      {NodeKind::Call, [](Self& self, const Node& node) { return self.call(node); }},
      {NodeKind::OptionalCall, [](Self& self, const Node& n) { return self.foreign_call(n); }},
      {NodeKind::New, [](Self& self, const Node& node) { return self.foreign_call(node); }},
      {NodeKind::Unary, [](Self& self, const Node& node) { return self.unary(node); }},
      {NodeKind::Binary, [](Self& self, const Node& node) { return self.binary(node); }},
      {NodeKind::Conditional, [](Self& self, const Node& n) { return self.conditional(n); }},
      {NodeKind::Assign, [](Self& self, const Node& node) { return self.assign(node); }},
      {NodeKind::Update, [](Self& self, const Node& node) { return self.update(node); }},
      {NodeKind::Sequence, [](Self& self, const Node& node) { return self.sequence(node); }},
  }};
  const auto* row = std::ranges::find(kRows, expression.kind, &Row::kind);
  return row == kRows.end() ? unknown(expression) : row->run(*this, expression);
}

ScriptValue ScriptEvaluator::sequence(const ScriptNode& node) {
  ScriptValue last;
  for (const ScriptNode& one : node.children) last = evaluate(one);
  return last;
}

ScriptValue ScriptEvaluator::update(const ScriptNode& node) {
  write(node.children[0], {Unreadable{}, place(node)});
  return {Unreadable{}};
}

// A constructor, or a function that may not be there.
ScriptValue ScriptEvaluator::foreign_call(const ScriptNode& node) {
  give_away(evaluate(node.children[0]));
  return call_anything(arguments(node));
}

ScriptValue ScriptEvaluator::unknown(const ScriptNode& node) {
  ++unknown_calls_;
  for (const std::string& name : node.names) touch(name);
  return {Unreadable{}};
}

ScriptValue ScriptEvaluator::name(const ScriptNode& node) {
  if (const ScriptValue* found = variable(node.text)) return *found;
  if (node.text == "window" || node.text == "self" || node.text == "globalThis") return {window_};
  ++unknown_calls_;  // an error when no other script defines it
  return {Unreadable{}};
}

ScriptValue ScriptEvaluator::make_object(const ScriptNode& node) {
  const ObjectRef ref = heap_.make(ScriptObject::Kind::Plain);
  for (const ScriptNode& one : node.children)
    if (step()) add_member(ref, one);
  return {ref, place(node)};
}

void ScriptEvaluator::set_member(ObjectRef ref, const std::string& name, ScriptValue value,
                                 const ScriptNode& node) {
  value.place = place(node);
  heap_.at(ref).members[name] = std::move(value);
}

// Any member of an object that is being made may be another.
void ScriptEvaluator::blur(ObjectRef ref) {
  std::vector<FunctionRef> ignored;
  heap_.give_away({ref}, ignored);
  heap_.at(ref).hands = ScriptObject::Hands::Ours;
}

void ScriptEvaluator::add_member(ObjectRef ref, const ScriptNode& node) {
  if (node.kind == NodeKind::Spread) return spread_into(ref, evaluate(node.children[0]));
  if (node.kind == NodeKind::Property) {
    ScriptValue value = evaluate(node.children[0]);
    if (node.text != "__proto__") return set_member(ref, node.text, std::move(value), node);
    heap_.at(ref).extent = ScriptObject::Extent::Open;
    return give_away(value);
  }
  if (node.kind == NodeKind::Accessor) {
    give_away(make_function(node.children[0]));
    return set_member(ref, node.text, {Unreadable{}}, node);
  }
  if (node.kind != NodeKind::ComputedProperty) {
    static_cast<void>(evaluate(node));  // not understood: its name is not known either
    return blur(ref);
  }
  const auto key = to_text(evaluate(node.children[0]));
  ScriptValue value = evaluate(node.children[1]);
  if (key) return set_member(ref, *key, std::move(value), node);
  give_away(value);
  blur(ref);
}

// Object spread and Object.assign: the members of `from` on top of what is there.
void ScriptEvaluator::spread_into(ObjectRef ref, const ScriptValue& from) {
  if (from.is_nullish() || from.as<bool>() || from.as<double>()) return;
  const auto* source = from.as<ObjectRef>();
  if (source != nullptr && heap_.at(*source).extent == ScriptObject::Extent::Whole) {
    if (!step(heap_.at(*source).members.size())) return;
    const auto members = heap_.at(*source).members;
    for (const auto& [name, value] : members) assign_member({ref}, name, value);
    return;
  }
  if (from.as<std::string>() && from.as<std::string>()->empty()) return;
  // Anything may have been replaced; what is known of `from` still holds where it is known.
  std::vector<std::string> names;
  for (auto& [name, value] : heap_.at(ref).members) names.push_back(name);
  for (const std::string& name : names) {
    give_away(heap_.at(ref).members[name]);
    heap_.at(ref).members[name].is = Unreadable{};
  }
  heap_.at(ref).extent = ScriptObject::Extent::Open;
  if (source == nullptr) return;
  const auto members = heap_.at(*source).members;
  for (const auto& [name, value] : members) assign_member({ref}, name, value);
}

ScriptValue ScriptEvaluator::make_array(const ScriptNode& node) {
  const ObjectRef ref = heap_.make(ScriptObject::Kind::Array);
  std::size_t index = 0;
  for (const ScriptNode& one : node.children) {
    if (!step()) break;
    const bool odd = one.kind == NodeKind::Spread || one.kind == NodeKind::Hole;
    ScriptValue value = one.kind == NodeKind::Hole ? ScriptValue{Undefined{}}
                                                   : evaluate(odd ? one.children[0] : one);
    value.place = place(one);
    heap_.at(ref).members[std::to_string(index++)] = value;
    if (one.kind == NodeKind::Spread) give_away({ref});
  }
  return {ref, place(node)};
}

ScriptValue ScriptEvaluator::make_template(const ScriptNode& node) {
  ScriptValue text{std::string()};
  for (const ScriptNode& part : node.children) text = add(text, evaluate(part));
  return text;
}

ScriptValue ScriptEvaluator::make_function(const ScriptNode& node) {
  functions_.push_back({.node = &node, .scope = scope_, .self = self_, .script = script_});
  return {FunctionRef{functions_.size() - 1}, place(node)};
}

// The name of the member that the node reads or writes.
std::string ScriptEvaluator::key_of(const ScriptNode& node, bool& known) {
  known = true;
  if (node.kind == NodeKind::Member || node.kind == NodeKind::OptionalMember) return node.text;
  const auto key = to_text(evaluate(node.children[1]));
  known = key.has_value();
  return key.value_or("");
}

ScriptValue ScriptEvaluator::read_member(const ScriptNode& node) {
  const ScriptValue object = evaluate(node.children[0]);
  bool known = true;
  const std::string key = key_of(node, known);
  if (!step()) return {Unreadable{}};
  const bool optional =
      node.kind == NodeKind::OptionalMember || node.kind == NodeKind::OptionalIndex;
  if (object.is_nullish() && optional) return {Undefined{}};
  if (object.is_nullish() && is_optional(node.children[0])) return {Unreadable{}};
  if (known) return member(object, key);
  // Any of its members may be known under another name from now on.
  if (object.is_nullish()) fail();
  const auto* ref = object.as<ObjectRef>();
  if (ref != nullptr && heap_.at(*ref).kind != ScriptObject::Kind::Host) give_away(object);
  return {Unreadable{}};
}

ScriptValue ScriptEvaluator::unary(const ScriptNode& node) {
  if (node.text == "delete") return remove(node.children[0]);
  const bool missing = node.text == "typeof" && node.children[0].kind == NodeKind::Name &&
                       is_free(node.children[0].text);
  const ScriptValue value = missing ? ScriptValue{Unreadable{}} : evaluate(node.children[0]);
  if (node.text == "void") return {Undefined{}};
  if (node.text == "await") {
    give_away(value);
    return {Unreadable{}};
  }
  if (node.text == "typeof") {
    const std::string_view type = type_name(value);
    return type.empty() ? ScriptValue{Unreadable{}} : ScriptValue{std::string(type)};
  }
  if (node.text == "!") {
    const auto known = truth(value);
    return known ? ScriptValue{!*known} : ScriptValue{Unreadable{}};
  }
  const auto* number = value.as<double>();
  if (node.text == "-" && number != nullptr) return {-*number};
  if (node.text == "+" && number != nullptr) return {*number};
  return {Unreadable{}};
}

ScriptValue ScriptEvaluator::remove(const ScriptNode& node) {
  if (node.kind != NodeKind::Member && node.kind != NodeKind::Index) {
    static_cast<void>(evaluate(node));
    return {Unreadable{}};
  }
  write(node, {Undefined{}, place(node)});
  return {true};
}

ScriptValue ScriptEvaluator::binary(const ScriptNode& node) {
  if (node.text == "&&" || node.text == "||" ||
      node.text ==
          "?"
          "?")
    return shortcut(node);
  const ScriptValue a = evaluate(node.children[0]);
  const ScriptValue b = evaluate(node.children[1]);
  const auto negated = [](std::optional<bool> known) {
    return known ? std::optional(!*known) : known;
  };
  if (node.text == "+") return add(a, b);
  if (node.text == "===") return of_bool(strictly_equal(a, b));
  if (node.text == "!==") return of_bool(negated(strictly_equal(a, b)));
  if (node.text == "==") return of_bool(loosely_equal(a, b));
  if (node.text == "!=") return of_bool(negated(loosely_equal(a, b)));
  return {Unreadable{}};
}

ScriptValue ScriptEvaluator::shortcut(const ScriptNode& node) {
  ScriptValue a = evaluate(node.children[0]);
  const bool nullish = node.text != "&&" && node.text != "||";
  const auto known = truth(a);
  if (a.as<Unreadable>()) {
    in_doubt([&] { give_away(evaluate(node.children[1])); });
    return {Unreadable{}};
  }
  const bool first = nullish ? !a.is_nullish() : (node.text == "||" ? *known : !*known);
  return first ? a : evaluate(node.children[1]);
}

ScriptValue ScriptEvaluator::conditional(const ScriptNode& node) {
  const auto known = truth(evaluate(node.children[0]));
  if (known) return evaluate(node.children[*known ? 1 : 2]);
  ScriptValue a, b;
  in_doubt([&] { a = evaluate(node.children[1]); });
  in_doubt([&] { b = evaluate(node.children[2]); });
  const bool same = !a.as<ObjectRef>() && !a.as<FunctionRef>() && strictly_equal(a, b) == true;
  if (same) return a;
  give_away(a);
  give_away(b);
  return {Unreadable{}};
}

ScriptValue ScriptEvaluator::assign(const ScriptNode& node) {
  const ScriptNode& target = node.children[0];
  if (node.text == "=") {
    ScriptValue value = evaluate(node.children[1]);
    value.place = place(node);
    write(target, value);
    return value;
  }
  ScriptValue value = evaluate(target);
  const bool logical = node.text == "||=" || node.text == "&&=" ||
                       node.text ==
                           "?"
                           "?=";
  if (logical && value.as<Unreadable>()) {
    in_doubt([&] { write(target, evaluate(node.children[1])); });
    return {Unreadable{}};
  }
  if (logical) {
    const bool keep = node.text == "||="   ? *truth(value)
                      : node.text == "&&=" ? !*truth(value)
                                           : !value.is_nullish();
    if (keep) return value;
    value = evaluate(node.children[1]);
  } else {
    const ScriptValue more = evaluate(node.children[1]);
    value = node.text == "+=" ? add(value, more) : ScriptValue{Unreadable{}};
  }
  value.place = place(node);
  write(target, value);
  return value;
}

void ScriptEvaluator::write(const ScriptNode& target, ScriptValue value) {
  if (target.kind == NodeKind::Name) {
    if (ending_ == Ending::Normal) assign_name(target.text, std::move(value));
    return;
  }
  if (target.kind != NodeKind::Member && target.kind != NodeKind::Index) {
    give_away(value);
    give_away(evaluate(target));
    return;
  }
  const ScriptValue object = evaluate(target.children[0]);
  bool known = true;
  const std::string key = key_of(target, known);
  if (ending_ != Ending::Normal) return;
  if (known) return assign_member(object, key, std::move(value));
  give_away(value);
  give_away(object);
}

ScriptValue ScriptEvaluator::add(const ScriptValue& a, const ScriptValue& b) {
  const auto *first = a.as<double>(), *second = b.as<double>();
  if (first != nullptr && second != nullptr) return {*first + *second};
  if (!a.as<std::string>() && !b.as<std::string>()) return {Unreadable{}};
  const auto left = to_text(a), right = to_text(b);
  if (!left || !right || left->size() + right->size() > kMaxText) return {Unreadable{}};
  return {*left + *right};
}

}  // namespace flexverify::web
