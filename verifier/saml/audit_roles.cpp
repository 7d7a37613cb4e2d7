// The roles of the user: the only values of claims that are ever put into a finding.
#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/model/flex_role.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/saml/difference.h"

namespace flexverify::saml {
namespace {

using model::Code;
using Roles = std::vector<std::string>;

constexpr std::size_t kMostListed = 5;

// 8-4-4-4-12 hexadecimal digits: what Entra sends for a group.
bool is_guid(std::string_view text) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char shape) {
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return shape == '-' ? c == '-' : hex;
  };
  return std::ranges::equal(text, kShape, fits);
}

// The Flex role that it would be without what nobody sees; "" for none.
std::string hidden_role(std::string_view role) {
  std::string visible = visible_part(role);
  return visible != role && model::is_flex_role(visible) ? visible : "";
}

// The role with what is wrong about it, when that can be told.
std::string describe_role(std::string_view role) {
  const std::string lower = base::ascii_lower(role);
  if (model::is_flex_role(lower)) return fmt::format("{} (must be in lower case)", quoted(role));
  if (const std::string hidden = hidden_role(role); !hidden.empty())
    return quoted(hidden) + unseen_difference(role, hidden);
  if (lower == "administrator") return fmt::format("{} (Flex calls it admin)", quoted(role));
  if (is_guid(role)) return fmt::format("{} (looks like the id of a group)", quoted(role));
  return quoted(role);
}

model::Finding role_finding(const Case& c, Code code, std::string detail, const Roles& found,
                            std::string wanted) {
  return with_fix(model::make_mismatch(code, std::move(detail),
                                       base::printable(base::join(found, ", ")), std::move(wanted)),
                  c.expected, IdpField::Claims);
}

std::string list_of(const Roles& invalid) {
  Roles described;
  for (const std::string& role : invalid)
    if (described.size() < kMostListed) described.push_back(describe_role(role));
  std::string text = base::join(described, ", ");
  if (invalid.size() > kMostListed)
    text += fmt::format(" and {} more", invalid.size() - kMostListed);
  return text;
}

// Names that Flex does not know are ignored; what counts is that one opens Flex.
void judge_role_names(const Case& c, const Roles& roles) {
  Roles invalid;
  std::ranges::copy_if(roles, std::back_inserter(invalid),
                       [](const std::string& role) { return !model::is_flex_role(role); });
  const bool opens = std::ranges::any_of(roles, model::has_desktop);
  if (invalid.empty() && opens) return;
  auto finding = role_finding(
      c, Code::RoleInvalid,
      invalid.empty() ? "none of the roles opens Flex: " + base::printable(base::join(roles, ", "))
                      : "no Flex role: " + list_of(invalid),
      invalid.empty() ? roles : invalid, "agent, supervisor or admin");
  if (opens) finding.severity = model::Severity::Warning;
  c.report(std::move(finding));
}

void judge_expected_role(const Case& c, const Roles& roles) {
  const std::string& right = c.expected.role;
  const bool there = std::ranges::count(roles, right) > 0;
  if (right.empty()) return;
  compare(c.out, "role",
          there ? std::string_view(right) : std::string_view(base::join(roles, ", ")), right,
          model::ComparedWith::User);
  if (there) return;
  auto finding =
      role_finding(c, Code::RoleMissing,
                   fmt::format("the user's roles do not include {}", quoted(right)), roles, right);
  const auto same_word = [&](const std::string& role) {
    return base::equals_ignoring_case(visible_part(role), right);
  };
  if (std::ranges::any_of(roles, same_word)) finding.follows_from = Code::RoleInvalid;
  c.report(std::move(finding));
}

}  // namespace

void judge_roles(const Case& c) {
  const Roles roles = roles_of(*c.response.assertion);
  // Without roles that is said already; what they should hold would say it again.
  if (roles.empty()) return;
  judge_role_names(c, roles);
  judge_expected_role(c, roles);
}

}  // namespace flexverify::saml
