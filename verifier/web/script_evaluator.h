// The evaluator behind evaluate_scripts(): straight-line code on values, and a safe guess ("could
// be anything") for the rest. Nothing leaves it: it has no access to anything but the text.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/web/script_heap.h"
#include "verifier/web/script_syntax.h"
#include "verifier/web/url.h"

namespace flexverify::web {

class ScriptEvaluator {
 public:
  ScriptEvaluator(const Url& page, std::string_view absent_at_first);

  // One script after another; the tree must outlive the evaluator.
  void run(const ScriptNode& program);
  // Callbacks that wait for an event may have run by the time the page is used.
  void finish();

  [[nodiscard]] const ScriptHeap& heap() const { return heap_; }
  [[nodiscard]] ScriptValue global(std::string_view name) const;

 private:
  // How a statement ended, in the order of how far out of it that leads.
  enum class Ending { Normal, Broken, Returned, Thrown };
  struct Binding {
    ScriptValue value;
    enum class Kind { Variable, Constant } kind = Kind::Variable;
  };
  struct Scope {
    std::size_t parent;
    enum class Kind { Block, Function } kind;
    std::map<std::string, Binding, std::less<>> names;
  };
  struct FunctionValue {
    const ScriptNode* node;
    std::size_t scope;
    ScriptValue self;    // of an arrow function
    std::size_t script;  // the number of the one that has it
  };
  enum class How { Var, Let, Const };
  using Values = std::vector<ScriptValue>;

  // script_evaluator.cpp: scopes, variables, members, doubt.
  bool step(std::size_t cost = 1);
  void give_up();
  void forget_everything();
  void fail() { ending_ = Ending::Thrown; }
  [[nodiscard]] ScriptPlace place(const ScriptNode& node) const { return {script_, node.offset}; }
  ScriptValue* variable(std::string_view name);
  [[nodiscard]] bool is_free(std::string_view name);
  [[nodiscard]] Binding* binding(std::string_view name);
  void declare(How how, const std::string& name, ScriptValue value);
  void assign_name(const std::string& name, ScriptValue value);
  void assign_member(const ScriptValue& object, const std::string& name, ScriptValue value);
  ScriptValue merged(const ScriptValue& before, ScriptValue after);
  ScriptValue member(const ScriptValue& object, std::string_view name);
  void give_away(const ScriptValue& value);
  void touch(const std::string& name);
  void in_doubt(const std::function<void()>& what);

  // script_run.cpp: statements.
  void hoist_variables(const ScriptNode& node);
  void hoist_functions(const ScriptNode& block);
  void execute(const ScriptNode& node);
  void execute_all(std::span<const ScriptNode> nodes);
  void execute_block(const ScriptNode& block);
  void execute_if(const ScriptNode& node);
  void execute_switch(const ScriptNode& node);
  void execute_loop(const ScriptNode& node);
  void execute_try(const ScriptNode& node);
  void execute_tried(const ScriptNode& block);
  void execute_declaration(const ScriptNode& node);
  void execute_return(const ScriptNode& node);
  void execute_throw(const ScriptNode& node);
  void execute_break(const ScriptNode& node);
  void execute_nothing(const ScriptNode& node);
  void bind(const ScriptNode& pattern, ScriptValue value, How how);
  void bind_members(const ScriptNode& pattern, const ScriptValue& value, How how);

  // script_evaluate.cpp: expressions.
  ScriptValue evaluate(const ScriptNode& node);
  ScriptValue evaluate_operand(const ScriptNode& node);
  ScriptValue sequence(const ScriptNode& node);
  ScriptValue update(const ScriptNode& node);
  ScriptValue foreign_call(const ScriptNode& node);
  ScriptValue unknown(const ScriptNode& node);
  ScriptValue name(const ScriptNode& node);
  ScriptValue make_object(const ScriptNode& node);
  void add_member(ObjectRef ref, const ScriptNode& node);
  void set_member(ObjectRef ref, const std::string& name, ScriptValue value,
                  const ScriptNode& node);
  void blur(ObjectRef ref);
  void spread_into(ObjectRef ref, const ScriptValue& from);
  ScriptValue make_array(const ScriptNode& node);
  ScriptValue make_template(const ScriptNode& node);
  ScriptValue make_function(const ScriptNode& node);
  ScriptValue read_member(const ScriptNode& node);
  [[nodiscard]] std::string key_of(const ScriptNode& node, bool& known);
  ScriptValue unary(const ScriptNode& node);
  ScriptValue remove(const ScriptNode& node);
  ScriptValue binary(const ScriptNode& node);
  ScriptValue shortcut(const ScriptNode& node);
  ScriptValue conditional(const ScriptNode& node);
  ScriptValue assign(const ScriptNode& node);
  void write(const ScriptNode& target, ScriptValue value);
  ScriptValue add(const ScriptValue& a, const ScriptValue& b);

  // script_calls.cpp
  ScriptValue call(const ScriptNode& node);
  ScriptValue call_member(const ScriptNode& node, const ScriptNode& callee);
  ScriptValue call_builtin(std::string_view root, std::string_view method, const Values& given,
                           const ScriptNode& node);
  ScriptValue call_method(const ScriptValue& object, const std::string& method,
                          const Values& given);
  ScriptValue call_function(FunctionRef function, const Values& given, const ScriptValue& self);
  ScriptValue call_anything(const Values& given);
  Values arguments(const ScriptNode& node);
  ScriptValue object_assign(const Values& given);
  ScriptValue from_json(const std::string& text, ScriptPlace where);
  void run_escaped(FunctionRef function);

  ScriptHeap heap_;
  std::vector<Scope> scopes_;
  std::vector<FunctionValue> functions_;
  std::vector<FunctionRef> escaped_;
  std::set<std::size_t> frozen_;
  ObjectRef window_{};
  ScriptValue self_;  // `this`
  ScriptValue result_;
  std::string undeclared_;  // a global that no script has declared yet
  std::size_t scope_ = 0;
  std::size_t script_ = 0;
  std::size_t scripts_ = 0;
  Ending ending_ = Ending::Normal;
  Ending left_in_doubt_ = Ending::Normal;  // how far code that may have run may have left
  int doubt_ = 0;                          // above 0: whether this code runs is not known
  int calls_ = 0;
  int calls_from_outside_ = 0;  // above 0: nobody knows what the parameters are
  int unknown_calls_ = 0;
  std::size_t steps_ = 0;
  bool strict_ = false;
};

}  // namespace flexverify::web
