#include "flows/counter_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

namespace flexverify::flows {
namespace {

using model::Code;
using model::ConnectionKind;

constexpr std::string_view kLeg = "counter-check";

ConnectionKind other_than(ConnectionKind kind) {
  return kind == ConnectionKind::Legacy ? ConnectionKind::OAuth2 : ConnectionKind::Legacy;
}

std::string_view in_words(ConnectionKind kind) {
  return kind == ConnectionKind::Legacy ? "legacy" : "OAuth 2.0";
}

// The same login over the other connection, of which the user named no values.
model::CheckSpec other_login(const model::CheckSpec& spec, ConnectionKind kind) {
  model::CheckSpec other = spec;
  other.connection = kind;
  other.depth = model::Depth::AuthnRequest;
  other.counter_check = other.after_revert = false;
  other.migrated_on.clear();
  other.sso_profile.clear();
  other.expect.entity_id.clear();
  other.expect.acs_url.clear();
  return other;
}

std::string why_not(const model::CheckResult& result) {
  if (result.findings.empty()) return "it did not get as far as the identity provider";
  const model::Finding& first = result.findings.front();
  return std::string(model::info(first.code).id) + ": " + first.detail;
}

OtherConnection seen_in(const model::CheckResult& result) {
  if (result.reached >= model::Depth::AuthnRequest) return OtherConnection::Starts;
  return result.verdict == model::Verdict::Critical ? OtherConnection::DoesNotStart
                                                    : OtherConnection::NobodyKnows;
}

std::string in_short(OtherConnection other) {
  switch (other) {
    case OtherConnection::NotTried:
      return "not tried";
    case OtherConnection::Starts:
      return "starts";
    case OtherConnection::DoesNotStart:
      return "does not start either";
    case OtherConnection::NobodyKnows:
      return "nobody can tell";
  }
  return "";
}

std::string in_full(OtherConnection other, std::string_view kind,
                    const model::CheckResult& result) {
  switch (other) {
    case OtherConnection::NotTried:
      return "";
    case OtherConnection::Starts:
      return fmt::format(
          "the {} connection starts, as far as a check without a password can see: the browser "
          "arrives at the identity provider with that connection's own Entity ID and ACS URL",
          kind);
    case OtherConnection::DoesNotStart:
      return fmt::format("the {} connection does not start either ({})", kind, why_not(result));
    case OtherConnection::NobodyKnows:
      return fmt::format("nobody can tell whether the {} connection starts ({})", kind,
                         why_not(result));
  }
  return "";
}

std::string what_next(OtherConnection other) {
  return other == OtherConnection::Starts
             ? "Before you switch, give the identity provider that connection's Entity ID and ACS "
               "URL, if one application serves both; then check the whole login."
             : "Mend this connection: switching is no way out as it is now.";
}

model::StepState state_of(OtherConnection other) {
  switch (other) {
    case OtherConnection::Starts:
      return model::StepState::Passed;
    case OtherConnection::DoesNotStart:
      return model::StepState::Failed;
    case OtherConnection::NotTried:
    case OtherConnection::NobodyKnows:
      return model::StepState::Unclear;
  }
  return model::StepState::Unclear;
}

bool is_of_a_certificate(Code code) {
  return code == Code::SamlCertificateMismatch || code == Code::SamlCertificateExpired ||
         code == Code::TlsUntrusted || code == Code::TlsHostnameMismatch ||
         code == Code::TlsExpired;
}

// Both connections share the identity provider, the account and what signs for them.
bool would_meet_the_same(const model::CheckResult& result) {
  if (result.findings.empty()) return false;
  const model::Finding& first = result.findings.front();
  const model::Owner owner = model::owner_of(first);
  return owner == model::Owner::IdpAdmin || owner == model::Owner::TestAccount ||
         is_of_a_certificate(first.code);
}

model::Finding note(std::string text, std::string hint) {
  model::Finding finding = model::make_finding(Code::ConnectionInactive, std::move(text));
  finding.severity = model::Severity::Note;
  finding.hint = std::move(hint);
  return finding;
}

bool legacy_answers(OtherConnection other, const model::CheckResult& result) {
  if (result.connection == ConnectionKind::Legacy) return result.reached == model::Depth::Loaded;
  return other == OtherConnection::Starts;
}

std::string days_text(std::int64_t left, const std::string& since) {
  if (left > 0)
    return fmt::format("Twilio's guide keeps the legacy details for {} more day{} (migrated on {})",
                       left, left == 1 ? "" : "s", since);
  return fmt::format(
      "the 30 days for which Twilio's guide keeps the legacy details are over (migrated on {})",
      since);
}

// What was seen of it stands beside what the calendar says.
std::string way_back(std::int64_t left, OtherConnection other, const model::CheckResult& result) {
  if (result.connection == ConnectionKind::Legacy && legacy_answers(other, result))
    return "; the legacy login works";
  if (legacy_answers(other, result))
    return "; the legacy connection starts, as far as a check without a password can see";
  return left > 0 ? "" : "; whether it can still be switched back to was not tried";
}

}  // namespace

OtherConnection add_counter_check(
    const model::CheckSpec& spec, base::Clock& clock, model::CheckResult& result,
    const std::function<model::CheckResult(const model::CheckSpec&)>& run_other) {
  if (!spec.counter_check || result.verdict != model::Verdict::Critical ||
      would_meet_the_same(result))
    return OtherConnection::NotTried;
  const ConnectionKind kind = other_than(result.connection);
  const auto started = clock.steady();
  const model::CheckResult second = run_other(other_login(spec, kind));
  const OtherConnection other = seen_in(second);
  const std::string name(in_words(kind));
  result.steps.push_back({.leg = std::string(kLeg),
                          .state = state_of(other),
                          .summary = name + " connection: " + in_short(other),
                          .duration = clock.steady() - started});
  result.findings.push_back(note(in_full(other, name, second), what_next(other)));
  return other;
}

void add_days_left(const model::CheckSpec& spec, base::WallTime now, OtherConnection other,
                   model::CheckResult& result) {
  constexpr std::chrono::days kKept{30}, kLast{5};
  const auto date = base::parse_rfc3339(spec.migrated_on + "T00:00:00Z");
  if (spec.migrated_on.empty() || !date) return;
  const auto left = std::chrono::ceil<std::chrono::days>(*date + kKept - now);
  auto finding =
      note(days_text(left.count(), spec.migrated_on) + way_back(left.count(), other, result),
           left.count() > 0 ? "Decide before that day whether to switch back."
                            : "Count on the OAuth 2.0 connection alone.");
  const bool soon = left.count() > 0 && left <= kLast;
  if (soon) finding.severity = model::Severity::Warning;
  result.findings.push_back(std::move(finding));
  if (soon) result.verdict = model::worst(result.verdict, model::Verdict::Warning);
}

}  // namespace flexverify::flows
