// Every time of the response against the clock that is given.
#include <fmt/core.h>

#include <chrono>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"

namespace flexverify::saml {
namespace {

using base::Millis;
using base::WallTime;
using model::Code;

constexpr Millis kNoticeableSkew = std::chrono::seconds{60};
constexpr Millis kShortestSession = std::chrono::hours{1};

model::Finding time_finding(Code code, std::string detail, WallTime found, std::string wanted,
                            const Expected& expected, std::string field) {
  auto finding =
      model::make_mismatch(code, std::move(detail), base::format_rfc3339(found), std::move(wanted));
  finding.fix = time_fix(expected, std::move(field));
  return finding;
}

std::string at(WallTime time) { return base::format_rfc3339(time); }

std::string behind_or_ahead(Millis ahead) {
  return base::format_duration(std::chrono::abs(ahead)) +
         (ahead > Millis{0} ? " ahead of" : " behind");
}

// What the identity provider's own Date header adds.
std::string whose_clock(Millis ahead, const Expected& expected) {
  const auto& provider = expected.clocks.identity_provider;
  if (!provider) return "";
  const Millis web_ahead = expected.now + *provider - judging_time(expected);
  if (std::chrono::abs(web_ahead - ahead) <= kNoticeableSkew)
    return "; its web server's clock says the same";
  if (std::chrono::abs(web_ahead) > kNoticeableSkew)
    return "; its web server's clock is " + behind_or_ahead(web_ahead) + " that";
  return "; its web server's clock is right, so the part that signs has another one, or the "
         "response was made earlier";
}

}  // namespace

model::Fix time_fix(const Expected& expected, std::string field) {
  model::Fix fix = fix_beside(*expected.labels, IdpField::Signing, std::move(field));
  fix.page = "the identity provider's server";
  return fix;
}

// Twilio's clock decides whether Twilio takes the assertion; ours stands for it where it is right.
bool is_own_clock_off(const Expected& expected) {
  const auto& twilio = expected.clocks.twilio;
  return twilio && std::chrono::abs(*twilio) > kNoticeableSkew;
}

WallTime judging_time(const Expected& expected) {
  return is_own_clock_off(expected) ? expected.now + *expected.clocks.twilio : expected.now;
}

model::Finding unreadable_time(const Case& c, const UnreadableTime& time) {
  const bool nobody = time.oddity.empty();
  auto finding = objection(
      c, Code::SamlTimeUnreadable, nobody ? RefusedBy::Both : RefusedBy::Legacy,
      fmt::format("{} {}: {}", time.place,
                  nobody ? "is no time that anybody can read" : time.oddity, quoted(time.text)),
      base::printable(time.text), "a time in UTC, such as " + at(c.expected.now));
  finding.fix = time_fix(c.expected, "format of times");
  return finding;
}

void judge_own_clock(const Case& c) {
  const Expected& expected = c.expected;
  if (!is_own_clock_off(expected)) return;
  auto finding =
      time_finding(Code::SamlClockSkew,
                   fmt::format("the clock of this machine is {} Twilio's (by its Date "
                               "header); times are judged by Twilio's",
                               behind_or_ahead(-*expected.clocks.twilio)),
                   expected.now, "about " + at(judging_time(expected)), expected, "clock");
  finding.fix = model::Fix{.party = std::string(model::kThisMachine), .page = "", .field = "clock"};
  c.report(std::move(finding));
}

void judge_unreadable_times(const Case& c) {
  for (const UnreadableTime& time : c.response.unreadable_times) c.report(unreadable_time(c, time));
}

void judge_conditions_window(const Case& c) {
  const Expected& expected = c.expected;
  const auto not_before = c.response.assertion->not_before;
  const auto not_on_or_after = c.response.assertion->not_on_or_after;
  const WallTime now = judging_time(expected);
  const std::string tolerance = base::format_duration(expected.skew);
  if (not_before && *not_before > now + expected.skew)
    c.report(time_finding(
        Code::SamlNotYetValid,
        fmt::format("the assertion becomes valid only in {} ({} of difference are tolerated)",
                    base::format_duration(*not_before - now), tolerance),
        *not_before, "not later than " + at(now), expected, "clock"));
  if (not_on_or_after && *not_on_or_after <= now - expected.skew)
    c.report(time_finding(
        Code::SamlExpired,
        fmt::format("the assertion ceased to be valid {} ago ({} of difference are tolerated)",
                    base::format_duration(now - *not_on_or_after), tolerance),
        *not_on_or_after, "later than " + at(now), expected,
        "clock, or lifetime of the assertion"));
}

void judge_issue_instant(const Case& c) {
  const Expected& expected = c.expected;
  // A clock that is far off has been named by then.
  if (is_told(c, Code::SamlNotYetValid) || is_told(c, Code::SamlExpired)) return;
  auto issued = c.response.issue_instant;
  if (!issued) issued = c.response.assertion->issue_instant;
  if (!issued) return;
  const WallTime now = judging_time(expected);
  const Millis ahead = *issued - now;
  if (std::chrono::abs(ahead) <= kNoticeableSkew) return;
  const std::string_view by = expected.clocks.twilio ? "Twilio" : "this machine";
  c.report(time_finding(
      Code::SamlClockSkew,
      fmt::format("the response was issued {} {} by the clock of {}{}",
                  base::format_duration(std::chrono::abs(ahead)),
                  ahead > Millis{0} ? "in the future" : "ago", by, whose_clock(ahead, expected)),
      *issued, "about " + at(now), expected, "clock"));
}

// java-saml refuses a session that is over; Flex asks for one that lasts.
void judge_session(const Case& c) {
  const auto& ends = c.response.assertion->session_not_on_or_after;
  if (!ends) return;
  const Millis left = *ends - judging_time(c.expected);
  if (left > kShortestSession) return;
  const RefusedBy refused_by = left <= -c.expected.skew ? RefusedBy::Legacy : RefusedBy::Neither;
  const std::string detail =
      left > Millis{0} ? fmt::format("the session ends in {}; Flex needs more than one hour",
                                     base::format_duration(left))
                       : fmt::format("the session ended {} ago", base::format_duration(-left));
  auto finding = time_finding(Code::SamlSessionTooShort, detail + who_refuses(refused_by), *ends,
                              "later than " + at(judging_time(c.expected) + kShortestSession),
                              c.expected, "session lifetime");
  finding.severity = severity_for(refused_by, c.kind);
  c.report(std::move(finding));
}

}  // namespace flexverify::saml
