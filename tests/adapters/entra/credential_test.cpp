// What Entra's rules put into requests: tokens that are renewed, headers, and no echoed password.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/adapters/pages.h"
#include "verifier/base/text.h"

namespace flexverify::idp {
namespace {

using testing_support::page_of;
using testing_support::read;

constexpr std::string_view kSignInUrl = "https://login.microsoftonline.com/tenant/saml2";
constexpr std::string_view kLoginUrl = "https://login.microsoftonline.com/common/login";

web::Page our_page(std::string_view url, const std::string& file) {
  return page_of(url, read("tests/adapters/entra/" + file));
}

web::Request sent(const web::Page& page, const Memory& memory) {
  const PageView view(page);
  const auto found = recognise(view, adapter_named("entra"));
  if (!found) throw std::runtime_error("nobody knows the page");
  return std::get<Send>(found->act(view, example_facts(), memory)).request;
}

const web::FormEntry& entry(const web::Request& request, std::string_view name) {
  const auto& entries = std::get<web::FormBody>(request.body).entries;
  const auto found = std::ranges::find(entries, name, &web::FormEntry::name);
  if (found == entries.end()) throw std::runtime_error("no field " + std::string(name));
  return *found;
}

std::string text(const web::Request& request, std::string_view name) {
  return std::get<std::string>(entry(request, name).value);
}

TEST(Entra, NeverReadsTheEchoedPassword) {
  const web::Page page = our_page(kLoginUrl, "reload.html");
  ASSERT_THAT(page.body, testing::HasSubstr("echoed-by-the-server"));
  const web::Request request = sent(page, {.password_sent = true});
  EXPECT_EQ(std::get<base::SecretRef>(entry(request, "passwd").value), base::SecretRef::Password);
  EXPECT_EQ(request.secret_use, web::SecretUse::SameAttempt);
  for (const web::FormEntry& one : std::get<web::FormBody>(request.body).entries) {
    const auto* value = std::get_if<std::string>(&one.value);
    EXPECT_TRUE(value == nullptr || !base::contains(*value, "echoed")) << one.name;
  }
}

TEST(Entra, AsksForTheCredentialAsThePageWould) {
  const web::Request request = sent(our_page(kSignInUrl, "sign-in.html"), {});
  EXPECT_EQ(request.mode, web::Mode::FetchSameOrigin);
  for (const auto& [name, value] : {std::pair{"canary", "apican-1"},
                                    {"client-request-id", "cor"},
                                    {"hpgrequestid", "ses"},
                                    {"hpgid", "1104"},
                                    {"hpgact", "1800"}}) {
    const std::string* header = web::find_header(request.headers, name);
    ASSERT_NE(header, nullptr) << name;
    EXPECT_EQ(*header, value);
  }
}

TEST(Entra, CarriesTheRenewedTokens) {
  const web::Page sign_in = our_page(kSignInUrl, "sign-in.html");
  const PageView window(sign_in);
  const web::Request password =
      sent(our_page("https://login.microsoftonline.com/common/GetCredentialType",
                    "credential-type.json"),
           {.username_sent = true, .document = &window});
  EXPECT_EQ(text(password, "flowToken"), "flow-2");
  EXPECT_EQ(password.secret_use, web::SecretUse::Once);

  const web::Page factor = our_page(kLoginUrl, "second-factor.html");
  const PageView factor_window(factor);
  const web::Request end =
      sent(our_page("https://login.microsoftonline.com/common/SAS/EndAuth", "end.json"),
           {.one_time_code_sent = true,
            .document = &factor_window,
            .notes = {{"entra-method", "PhoneAppOTP"}}});
  EXPECT_THAT(text(end, "request"), testing::StartsWith("ctx-"));
  EXPECT_NE(text(end, "request"), "ctx-1");
  EXPECT_NE(text(end, "flowToken"), "flow-1");
}

// A person's name in an error message stays out of the report.
TEST(Entra, LeavesTheUserNameOutOfErrors) {
  const web::Page page = our_page(kLoginUrl, "error-text.html");
  const PageView view(page);
  const auto found = recognise(view, nullptr);
  ASSERT_TRUE(found);
  LoginFacts facts = example_facts();
  facts.username = "user";
  const Action action = found->act(view, facts, {.password_sent = true});
  const std::string& detail = std::get<Stop>(action).finding.detail;
  EXPECT_THAT(detail, testing::HasSubstr("The signed in user is not assigned: (the user)"));
  EXPECT_THAT(detail, testing::Not(testing::HasSubstr("7a00")));
}

}  // namespace
}  // namespace flexverify::idp
