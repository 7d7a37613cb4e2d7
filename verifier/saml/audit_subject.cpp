// Who the user is: the NameID, and what must not stand inside of values.
#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"

namespace flexverify::saml {
namespace {

using model::Code;

constexpr std::string_view kTransient = ":nameid-format:transient";
constexpr std::string_view kPersistent = ":nameid-format:persistent";

void qualified(const Case& c, RefusedBy refused_by, std::string_view attribute,
               const std::string& found, const std::string& right) {
  c.report(with_fix(objection(c, Code::SamlNameIdQualifier, refused_by,
                              "the NameID's " + std::string(attribute) + " is " + quoted(found),
                              base::printable(found), right),
                    c.expected, IdpField::NameId));
}

bool is_read_by_flex(const NamedAttribute& attribute) {
  constexpr std::array<std::string_view, 3> kRead = {"email", "full_name", "roles"};
  return std::ranges::find(kRead, attribute.name) != kRead.end();
}

bool is_commented(const NamedAttribute& attribute) { return attribute.has_comment; }

model::Finding comment_finding(const Case& c, std::string detail) {
  return with_fix(model::make_mismatch(Code::SamlUnsafeXml, std::move(detail),
                                       "a comment inside a value", "values without comments"),
                  c.expected, IdpField::NameId);
}

}  // namespace

void judge_comments(const Case& c) {
  const Assertion& assertion = *c.response.assertion;
  const auto read = [](const NamedAttribute& one) {
    return is_commented(one) && is_read_by_flex(one);
  };
  if (assertion.name_id.has_comment || std::ranges::any_of(assertion.attributes, read))
    return c.report(
        comment_finding(c,
                        "a comment stands inside the NameID or a claim's value: some readers stop "
                        "at it and take the user, or the role, for another"));
  if (std::ranges::none_of(assertion.attributes, is_commented)) return;
  auto finding = comment_finding(
      c, "a comment stands inside the value of an attribute that Flex does not need");
  finding.severity = model::Severity::Warning;
  c.report(std::move(finding));
}

void judge_name_id(const Case& c) {
  const NameId& name_id = c.response.assertion->name_id;
  if (base::trim(name_id.value).empty())
    c.report(with_fix(
        model::make_mismatch(Code::SamlNameIdMissing, "the assertion's subject has no NameID",
                             "none", "a stable NameID"),
        c.expected, IdpField::NameId));
  else if (name_id.format.ends_with(kTransient))
    c.report(with_fix(
        model::make_mismatch(
            Code::SamlNameIdUnstable, "the NameID is a transient one, made anew for each login",
            base::printable(name_id.format), "an e-mail address or another stable name"),
        c.expected, IdpField::NameId));
}

// java-saml compares SPNameQualifier whatever the format; passport-wsfed-saml2 compares both, but
// only of persistent and transient ones.
void judge_name_qualifiers(const Case& c) {
  const Assertion& assertion = *c.response.assertion;
  const NameId& name_id = assertion.name_id;
  const bool scoped = name_id.format.ends_with(kPersistent) || name_id.format.ends_with(kTransient);
  const std::string& ours = c.expected.entity_id;
  if (!name_id.sp_name_qualifier.empty() && !ours.empty() && name_id.sp_name_qualifier != ours)
    qualified(c, scoped ? RefusedBy::Both : RefusedBy::Legacy, "SPNameQualifier",
              name_id.sp_name_qualifier, ours);
  if (scoped && !name_id.name_qualifier.empty() && name_id.name_qualifier != assertion.issuer)
    qualified(c, RefusedBy::Enhanced, "NameQualifier", name_id.name_qualifier,
              base::printable(assertion.issuer));
}

}  // namespace flexverify::saml
