#include "verifier/web/script_globals.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "verifier/base/overload.h"
#include "verifier/web/script_evaluator.h"

namespace flexverify::web {
namespace {

constexpr std::size_t kMaxSource = 1024 * 1024;
constexpr int kMaxValues = 5'000;
constexpr std::string_view kUnreadable = "<unreadable>";

base::Json number(double value) {
  const auto whole = to_text({value});
  return whole ? base::Json(static_cast<std::int64_t>(value)) : base::Json(value);
}

base::Json scalar(const ScriptHeap& heap, const ScriptValue& value) {
  return std::visit(
      base::overload{[](Unreadable) { return base::Json(kUnreadable); },
                     [](Undefined) { return base::Json(); }, [](Null) { return base::Json(); },
                     [](bool flag) { return base::Json(flag); },
                     [](double real) { return number(real); },
                     [](const std::string& text) { return base::Json(text); },
                     [&](ObjectRef ref) {
                       return heap.at(ref).kind == ScriptObject::Kind::Array
                                  ? base::Json(base::Json::Array{})
                                  : base::Json(base::Json::Object{});
                     },
                     [](FunctionRef) { return base::Json(); }},
      value.is);
}

base::Json dump(const ScriptHeap& heap, const ScriptValue& value, int depth, int& left);

base::Json dump_members(const ScriptHeap& heap, ObjectRef ref, int depth, int& left) {
  const ScriptObject& object = heap.at(ref);
  base::Json::Object members;
  base::Json::Array items;
  for (const auto& [name, value] : object.members) {
    const bool left_out = value.as<Undefined>() || value.as<FunctionRef>();
    if (object.kind == ScriptObject::Kind::Array)
      items.push_back(dump(heap, value, depth, left));
    else if (!left_out)
      members.push_back({name, dump(heap, value, depth, left)});
  }
  if (object.kind == ScriptObject::Kind::Array) return base::Json(std::move(items));
  if (object.extent == ScriptObject::Extent::Open)
    members.push_back({"<more>", base::Json(kUnreadable)});
  return base::Json(std::move(members));
}

base::Json dump(const ScriptHeap& heap, const ScriptValue& value, int depth, int& left) {
  constexpr int kDeep = 40;
  if (--left < 0 || depth > kDeep) return base::Json(kUnreadable);
  const auto* ref = value.as<ObjectRef>();
  return ref == nullptr ? scalar(heap, value) : dump_members(heap, *ref, depth + 1, left);
}

}  // namespace

struct ScriptGlobals::State {
  State(std::vector<ScriptSource> given, const Url& page, std::string_view name)
      : sources(std::move(given)), variable(name), evaluator(page, name) {}

  [[nodiscard]] std::string place(ScriptPlace where) const {
    if (where.script >= ran.size()) return "";
    const ScriptSource& source = *ran[where.script];
    const auto end = source.text.begin() +
                     static_cast<std::ptrdiff_t>(std::min(where.offset, source.text.size()));
    return source.name + ":" + std::to_string(1 + std::count(source.text.begin(), end, '\n'));
  }

  std::vector<ScriptSource> sources;
  std::string variable;
  std::deque<ScriptNode> programs;
  std::vector<const ScriptSource*> ran;  // by the evaluator's number of the script
  std::vector<BrokenScript> broken;
  ScriptEvaluator evaluator;
  bool too_large = false;
};

ScriptGlobals::ScriptGlobals(std::vector<ScriptSource> sources, const Url& page,
                             std::string_view variable)
    : state_(std::make_unique<State>(std::move(sources), page, variable)) {
  State& state = *state_;
  for (const ScriptSource& source : state.sources) {
    state.too_large |= source.text.size() > kMaxSource;
    if (source.text.size() > kMaxSource) continue;
    auto parsed = parse_script(source.text);
    state.ran.push_back(&source);
    if (const auto* fault = std::get_if<ScriptFault>(&parsed)) {
      state.broken.push_back({static_cast<std::size_t>(&source - state.sources.data()),
                              state.place({state.ran.size() - 1, fault->offset}), fault->certain});
      state.ran.pop_back();
      continue;
    }
    state.programs.push_back(std::move(std::get<ScriptNode>(parsed)));
    state.evaluator.run(state.programs.back());
  }
  state.evaluator.finish();
}

ScriptGlobals::ScriptGlobals(ScriptGlobals&&) noexcept = default;
ScriptGlobals& ScriptGlobals::operator=(ScriptGlobals&&) noexcept = default;
ScriptGlobals::~ScriptGlobals() = default;

const std::vector<BrokenScript>& ScriptGlobals::broken() const { return state_->broken; }

ReadValue ScriptGlobals::read(std::initializer_list<std::string_view> path) const {
  const ScriptHeap& heap = state_->evaluator.heap();
  if (state_->too_large) return {.reading = Reading::Unreadable, .value = {}, .place = {}};
  ScriptValue value = state_->evaluator.global(state_->variable);
  std::string place = value.as<Undefined>() ? "" : state_->place(value.place);
  for (const std::string_view name : path) {
    if (value.as<Unreadable>()) break;
    const auto* ref = value.as<ObjectRef>();
    value = ref == nullptr ? ScriptValue{Undefined{}} : heap.member(*ref, name);
    if (!value.as<Undefined>()) place = state_->place(value.place);
  }
  if (value.as<Unreadable>() || value.as<FunctionRef>())
    return {.reading = Reading::Unreadable, .value = {}, .place = place};
  if (value.as<Undefined>()) return {.reading = Reading::Absent, .value = {}, .place = place};
  return {.reading = Reading::Known, .value = scalar(heap, value), .place = place};
}

base::Json ScriptGlobals::to_json() const {
  int left = kMaxValues;
  if (state_->too_large) return base::Json(kUnreadable);
  return dump(state_->evaluator.heap(), state_->evaluator.global(state_->variable), 0, left);
}

}  // namespace flexverify::web
