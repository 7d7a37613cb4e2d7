// The catcher, as a browser meets it.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <memory>

#include "verifier/base/text.h"
#include "verifier/webdriver/catcher.h"

namespace flexverify::webdriver {
namespace {

struct FreeTlsContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeTls {
  void operator()(SSL* tls) const { SSL_free(tls); }
};

// A connection to that port of this machine.
int connected(int port) {
  const int made = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(made, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  return made;
}

// Sends these bytes over TLS, and returns all that comes back.
std::string ask(int port, const std::string& bytes) {
  const std::unique_ptr<SSL_CTX, FreeTlsContext> context(SSL_CTX_new(TLS_client_method()));
  const std::unique_ptr<SSL, FreeTls> tls(SSL_new(context.get()));
  const int made = connected(port);
  SSL_set_fd(tls.get(), made);
  std::string answer;
  std::array<char, 4096> buffer{};
  const auto room = static_cast<int>(buffer.size());
  if (SSL_connect(tls.get()) == 1 &&
      SSL_write(tls.get(), bytes.data(), static_cast<int>(bytes.size())) > 0)
    for (int n = 0; (n = SSL_read(tls.get(), buffer.data(), room)) > 0;)
      answer.append(buffer.data(), static_cast<std::size_t>(n));
  ::close(made);
  return answer;
}

std::string post(const std::string& target, const std::string& body) {
  return "POST " + target + " HTTP/1.1\r\nHost: acs.test\r\nOrigin: https://idp.test\r\n" +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class Catchers : public ::testing::Test {
 protected:
  std::unique_ptr<Catcher> catcher_ =
      *Catcher::listen(*web::parse_url("https://acs.test/callback?connection=JQ1"));
};

TEST_F(Catchers, KeepTheFormAsItCame) {
  const std::string body = "SAMLResponse=" + std::string(3'000'000, 'A') + "%2B&RelayState=x";
  EXPECT_TRUE(
      ask(catcher_->port(), post("/callback?connection=JQ1", body)).starts_with("HTTP/1.1 200"));
  const auto caught = catcher_->take();
  ASSERT_TRUE(caught);
  EXPECT_EQ(caught->body, body);
  EXPECT_EQ(caught->origin, "https://idp.test");
  EXPECT_EQ(web::to_string(caught->url), "https://acs.test/callback?connection=JQ1");
  EXPECT_FALSE(catcher_->take());
}

TEST_F(Catchers, TakeNothingElse) {
  EXPECT_TRUE(ask(catcher_->port(), post("/elsewhere", "a=b")).starts_with("HTTP/1.1 404"));
  EXPECT_TRUE(
      ask(catcher_->port(), "GET /favicon.ico HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
  EXPECT_EQ(ask(catcher_->port(), "nonsense\r\n\r\n"), "");
  EXPECT_FALSE(catcher_->take());
}

TEST_F(Catchers, SeeAMessageInAQuery) {
  ask(catcher_->port(), "GET /callback?SAMLart=AAQ HTTP/1.1\r\n\r\n");
  const auto caught = catcher_->take();
  ASSERT_TRUE(caught);
  EXPECT_EQ(caught->method, web::Method::Get);
}

TEST_F(Catchers, BeginWithTheFormOfAnAuthnRequest) {
  web::Request form = web::get(*web::parse_url("https://idp.test/sso?a=1&b=2"));
  form.body = web::FormBody{.entries = {{"SAMLRequest", "x\"><script>"}}};
  const web::Url begin = catcher_->begin_with(form);
  const std::string page = ask(catcher_->port(), "GET " + begin.path + " HTTP/1.1\r\n\r\n");
  EXPECT_TRUE(base::contains(page, "action=\"https://idp.test/sso?a=1&amp;b=2\""));
  EXPECT_TRUE(base::contains(page, "value=\"x&quot;&gt;&lt;script&gt;\""));
}

// A browser keeps connections open that it does not use yet.
TEST_F(Catchers, EndWhileSomebodyIsSilent) {
  const int silent = connected(catcher_->port());
  ask(catcher_->port(), post("/callback", "SAMLResponse=x"));
  EXPECT_TRUE(catcher_->take());
  catcher_.reset();
  ::close(silent);
}

}  // namespace
}  // namespace flexverify::webdriver
