// Attributes whose name ends in a type, "level.long": Flex converts their values, and refuses the
// login where it can't.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"

namespace flexverify::saml {
namespace {

template <class Number>
bool is_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool is_anything(std::string_view) { return true; }
bool is_boolean(std::string_view text) {
  return base::equals_ignoring_case(text, "true") || base::equals_ignoring_case(text, "false");
}

struct ValueType {
  std::string_view name;
  bool (*reads)(std::string_view);
};
constexpr std::array<ValueType, 5> kTypes = {{{"string", is_anything},
                                              {"array", is_anything},
                                              {"bool", is_boolean},
                                              {"long", is_number<long long>},
                                              {"double", is_number<double>}}};

const ValueType* type_of(std::string_view name) {
  // A dot in an address is no type.
  if (name.find_first_of(":/") != std::string_view::npos) return nullptr;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return nullptr;
  const auto* type = std::ranges::find(kTypes, name.substr(dot + 1), &ValueType::name);
  return type == kTypes.end() ? nullptr : type;
}

bool has_bad_value(const NamedAttribute& attribute, const ValueType& type) {
  return std::ranges::any_of(
      attribute.values, [&](const std::string& value) { return !type.reads(base::trim(value)); });
}

}  // namespace

void judge_typed_attributes(const Case& c) {
  for (const NamedAttribute& attribute : c.response.assertion->attributes) {
    const ValueType* type = type_of(attribute.name);
    if (type == nullptr || !has_bad_value(attribute, *type)) continue;
    c.report(
        with_fix(model::make_mismatch(
                     model::Code::ClaimMisnamed,
                     fmt::format("the attribute {} says by its name that it is a {}, and "
                                 "its value is none",
                                 quoted(attribute.name), type->name),
                     base::printable(attribute.name),
                     fmt::format("a value that is a {}, or a name without a type", type->name)),
                 c.expected, IdpField::Claims));
  }
}

}  // namespace flexverify::saml
