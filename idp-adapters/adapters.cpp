#include <algorithm>
#include <array>

#include "idp-adapters/adapter.h"
#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/rules.h"

namespace flexverify::idp {
namespace {

constexpr auto kAdapters = std::to_array<const Adapter*>({
#define FV_ADAPTER(table) &(table),
#include "idp-adapters/adapter_list.def"
#undef FV_ADAPTER
});

std::optional<Recognised> ask(const Adapter& adapter, const PageView& page) {
  const PageState state = adapter.classify(page);
  const auto row = std::ranges::find(adapter.handlers, state, &Handler::state);
  if (row == adapter.handlers.end()) return std::nullopt;
  return Recognised{&adapter, row->name, row->act};
}

std::optional<Recognised> first_of(std::span<const SharedRule> rules, const PageView& page,
                                   Certainty certainty) {
  const auto rule =
      std::ranges::find_if(rules, [&page](const SharedRule& one) { return one.holds(page); });
  if (rule == rules.end()) return std::nullopt;
  return Recognised{nullptr, rule->state, rule->act, certainty};
}

std::optional<Recognised> ask_all(const PageView& page) {
  for (const Adapter* adapter : kAdapters)
    if (adapter != &kGenericForm)
      if (auto found = ask(*adapter, page)) return found;
  return std::nullopt;
}

}  // namespace

LoginFacts example_facts() {
  return {.username = "user",
          .has_password = true,
          .has_one_time_code = true,
          .has_security_answer = true};
}

std::string Memory::note(std::string_view name) const {
  const auto found = std::find_if(notes.rbegin(), notes.rend(),
                                  [name](const Note& kept) { return kept.name == name; });
  return found == notes.rend() ? std::string() : found->value;
}

std::span<const Adapter* const> all_adapters() { return kAdapters; }

const Adapter* adapter_named(std::string_view id) {
  const auto found = std::find_if(kAdapters.begin(), kAdapters.end(),
                                  [id](const Adapter* adapter) { return adapter->id == id; });
  return found == kAdapters.end() ? nullptr : *found;
}

const model::FieldLabels& labels_of(std::string_view id) {
  const Adapter* adapter = adapter_named(id);
  return adapter == nullptr ? model::kAnyProvider : adapter->labels;
}

std::optional<Recognised> recognise(const PageView& page, const Adapter* wanted) {
  if (auto found = first_of(shared_rules(), page, Certainty::Sure)) return found;
  if (auto found = wanted == nullptr ? ask_all(page) : ask(*wanted, page)) return found;
  if (auto found = first_of(last_resort_rules(), page, Certainty::Guess)) return found;
  return wanted == nullptr ? ask(kGenericForm, page) : std::nullopt;
}

}  // namespace flexverify::idp
