// What a user's command may print.
#include "idp-adapters/external/printed.h"

#include <gtest/gtest.h>

#include "verifier/base/text.h"

namespace flexverify::idp {
namespace {

const web::Url kUrl = *web::parse_url("https://sso.idp.example/saml?SAMLRequest=x");

template <class T>
T printed(const std::string& output) {
  auto read = read_printed(output, kUrl);
  EXPECT_TRUE(read) << (read ? "" : read.error().what);
  return std::get<T>(std::move(*read));
}

TEST(External, TakesTheFormWithTheResponse) {
  const auto page = printed<PrintedPage>(
      "Waiting for your key...\n<html><form method=post action='/acs'>"
      "<input name=SAMLResponse value=abc></form></html>");
  const auto found = recognise(PageView(page.page), nullptr);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->state, "saml-response");
}

TEST(External, TakesCookiesOfTheHostAndItsParents) {
  const auto cookies = printed<PrintedCookies>(
      "# Netscape HTTP Cookie File\n\n"
      ".idp.example\tTRUE\t/\tTRUE\t0\tsession\ta=b\r\n"
      "#HttpOnly_sso.idp.example\tFALSE\t/saml\tFALSE\t1999999999\tid\tx y\n"
      "other.example\tFALSE\t/\tTRUE\t0\tforeign\tz\n"
      "le.idp.example\tFALSE\t/\tTRUE\t0\tsibling\tz\n");
  ASSERT_EQ(cookies.headers.size(), 2U);
  EXPECT_EQ(cookies.headers[0].value, "session=a=b; Domain=idp.example; Path=/; Secure");
  EXPECT_EQ(cookies.headers[1].value, "id=x y; Path=/saml; HttpOnly");
  EXPECT_EQ(cookies.others, 2U);
}

TEST(External, RefusesTheRestWithoutRepeatingIt) {
  for (const std::string output : {"", "hunter2", "<form><input name=hunter2></form>",
                                   "a\tb\thunter2\n", "# Netscape HTTP Cookie File\n"}) {
    const auto read = read_printed(output, kUrl);
    ASSERT_FALSE(read) << output;
    EXPECT_FALSE(base::contains(read.error().what, "hunter2"));
  }
}

}  // namespace
}  // namespace flexverify::idp
