// Statements (ECMA-262 14).
#include <algorithm>
#include <array>
#include <utility>

#include "verifier/web/script_evaluator.h"

namespace flexverify::web {
namespace {

bool holds_statements(NodeKind kind) {
  constexpr std::array kKinds = {NodeKind::Block, NodeKind::If,          NodeKind::Switch,
                                 NodeKind::Case,  NodeKind::DefaultCase, NodeKind::Loop,
                                 NodeKind::Try,   NodeKind::Catch};
  return std::ranges::find(kKinds, kind) != kKinds.end();
}

bool is_directive(const ScriptNode& block, std::string_view text) {
  return !block.children.empty() && block.children.front().kind == NodeKind::String &&
         block.children.front().text == text;
}

}  // namespace

void ScriptEvaluator::run(const ScriptNode& program) {
  script_ = scripts_++;
  scope_ = 0;
  strict_ = is_directive(program, "use strict");
  hoist_variables(program);
  hoist_functions(program);
  execute_all(program.children);
  // An error ends this script and no other.
  if (ending_ != Ending::Normal) ending_ = Ending::Normal;
  left_in_doubt_ = Ending::Normal;
  doubt_ = 0;
}

void ScriptEvaluator::finish() {
  ending_ = Ending::Normal;
  for (std::size_t i = 0; i < escaped_.size() && i < 200; ++i) {
    ++calls_from_outside_;
    doubt_ = 1;
    static_cast<void>(call_function(escaped_[i], {}, {Unreadable{}}));
    --calls_from_outside_;
    ending_ = Ending::Normal;
  }
}

// `var` is known in its whole function (ECMA-262 14.3.2).
void ScriptEvaluator::hoist_variables(const ScriptNode& node) {
  if (node.kind == NodeKind::Declare && node.text == "var") {
    for (const ScriptNode& one : node.children) {
      const ScriptNode& pattern = one.children.front();
      if (pattern.kind != NodeKind::NamePattern) continue;
      if (scope_ == 0 && pattern.text == undeclared_) undeclared_.clear();
      if (scope_ != 0)
        scopes_[scope_].names.try_emplace(pattern.text, Binding{{Undefined{}}});
      else if (!scopes_[0].names.contains(pattern.text))
        heap_.at(window_).members.try_emplace(pattern.text, ScriptValue{Undefined{}});
    }
  }
  if (!holds_statements(node.kind)) return;
  for (const ScriptNode& child : node.children) hoist_variables(child);
}

void ScriptEvaluator::hoist_functions(const ScriptNode& block) {
  for (const ScriptNode& statement : block.children) {
    const bool function =
        statement.kind == NodeKind::Function || statement.kind == NodeKind::Deferred;
    if (!function || statement.text.empty()) continue;
    ScriptValue value = make_function(statement);
    if (scope_ == 0)
      heap_.at(window_).members[statement.text] = std::move(value);
    else
      scopes_[scope_].names[statement.text] = {std::move(value)};
  }
}

void ScriptEvaluator::execute_all(std::span<const ScriptNode> nodes) {
  for (const ScriptNode& node : nodes) {
    if (!step()) return;
    execute(node);
  }
}

void ScriptEvaluator::execute_block(const ScriptNode& block) {
  scopes_.push_back({.parent = scope_, .kind = Scope::Kind::Block, .names = {}});
  const std::size_t outer = std::exchange(scope_, scopes_.size() - 1);
  hoist_functions(block);
  execute_all(block.children);
  scope_ = outer;
}

void ScriptEvaluator::execute(const ScriptNode& node) {
  struct Row {
    NodeKind kind;
    void (ScriptEvaluator::*run)(const ScriptNode&);
  };
  static constexpr std::array<Row, 12> kRows = {
      {{NodeKind::Empty, &ScriptEvaluator::execute_nothing},
       {NodeKind::Function, &ScriptEvaluator::execute_nothing},  // hoisted
       {NodeKind::Deferred, &ScriptEvaluator::execute_nothing},
       {NodeKind::Declare, &ScriptEvaluator::execute_declaration},
       {NodeKind::Block, &ScriptEvaluator::execute_block},
       {NodeKind::If, &ScriptEvaluator::execute_if},
       {NodeKind::Switch, &ScriptEvaluator::execute_switch},
       {NodeKind::Loop, &ScriptEvaluator::execute_loop},
       {NodeKind::Try, &ScriptEvaluator::execute_try},
       {NodeKind::Return, &ScriptEvaluator::execute_return},
       {NodeKind::Throw, &ScriptEvaluator::execute_throw},
       {NodeKind::Break, &ScriptEvaluator::execute_break}}};
  const auto* row = std::ranges::find(kRows, node.kind, &Row::kind);
  if (row != kRows.end())
    (this->*row->run)(node);
  else
    static_cast<void>(evaluate(node));
}

void ScriptEvaluator::execute_nothing(const ScriptNode&) {}

void ScriptEvaluator::execute_declaration(const ScriptNode& node) {
  const How how = node.text == "var" ? How::Var : node.text == "let" ? How::Let : How::Const;
  for (const ScriptNode& one : node.children) {
    if (one.children.size() == 1 && how == How::Var) continue;
    ScriptValue value =
        one.children.size() == 2 ? evaluate(one.children[1]) : ScriptValue{Undefined{}};
    value.place = place(one);
    if (ending_ == Ending::Normal) bind(one.children[0], std::move(value), how);
  }
}

void ScriptEvaluator::execute_return(const ScriptNode& node) {
  result_ = node.children.empty() ? ScriptValue{Undefined{}} : evaluate(node.children[0]);
  if (ending_ == Ending::Normal) ending_ = Ending::Returned;
}

void ScriptEvaluator::execute_throw(const ScriptNode& node) {
  for (const ScriptNode& child : node.children) static_cast<void>(evaluate(child));
  fail();
}

void ScriptEvaluator::execute_break(const ScriptNode&) { ending_ = Ending::Broken; }

void ScriptEvaluator::execute_if(const ScriptNode& node) {
  const auto test = truth(evaluate(node.children[0]));
  const ScriptNode* otherwise = node.children.size() > 2 ? &node.children[2] : nullptr;
  if (!step()) return;
  if (!test) {
    in_doubt([&] { execute(node.children[1]); });
    if (otherwise != nullptr) in_doubt([&] { execute(*otherwise); });
  } else if (*test) {
    execute(node.children[1]);
  } else if (otherwise != nullptr) {
    execute(*otherwise);
  }
}

void ScriptEvaluator::execute_switch(const ScriptNode& node) {
  const int doubt = doubt_;
  const Ending left = left_in_doubt_;
  const ScriptValue value = evaluate(node.children[0]);
  const std::span<const ScriptNode> cases = std::span(node.children).subspan(1);
  std::optional<std::size_t> chosen;
  bool known = true;
  for (std::size_t i = 0; i < cases.size() && known && !chosen; ++i) {
    if (cases[i].kind != NodeKind::Case) continue;
    const auto equal = strictly_equal(value, evaluate(cases[i].children[0]));
    known = equal.has_value();
    if (equal == true) chosen = i;
  }
  for (std::size_t i = 0; i < cases.size() && known && !chosen; ++i)
    if (cases[i].kind == NodeKind::DefaultCase) chosen = i;
  if (!step() || (known && !chosen)) return;
  for (std::size_t i = known ? *chosen : 0; i < cases.size(); ++i) {
    const ScriptNode& body = cases[i].children.back();
    if (known)
      execute_block(body);
    else
      in_doubt([&] { execute_block(body); });
    if (ending_ != Ending::Normal) break;
  }
  if (ending_ == Ending::Broken) ending_ = Ending::Normal;
  if (left_in_doubt_ > Ending::Broken) return;
  doubt_ = doubt;
  left_in_doubt_ = left;
}

// Twice in doubt: what one round leaves behind is there for the next.
void ScriptEvaluator::execute_loop(const ScriptNode& node) {
  const int doubt = doubt_;
  const Ending left = left_in_doubt_;
  for (int round = 0; round < 2; ++round)
    for (const ScriptNode& part : node.children)
      if (step()) in_doubt([&] { execute(part); });
  if (left_in_doubt_ > Ending::Broken) return;
  doubt_ = doubt;
  left_in_doubt_ = left;
}

// A call or a name that is not known may throw: what follows it in the block may not run.
void ScriptEvaluator::execute_tried(const ScriptNode& block) {
  scopes_.push_back({.parent = scope_, .kind = Scope::Kind::Block, .names = {}});
  const std::size_t outer = std::exchange(scope_, scopes_.size() - 1);
  const int calls = unknown_calls_;
  hoist_functions(block);
  for (const ScriptNode& statement : block.children) {
    if (!step()) break;
    if (unknown_calls_ == calls)
      execute(statement);
    else
      in_doubt([&] { execute(statement); });
  }
  scope_ = outer;
}

void ScriptEvaluator::execute_try(const ScriptNode& node) {
  const int doubt = doubt_;
  const Ending left = left_in_doubt_;
  const int calls = unknown_calls_;
  const ScriptNode& handler = node.children[1];
  execute_tried(node.children[0]);
  const bool thrown = ending_ == Ending::Thrown;
  const bool perhaps = left_in_doubt_ == Ending::Thrown || unknown_calls_ != calls;
  const auto handle = [&] {
    if (handler.kind != NodeKind::Catch) return;
    if (handler.children[0].kind != NodeKind::Empty)
      bind(handler.children[0], {Unreadable{}}, How::Let);
    execute_block(handler.children[1]);
  };
  if (thrown && steps_ > 0) {
    ending_ = Ending::Normal;
    handle();
  } else if (perhaps && ending_ == Ending::Normal) {
    in_doubt(handle);
  }
  if (left_in_doubt_ == Ending::Thrown && handler.kind == NodeKind::Catch) {
    doubt_ = doubt;
    left_in_doubt_ = left;
  }
  if (node.children[2].kind != NodeKind::Block) return;
  const Ending before = std::exchange(ending_, Ending::Normal);
  execute_block(node.children[2]);
  if (ending_ == Ending::Normal) ending_ = before;
}

void ScriptEvaluator::bind(const ScriptNode& pattern, ScriptValue value, How how) {
  if (pattern.kind == NodeKind::ObjectPattern) return bind_members(pattern, value, how);
  if (pattern.kind != NodeKind::NamePattern) {
    give_away(value);
    for (const std::string& name : pattern.names) declare(how, name, {Unreadable{}});
    return;
  }
  if (!pattern.children.empty() && value.as<Undefined>())
    value = evaluate(pattern.children[0]);
  else if (!pattern.children.empty() && value.as<Unreadable>())
    in_doubt([&] { give_away(evaluate(pattern.children[0])); });
  declare(how, pattern.text, std::move(value));
}

void ScriptEvaluator::bind_members(const ScriptNode& pattern, const ScriptValue& value, How how) {
  if (value.is_nullish()) return fail();
  for (const ScriptNode& one : pattern.children) {
    const bool rest = one.kind == NodeKind::RestPattern;
    if (rest) give_away(value);
    bind(one.children[0], rest ? ScriptValue{Unreadable{}} : member(value, one.text), how);
  }
}

}  // namespace flexverify::web
