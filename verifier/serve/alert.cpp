#include "verifier/serve/alert.h"

#include <fmt/format.h>

#include "reports/finding_text.h"
#include "verifier/base/text.h"
#include "verifier/model/last_line.h"

namespace flexverify::serve {
namespace {

using base::Json;
using model::Verdict;

std::string_view name_of(AlertKind kind) {
  switch (kind) {
    case AlertKind::Problem:
      return "problem";
    case AlertKind::Reminder:
      return "reminder";
    case AlertKind::Recovered:
      return "recovered";
  }
  return "";
}

std::string headline(AlertKind kind, const model::CheckResult& check,
                     std::optional<Verdict> before) {
  const std::string_view still = kind == AlertKind::Reminder ? "still " : "";
  const std::string was = kind == AlertKind::Reminder || !before
                              ? ""
                              : fmt::format(", was {}", model::name_of(*before));
  return fmt::format("{}: {}{}{} ({})", base::printable(check.name), still,
                     model::name_of(check.verdict), was,
                     model::sentence(model::last_line_of(check)));
}

Json fix_json(const model::Fix& fix) {
  return Json(Json::Object{{"party", fix.party}, {"page", fix.page}, {"field", fix.field}});
}

Json finding_json(const model::Finding& finding) {
  const model::CodeInfo& info = model::info(finding.code);
  Json json(Json::Object{{"code", info.id},
                         {"title", info.title},
                         {"detail", finding.detail},
                         {"owner", model::name_of(model::owner_of(finding))},
                         {"hint", model::hint_of(finding)}});
  if (!finding.found.empty()) json.set("found", finding.found);
  if (!finding.expected.empty()) json.set("expected", finding.expected);
  if (finding.fix) json.set("fix", fix_json(*finding.fix));
  return json;
}

std::string line(std::string_view name, const std::string& value) {
  return value.empty() ? "" : fmt::format("{}: {}\n", name, base::printable(value, 500));
}

std::string finding_text(const model::Finding& finding) {
  const model::CodeInfo& info = model::info(finding.code);
  std::string text = fmt::format("{}: {}\n", info.id, base::printable(finding.detail, 1000));
  text += line("found", finding.found) + line("expected", finding.expected);
  if (finding.fix) text += line("change", reports::fix_place(*finding.fix));
  return text + fmt::format("do: {}\n{}\n", model::hint_of(finding),
                            model::who_must_act(model::owner_of(finding)));
}

// Slack's own three characters; everything else is text.
std::string slack_text(const std::string& text) {
  return base::replace_all(base::replace_all(base::replace_all(text, "&", "&amp;"), "<", "&lt;"),
                           ">", "&gt;");
}

// Who is woken by it: only by what keeps agents out. What nobody can tell, and what concerns the
// test account alone, waits for the morning, as in the shipped rules for Prometheus.
std::string_view urgency(const model::CheckResult& check) {
  if (check.verdict == Verdict::Ok) return "none";
  const bool wakes =
      check.verdict == Verdict::Critical && model::last_line_of(check).answer == model::Answer::No;
  return wakes ? "page" : "ticket";
}

std::string_view pagerduty_severity(std::string_view urgency) {
  if (urgency == "page") return "critical";
  return urgency == "ticket" ? "warning" : "info";
}

// The first refusal, and each run in which the memory holds it back.
bool is_refused_account(const model::CheckResult& check) {
  return check.verdict == Verdict::Critical && !check.findings.empty() &&
         model::owner_of(check.findings.front()) == model::Owner::TestAccount;
}

}  // namespace

std::optional<AlertKind> alert_due(const config::Receiver& receiver, const Change& change) {
  const bool is = change.now >= receiver.from;
  const bool was = change.before && *change.before >= receiver.from;
  if (is && (!was || change.now != *change.before)) return AlertKind::Problem;
  if (!is) return was ? std::optional(AlertKind::Recovered) : std::nullopt;
  const bool remind = receiver.remind.count() > 0 && change.at - change.told >= receiver.remind;
  return remind ? std::optional(AlertKind::Reminder) : std::nullopt;
}

base::Json make_alert(AlertKind kind, const model::CheckResult& check,
                      std::optional<model::Verdict> before, base::WallTime at,
                      const std::string& link) {
  Json alert(Json::Object{{"schema", "flexverify-alert/1"},
                          {"kind", name_of(kind)},
                          {"at", base::format_rfc3339(at)},
                          {"target", check.name},
                          {"url", check.url},
                          {"verdict", model::name_of(check.verdict)},
                          {"depth", model::name_of(check.depth)},
                          {"reached", model::name_of(check.reached)}});
  alert.set("last_line", model::sentence(model::last_line_of(check)));
  alert.set("urgency", urgency(check));
  if (before) alert.set("before", model::name_of(*before));
  const std::string head = headline(kind, check, before);
  std::string text = head + "\n";
  if (kind != AlertKind::Recovered && is_refused_account(check))
    text += "test account refused; the login was checked up to the sign-in page\n";
  const bool has_finding = kind != AlertKind::Recovered && !check.findings.empty();
  if (has_finding) {
    alert.set("finding", finding_json(check.findings.front()));
    text += finding_text(check.findings.front());
  }
  if (!link.empty()) alert.set("link", link), text += link + "\n";
  return alert.set("headline", head).set("text", text);
}

base::Json make_test_alert(base::WallTime at) {
  const std::string head = "flexverify: a test message; alerts arrive here";
  return Json(Json::Object{{"schema", "flexverify-alert/1"},
                           {"kind", "test"},
                           {"at", base::format_rfc3339(at)},
                           {"target", "alert-test"},
                           {"url", ""},
                           {"verdict", model::name_of(Verdict::Ok)},
                           {"urgency", "none"},
                           {"headline", head},
                           {"text", head + "\n"}});
}

base::Json slack_body(const base::Json& alert) {
  const Json section(Json::Object{
      {"type", "section"},
      {"text", Json::Object{{"type", "mrkdwn"}, {"text", slack_text(alert.text("text"))}}}});
  return Json(
      Json::Object{{"text", slack_text(alert.text("headline"))}, {"blocks", Json::Array{section}}});
}

base::Json pagerduty_body(const base::Json& alert) {
  const bool over = alert.text("kind") == "recovered";
  Json body(Json::Object{{"event_action", over ? "resolve" : "trigger"},
                         {"dedup_key", "flexverify/" + alert.text("target")},
                         {"client", "flexverify"}});
  if (const std::string link = alert.text("link"); !link.empty()) body.set("client_url", link);
  return body.set("payload",
                  Json(Json::Object{{"summary", base::printable(alert.text("headline"), 1000)},
                                    {"source", alert.text("url")},
                                    {"severity", pagerduty_severity(alert.text("urgency"))},
                                    {"timestamp", alert.text("at")},
                                    {"component", "Flex single sign-on"},
                                    {"custom_details", alert}}));
}

}  // namespace flexverify::serve
