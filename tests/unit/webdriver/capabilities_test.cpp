// How the browser is started: whom it can reach, and what it excuses.
#include <gtest/gtest.h>

#include "verifier/base/text.h"
#include "verifier/webdriver/capabilities.h"

namespace flexverify::webdriver {
namespace {

using base::contains;

Wish wish() {
  return {.acs = *web::parse_url("https://login.flex.us1.twilio.com/login/callback"),
          .closed = {*web::parse_url("https://services.twilio.com/")},
          .allowed = {},
          .named = {},
          .network = {}};
}
Local local() {
  return {.folder = "/tmp/f",
          .program = "/usr/bin/chromium",
          .catcher_port = 4711,
          .catcher_pin = "PIN=",
          .is_root = false};
}

TEST(Capabilities, TwilioIsTheCatcherOrNowhere) {
  const std::string rules = resolver_rules(wish(), local());
  EXPECT_TRUE(rules.starts_with("MAP login.flex.us1.twilio.com:443 127.0.0.1:4711, "));
  EXPECT_TRUE(contains(rules, "MAP services.twilio.com:443 ~NOTFOUND"));
  EXPECT_TRUE(contains(rules, "MAP *.twilio.com ~NOTFOUND"));
  EXPECT_TRUE(contains(rules, "MAP 169.254.* ~NOTFOUND"));
  EXPECT_FALSE(contains(rules, "MAP * "));
}

TEST(Capabilities, ElsewhereNothingIsCaught) {
  EXPECT_TRUE(resolver_rules(wish(), std::nullopt)
                  .starts_with("MAP login.flex.us1.twilio.com:443 ~NOTFOUND"));
}

TEST(Capabilities, OnlyWhoIsAllowedIsFound) {
  Wish only = wish();
  only.allowed = {"idp.test", "cdn.test"};
  only.network.resolve = {"idp.test:443:10.0.0.1", "other.test:443:10.0.0.2"};
  const std::string rules = resolver_rules(only, local());
  EXPECT_TRUE(contains(rules, "MAP idp.test:443 10.0.0.1"));
  EXPECT_FALSE(contains(rules, "other.test"));
  EXPECT_FALSE(contains(rules, "EXCLUDE idp.test"));  // its rule would not count
  EXPECT_TRUE(rules.ends_with("EXCLUDE cdn.test, MAP * ~NOTFOUND"));
}

TEST(Capabilities, AProxyNeverGetsTheMessage) {
  Wish through = wish();
  through.network.proxy = "http://proxy.test:3128";
  through.network.no_proxy = "intra.test, .acme.test";
  const std::string text = base::dump_json(capabilities(through, local()));
  EXPECT_TRUE(contains(text, "--proxy-server=http://proxy.test:3128"));
  EXPECT_TRUE(contains(text,
                       "--proxy-bypass-list=login.flex.us1.twilio.com;services.twilio.com;"
                       "intra.test;.acme.test"));
}

TEST(Capabilities, CertificatesAreChecked) {
  const base::Json json = capabilities(wish(), local());
  const base::Json* insecure = json.find_path({"alwaysMatch", "acceptInsecureCerts"});
  ASSERT_NE(insecure, nullptr);
  EXPECT_EQ(insecure->boolean(), false);
  const std::string text = base::dump_json(json);
  EXPECT_TRUE(contains(text, "--ignore-certificate-errors-spki-list=PIN="));
  EXPECT_TRUE(contains(text, "--remote-debugging-pipe"));
  EXPECT_FALSE(contains(text, "no-sandbox"));
}

TEST(Capabilities, ElsewhereNoFileOfOursIsNamed) {
  const std::string text = base::dump_json(capabilities(wish(), std::nullopt));
  for (const char* word : {"user-data-dir", "binary", "spki", "remote-debugging-pipe"})
    EXPECT_FALSE(contains(text, word)) << word;
}

}  // namespace
}  // namespace flexverify::webdriver
