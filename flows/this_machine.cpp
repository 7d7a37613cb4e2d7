#include "flows/this_machine.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "verifier/flex/discovery.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::Severity;

constexpr std::chrono::minutes kTolerated{2};
constexpr std::chrono::seconds kAgreement{30};

base::Millis distance(base::Millis a, base::Millis b) { return a < b ? b - a : a - b; }

bool is_off(base::Millis ahead) { return distance(ahead, base::Millis{0}) > kTolerated; }

// What a clock that is wrong makes of a good login.
constexpr std::array kByTheClock = {
    Code::TlsExpired,      Code::TlsUntrusted,           Code::SamlExpired,
    Code::SamlNotYetValid, Code::SamlCertificateExpired, Code::MfaRejected};
// What a machine without a network, a proxy or trust makes of it.
constexpr std::array kOutOfReach = {Code::DnsFailed, Code::TlsUntrusted, Code::ProxyFailed,
                                    Code::Timeout};

template <class Codes>
bool is_grave(const Codes& codes, const Finding& finding) {
  return finding.severity == Severity::Critical &&
         std::ranges::find(codes, finding.code) != codes.end();
}

void blame_the_clock(Login& login) {
  auto wrong = judge_clock(login.browser.clocks(), login.services.clock.now());
  if (!wrong) return;
  for (Finding& finding : login.findings) {
    if (!is_grave(kByTheClock, finding)) continue;
    finding.severity = Severity::Unknown;
    finding.follows_from = Code::ClockWrong;
  }
  login.findings.insert(login.findings.begin(), std::move(*wrong));
}

std::string host_at(const Login& login, const Finding& finding) {
  const auto& all = login.browser.exchanges();
  const std::size_t n = finding.exchange.value_or(0);
  const auto url = n > 0 && n <= all.size() ? web::parse_url(all[n - 1].url) : std::nullopt;
  return url ? web::host_and_port(*url) : "";
}

std::string host_of(const std::string& endpoint) {
  const auto url = web::parse_url(endpoint);
  return url ? web::host_and_port(*url) : "";
}

bool is_twilios(const Login& login, const std::string& host) {
  const model::Endpoints& all = login.spec.endpoints;
  const std::array endpoints = {&all.services, &all.login,   &all.flex_api,
                                &all.iam,      &all.preview, &all.flex};
  return host.ends_with(".twilio.com") ||
         std::ranges::any_of(endpoints,
                             [&](const std::string* one) { return host_of(*one) == host; });
}

bool another_answered(const Login& login, const std::string& host) {
  return std::ranges::any_of(login.browser.exchanges(), [&](const model::Exchange& exchange) {
    const auto url = web::parse_url(exchange.url);
    return exchange.status > 0 && url && web::host_and_port(*url) != host;
  });
}

// One request to a host of Twilio's that this login would need as well.
bool twilio_answers(Login& login, const std::string& failing) {
  if (failing == host_of(login.spec.endpoints.services)) return false;
  const std::string sid = login.account_sid.empty() && login.connection.empty()
                              ? "AC" + std::string(32, '0')
                              : login.account_sid;
  auto reply = login.browser.send(flex::discovery(login.spec.endpoints, sid, login.connection));
  return std::holds_alternative<net::Sent>(reply);
}

void make_unknown(Login& login, Finding& finding, std::string_view why, std::string hint) {
  finding.severity = Severity::Unknown;
  auto& steps = login.result.steps;
  if (!steps.empty()) steps.back().state = model::StepState::Unclear;  // the one that it ended
  finding.detail += std::string(" ").append(why);
  finding.hint = std::move(hint);
  finding.owner = model::Owner::Verifier;
}

void judge_reach(Login& login, Finding& finding) {
  const std::string host = host_at(login, finding);
  if (finding.code == Code::TlsUntrusted && is_twilios(login, host))
    return make_unknown(
        login, finding,
        "This is a public host of Twilio's, which browsers trust: something between "
        "this machine and Twilio, or the store of this machine, is at fault.",
        "Look at this machine's certificates, at a proxy that opens TLS, and at its "
        "clock; --ca-file adds a private authority.");
  // A certificate with a fault of its own has its advice: it is the server's.
  if (finding.code == Code::TlsUntrusted && !finding.hint.empty()) return;
  if (another_answered(login, host) || twilio_answers(login, host)) return;
  make_unknown(login, finding,
               "No other host of this login could be reached from here either, so nothing is known "
               "about agents.",
               "Look at this machine first: its network, name resolution, proxy and clock.");
}

std::string minutes(base::Millis time) {
  return fmt::format("{} min", std::chrono::round<std::chrono::minutes>(time).count());
}

}  // namespace

std::optional<Finding> judge_clock(const std::map<std::string, base::Millis>& ahead,
                                   base::WallTime now) {
  for (auto one = ahead.begin(); one != ahead.end(); ++one)
    for (auto other = std::next(one); other != ahead.end(); ++other) {
      if (!is_off(one->second) || distance(one->second, other->second) > kAgreement) continue;
      const bool behind = one->second > base::Millis{0};
      return model::make_mismatch(
          Code::ClockWrong,
          fmt::format("this machine's clock is {} {} {} and {}",
                      minutes(distance(one->second, base::Millis{0})),
                      behind ? "behind" : "ahead of", one->first, other->first),
          base::format_rfc3339(now), base::format_rfc3339(now + one->second));
    }
  return std::nullopt;
}

void judge_this_machine(Login& login) {
  blame_the_clock(login);
  for (std::size_t i = 0; i < login.findings.size(); ++i)
    if (is_grave(kOutOfReach, login.findings[i])) judge_reach(login, login.findings[i]);
}

}  // namespace flexverify::flows
