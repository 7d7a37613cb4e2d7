// Who the user is: NameID and the claims that Flex needs. Of all values only those of `roles` are
// ever put into a finding.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

#include "verifier/base/text.h"
#include "verifier/model/flex_role.h"
#include "verifier/saml/audit_parts.h"

namespace flexverify::saml {
namespace {

using model::Code;

struct Claim {
  std::string_view name;
  std::array<std::string_view, 6> synonyms;  // as plain_name writes them; "" fills up
};

constexpr std::array<Claim, 3> kClaims = {{
    {"email", {"mail", "emailaddress", "0.9.2342.19200300.100.1.3", "", "", ""}},
    {"full_name",
     {"displayname", "name", "cn", "commonname", "2.16.840.1.113730.3.1.241", "2.5.4.3"}},
    {"roles", {"role", "flexrole", "flexroles", "groups", "group", "memberof"}},
}};

constexpr std::size_t kMostListed = 5;

model::Finding claim_finding(Code code, std::string detail, std::string found,
                             std::string_view wanted, const Expected& expected) {
  auto finding =
      model::make_mismatch(code, std::move(detail), std::move(found), std::string(wanted));
  finding.fix = idp_fix(expected.idp_adapter, IdpField::Claims);
  return finding;
}

// "http://schemas.example/claims/Email-Address" is "emailaddress".
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : base::ascii_lower(name.substr(name.find_last_of("/:#") + 1)))
    if (c != '_' && c != '-' && c != ' ') plain += c;
  return plain;
}

// Among several the nearest name: the same word in other dress before a synonym.
const NamedAttribute* look_alike(const Assertion& assertion, const Claim& claim) {
  const NamedAttribute* synonym = nullptr;
  for (const NamedAttribute& attribute : assertion.attributes) {
    const std::string plain = plain_name(base::trim(attribute.name));
    if (plain.empty()) continue;
    if (plain == plain_name(claim.name)) return &attribute;
    if (synonym == nullptr && std::ranges::count(claim.synonyms, plain) > 0) synonym = &attribute;
  }
  return synonym;
}

struct Found {
  bool present = false;
  std::vector<std::string> values;  // trimmed, not empty; roles split at commas
};

void add_trimmed(std::string_view text, std::vector<std::string>& out) {
  const std::string_view value = base::trim(text);
  if (!value.empty()) out.emplace_back(value);
}

Found find_claim(const Assertion& assertion, std::string_view name) {
  Found found;
  for (const NamedAttribute& attribute : assertion.attributes) {
    if (attribute.name != name) continue;
    found.present = true;
    for (const std::string& value : attribute.values)
      if (name == "roles")
        for (const std::string_view part : base::split(value, ',')) add_trimmed(part, found.values);
      else
        add_trimmed(value, found.values);
  }
  return found;
}

void report_absent(const Assertion& assertion, const Claim& claim, const Expected& expected,
                   Findings& out) {
  const NamedAttribute* alike = look_alike(assertion, claim);
  if (alike == nullptr) {
    out.push_back(claim_finding(Code::ClaimMissing,
                                fmt::format("the assertion has no attribute \"{}\"", claim.name),
                                "", claim.name, expected));
    return;
  }
  std::string detail =
      base::trim(alike->name) == claim.name
          ? fmt::format("the name of the attribute {} has white space around it",
                        quoted(claim.name))
          : fmt::format("the assertion has an attribute {}, Flex reads only \"{}\"",
                        quoted(alike->name), claim.name);
  out.push_back(claim_finding(Code::ClaimMisnamed, std::move(detail), base::printable(alike->name),
                              claim.name, expected));
}

void audit_claim(const Assertion& assertion, const Claim& claim, const Expected& expected,
                 Findings& out) {
  const Found found = find_claim(assertion, claim.name);
  if (!found.present) return report_absent(assertion, claim, expected, out);
  if (!found.values.empty()) return;
  out.push_back(claim_finding(Code::ClaimMissing,
                              fmt::format("the attribute \"{}\" is there, but empty", claim.name),
                              "an empty value", claim.name, expected));
}

// SAML core allows it; Twilio's legacy connection refuses the whole response.
void audit_repeated_names(const Assertion& assertion, const Expected& expected, Findings& out) {
  std::vector<std::string_view> seen, told;
  for (const NamedAttribute& attribute : assertion.attributes) {
    const std::string_view name = attribute.name;
    if (std::ranges::count(seen, name) > 0 && std::ranges::count(told, name) == 0) {
      auto finding = claim_finding(
          Code::ClaimMisnamed,
          fmt::format("the attribute {} is there twice; one attribute may hold several values, "
                      "and the legacy connection refuses two of one name",
                      quoted(name)),
          base::printable(name), "each attribute once", expected);
      finding.severity = model::Severity::Warning;
      out.push_back(std::move(finding));
      told.push_back(name);
    }
    seen.push_back(name);
  }
}

// 8-4-4-4-12 hexadecimal digits: what Entra sends for a group.
bool is_guid(std::string_view text) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char shape) {
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return shape == '-' ? c == '-' : hex;
  };
  return std::ranges::equal(text, kShape, fits);
}

// The role with what is wrong about it, when that can be told.
std::string describe_role(std::string_view role) {
  const std::string lower = base::ascii_lower(role);
  if (model::is_flex_role(lower)) return fmt::format("{} (must be in lower case)", quoted(role));
  if (lower == "administrator") return fmt::format("{} (Flex calls it admin)", quoted(role));
  if (is_guid(role)) return fmt::format("{} (looks like the id of a group)", quoted(role));
  return quoted(role);
}

void audit_role_names(const std::vector<std::string>& roles, const Expected& expected,
                      Findings& out) {
  std::vector<std::string> invalid, described;
  for (const std::string& role : roles) {
    if (model::is_flex_role(role)) continue;
    invalid.push_back(role);
    if (invalid.size() <= kMostListed) described.push_back(describe_role(role));
  }
  if (invalid.empty()) return;
  std::string detail = "no Flex role: " + base::join(described, ", ");
  if (invalid.size() > kMostListed)
    detail += fmt::format(" and {} more", invalid.size() - kMostListed);
  out.push_back(claim_finding(Code::RoleInvalid, std::move(detail),
                              base::printable(base::join(invalid, ", ")),
                              "agent, supervisor or admin", expected));
}

void audit_expected_role(const std::vector<std::string>& roles, const Expected& expected,
                         Findings& out) {
  if (expected.role.empty() || std::ranges::count(roles, expected.role) > 0) return;
  auto finding = claim_finding(
      Code::RoleMissing, fmt::format("the user's roles do not include {}", quoted(expected.role)),
      base::printable(base::join(roles, ", ")), expected.role, expected);
  const auto same_word = [&](const std::string& role) {
    return base::equals_ignoring_case(role, expected.role);
  };
  if (std::ranges::any_of(roles, same_word)) finding.follows_from = Code::RoleInvalid;
  out.push_back(std::move(finding));
}

}  // namespace

void audit_name_id(const Assertion& assertion, const Expected& expected, Findings& out) {
  constexpr std::string_view kTransient = ":nameid-format:transient";
  const auto add = [&](model::Finding finding) {
    finding.fix = idp_fix(expected.idp_adapter, IdpField::NameId);
    out.push_back(std::move(finding));
  };
  if (base::trim(assertion.name_id).empty())
    add(model::make_mismatch(Code::SamlNameIdMissing, "the assertion's subject has no NameID",
                             "none", "a stable NameID"));
  else if (assertion.name_id_format.ends_with(kTransient))
    add(model::make_mismatch(
        Code::SamlNameIdUnstable, "the NameID is a transient one, made anew for each login",
        base::printable(assertion.name_id_format), "an e-mail address or another stable name"));
}

void audit_claims(const Assertion& assertion, const Expected& expected, Findings& out) {
  for (const Claim& claim : kClaims) audit_claim(assertion, claim, expected, out);
  audit_repeated_names(assertion, expected, out);
  // Without roles that is said already; what they should hold would say it again.
  const std::vector<std::string> roles = find_claim(assertion, "roles").values;
  if (roles.empty()) return;
  audit_role_names(roles, expected, out);
  audit_expected_role(roles, expected, out);
}

}  // namespace flexverify::saml
