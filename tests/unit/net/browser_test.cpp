#include "verifier/net/browser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "tests/support/fake_clock.h"
#include "tests/support/scripted_transport.h"

namespace flexverify::net {
namespace {

using base::SecretRef;
using model::Code;
using test::answer;
using test::header_of;
using web::Method;
using web::Mode;

class FakeSecrets final : public SecretStore {
 public:
  std::map<SecretRef, std::string> values = {{SecretRef::Password, "hunter2&co"},
                                             {SecretRef::OneTimeCode, "123456"}};
  int asked = 0;
  base::Millis takes{0};
  test::FakeClock* clock = nullptr;

  std::variant<base::Secret, model::Finding> get(const SecretWish& wish) override {
    ++asked;
    if (clock != nullptr) clock->advance(takes);
    const auto found = values.find(wish.secret);
    if (found == values.end())
      return model::make_finding(Code::SecretMissing, "FLEX_PASSWORD: is not set");
    return base::Secret(found->second);
  }
  void settle(SecretRef secret, const SecretFate& fate) override {
    settled.emplace_back(secret, fate.outcome);
  }
  std::vector<std::pair<SecretRef, model::SecretOutcome>> settled;
};

web::Request to(const std::string& url, Method method = Method::Get) {
  web::Request request = web::get(web::parse_url(url).value());
  request.method = method;
  return request;
}

web::Request password_to(const std::string& url) {
  auto request = to(url, Method::Post);
  request.body = web::FormBody{
      {{"user", "a b"}, {"pass", SecretRef::Password}, {"go", std::string("Sign in")}}};
  return request;
}

class BrowserTest : public testing::Test {
 protected:
  test::FakeClock clock_;
  test::ScriptedTransport transport_;
  FakeSecrets secrets_;
  model::Redactor redactor_{"key"};
  std::stop_source stop_;
  Browser browser_{transport_,
                   secrets_,
                   clock_,
                   redactor_,
                   {.exchanges = 5, .deadline = clock_.steady() + base::Millis{60'000}},
                   stop_.get_token()};

  std::optional<Code> code_of(const web::Request& request) {
    finding_.reset();
    auto result = browser_.send(request);
    if (auto* finding = std::get_if<model::Finding>(&result)) finding_ = std::move(*finding);
    return finding_ ? std::optional(finding_->code) : std::nullopt;
  }
  const WireRequest& last() { return transport_.requests().back(); }
  std::optional<model::Finding> finding_;
};

TEST_F(BrowserTest, SendsAndRecords) {
  transport_.then(answer(200, {{"Set-Cookie", "sid=s3cr3tvalue; Path=/"}}, "hello"));
  const auto result = browser_.send(to("https://a.example/page?x=1"));
  const auto* sent = std::get_if<Sent>(&result);
  ASSERT_NE(sent, nullptr);
  EXPECT_EQ(sent->response.body, "hello");
  EXPECT_EQ(sent->exchange, 1U);
  ASSERT_EQ(browser_.exchanges().size(), 1U);
  const auto& exchange = browser_.exchanges()[0];
  EXPECT_EQ(exchange.n, 1U);
  EXPECT_EQ(exchange.method, "GET");
  EXPECT_EQ(exchange.url, "https://a.example/page?x=1");
  EXPECT_EQ(exchange.status, 200);
  EXPECT_EQ(exchange.error, "");
  EXPECT_EQ(exchange.bytes, 5U);
  EXPECT_EQ(exchange.started, clock_.now());
  EXPECT_EQ(exchange.protocol, "HTTP/2");
  EXPECT_EQ(exchange.cookies_set, std::vector<std::string>{"sid"});
}

// Answers each request at once, as one that was asked ahead 40 seconds ago.
class AnswersFromBefore final : public Transport {
 public:
  WireExchange send(const WireRequest& request, const Limits&, std::stop_token) override {
    auto exchange = answer(200, {{"Date", date}});
    const bool early = std::ranges::find(ahead, request) != ahead.end();
    exchange.asked = early ? Asked::Ahead : Asked::InTurn;
    exchange.age = early ? base::Millis{40'000} : base::Millis{0};
    return exchange;
  }
  void send_ahead(const WireRequest& request, const Limits&, std::stop_token) override {
    ahead.push_back(request);
  }
  std::vector<WireRequest> ahead;
  std::string date;
};

class AskAhead : public testing::Test {
 protected:
  test::FakeClock clock_;
  AnswersFromBefore transport_;
  FakeSecrets secrets_;
  model::Redactor redactor_{"key"};
  Browser browser_{transport_,
                   secrets_,
                   clock_,
                   redactor_,
                   {.exchanges = 5, .deadline = clock_.steady() + base::Millis{60'000}},
                   {}};
};

TEST_F(AskAhead, IsForHttpsWithoutASecretAndOnce) {
  browser_.allow_secrets_to({"a.example"});
  browser_.allow_plain_http_to({"localhost"});
  browser_.ask_ahead(password_to("https://a.example/login"));
  browser_.ask_ahead(to("http://localhost/"));
  EXPECT_TRUE(transport_.ahead.empty());
  EXPECT_EQ(secrets_.asked, 0);
  browser_.ask_ahead(to("https://a.example/list"));
  browser_.ask_ahead(to("https://a.example/list"));
  EXPECT_EQ(transport_.ahead.size(), 1U);
}

TEST_F(AskAhead, IsToldOnlyOfWhatWasNotUsed) {
  browser_.ask_ahead(to("https://a.example/used"));
  browser_.ask_ahead(to("https://a.example/not-used"));
  browser_.send(to("https://a.example/used"));
  EXPECT_EQ(browser_.asked_in_vain(), std::vector<std::string>{"GET https://a.example/not-used"});
  ASSERT_EQ(browser_.exchanges().size(), 1U);
  EXPECT_TRUE(browser_.exchanges()[0].ahead);
}

// The server's clock is compared with ours at the time at which its answer came.
TEST_F(AskAhead, TheAnswerIsAsOldAsItIs) {
  clock_.set_now(base::parse_http_date("Fri, 01 May 2026 12:00:40 GMT").value());
  transport_.date = "Fri, 01 May 2026 12:00:00 GMT";
  const auto request = to("https://a.example/list");
  browser_.ask_ahead(request);
  browser_.send(request);
  EXPECT_EQ(browser_.clock_ahead(request.url), base::Millis{500});
  EXPECT_EQ(browser_.exchanges()[0].started, clock_.now() - base::Millis{40'000});
}

TEST_F(BrowserTest, BrowserHeaders) {
  transport_.then(answer(200));
  browser_.send(to("https://a.example/"));
  EXPECT_EQ(header_of(last(), "User-Agent"), "Mozilla/5.0 (X11; Linux x86_64) flexverify/0.1");
  EXPECT_THAT(header_of(last(), "Accept"), testing::StartsWith("text/html"));
  EXPECT_EQ(header_of(last(), "Accept-Language"), "en");
  for (const char* absent : {"Cookie", "Origin", "Referer", "Content-Type"})
    EXPECT_EQ(web::find_header(last().headers, absent), nullptr) << absent;
}

TEST_F(BrowserTest, AcceptDependsOnModeAndTheRequestGoesFirst) {
  auto request = to("https://a.example/");
  request.mode = Mode::Subresource;
  transport_.then(answer(200));
  browser_.send(request);
  EXPECT_EQ(header_of(last(), "Accept"), "*/*");
  request.mode = Mode::Fetch;
  transport_.then(answer(200));
  browser_.send(request);
  EXPECT_EQ(header_of(last(), "Accept"), "application/json");
  request.headers = {{"accept", "application/ion+json"}, {"Cookie", "smuggled=1"}};
  transport_.then(answer(200));
  browser_.send(request);
  EXPECT_EQ(header_of(last(), "Accept"), "application/ion+json");
  EXPECT_EQ(header_of(last(), "Cookie"), "");
}

TEST_F(BrowserTest, OriginAndReferer) {
  struct Case {
    std::string from, to;
    Method method;
    Mode mode;
    std::string origin, referer;
  };
  const auto nav = Mode::Navigation;
  for (const Case& c : {Case{"", "https://a.example/", Method::Get, nav, "", ""},
                        Case{"", "https://a.example/", Method::Post, nav, "null", ""},
                        Case{"https://a.example/p?q#f", "https://a.example/", Method::Get, nav, "",
                             "https://a.example/p?q"},
                        Case{"https://u:p@a.example/p?q", "https://b.example/", Method::Get, nav,
                             "", "https://a.example/"},
                        Case{"https://a.example:8443/p", "https://b.example/", Method::Post, nav,
                             "https://a.example:8443", "https://a.example:8443/"},
                        Case{"https://a.example/p", "https://b.example/", Method::Get, Mode::Fetch,
                             "https://a.example", "https://a.example/"},
                        Case{"https://a.example/p", "https://a.example/x", Method::Get, Mode::Fetch,
                             "", "https://a.example/p"},
                        Case{"https://a.example/p", "http://127.0.0.1/", Method::Post, nav,
                             "https://a.example", "https://a.example/"}}) {
    FakeSecrets secrets;
    Browser browser(transport_, secrets, clock_, redactor_,
                    {.deadline = clock_.steady() + base::Millis{1000}}, {});
    browser.allow_plain_http_to({"127.0.0.1"});
    auto request = to(c.to, c.method);
    request.mode = c.mode;
    if (!c.from.empty()) request.initiator = web::parse_url(c.from);
    transport_.then(answer(200));
    browser.send(request);
    EXPECT_EQ(header_of(last(), "Origin"), c.origin) << c.from << " " << c.to;
    EXPECT_EQ(header_of(last(), "Referer"), c.referer) << c.from << " " << c.to;
  }
}

TEST_F(BrowserTest, CookiesGoRoundAndAreNamedOnly) {
  transport_.then(answer(200, {{"Set-Cookie", "plain=abcdefgh"},
                               {"Set-Cookie", "strict=ijklmnop; SameSite=Strict"},
                               {"Set-Cookie", "bad=qrstuvwx; SameSite=None"}}));
  browser_.send(to("https://a.example/"));
  auto request = to("https://a.example/again?abcdefgh=qrstuvwx");
  request.initiator = web::parse_url("https://b.test/");
  transport_.then(answer(200));
  browser_.send(request);
  EXPECT_EQ(header_of(last(), "Cookie"), "plain=abcdefgh");
  const auto& first = browser_.exchanges()[0];
  EXPECT_EQ(first.cookies_set, (std::vector<std::string>{"plain", "strict"}));
  ASSERT_EQ(first.cookies_rejected.size(), 1U);
  EXPECT_EQ(first.cookies_rejected[0].name, "bad");
  EXPECT_FALSE(first.cookies_rejected[0].reason.empty());
  const auto& second = browser_.exchanges()[1];
  EXPECT_EQ(second.cookies_sent, std::vector<std::string>{"plain"});
  ASSERT_EQ(second.cookies_withheld.size(), 1U);
  EXPECT_EQ(second.cookies_withheld[0].name, "strict");
  EXPECT_THAT(second.cookies_withheld[0].reason, testing::HasSubstr("Strict"));
  EXPECT_EQ(second.url.find("abcdefgh"), std::string::npos);
  EXPECT_EQ(second.url.find("qrstuvwx"), std::string::npos) << "also of a refused cookie";
}

TEST_F(BrowserTest, RedirectIsRecordedRedactedAndNotFollowed) {
  transport_.then(test::redirect_to("/cb?code=c0dec0de&x=1"));
  const auto result = browser_.send(to("https://a.example/start?state=st4test4te"));
  EXPECT_EQ(std::get<Sent>(result).response.status, 302);
  EXPECT_EQ(transport_.requests().size(), 1U);
  const auto& exchange = browser_.exchanges()[0];
  EXPECT_THAT(exchange.location, testing::StartsWith("https://a.example/cb?"));
  EXPECT_EQ(exchange.location.find("c0dec0de"), std::string::npos);
  EXPECT_EQ(exchange.url.find("st4test4te"), std::string::npos);
}

TEST_F(BrowserTest, RefusesInsecurePlaces) {
  for (const char* url : {"http://a.example/", "ftp://a.example/", "msapp:run", "about:blank"}) {
    EXPECT_EQ(code_of(to(url)), Code::InsecureRedirect) << url;
    EXPECT_EQ(finding_->expected, "an https address");
  }
  EXPECT_TRUE(transport_.requests().empty());
  EXPECT_TRUE(browser_.exchanges().empty());
}

TEST_F(BrowserTest, PlainHttpIsForHostsOfThisMachineThatWereNamed) {
  EXPECT_EQ(code_of(to("http://127.0.0.1:8080/")), Code::InsecureRedirect);
  EXPECT_EQ(finding_->hint, "For a test on this machine: --insecure-http 127.0.0.1");
  browser_.allow_plain_http_to({"127.0.0.1", "a.example"});
  EXPECT_EQ(code_of(to("http://localhost:8080/")), Code::InsecureRedirect);
  EXPECT_EQ(code_of(to("http://a.example/")), Code::InsecureRedirect) << "not of this machine";
  EXPECT_TRUE(transport_.requests().empty());
  transport_.then(answer(200));
  EXPECT_EQ(code_of(to("http://127.0.0.1:8080/")), std::nullopt);
}

TEST_F(BrowserTest, DropsUserInfo) {
  transport_.then(answer(200));
  browser_.send(to("https://user:pw@a.example/"));
  EXPECT_EQ(web::to_string(last().url), "https://a.example/");
  EXPECT_EQ(browser_.exchanges()[0].url, "https://a.example/");
}

TEST_F(BrowserTest, FillsSecretsIntoForms) {
  browser_.allow_secrets_to({"idp.example"});
  transport_.then(test::redirect_to("https://idp.example/?echo=hunter2%26co"));
  EXPECT_EQ(code_of(password_to("https://idp.example/login")), std::nullopt);
  EXPECT_EQ(last().body, "user=a+b&pass=hunter2%26co&go=Sign+in");
  EXPECT_EQ(header_of(last(), "Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(last().resend, Resend::Never);
  EXPECT_TRUE(browser_.was_sent(SecretRef::Password));
  EXPECT_FALSE(browser_.was_sent(SecretRef::OneTimeCode));
  EXPECT_EQ(browser_.exchanges()[0].location.find("hunter2"), std::string::npos);
}

TEST_F(BrowserTest, FillsSecretsIntoJson) {
  secrets_.values[SecretRef::Password] = "a\"b\\c\n\xc3\xa4";
  browser_.allow_secrets_to({"idp.example"});
  auto request = to("https://idp.example/api", Method::Post);
  web::JsonBody body;
  body.value.set("user", "u").set("credentials", base::Json(base::Json::Object{}));
  body.secrets = {{{"credentials", "passcode"}, SecretRef::Password},
                  {{"deep", "code"}, SecretRef::OneTimeCode}};
  request.body = body;
  transport_.then(answer(200));
  EXPECT_EQ(code_of(request), std::nullopt);
  EXPECT_EQ(header_of(last(), "Content-Type"), "application/json");
  const auto json = base::parse_json(last().body);
  ASSERT_TRUE(json) << last().body;
  EXPECT_EQ(json->find("credentials")->text("passcode"), "a\"b\\c\n\xc3\xa4");
  EXPECT_EQ(json->find("deep")->text("code"), "123456");
  EXPECT_EQ(json->text("user"), "u");
}

TEST_F(BrowserTest, FillsSecretsIntoArrays) {
  browser_.allow_secrets_to({"idp.example"});
  auto request = to("https://idp.example/api", Method::Post);
  web::JsonBody body{base::parse_json(R"({"asks":[{"value":"u"},{"value":""}]})").value(), {}};
  body.secrets = {{{"asks", "1", "value"}, SecretRef::Password}};
  request.body = body;
  transport_.then(answer(200));
  EXPECT_EQ(code_of(request), std::nullopt);
  EXPECT_EQ(last().body, R"({"asks":[{"value":"u"},{"value":"hunter2&co"}]})");
}

TEST_F(BrowserTest, SecretsGoToDeclaredHostsOnly) {
  struct Case {
    std::vector<std::string> hosts;
    std::string url;
    bool allowed;
  };
  for (const Case& c : {Case{{}, "https://idp.example/", false},
                        Case{{"idp.example"}, "https://idp.example/", true},
                        Case{{"x.example", "IDP.Example"}, "https://idp.example:8443/", true},
                        Case{{"idp.example:443"}, "https://idp.example/", true},
                        Case{{"idp.example:8443"}, "https://idp.example:8443/", true},
                        Case{{"idp.example:8443"}, "https://idp.example/", false},
                        Case{{"idp.example:443"}, "https://idp.example:8443/", false},
                        Case{{"idp.example"}, "https://evil.idp.example/", false},
                        Case{{"idp.example"}, "https://idp.example.evil.test/", false},
                        Case{{"127.0.0.1"}, "http://127.0.0.1/", false},
                        Case{{"[::1]:444"}, "https://[::1]:444/", true}}) {
    FakeSecrets secrets;
    Browser browser(transport_, secrets, clock_, redactor_,
                    {.deadline = clock_.steady() + base::Millis{1000}}, {});
    browser.allow_secrets_to(c.hosts);
    browser.allow_plain_http_to({"127.0.0.1"});
    if (c.allowed) transport_.then(answer(200));
    const auto before = transport_.requests().size();
    const auto result = browser.send(password_to(c.url));
    EXPECT_EQ(std::holds_alternative<Sent>(result), c.allowed) << c.url;
    if (c.allowed) continue;
    EXPECT_EQ(std::get<model::Finding>(result).code, Code::SecretHostRefused) << c.url;
    EXPECT_EQ(secrets.asked, 0) << "not even read";
    EXPECT_EQ(transport_.requests().size(), before);
  }
}

TEST_F(BrowserTest, RefusalNamesBothHosts) {
  browser_.allow_secrets_to({"idp.example", "adfs.example:444"});
  EXPECT_EQ(code_of(password_to("https://evil.example:8443/?q=secret")), Code::SecretHostRefused);
  EXPECT_EQ(finding_->found, "evil.example:8443");
  EXPECT_EQ(finding_->expected, "idp.example, adfs.example:444");
}

TEST_F(BrowserTest, EachSecretIsSentOnce) {
  browser_.allow_secrets_to({"idp.example"});
  transport_.then(test::failed(FailureKind::Timeout));
  EXPECT_EQ(code_of(password_to("https://idp.example/")), Code::Timeout);
  EXPECT_EQ(code_of(password_to("https://idp.example/")), Code::SecretWouldRepeat)
      << "also when nobody knows whether it arrived";
  EXPECT_EQ(transport_.requests().size(), 1U);
  auto code = to("https://idp.example/", Method::Post);
  code.body = web::FormBody{{{"a", SecretRef::OneTimeCode}, {"b", SecretRef::OneTimeCode}}};
  transport_.then(answer(200));
  EXPECT_EQ(code_of(code), std::nullopt) << "one request may name it twice";
  EXPECT_EQ(last().body, "a=123456&b=123456");
  EXPECT_EQ(secrets_.asked, 2);
}

// A page may ask for the same form again before it looks at it; no other place may have it so.
TEST_F(BrowserTest, OneAttemptMayTakeSeveralRequestsToOneOrigin) {
  browser_.allow_secrets_to({"idp.example", "other.example"});
  auto again = password_to("https://idp.example/login?again");
  again.secret_use = web::SecretUse::SameAttempt;
  for (int i = 0; i < 3; ++i) transport_.then(answer(200));
  EXPECT_EQ(code_of(password_to("https://idp.example/login")), std::nullopt);
  auto elsewhere = again;
  elsewhere.url = *web::parse_url("https://other.example/login");
  EXPECT_EQ(code_of(elsewhere), Code::SecretWouldRepeat);
  EXPECT_EQ(code_of(again), std::nullopt);
  EXPECT_EQ(code_of(again), std::nullopt);
  EXPECT_EQ(code_of(again), Code::SecretWouldRepeat) << "a third time";
  EXPECT_EQ(code_of(password_to("https://idp.example/")), Code::SecretWouldRepeat);
}

TEST_F(BrowserTest, ASecretThatCameTooLateIsNotSent) {
  browser_.allow_secrets_to({"idp.example"});
  secrets_.takes = base::Millis{60'000};
  secrets_.clock = &clock_;
  EXPECT_EQ(code_of(password_to("https://idp.example/")), Code::TimeBudget);
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(BrowserTest, SecretIsNeverPartOfAGet) {
  browser_.allow_secrets_to({"idp.example"});
  auto request = password_to("https://idp.example/");
  request.method = Method::Get;
  EXPECT_EQ(code_of(request), Code::SecretHostRefused);
}

TEST_F(BrowserTest, MissingSecret) {
  secrets_.values.clear();
  browser_.allow_secrets_to({"idp.example"});
  EXPECT_EQ(code_of(password_to("https://idp.example/")), Code::SecretMissing);
  EXPECT_EQ(finding_->detail, "FLEX_PASSWORD: is not set");
  EXPECT_FALSE(browser_.was_sent(SecretRef::Password));
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(BrowserTest, StepBudget) {
  for (int i = 0; i < 5; ++i) transport_.then(answer(200));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(code_of(to("https://a.example/")), std::nullopt);
  EXPECT_EQ(code_of(to("https://a.example/")), Code::StepBudget);
  EXPECT_EQ(transport_.requests().size(), 5U);
}

TEST_F(BrowserTest, TimeBudgetBoundsEachRequest) {
  transport_.before_each([&](const WireRequest&) { clock_.advance(base::Millis{35'000}); });
  transport_.then(answer(200));
  transport_.then(answer(200));
  EXPECT_EQ(code_of(to("https://a.example/")), std::nullopt);
  EXPECT_EQ(code_of(to("https://a.example/")), std::nullopt);
  EXPECT_EQ(transport_.limits()[0].timeout, base::Millis{30'000});
  EXPECT_EQ(transport_.limits()[1].timeout, base::Millis{25'000});
  EXPECT_EQ(code_of(to("https://a.example/")), Code::TimeBudget);
}

TEST_F(BrowserTest, ASecretThatNeverLeftWasNotSent) {
  browser_.allow_secrets_to({"idp.example"});
  auto broken = test::failed(FailureKind::Connect);
  broken.sent = false;
  transport_.then(broken);
  EXPECT_EQ(code_of(password_to("https://idp.example/login")), Code::ConnectFailed);
  EXPECT_FALSE(browser_.was_sent(SecretRef::Password));
  EXPECT_THAT(secrets_.settled,
              testing::ElementsAre(std::pair(SecretRef::Password, model::SecretOutcome::NotSent)));
  transport_.then(answer(200));
  EXPECT_EQ(code_of(password_to("https://idp.example/login")), std::nullopt) << "it still may go";
  EXPECT_TRUE(browser_.was_sent(SecretRef::Password));
}

TEST_F(BrowserTest, Stopped) {
  stop_.request_stop();
  EXPECT_EQ(code_of(to("https://a.example/")), Code::Interrupted);
}

TEST_F(BrowserTest, FailuresAreFindingsAndRecords) {
  struct Case {
    FailureKind kind;
    Code code;
  };
  using enum FailureKind;
  for (const Case& c :
       {Case{Dns, Code::DnsFailed}, Case{Connect, Code::ConnectFailed},
        Case{Proxy, Code::ProxyFailed}, Case{Timeout, Code::Timeout},
        Case{TlsUntrusted, Code::TlsUntrusted}, Case{TlsHostname, Code::TlsHostnameMismatch},
        Case{TlsExpired, Code::TlsExpired}, Case{TlsOther, Code::ConnectFailed},
        Case{TooLarge, Code::ResponseTooLarge}, Case{Malformed, Code::ResponseMalformed},
        Case{Cancelled, Code::Interrupted}}) {
    FakeSecrets secrets;
    Browser browser(transport_, secrets, clock_, redactor_,
                    {.deadline = clock_.steady() + base::Millis{1000}}, {});
    transport_.then(test::failed(c.kind, "words of the library"));
    const auto result = browser.send(to("https://a.example:444/?code=abcdefgh"));
    const auto* finding = std::get_if<model::Finding>(&result);
    ASSERT_NE(finding, nullptr);
    EXPECT_EQ(finding->code, c.code);
    EXPECT_THAT(finding->detail, testing::HasSubstr("a.example:444"));
    EXPECT_THAT(finding->detail, testing::HasSubstr("words of the library"));
    EXPECT_EQ(finding->exchange, 1U);
    EXPECT_EQ(browser.exchanges()[0].status, 0);
    EXPECT_EQ(browser.exchanges()[0].error, "words of the library");
  }
}

TEST_F(BrowserTest, CertificatesAreKeptOnce) {
  auto with_certificate = [&](const std::string& sha256, base::Millis left) {
    auto exchange = answer(200);
    exchange.certificate = model::Certificate{
        .use = "", .subject = "CN=x", .sha256 = sha256, .not_after = clock_.now() + left};
    return exchange;
  };
  const base::Millis day = std::chrono::hours{24};
  transport_.then(with_certificate("aa", 10 * day + base::Millis{1}));
  transport_.then(with_certificate("aa", 10 * day));
  transport_.then(with_certificate("bb", base::Millis{-1}));
  for (int i = 0; i < 3; ++i) browser_.send(to("https://a.example/"));
  ASSERT_EQ(browser_.certificates().size(), 2U);
  EXPECT_EQ(browser_.certificates()[0].use, "tls a.example");
  EXPECT_EQ(browser_.certificates()[0].days_left, 10);
  EXPECT_EQ(browser_.certificates()[1].days_left, -1) << "expired a moment ago";
}

TEST_F(BrowserTest, ManyCookiesAreBounded) {
  web::Headers headers;
  for (int i = 0; i < 500; ++i)
    headers.push_back({"Set-Cookie", "c" + std::to_string(i) + "=value" + std::to_string(i)});
  transport_.then(answer(200, headers));
  browser_.send(to("https://a.example/"));
  EXPECT_EQ(browser_.exchanges()[0].cookies_set.size(), 100U);
  ASSERT_EQ(browser_.exchanges()[0].cookies_rejected.size(), 1U);
  EXPECT_EQ(browser_.exchanges()[0].cookies_rejected[0].reason, "one answer sets more than 100");
  EXPECT_EQ(browser_.jar().cookies().size(), 50U);
}

TEST_F(BrowserTest, HostileNamesAreMadePrintable) {
  transport_.then(answer(302, {{"Set-Cookie", "\x1b[31m=1"}, {"Location", "https://[bad\x1b"}}));
  browser_.send(to("https://a.example/"));
  const auto& exchange = browser_.exchanges()[0];
  EXPECT_EQ(exchange.cookies_rejected.at(0).name.find('\x1b'), std::string::npos);
  EXPECT_EQ(exchange.location.find('\x1b'), std::string::npos);
  EXPECT_NE(exchange.location, "");
}

}  // namespace
}  // namespace flexverify::net
