// The claims that Flex reads, by their names. No value is ever put into a finding.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/saml/difference.h"

namespace flexverify::saml {
namespace {

using model::Code;

struct Claim {
  std::string_view name;
  std::array<std::string_view, 6> synonyms = {};  // as plain_name writes them; "" fills up
};

constexpr std::array<Claim, 3> kClaims = {{
    {"email", {"mail", "emailaddress", "0.9.2342.19200300.100.1.3", "", "", ""}},
    {"full_name",
     {"displayname", "name", "cn", "commonname", "2.16.840.1.113730.3.1.241", "2.5.4.3"}},
    {"roles", {"role", "flexrole", "flexroles", "groups", "group", "memberof"}},
}};
// What Flex reads when it is there.
constexpr std::array<Claim, 3> kOptionalClaims = {{{"image_url"}, {"team_member"}, {"team_owner"}}};

model::Finding claim_finding(Code code, std::string detail, std::string found,
                             std::string_view wanted, const Expected& expected) {
  auto finding =
      model::make_mismatch(code, std::move(detail), std::move(found), std::string(wanted));
  finding.fix = idp_fix(*expected.labels, IdpField::Claims);
  return finding;
}

// "http://schemas.example/claims/Email-Address" is "emailaddress".
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : base::ascii_lower(name.substr(name.find_last_of("/:#") + 1)))
    if (c != '_' && c != '-' && c != ' ') plain += c;
  return plain;
}

bool is_named(std::string_view name, std::string_view plain) {
  return plain_name(visible_part(name)) == plain;
}

bool is_synonym(std::string_view name, const Claim& claim) {
  const std::string plain = plain_name(visible_part(name));
  return !plain.empty() && std::ranges::count(claim.synonyms, plain) > 0;
}

// Among several the nearest name: the same word in other dress, also as a FriendlyName, before a
// synonym. Of two namesakes in different namespaces the first.
const NamedAttribute* look_alike(const Assertion& assertion, const Claim& claim) {
  const std::string plain = plain_name(claim.name);
  const auto& all = assertion.attributes;
  const auto find = [&](auto fits) {
    const auto found = std::ranges::find_if(all, fits);
    return found == all.end() ? nullptr : &*found;
  };
  if (const auto* one = find([&](const auto& a) { return is_named(a.name, plain); })) return one;
  if (const auto* one = find([&](const auto& a) { return is_named(a.friendly_name, plain); }))
    return one;
  return find([&](const NamedAttribute& a) {
    return is_synonym(a.name, claim) || is_synonym(a.friendly_name, claim);
  });
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

// What the attribute is called, with its FriendlyName where that is what led to it.
std::string described(const NamedAttribute& attribute) {
  if (attribute.friendly_name.empty()) return quoted(attribute.name);
  return fmt::format("{} with the FriendlyName {}", quoted(attribute.name),
                     quoted(attribute.friendly_name));
}

void report_misnamed(const Case& c, const NamedAttribute& alike, const Claim& claim) {
  const bool unseen = visible_part(alike.name) == claim.name;
  std::string detail =
      unseen ? fmt::format("the name of the attribute {} is not only that{}", quoted(claim.name),
                           unseen_difference(alike.name, claim.name))
             : fmt::format("the assertion has an attribute {}, Flex reads only the Name \"{}\"",
                           described(alike), claim.name);
  c.report(claim_finding(Code::ClaimMisnamed, std::move(detail), base::printable(alike.name),
                         claim.name, c.expected));
}

void report_absent(const Case& c, const Claim& claim) {
  if (const NamedAttribute* alike = look_alike(*c.response.assertion, claim))
    return report_misnamed(c, *alike, claim);
  c.report(claim_finding(Code::ClaimMissing,
                         fmt::format("the assertion has no attribute \"{}\"", claim.name), "",
                         claim.name, c.expected));
}

void judge_claim(const Case& c, const Claim& claim) {
  const Found found = find_claim(*c.response.assertion, claim.name);
  if (!found.present) return report_absent(c, claim);
  if (!found.values.empty()) return;
  c.report(claim_finding(Code::ClaimMissing,
                         fmt::format("the attribute \"{}\" is there, but empty", claim.name),
                         "an empty value", claim.name, c.expected));
}

// Nothing depends on them, but they are read under no other name.
void judge_optional_claim(const Case& c, const Claim& claim) {
  if (find_claim(*c.response.assertion, claim.name).present) return;
  const NamedAttribute* alike = look_alike(*c.response.assertion, claim);
  if (alike == nullptr) return;
  report_misnamed(c, *alike, claim);
  c.out.findings.back().severity = model::Severity::Note;
}

}  // namespace

void judge_claims(const Case& c) {
  for (const Claim& claim : kClaims) judge_claim(c, claim);
  for (const Claim& claim : kOptionalClaims) judge_optional_claim(c, claim);
}

// SAML core allows it; java-saml refuses the whole response.
void judge_repeated_names(const Case& c) {
  std::vector<std::string_view> seen, told;
  for (const NamedAttribute& attribute : c.response.assertion->attributes) {
    const std::string_view name = attribute.name;
    if (std::ranges::count(seen, name) > 0 && std::ranges::count(told, name) == 0) {
      c.report(with_fix(objection(c, Code::ClaimMisnamed, RefusedBy::Legacy,
                                  fmt::format("the attribute {} is there twice; one attribute may "
                                              "hold several values",
                                              quoted(name)),
                                  base::printable(name), "each attribute once"),
                        c.expected, IdpField::Claims));
      told.push_back(name);
    }
    seen.push_back(name);
  }
}

std::vector<std::string> roles_of(const Assertion& assertion) {
  return find_claim(assertion, "roles").values;
}

}  // namespace flexverify::saml
