// The parts of the auditor; for verifier/saml/audit_*.cpp only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/model/depth.h"
#include "verifier/saml/audit.h"
#include "verifier/saml/refused_by.h"

namespace flexverify::saml {

using Findings = std::vector<model::Finding>;
using model::FlexField;
using model::IdpField;

// One response, as one of Twilio's two service providers looks at it.
struct Case {
  const Response& response;
  std::string_view posted_to;
  const Expected& expected;
  model::ConnectionKind kind;
  Audit& out;

  void report(model::Finding finding) const { out.findings.push_back(std::move(finding)); }
};

// The rules, in the order in which their findings are told. Each judges one thing.
void judge_status(const Case& c);                // core 3.2.2
void judge_assertion_count(const Case& c);       // profiles 4.1.4.2; both services take one
void judge_encryption(const Case& c);            // core 2.3.4, 2.7.3.2
void judge_misplaced(const Case& c);             // core 2.3.3, 5.4
void judge_versions(const Case& c);              // core 4.1.2
void judge_schema(const Case& c);                // core 1.2
void judge_statements(const Case& c);            // profiles 4.1.4.2
void judge_encoding(const Case& c);              // XML 4.3.3
void judge_signature_presence(const Case& c);    // profiles 4.1.3.5
void judge_signing_certificate(const Case& c);   // the three sets of trust
void judge_key_info(const Case& c);              // core 5.4.5
void judge_signature_state(const Case& c);       // core 5.4
void judge_signature_algorithms(const Case& c);  // core 5.4.1, 5.4.3
void judge_certificate_expiry(const Case& c);
void judge_connection_kind(const Case& c);  // the migration's main risk
void judge_issuer(const Case& c);           // profiles 4.1.4.2
void judge_audience(const Case& c);         // core 2.5.1.4
void judge_destination(const Case& c);      // bindings 3.5.5.2
void judge_in_response_to(const Case& c);   // profiles 4.1.4.3
void judge_comments(const Case& c);
void judge_own_clock(const Case& c);
void judge_unreadable_times(const Case& c);   // core 1.3.3
void judge_conditions_window(const Case& c);  // core 2.5.1.2
void judge_confirmation(const Case& c);       // profiles 4.1.4.3
void judge_issue_instant(const Case& c);      // core 2.3.3
void judge_session(const Case& c);            // core 2.7.2
void judge_name_id(const Case& c);            // core 2.4.1
void judge_name_qualifiers(const Case& c);    // core 8.3.7, 8.3.8
void judge_claims(const Case& c);             // what Flex reads
void judge_repeated_names(const Case& c);
void judge_typed_attributes(const Case& c);
void judge_roles(const Case& c);

[[nodiscard]] bool is_told(const Case& c, model::Code code);

// A finding whose severity depends on which service provider refuses it, and that says so.
[[nodiscard]] model::Finding objection(const Case& c, model::Code code, RefusedBy refused_by,
                                       std::string detail, std::string found, std::string expected);
[[nodiscard]] model::Finding with_fix(model::Finding finding, const Expected& expected,
                                      IdpField field);

// An address that is not the ACS URL. `what` begins the sentence: "the response's Destination".
[[nodiscard]] model::Finding address_mismatch(const Case& c, model::Code code, RefusedBy refused_by,
                                              std::string_view what, std::string_view found);
[[nodiscard]] model::Finding unreadable_time(const Case& c, const UnreadableTime& time);

// Adds what was compared; true when both are equal, byte by byte. An empty `expected` is compared
// with nothing, which is no difference.
bool compare(Audit& out, std::string value, std::string_view found, std::string_view expected,
             model::ComparedWith with);

// Of the legacy and of the enhanced connection, by the shape of the value alone: the host may be
// anything.
[[nodiscard]] std::optional<model::ConnectionKind> kind_of(std::string_view value);
// The kind of `found`, when it is known and `expected` is of the other kind.
[[nodiscard]] std::optional<model::ConnectionKind> other_kind(std::string_view found,
                                                              std::string_view expected);
// The values of the claim `roles`, split at commas.
[[nodiscard]] std::vector<std::string> roles_of(const Assertion& assertion);
// Every audience of every restriction.
[[nodiscard]] std::vector<std::string> audiences_of(const Response& response);

// The moment at which Twilio judges: ours, unless our clock is known to be off.
[[nodiscard]] base::WallTime judging_time(const Expected& expected);
[[nodiscard]] bool is_own_clock_off(const Expected& expected);
// No screen of a provider holds times: the words are our own.
[[nodiscard]] model::Fix time_fix(const Expected& expected, std::string field);

// The value as the sentence of a finding quotes it.
[[nodiscard]] std::string quoted(std::string_view value);

// saml-certificate-expired or saml-certificate-expires-soon.
void audit_expiry(const model::Certificate& certificate, const Expected& expected, Findings& out);

}  // namespace flexverify::saml
