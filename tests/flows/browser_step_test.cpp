// What is done with a page that a real browser shows.
#include <gtest/gtest.h>

#include "flows/browser_end.h"
#include "flows/browser_step.h"
#include "flows/browser_stillness.h"

namespace flexverify::flows {
namespace {

using model::Code;
using webdriver::Button;
using webdriver::Field;
using webdriver::FieldKind;
using webdriver::Screen;

Field field(FieldKind kind, bool empty = true) {
  return {.kind = kind,
          .type = "text",
          .autocomplete = "",
          .name = "f",
          .id = "",
          .label = "",
          .empty = empty,
          .element = "e"};
}
Button button(std::string words, std::string name = "", std::string value = "") {
  return {.words = std::move(words),
          .name = std::move(name),
          .value = std::move(value),
          .id = "",
          .element = "b"};
}
Screen screen(std::vector<Field> fields, std::vector<Button> buttons = {}, std::string words = "") {
  Screen made;
  made.url = web::parse_url("https://idp.test/sso");
  made.words = std::move(words);
  made.fields = std::move(fields);
  made.buttons = std::move(buttons);
  return made;
}

const idp::LoginFacts kFacts{
    .username = "me@x.test", .has_password = true, .has_one_time_code = true};

std::vector<FieldKind> filled(const Screen& shown, const idp::Memory& memory,
                              const idp::LoginFacts& facts = kFacts) {
  const BrowserStep step = next_step(shown, facts, memory);
  std::vector<FieldKind> kinds;
  if (const auto* fill = std::get_if<FillIn>(&step))
    for (const Field& one : fill->fields) kinds.push_back(one.kind);
  return kinds;
}
std::optional<Code> stopped(const Screen& shown, const idp::Memory& memory,
                            const idp::LoginFacts& facts = kFacts) {
  const BrowserStep step = next_step(shown, facts, memory);
  const auto* finding = std::get_if<model::Finding>(&step);
  return finding == nullptr ? std::nullopt : std::optional(finding->code);
}
bool presses(const Screen& shown, const idp::Memory& memory) {
  return std::holds_alternative<Press>(next_step(shown, kFacts, memory));
}

TEST(BrowserStep, FillsEachKindOnce) {
  using enum FieldKind;
  EXPECT_EQ(filled(screen({field(Password), field(Username)}), {}),
            (std::vector{Username, Password}));
  EXPECT_EQ(filled(screen({field(Username, false), field(Password)}), {.username_sent = true}),
            (std::vector{Password}));
  EXPECT_EQ(filled(screen({field(OneTimeCode)}), {.password_sent = true}),
            (std::vector{OneTimeCode}));
  EXPECT_TRUE(filled(screen({field(Password)}), {.password_sent = true}).empty());
  EXPECT_TRUE(filled(screen({field(OneTimeCode)}), {.one_time_code_sent = true}).empty());
  EXPECT_TRUE(filled(screen({field(Username)}), {.username_sent = true}).empty());
}

TEST(BrowserStep, StopsBeforeWhatNobodyShouldFillIn) {
  using enum FieldKind;
  EXPECT_EQ(stopped(screen({field(Password), field(Captcha)}), {}), Code::BotProtection);
  EXPECT_EQ(stopped(screen({field(NewPassword)}), {.password_sent = true}), Code::PasswordExpired);
  EXPECT_EQ(stopped(screen({field(NewPassword)}), {}), Code::PageNotRecognised);
  EXPECT_EQ(stopped(screen({field(OneTimeCode)}, {}, "Scan this QR code"), {.password_sent = true}),
            Code::MfaEnrolmentRequired);
  EXPECT_EQ(stopped(screen({field(Password)}), {}, {.username = "a"}), Code::SecretMissing);
  EXPECT_EQ(stopped(screen({field(OneTimeCode)}), {}, {.username = "a"}), Code::MfaRequired);
  EXPECT_EQ(stopped(screen({field(Username)}), {}, {}), Code::ConfigInvalid);
}

TEST(BrowserStep, PressesWhatLeadsOnAndNothingElse) {
  const idp::Memory in{.password_sent = true};
  EXPECT_TRUE(presses(screen({}, {button("Continue")}), in));
  EXPECT_FALSE(presses(screen({}, {button("Submit")}), in));
  EXPECT_FALSE(presses(screen({}, {button("Continue"), button("Cancel")}), in));
  EXPECT_FALSE(presses(screen({}, {button("Continue")}, "You agree to the terms"), in));
  EXPECT_FALSE(presses(screen({field(FieldKind::Other)}, {button("Continue")}), in));
  EXPECT_TRUE(
      presses(screen({}, {button("Text message"), button("Use an authenticator app")}), in));
  EXPECT_FALSE(presses(screen({}, {button("Text message"), button("Authenticator app")}),
                       {.password_sent = true, .one_time_code_sent = true}));
}

TEST(BrowserStep, FindsTheButtonOfAnAdaptersRequest) {
  const web::Page page =
      web::make_page_from_file(*web::parse_url("https://idp.test/a"),
                               "<form action=/kmsi method=post><button name=no value=1>No</button>"
                               "<button name=yes value=1>Yes</button></form>");
  const idp::PageView view(page);
  web::Request request = web::get(*web::parse_url("https://idp.test/kmsi"));
  request.body = web::FormBody{.entries = {{"yes", "1"}}};
  const Screen shown = screen({}, {button("No", "no", "1"), button("Yes", "yes", "1")});
  const Button* found = button_for({.request = request}, view, shown);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->words, "Yes");
}

// Keycloak's "Try another way": a link inside a form without a button.
TEST(BrowserStep, ALinkMayBeTheButtonOfItsForm) {
  const web::Page page =
      web::make_page_from_file(*web::parse_url("https://idp.test/a"),
                               "<form action=/a method=post><input type=hidden name=key></form>"
                               "<form action=/a method=post><input type=hidden name=other "
                               "value=on><a href=#>Other</a></form>");
  const idp::PageView view(page);
  web::Request request = web::get(*web::parse_url("https://idp.test/a"));
  request.body = web::FormBody{.entries = {{"other", "on"}}};
  Screen shown = screen({}, {button("Use the key"), button("Other")});
  shown.buttons[0].form = 0;
  shown.buttons[1].form = 1;
  const Button* found = button_for({.request = request}, view, shown);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->words, "Other");
}

TEST(BrowserEnd, NamesWhatChromiumSays) {
  EXPECT_EQ(not_loaded("idp.test", "net::ERR_NAME_NOT_RESOLVED").code, Code::DnsFailed);
  EXPECT_EQ(not_loaded("idp.test", "net::ERR_CERT_DATE_INVALID").code, Code::TlsExpired);
  EXPECT_EQ(not_loaded("idp.test", "net::ERR_CERT_AUTHORITY_INVALID").code, Code::TlsUntrusted);
  EXPECT_EQ(not_loaded("idp.test", "net::ERR_TUNNEL_CONNECTION_FAILED").code, Code::ProxyFailed);
  EXPECT_EQ(not_loaded("idp.test", "").code, Code::ResponseMalformed);
}

TEST(BrowserEnd, ARefusalIsOfWhatIsAskedForAgain) {
  EXPECT_EQ(refused_again(screen({}), field(FieldKind::Password)).code, Code::CredentialsRejected);
  EXPECT_EQ(refused_again(screen({}), field(FieldKind::OneTimeCode)).code, Code::MfaRejected);
  EXPECT_EQ(refused_again(screen({}), field(FieldKind::Username)).code, Code::UnknownUser);
}

TEST(BrowserEnd, APolicyAgainstAFormIsTheBrowsersWord) {
  const base::Json::Array list = {base::Json::Object{{"message", "favicon 404"}},
                                  base::Json::Object{{"message", "x violates form-action 'self'"}}};
  EXPECT_EQ(refused_by_browser(list), "x violates form-action 'self'");
  EXPECT_EQ(refused_by_browser(base::Json::Array{base::Json::Object{{"message", "404"}}}), "");
}

TEST(BrowserStep, ACodeThatWasSentIsNotTheAppsOne) {
  idp::LoginFacts facts;
  facts.has_one_time_code = true;
  const auto shown = screen({field(FieldKind::OneTimeCode)}, {}, "We sent a code to +1 555 0100.");
  const auto step = next_step(shown, facts, {});
  ASSERT_TRUE(std::holds_alternative<model::Finding>(step));
  EXPECT_EQ(std::get<model::Finding>(step).code, Code::MfaRequired);
}

// Google shows a field for the password, and hides it, while it asks for the user name.
TEST(BrowserStep, ASecretThatTheAdapterWouldNotSendIsNotFilledIn) {
  const web::Page page = web::make_page_from_file(
      *web::parse_url("https://idp.test/sso"),
      "<!DOCTYPE html><form method=post action=/id><input name=f><input type=password name=later>"
      "<button>Next</button></form>");
  const idp::PageView view(page);
  idp::Send send{.request = web::get(*web::parse_url("https://idp.test/id"))};
  send.request.body = web::FormBody{{{"f", std::string("agent")}, {"later", std::string()}}};
  const Screen shown = screen({field(FieldKind::Username), field(FieldKind::Password)});
  ASSERT_EQ(for_step(shown, send, view).fields.size(), 1U);
  EXPECT_EQ(for_step(shown, send, view).fields.front().kind, FieldKind::Username);
  send.request.body =
      web::FormBody{{{"f", std::string("agent")}, {"later", base::SecretRef::Password}}};
  EXPECT_EQ(for_step(shown, send, view).fields.size(), 2U);
  send.request.url.path = "/elsewhere";  // a call of its own says nothing of the form
  send.request.body = web::FormBody{};
  EXPECT_EQ(for_step(shown, send, view).fields.size(), 2U);
}

base::SteadyTime at(int ms) { return base::SteadyTime() + base::Millis(ms); }

TEST(Stillness, APageIsJudgedOnceItStaysTheSame) {
  Stillness still;
  still.begin(at(0));
  still.see(screen({field(FieldKind::Username)}), at(100));
  EXPECT_FALSE(still.is_settled(false, at(399)));
  EXPECT_TRUE(still.is_settled(false, at(400)));
  EXPECT_FALSE(still.is_judged());
  still.judge();
  still.see(screen({field(FieldKind::Username)}), at(500));
  EXPECT_TRUE(still.is_judged());
  still.see(screen({field(FieldKind::Password)}), at(600));
  EXPECT_FALSE(still.is_judged());
  EXPECT_FALSE(still.is_settled(false, at(800)));
}

TEST(Stillness, RequestsUnderWayKeepAPageOpenForAWhile) {
  Stillness still;
  still.see(screen({field(FieldKind::Username)}), at(0));
  EXPECT_FALSE(still.is_settled(true, at(8'000)));
  EXPECT_TRUE(still.is_settled(true, at(8'001)));
}

TEST(Stillness, AFieldThatIsEmptiedIsAChange) {
  Stillness still;
  still.see(screen({field(FieldKind::Password, false)}), at(0));
  still.judge();
  still.see(screen({field(FieldKind::Password, true)}), at(10));
  EXPECT_FALSE(still.is_judged());
}

// A page that keeps what was typed has not answered yet; one that shows an alert has.
TEST(Stillness, WhatWasFilledInIsAnsweredByAnEmptyFieldAnAlertOrAnotherDocument) {
  idp::Memory memory;
  memory.password_sent = true;
  Stillness still;
  Screen filled = screen({field(FieldKind::Password, false)});
  filled.born = "1";
  still.act(filled);
  still.acted(at(0));
  EXPECT_TRUE(still.keeps_what_was_filled(filled, memory));
  EXPECT_FALSE(still.is_unanswered(at(4'999)));
  EXPECT_TRUE(still.is_unanswered(at(5'000)));
  Screen alert = filled;
  alert.alerts = {"Wrong password"};
  EXPECT_FALSE(still.keeps_what_was_filled(alert, memory));
  Screen other = filled;
  other.born = "2";
  EXPECT_TRUE(still.is_another_document(other));
  EXPECT_FALSE(still.keeps_what_was_filled(other, memory));
  Screen emptied = filled;
  emptied.fields.front().empty = true;
  EXPECT_FALSE(still.keeps_what_was_filled(emptied, memory));
}

}  // namespace
}  // namespace flexverify::flows
