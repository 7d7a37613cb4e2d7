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

std::string answer(const model::CheckResult& result, ConnectionKind kind) {
  if (result.reached < model::Depth::AuthnRequest)
    return fmt::format("the {} connection fails as well ({}): switching would not help",
                       in_words(kind), why_not(result));
  return fmt::format(
      "the {} connection reaches the identity provider with its own Entity ID and ACS URL: "
      "switching to it would help. Where one application serves both connections, the identity "
      "provider must be given those two values first",
      in_words(kind));
}

}  // namespace

void add_counter_check(const model::CheckSpec& spec, const Services& services, std::stop_token stop,
                       model::CheckResult& result) {
  if (!spec.counter_check || result.verdict != model::Verdict::Critical) return;
  const ConnectionKind kind = other_than(result.connection);
  const auto started = services.clock.steady();
  const model::CheckResult other = run_check(other_login(spec, kind), services, std::move(stop));
  const bool helps = other.reached >= model::Depth::AuthnRequest;
  const std::string text = answer(other, kind);
  result.steps.push_back({.leg = std::string(kLeg),
                          .state = helps ? model::StepState::Passed : model::StepState::Failed,
                          .summary = std::string(in_words(kind)) + " connection: " +
                                     (helps ? "reaches the identity provider" : "fails as well"),
                          .duration = services.clock.steady() - started});
  auto note = model::make_finding(Code::ConnectionInactive, text);
  note.severity = model::Severity::Note;
  result.findings.push_back(std::move(note));
}

void add_days_left(const model::CheckSpec& spec, base::WallTime now, model::CheckResult& result) {
  constexpr std::chrono::days kKept{30}, kLast{5};
  const auto date = base::parse_rfc3339(spec.migrated_on + "T00:00:00Z");
  if (spec.migrated_on.empty() || !date) return;
  const auto left = std::chrono::ceil<std::chrono::days>(*date + kKept - now);
  auto finding = model::make_finding(
      Code::ConnectionInactive,
      left.count() > 0
          ? fmt::format("Twilio keeps the legacy details for {} more day{} (migrated on {})",
                        left.count(), left.count() == 1 ? "" : "s", spec.migrated_on)
          : fmt::format("the 30 days in which Twilio keeps the legacy details are over (migrated "
                        "on {}): there is no way back any more",
                        spec.migrated_on));
  const bool soon = left.count() > 0 && left <= kLast;
  finding.severity = soon ? model::Severity::Warning : model::Severity::Note;
  result.findings.push_back(std::move(finding));
  if (soon) result.verdict = model::worst(result.verdict, model::Verdict::Warning);
}

}  // namespace flexverify::flows
