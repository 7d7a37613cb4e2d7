// What the service provider asks for, against what the connection should ask for.
#include <fmt/core.h>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/saml/difference.h"

namespace flexverify::saml {
namespace {

using model::Code;

struct Value {
  Code code;
  std::string_view name;  // "Entity ID"
  std::string_view found;
  std::string_view expected;
};

bool differs(const Value& value) {
  return !value.expected.empty() && value.found != value.expected;
}

model::Finding mismatch(const Value& value, std::optional<Code> cause) {
  std::string detail =
      value.found.empty()
          ? fmt::format("the AuthnRequest carries no {}", value.name)
          : fmt::format("the AuthnRequest carries the {} {}{}", value.name, quoted(value.found),
                        unseen_difference(value.found, value.expected));
  auto finding = model::make_mismatch(value.code, std::move(detail), base::printable(value.found),
                                      std::string(value.expected));
  finding.fix = model::console_fix(std::string(value.name));
  finding.follows_from = cause;
  return finding;
}

model::Finding kind_mismatch(const Value& value, model::ConnectionKind found) {
  const bool legacy = found == model::ConnectionKind::Legacy;
  auto finding = model::make_mismatch(
      Code::ConnectionKindMismatch,
      fmt::format("the login was started through the {} connection, the {} one is expected: "
                  "its {} is in the AuthnRequest",
                  legacy ? "legacy" : "enhanced", legacy ? "enhanced" : "legacy", value.name),
      base::printable(value.found), std::string(value.expected));
  finding.fix = model::console_fix(legacy ? "switch back to OAuth 2.0 connection"
                                          : "switch back to legacy connection");
  finding.hint = "Switch on the SSO page to the connection that is meant, or check the other one.";
  return finding;
}

}  // namespace

Audit audit_request(const AuthnRequest& request, const Expected& expected) {
  // An absent ACS URL is fine: the identity provider then uses the registered one.
  const std::string_view acs = request.acs_url.empty() ? expected.acs_url : request.acs_url;
  const Value values[] = {{Code::EntityIdMismatch, "Entity ID", request.issuer, expected.entity_id},
                          {Code::AcsUrlMismatch, "ACS URL", acs, expected.acs_url}};
  Audit audit;
  Findings& out = audit.findings;
  compare(audit, "request issuer", request.issuer, expected.entity_id, expected.values_from);
  if (!request.acs_url.empty())
    compare(audit, "request acs url", request.acs_url, expected.acs_url, expected.values_from);
  for (const Value& value : values) {
    const auto kind = other_kind(value.found, value.expected);
    if (kind && out.empty()) out.push_back(kind_mismatch(value, *kind));
  }
  const bool kinds_mixed = !out.empty();
  for (const Value& value : values) {
    if (!differs(value)) continue;
    const bool explained = kinds_mixed && other_kind(value.found, value.expected);
    out.push_back(
        mismatch(value, explained ? std::optional(Code::ConnectionKindMismatch) : std::nullopt));
  }
  return audit;
}

}  // namespace flexverify::saml
