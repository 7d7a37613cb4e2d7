// The small pure parts of verifier/net.
#include <curl/curl.h>
#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

#include "verifier/net/answer.h"
#include "verifier/net/curl_failure.h"
#include "verifier/net/phases.h"

namespace flexverify::net {
namespace {

using std::chrono::microseconds;

constexpr microseconds ms(int value) { return microseconds{value * 1000}; }

TEST(Phases, AreDifferencesAndNeverNegative) {
  const auto fresh = phases({ms(10), ms(30), ms(70), ms(100), ms(150)});
  EXPECT_EQ(fresh.dns.count(), 10);
  EXPECT_EQ(fresh.connect.count(), 20);
  EXPECT_EQ(fresh.tls.count(), 40);
  EXPECT_EQ(fresh.wait.count(), 30);
  EXPECT_EQ(fresh.receive.count(), 50);
  EXPECT_EQ(fresh.total.count(), 150);
  const auto reused = phases({ms(1), ms(0), ms(0), ms(20), ms(30)});
  EXPECT_EQ(reused.connect.count(), 0);
  EXPECT_EQ(reused.tls.count(), 0);
  EXPECT_EQ(reused.wait.count(), 19);
  EXPECT_EQ(reused.receive.count(), 10);
}

TEST(Phases, WithoutAnAnswerTheRestWasWaiting) {
  const auto timings = phases({ms(10), ms(30), ms(70), ms(0), ms(5000)});
  EXPECT_EQ(timings.wait.count(), 4930);
  EXPECT_EQ(timings.receive.count(), 0);
}

TEST(Diagnose, EverySymptom) {
  struct Case {
    Symptoms symptoms;
    FailureKind expected;
  };
  using enum FailureKind;
  const std::vector<Case> cases = {
      {{.code = CURLE_COULDNT_RESOLVE_HOST}, Dns},
      {{.code = CURLE_COULDNT_RESOLVE_PROXY, .through_proxy = true}, Proxy},
      {{.code = CURLE_COULDNT_CONNECT}, Connect},
      {{.code = CURLE_COULDNT_CONNECT, .through_proxy = true}, Proxy},
      {{.code = CURLE_RECV_ERROR, .through_proxy = true, .proxy_status = 407}, Proxy},
      {{.code = CURLE_OPERATION_TIMEDOUT}, Timeout},
      {{.code = CURLE_PEER_FAILED_VERIFICATION}, TlsHostname},
      {{.code = CURLE_PEER_FAILED_VERIFICATION, .verify_error = X509_V_ERR_CERT_HAS_EXPIRED},
       TlsExpired},
      {{.code = CURLE_PEER_FAILED_VERIFICATION,
        .verify_error = X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
       TlsUntrusted},
      {{.code = CURLE_PEER_FAILED_VERIFICATION,
        .verify_error = X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE},
       TlsIncomplete},
      {{.code = CURLE_SSL_CONNECT_ERROR}, TlsOther},
      {{.code = CURLE_SSL_CONNECT_ERROR, .verify_error = X509_V_ERR_CERT_REVOKED}, TlsUntrusted},
      {{.code = CURLE_WRITE_ERROR, .too_large = true}, TooLarge},
      {{.code = CURLE_WRITE_ERROR}, Malformed},
      {{.code = CURLE_RECV_ERROR}, Connect},
      {{.code = CURLE_RECV_ERROR, .answer_begun = true}, Malformed},
      {{.code = CURLE_HTTP2_STREAM}, Malformed},
      {{.code = CURLE_ABORTED_BY_CALLBACK, .stopped = true}, Cancelled},
  };
  for (const auto& c : cases) {
    const auto failure = diagnose(c.symptoms);
    EXPECT_EQ(failure.kind, c.expected) << c.symptoms.code;
    EXPECT_FALSE(failure.detail.empty()) << c.symptoms.code;
  }
}

TEST(Answer, CountsHeaderBytesOverAllInterimAnswers) {
  Answer answer({.timeout = base::Millis{0}, .body_bytes = 10, .header_bytes = 60}, {});
  EXPECT_EQ(answer.add_header("HTTP/1.1 103 Early Hints\r\n"), Answer::Continue::Yes);
  EXPECT_EQ(answer.add_header("\r\n"), Answer::Continue::Yes);
  EXPECT_EQ(answer.add_header("HTTP/1.1 200 OK\r\n"), Answer::Continue::Yes);
  EXPECT_FALSE(answer.too_large());
  EXPECT_EQ(answer.add_header("A: 0123456789012345\r\n"), Answer::Continue::No);
  EXPECT_TRUE(answer.too_large());
}

TEST(Answer, IgnoresTrailersAndLinesWithoutColon) {
  Answer answer({.timeout = base::Millis{0}}, {});
  for (const char* line : {"HTTP/2 200 \r\n", " folded into nothing\r\n", "no colon\r\n",
                           "A:  b \r\n", "\r\n", "Set-Cookie: late=1\r\n"})
    EXPECT_EQ(answer.add_header(line), Answer::Continue::Yes);
  EXPECT_EQ(answer.response().status, 200);
  ASSERT_EQ(answer.response().headers.size(), 1U);
  EXPECT_EQ(answer.response().headers[0].value, "b");
}

TEST(Answer, BodyLimitIsExact) {
  Answer answer({.timeout = base::Millis{0}, .body_bytes = 4}, {});
  EXPECT_EQ(answer.add_body("abc"), Answer::Continue::Yes);
  EXPECT_EQ(answer.add_body("d"), Answer::Continue::Yes);
  EXPECT_EQ(answer.add_body("e"), Answer::Continue::No);
  EXPECT_TRUE(answer.too_large());
  EXPECT_EQ(answer.response().body, "abcd");
}

}  // namespace
}  // namespace flexverify::net
