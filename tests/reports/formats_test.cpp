// What the formats for machines and browsers look like, and what never gets into them.
#include <gtest/gtest.h>

#include <algorithm>

#include "reports/markup.h"
#include "reports/renderer.h"
#include "sample_runs.h"
#include "tests/support/golden.h"
#include "verifier/base/json.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using base::Json;
using testing_support::expect_golden;

TEST(Formats, AreTheGoldenOnes) {
  const struct {
    std::string_view format, ending;
  } formats[] = {{"junit", ".xml"},
                 {"har", ".har"},
                 {"prometheus", ".prom"},
                 {"nagios", ".nagios"},
                 {"html", ".html"}};
  for (const auto& [name, run] : sample_runs())
    for (const auto& [format, ending] : formats)
      if (name == "several" || name == "unknown")
        expect_golden("tests/reports/golden/" + name + std::string(ending),
                      render(*renderer_named(format), run, {}));
}

// What a server sent, in every place that holds text.
model::CheckResult hostile_check() {
  const std::string text = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m&\xff";
  model::CheckResult check = wrong_value_check();
  check.name = check.url = check.idp_adapter = text;
  check.flex.account_sid = check.flex.ui_version = text;
  for (model::Step& step : check.steps) step.leg = step.summary = text;
  for (model::Finding& finding : check.findings) {
    finding.detail = finding.found = finding.expected = text;
    finding.fix = model::Fix{text, text, text};
  }
  for (model::Exchange& e : check.exchanges) {
    e.url = "https://idp.example/" + text;
    e.location = e.error = e.protocol = e.peer = e.method = text;
    e.cookies_set = e.cookies_sent = {text};
    e.cookies_withheld = e.cookies_rejected = {{text, text}};
  }
  check.saml_response->issuer = check.saml_response->audience = check.saml_response->name_id = text;
  check.saml_response->attributes = {{text, {text}}};
  check.saml_request->issuer = check.saml_request->destination = text;
  check.certificates.front().use = check.certificates.front().subject = text;
  return check;
}

TEST(Html, LetsNothingOfAServerBecomeMarkup) {
  const std::string html = render_html(run_of({hostile_check()}), {});
  for (const char* bad : {"<script", "<img", "\x1b", "onerror=alert(1)>", "\xff"})
    EXPECT_FALSE(base::contains(html, bad)) << bad;
  EXPECT_TRUE(base::contains(html, "&lt;script&gt;"));
  EXPECT_TRUE(base::is_valid_utf8(html));
}

TEST(Html, AllowsNothingButItsOwnStyleSheet) {
  const std::string html = render_html(run_of({working_check()}), {});
  EXPECT_TRUE(base::contains(html, "default-src &#39;none&#39;; style-src &#39;sha256-"));
  for (const char* bad : {"style=\"", "<script", "src=", "http-equiv=\"refresh"})
    EXPECT_FALSE(base::contains(html, bad)) << bad;
}

TEST(Junit, LetsNothingOfAServerBecomeMarkup) {
  const std::string xml = render_junit(run_of({hostile_check()}), {});
  EXPECT_FALSE(base::contains(xml, "<script"));
  EXPECT_FALSE(base::contains(xml, "\x1b"));
  EXPECT_TRUE(base::is_valid_utf8(xml));
}

TEST(Junit, CountsUnknownAsErrorAndCriticalAsFailure) {
  const std::string xml =
      render_junit(run_of({working_check(), wrong_value_check(), unclear_check()}), {});
  EXPECT_TRUE(base::contains(xml, "tests=\"3\" failures=\"1\" errors=\"1\"")) << xml;
  EXPECT_TRUE(base::contains(xml, "<failure message=\"This is the Entity ID of the legacy")) << xml;
  EXPECT_TRUE(base::contains(xml, "type=\"bot-protection\"")) << xml;
}

TEST(Har, TimesAreNeverNegativeAndAddUp) {
  model::CheckResult check = working_check();
  check.exchanges[0].timings = {.total = base::Millis{5}};
  check.exchanges[1].timings = {.wait = base::Millis{9}, .total = base::Millis{3}};
  const auto har = base::parse_json(render_har(run_of({check}), {}));
  ASSERT_TRUE(har);
  for (const Json& entry : *har->find_path({"log", "entries"})->array()) {
    std::int64_t sum = 0;
    for (const char* phase : {"blocked", "dns", "connect", "send", "wait", "receive"}) {
      const auto time = entry.find_path({"timings", phase})->integer();
      ASSERT_TRUE(time) << phase;
      EXPECT_GE(*time, 0) << phase;
      sum += *time;
    }
    EXPECT_EQ(entry.find("time")->integer(), sum);
  }
}

TEST(Har, SaysWhichCookiesWereWithheld) {
  const std::string har = render_har(run_of({wrong_value_check()}), {});
  EXPECT_TRUE(base::contains(har, "auth0 was withheld: SameSite=Lax"));
}

// Entries of the central directory; libzip's own reading is left to the whole-program tests.
TEST(Bundle, HoldsItsFilesAndIsTheSameForTheSameRun) {
  const model::Run run = run_of({working_check()});
  const std::string archive = render_bundle(run, {});
  EXPECT_TRUE(archive.starts_with("PK"));
  for (const char* name :
       {"report.html", "report.txt", "run.json", "requests.har", "manifest.json", "SHA256SUMS"})
    EXPECT_TRUE(base::contains(archive, name)) << name;
  EXPECT_EQ(archive, render_bundle(run, {}));
}

TEST(MarkupType, EscapesTextAndAttributes) {
  const Markup markup = element("p", {{"title", "a\"b<c"}}, Markup::text("x & <y>"));
  EXPECT_EQ(markup.html(), "<p title=\"a&quot;b&lt;c\">x &amp; &lt;y&gt;</p>");
  EXPECT_EQ(empty_element("meta", {{"charset", "utf-8"}}).html(), "<meta charset=\"utf-8\"/>");
}

}  // namespace
}  // namespace flexverify::reports
