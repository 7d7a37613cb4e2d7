#include "flows/finish.h"

#include <algorithm>
#include <set>
#include <utility>

#include "flows/fields_to_compare.h"
#include "flows/legs.h"
#include "flows/let_in.h"
#include "flows/network_notes.h"
#include "flows/revert.h"
#include "flows/this_machine.h"
#include "verifier/base/text.h"
#include "verifier/model/redact_run.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::Severity;

bool is_critical(const Finding& finding) { return finding.severity == Severity::Critical; }

// A symptom follows from what the audit, or the browser, already knows.
bool is_symptom(Code code) {
  return code == Code::AcsRejected || code == Code::OauthError || code == Code::SessionLost ||
         code == Code::UserAttributesMissing || code == Code::LandingNotReached ||
         code == Code::TokenExchangeFailed || code == Code::IdpError;
}

bool is_cause(const Finding& finding) {
  return is_critical(finding) &&
         (model::info(finding.code).stage == model::Stage::Assertion ||
          finding.code == Code::ConnectionKindMismatch || finding.code == Code::CookieWithheld ||
          finding.code == Code::CookieRejected);
}

void link_symptoms(Login& login) {
  const auto cause = std::find_if(login.findings.begin(), login.findings.end(), is_cause);
  if (cause == login.findings.end()) return;
  const Code code = cause->code;
  for (Finding& finding : login.findings)
    if (is_symptom(finding.code)) finding.follows_from = code;
}

std::string host_of(const Login& login, std::size_t exchange) {
  const auto& all = login.browser.exchanges();
  const auto url =
      exchange > 0 && exchange <= all.size() ? web::parse_url(all[exchange - 1].url) : std::nullopt;
  return url ? web::host_and_port(*url) : "";
}

// Where a login ended in a symptom, a cookie that the failing host did not get is its cause.
Severity cookie_severity(const Login& login, std::size_t exchange) {
  const bool ended_here =
      std::any_of(login.findings.begin(), login.findings.end(), [&](const Finding& finding) {
        return is_symptom(finding.code) && finding.exchange && *finding.exchange >= exchange &&
               host_of(login, *finding.exchange) == host_of(login, exchange);
      });
  return ended_here ? Severity::Critical : Severity::Warning;
}

void add_cookie_findings(Login& login) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const model::Exchange& exchange : login.browser.exchanges()) {
    const auto report = [&](Code code, const model::WithheldCookie& cookie,
                            const std::string& what) {
      if (seen.contains({cookie.name, cookie.reason})) return;
      Finding finding =
          model::make_finding(code, what + base::printable(cookie.name, 60) + ": " + cookie.reason);
      finding.severity = cookie_severity(login, exchange.n);
      // Cookies for a part of a site are usual; they matter where the login broke.
      const bool by_path = cookie.reason == web::reason_text(web::WithheldBecause::Path);
      if (by_path && finding.severity != Severity::Critical) return;
      finding.exchange = exchange.n;
      seen.emplace(cookie.name, cookie.reason);
      add(login, std::move(finding));
    };
    for (const auto& cookie : exchange.cookies_withheld)
      report(Code::CookieWithheld, cookie, "a browser does not send the cookie ");
    for (const auto& cookie : exchange.cookies_rejected)
      report(Code::CookieRejected, cookie, "a browser does not keep the cookie ");
  }
}

void add_certificate_findings(Login& login) {
  const auto soon = std::chrono::floor<std::chrono::days>(login.spec.expiry_warning).count();
  for (const model::Certificate& certificate : login.browser.certificates()) {
    if (certificate.days_left < 0 || certificate.days_left >= soon) continue;
    add(login, model::make_finding(Code::TlsExpiresSoon,
                                   certificate.use + " ends " +
                                       base::format_rfc3339(certificate.not_after).substr(0, 10) +
                                       " (" + std::to_string(certificate.days_left) + " days)"));
  }
}

// Twilio's deadline; whether the old endpoints answer after it is what the login shows.
std::optional<Finding> legacy_deprecated(const Login& login) {
  constexpr std::chrono::sys_days kOver{std::chrono::year{2026} / 4 / 1};
  if (login.kind != model::ConnectionKind::Legacy || login.services.clock.now() < kOver)
    return std::nullopt;
  auto finding = model::make_finding(Code::LegacyDeprecated,
                                     "Twilio ended the legacy connection on 2026-03-31");
  if (login.spec.after_revert) finding.hint = way_back_to_enhanced();
  return finding;
}

int rank(const Finding& finding) {
  switch (finding.severity) {
    case Severity::Critical:
      return finding.follows_from ? 1 : 0;
    case Severity::Unknown:
      return 2;
    case Severity::Warning:
      return 3;
    case Severity::Note:
      return 4;
  }
  return 4;
}

// A login that ended before it chose a connection is one of the kind that was asked for.
model::ConnectionKind kind_of(const Login& login) {
  return asks_for_legacy(login) ? model::ConnectionKind::Legacy : login.kind;
}

}  // namespace

model::Question question_of(const model::CheckSpec& spec, model::ConnectionKind used) {
  if (spec.after_revert) return model::Question::AfterRevert;
  if (used == model::ConnectionKind::Legacy) return model::Question::Legacy;
  return spec.migrated_on.empty() ? model::Question::Finish : model::Question::Migrated;
}

model::CheckResult finish(Login& login) {
  add_cookie_findings(login);
  add_certificate_findings(login);
  for (Finding& note : network_notes(login.spec, login.browser.exchanges(),
                                     login.browser.redirects_with_userinfo()))
    add(login, std::move(note));
  judge_this_machine(login);
  outrank_the_audit(login.let_in, login.forgery, login.findings);
  if (login.let_in >= LetIn::Message) settle_the_audit(login.findings, login.result.steps);
  link_symptoms(login);
  name_fields_to_compare(login);
  name_what_was_left(login);
  if (auto finding = legacy_deprecated(login)) login.findings.push_back(std::move(*finding));
  std::stable_sort(login.findings.begin(), login.findings.end(),
                   [](const Finding& a, const Finding& b) { return rank(a) < rank(b); });

  model::CheckResult& result = login.result;
  const model::CheckSpec& spec = login.spec;
  result.name = spec.name;
  result.setup = spec.setup;
  result.url = login.redactor.url(spec.url);
  result.connection = kind_of(login);
  result.question = question_of(spec, result.connection);
  result.migrated_on = spec.migrated_on;
  result.depth = spec.depth;
  result.findings = login.findings;
  result.verdict =
      model::verdict_of(result.findings, result.reached >= spec.depth ? model::Goal::Reached
                                                                      : model::Goal::NotReached);
  result.secrets = login.secrets.all(spec.idp);
  result.idp_hosts = login.browser.secret_hosts();
  result.flex.account_sid = login.account_sid;
  result.flex.connection = login.connection;
  result.exchanges = login.browser.exchanges();
  result.connected_ahead = login.browser.connected_ahead();
  result.asked_in_vain = login.browser.asked_in_vain();
  const auto& tls = login.browser.certificates();
  result.certificates.insert(result.certificates.begin(), tls.begin(), tls.end());
  model::redact(result, login.redactor);
  return result;
}

}  // namespace flexverify::flows
