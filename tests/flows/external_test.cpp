// The external adapter in a login: the command's page, its cookies, and its failures.
#include <gtest/gtest.h>

#include "tests/flows/scripted_flex.h"
#include "verifier/base/text.h"

namespace flexverify::test {
namespace {

const std::string kNoForm = "<p>Use your security key.</p><script src=/app.js></script>";
const std::string kResponse = "<form method=post action='" + kAcs +
                              "'><input type=hidden name=SAMLResponse value=PHg+>"
                              "<input type=hidden name=RelayState value=relay-state-1></form>";

struct External : testing::Test {
  External() {
    flex.spec.idp.adapter = "external";
    flex.spec.idp.command = {"sign-in", "--quiet"};
    flex.spec.depth = model::Depth::Assertion;
    flex.run_command = [this](const std::vector<std::string>& arguments) {
      given = arguments;
      return output;
    };
  }

  ScriptedFlex flex;
  base::Result<std::string> output = "";
  std::vector<std::string> given;
};

TEST_F(External, ThePrintedFormIsAudited) {
  output = kResponse;
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "saml-response-malformed");  // "<x>": it was read
  EXPECT_EQ(result.idp_adapter, "external");
  ASSERT_EQ(given.size(), 3U);
  EXPECT_TRUE(given[2].starts_with(kIdp + "?SAMLRequest=")) << given[2];
}

TEST_F(External, PrintedCookiesAreASession) {
  output = "idp.acme.example\tFALSE\t/\tTRUE\t0\tsession\tcookie-value-1\n";
  int requests = 0;
  std::string cookies;
  flex.transport.on(web::Method::Get, kIdp, [&](const net::WireRequest& request) {
    const auto* header = web::find_header(request.headers, "Cookie");
    cookies = header == nullptr ? "" : *header;
    return html(++requests == 1 ? kNoForm : kResponse);
  });
  const auto result = flex.run();
  EXPECT_EQ(requests, 2);
  EXPECT_EQ(cookies, "session=cookie-value-1");
  EXPECT_EQ(first_id(result), "saml-response-malformed");
}

TEST_F(External, CookiesOfOthersAreNoSession) {
  output = "elsewhere.example\tFALSE\t/\tTRUE\t0\tsession\tv\n";
  const auto result = flex.run();
  EXPECT_EQ(first_id(result), "page-not-recognised");
  EXPECT_EQ(result.findings[0].expected, "cookies of idp.acme.example");
}

TEST_F(External, AFailureIsUnknownAndTellsNothing) {
  output = base::fail("sign-in", "ended with status 3");
  const auto failed = flex.run();
  EXPECT_EQ(first_id(failed), "needs-browser");
  EXPECT_TRUE(base::contains(failed.findings[0].detail, "status 3"));
  output = std::string("token=hunter2");
  const auto odd = flex.run();
  EXPECT_EQ(first_id(odd), "page-not-recognised");
  EXPECT_FALSE(base::contains(odd.findings[0].detail, "hunter2"));
  flex.spec.idp.command.clear();
  EXPECT_EQ(first_id(flex.run()), "config-invalid");
}

}  // namespace
}  // namespace flexverify::test
