#include <algorithm>
#include <array>

#include "idp-adapters/adapter.h"
#include "idp-adapters/adapter_list.h"
#include "idp-adapters/shared/rules.h"

namespace flexverify::idp {
namespace {

constexpr std::array<const Adapter*, 16> kAdapters = {
    &kOkta,     &kEntra,         &kGoogle,   &kSalesforce, &kAuth0,     &kAdfs,
    &kKeycloak, &kPingFederate,  &kOneLogin, &kShibboleth, &kJumpCloud, &kLemonLdap,
    &kDuo,      &kSimpleSamlPhp, &kExternal, &kGenericForm};

const Rule* first_match(std::span<const Rule> rules, const web::Page& page) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&page](const Rule& rule) { return rule.matches(page); });
  return found == rules.end() ? nullptr : &*found;
}

std::optional<Recognised> match(const Adapter& adapter, const web::Page& page) {
  const Rule* rule = first_match(adapter.rules, page);
  return rule == nullptr ? std::nullopt : std::optional(Recognised{&adapter, rule});
}

std::optional<Recognised> match_shared(std::span<const Rule> rules, const web::Page& page) {
  const Rule* rule = first_match(rules, page);
  return rule == nullptr ? std::nullopt : std::optional(Recognised{nullptr, rule});
}

std::optional<Recognised> match_any(const web::Page& page) {
  for (const Adapter* adapter : kAdapters)
    if (adapter != &kGenericForm)
      if (auto found = match(*adapter, page)) return found;
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

std::optional<Recognised> recognise(const web::Page& page, const Adapter* wanted) {
  if (auto found = match_shared(shared_rules(), page)) return found;
  auto found = wanted == nullptr ? match_any(page) : match(*wanted, page);
  if (found) return found;
  if ((found = match_shared(last_resort_rules(), page))) return found;
  return wanted == nullptr ? match(kGenericForm, page) : std::nullopt;
}

bool is_last_resort(const Recognised& recognised) {
  const auto rules = last_resort_rules();
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule& rule) { return &rule == recognised.rule; });
}

}  // namespace flexverify::idp
