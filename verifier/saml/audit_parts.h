// The parts of the auditor; for verifier/saml/audit_*.cpp and idp_fields.cpp only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/model/depth.h"
#include "verifier/saml/audit.h"

namespace flexverify::saml {

using Findings = std::vector<model::Finding>;

// Of the legacy and of the enhanced connection, by the shape of the value alone: the host may be
// anything.
[[nodiscard]] std::optional<model::ConnectionKind> kind_of(std::string_view value);
// The kind of `found`, when it is known and `expected` is of the other kind.
[[nodiscard]] std::optional<model::ConnectionKind> other_kind(std::string_view found,
                                                              std::string_view expected);

// A field that stands in the same screen as `beside`, under words of our own ("the clock").
[[nodiscard]] model::Fix fix_beside(std::string_view adapter, IdpField beside, std::string field);

// The value as the sentence of a finding quotes it.
[[nodiscard]] std::string quoted(std::string_view value);

// saml-certificate-expired or saml-certificate-expires-soon.
void audit_expiry(const model::Certificate& certificate, const Expected& expected, Findings& out);

void audit_status(const Response& response, const Expected& expected, Findings& out);
void audit_assertion_count(const Response& response, const Expected& expected, Findings& out);
void audit_signatures(const Response& response, const Expected& expected, Findings& out);
void audit_addressing(const Response& response, std::string_view posted_to,
                      const Expected& expected, Findings& out);
void audit_times(const Response& response, const Expected& expected, Findings& out);
void audit_name_id(const Assertion& assertion, const Expected& expected, Findings& out);
void audit_claims(const Assertion& assertion, const Expected& expected, Findings& out);

}  // namespace flexverify::saml
