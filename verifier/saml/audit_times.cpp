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

struct Window {
  std::optional<WallTime> not_before, not_on_or_after;
};

void narrow(Window& window, std::optional<WallTime> from, std::optional<WallTime> until) {
  if (from && (!window.not_before || *from > *window.not_before)) window.not_before = from;
  if (until && (!window.not_on_or_after || *until < *window.not_on_or_after))
    window.not_on_or_after = until;
}

// All conditions must hold at once: the latest beginning and the earliest end decide.
Window window_of(const Assertion& assertion) {
  Window window;
  narrow(window, assertion.not_before, assertion.not_on_or_after);
  for (const SubjectConfirmation& confirmation : assertion.confirmations)
    narrow(window, confirmation.not_before, confirmation.not_on_or_after);
  return window;
}

// No screen of a provider holds these: the words are our own.
model::Finding time_finding(Code code, std::string detail, WallTime found, std::string wanted,
                            const Expected& expected, std::string field) {
  auto finding =
      model::make_mismatch(code, std::move(detail), base::format_rfc3339(found), std::move(wanted));
  finding.fix = fix_beside(expected.idp_adapter, IdpField::Signing, std::move(field));
  finding.fix->page = "the identity provider's server";
  return finding;
}

std::string at(WallTime time) { return base::format_rfc3339(time); }

// Twilio's clock decides whether Twilio takes the assertion; ours stands for it where it is right.
bool is_ours_off(const Expected& expected) {
  const auto& twilio = expected.clocks.twilio;
  return twilio && std::chrono::abs(*twilio) > kNoticeableSkew;
}

WallTime judging_time(const Expected& expected) {
  return is_ours_off(expected) ? expected.now + *expected.clocks.twilio : expected.now;
}

std::string behind_or_ahead(Millis ahead) {
  return base::format_duration(std::chrono::abs(ahead)) +
         (ahead > Millis{0} ? " ahead of" : " behind");
}

void audit_window(const Window& window, const Expected& expected, Findings& out) {
  const WallTime now = judging_time(expected);
  const std::string tolerance = base::format_duration(expected.skew);
  if (window.not_before && *window.not_before > now + expected.skew)
    out.push_back(time_finding(
        Code::SamlNotYetValid,
        fmt::format("the assertion becomes valid only in {} ({} of difference are tolerated)",
                    base::format_duration(*window.not_before - now), tolerance),
        *window.not_before, "not later than " + at(now), expected, "clock"));
  if (window.not_on_or_after && *window.not_on_or_after <= now - expected.skew)
    out.push_back(time_finding(
        Code::SamlExpired,
        fmt::format("the assertion ceased to be valid {} ago ({} of difference are tolerated)",
                    base::format_duration(now - *window.not_on_or_after), tolerance),
        *window.not_on_or_after, "later than " + at(now), expected,
        "clock, or lifetime of the assertion"));
}

void audit_own_clock(const Expected& expected, Findings& out) {
  if (!is_ours_off(expected)) return;
  auto finding =
      time_finding(Code::SamlClockSkew,
                   fmt::format("the clock of this machine is {} Twilio's (by its Date "
                               "header); times are judged by Twilio's",
                               behind_or_ahead(-*expected.clocks.twilio)),
                   expected.now, "about " + at(judging_time(expected)), expected, "clock");
  finding.fix = model::Fix{.party = std::string(model::kThisMachine), .page = "", .field = "clock"};
  out.push_back(std::move(finding));
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

void audit_issue_instant(const Response& response, const Expected& expected, Findings& out) {
  auto issued = response.issue_instant;
  if (!issued && response.assertion) issued = response.assertion->issue_instant;
  if (!issued) return;
  const WallTime now = judging_time(expected);
  const Millis ahead = *issued - now;
  if (std::chrono::abs(ahead) <= kNoticeableSkew) return;
  const std::string_view by = expected.clocks.twilio ? "Twilio" : "this machine";
  out.push_back(time_finding(
      Code::SamlClockSkew,
      fmt::format("the response was issued {} {} by the clock of {}{}",
                  base::format_duration(std::chrono::abs(ahead)),
                  ahead > Millis{0} ? "in the future" : "ago", by, whose_clock(ahead, expected)),
      *issued, "about " + at(now), expected, "clock"));
}

void audit_session(const Assertion& assertion, const Expected& expected, Findings& out) {
  if (!assertion.session_not_on_or_after) return;
  const Millis left = *assertion.session_not_on_or_after - expected.now;
  if (left > kShortestSession) return;
  out.push_back(time_finding(
      Code::SamlSessionTooShort,
      left > Millis{0} ? fmt::format("the session ends in {}; Flex needs more than one hour",
                                     base::format_duration(left))
                       : fmt::format("the session ended {} ago", base::format_duration(-left)),
      *assertion.session_not_on_or_after, "later than " + at(expected.now + kShortestSession),
      expected, "session lifetime"));
}

}  // namespace

void audit_times(const Response& response, const Expected& expected, Findings& out) {
  if (!response.assertion) return;
  audit_own_clock(expected, out);
  const std::size_t before = out.size();
  audit_window(window_of(*response.assertion), expected, out);
  // A clock that is far off has been named by then.
  if (out.size() == before) audit_issue_instant(response, expected, out);
  audit_session(*response.assertion, expected, out);
}

}  // namespace flexverify::saml
