// A request with a secret: over a connection that was opened for it, and never twice.
#include <gtest/gtest.h>

#include "tests/unit/net/once_server.h"
#include "verifier/base/files.h"
#include "verifier/net/own_sockets.h"
#include "verifier/net/transport.h"

namespace flexverify::net {
namespace {

using test::Deed;

constexpr const char* kHost = "idp.test";
constexpr base::Millis kPatience{20'000};

class SentOnce : public testing::Test {
 protected:
  test::Identity root_ = test::make_authority("Test Authority");
  test::Identity leaf_ = test::make_leaf(root_, kHost);
  test::TlsServer page_{leaf_};
  std::optional<test::OnceServer> idp_;
  std::unique_ptr<Transport> transport_;
  web::Url page_url_, idp_url_;

  static web::Url url(int port) {
    return *web::parse_url("https://" + std::string(kHost) + ":" + std::to_string(port) + "/login");
  }

  void start(std::vector<Deed> deeds) {
    idp_.emplace(leaf_, std::move(deeds));
    idp_url_ = url(idp_->port());
    page_url_ = url(page_.start());
    const std::string path = testing::TempDir() + "flexverify_once_" + std::to_string(getpid());
    ASSERT_TRUE(base::write_file(path, test::pem_of(root_.certificate.get())));
    model::NetworkSpec network;
    for (const web::Url& place : {page_url_, idp_url_})
      network.resolve.push_back(web::host_and_port(place) + ":127.0.0.1");
    transport_ = make_curl_transport(TrustStore::load(path).value(), network);
    std::remove(path.c_str());
  }

  WireExchange ask(const WireRequest& request) {
    return transport_->send(request, {.timeout = kPatience}, {});
  }
  WireExchange get_page() {
    WireRequest request;
    request.url = page_url_;
    return ask(request);
  }
  WireExchange post(Resend resend = Resend::Never) {
    WireRequest request;
    request.url = idp_url_;
    request.method = web::Method::Post;
    request.body = "password=open-sesame~";
    request.resend = resend;
    return ask(request);
  }
  std::size_t connect(std::size_t count = 1) {
    return transport_->connect_for_one_request(idp_url_, count, {});
  }
  // Nothing reads the connection in advance while the page is fetched.
  void get_page_until_the_connection_is_closed() {
    page_.routes().Get("/login", [&](const auto&, auto&) { idp_->wait_until_closed(1); });
    get_page();
  }
  int secrets() { return idp_->times("open-sesame"); }
};

bool is_answered(const WireExchange& exchange) {
  return std::holds_alternative<web::Response>(exchange.outcome);
}

TEST_F(SentOnce, GoesOverTheConnectionThatWasOpenedForIt) {
  start({Deed::Answer});
  EXPECT_EQ(connect(), 1U);
  EXPECT_EQ(connect(), 0U);  // there is one
  const auto exchange = post();
  EXPECT_TRUE(is_answered(exchange));
  EXPECT_EQ(idp_->connections(), 1);
  EXPECT_EQ(exchange.timings.tls, base::Millis{0});
  ASSERT_TRUE(exchange.certificate);
  EXPECT_EQ(exchange.certificate->subject, "CN=idp.test");
}

TEST_F(SentOnce, LeavesNoConnectionToAnotherRequest) {
  start({Deed::Answer});
  connect(2);
  for (const Resend resend : {Resend::Never, Resend::Allowed, Resend::Never, Resend::Never})
    EXPECT_TRUE(is_answered(post(resend)));
  EXPECT_EQ(idp_->connections(), 4);
}

// So that no server which closes its connections after an answer makes it fail.
TEST_F(SentOnce, NeedsNoConnectionInAdvance) {
  start({Deed::Answer});
  EXPECT_TRUE(is_answered(post()));
  EXPECT_TRUE(is_answered(post()));
  EXPECT_EQ(idp_->connections(), 2);
}

TEST_F(SentOnce, IsNotRepeatedWhenTheServerClosesUnanswered) {
  start({Deed::CloseUnanswered});
  connect();
  const auto exchange = post();
  ASSERT_FALSE(is_answered(exchange));
  EXPECT_EQ(std::get<Failure>(exchange.outcome).kind, FailureKind::Malformed);
  EXPECT_TRUE(exchange.sent);
  EXPECT_EQ(secrets(), 1);
  EXPECT_EQ(idp_->requests(), 1);
}

TEST_F(SentOnce, CountsAsSentWhereNobodyListensAnyMore) {
  start({Deed::CloseForGood});
  connect();
  const auto exchange = post();
  EXPECT_FALSE(is_answered(exchange));
  EXPECT_TRUE(exchange.sent);
  EXPECT_EQ(secrets(), 1);
}

TEST_F(SentOnce, TellsTheSameWithoutAConnectionInAdvance) {
  // libcurl connects once more before it hears that it may not repeat the request.
  start({Deed::CloseUnanswered, Deed::CloseUnanswered, Deed::CloseUnanswered,  //
         Deed::Reset, Deed::Reset, Deed::Reset});
  for (int n = 0; n < 2; ++n) {
    connect();
    const auto in_advance = std::get<Failure>(post().outcome);
    const auto anew = std::get<Failure>(post().outcome);
    EXPECT_EQ(in_advance.kind, anew.kind);
    EXPECT_EQ(in_advance.detail, anew.detail);
  }
  EXPECT_EQ(secrets(), 4);
}

// Not a byte of it was written.
TEST_F(SentOnce, ConnectsAnewWhenTheServerClosedTheConnectionInAdvance) {
  start({Deed::CloseAtOnce, Deed::Answer});
  connect();
  get_page_until_the_connection_is_closed();
  EXPECT_TRUE(is_answered(post()));
  EXPECT_EQ(secrets(), 1);
  EXPECT_EQ(idp_->requests(), 1);
  EXPECT_EQ(idp_->connections(), 2);
}

TEST_F(SentOnce, ConnectsAnewWhereThereAreOnlyClosedConnections) {
  start({Deed::CloseAtOnce, Deed::CloseAtOnce, Deed::CloseAtOnce, Deed::Answer});
  connect(3);
  page_.routes().Get("/login", [&](const auto&, auto&) { idp_->wait_until_closed(3); });
  get_page();
  EXPECT_TRUE(is_answered(post()));
  EXPECT_EQ(secrets(), 1);
}

// Each server says that it has not looked at the request. libcurl 7.88 believes the first.
class OverHttp2 : public SentOnce, public testing::WithParamInterface<Deed> {};

TEST_P(OverHttp2, IsNotRepeatedWhenTheServerRefusesIt) {
  start({GetParam()});
  connect();
  const auto exchange = post();
  EXPECT_FALSE(is_answered(exchange));
  EXPECT_TRUE(exchange.sent);
  EXPECT_EQ(secrets(), 1);
  EXPECT_EQ(idp_->requests(), 1);
  EXPECT_FALSE(is_answered(post()));  // over a new one
  EXPECT_EQ(secrets(), 2);
}
INSTANTIATE_TEST_SUITE_P(Deeds, OverHttp2,
                         testing::Values(Deed::RefuseStream, Deed::WantHttp1, Deed::GoAway));

// What others may be: these servers do bring libcurl to it.
TEST_F(SentOnce, OthersAreRepeated) {
  start({Deed::RefuseStream});
  post(Resend::Allowed);
  EXPECT_GT(secrets(), 1);
}

class OwnSocketsTest : public testing::Test {
 protected:
  int port_ = 0;
  int listener_ = test::listen_on_loopback(port_);
  std::vector<int> accepted_;

  ~OwnSocketsTest() override {
    accepted_.push_back(listener_);
    for (const int one : accepted_) ::close(one);
  }
  int connect() {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    getsockname(listener_, generic, &size);
    const int ours = ::socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_EQ(::connect(ours, generic, size), 0);
    accepted_.push_back(::accept(listener_, nullptr, nullptr));
    return ours;
  }
};

int local_port(int socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

TEST_F(OwnSocketsTest, KnowTheEndBehindWhatNobodyHasRead) {
  const int ours = connect();
  ASSERT_EQ(::send(accepted_.back(), "tickets", 7, 0), 7);
  EXPECT_TRUE(is_untouched(ours));
  EXPECT_FALSE(is_untouched(ours, base::Millis{0}));  // nothing is as young
  shutdown(accepted_.back(), SHUT_WR);
  EXPECT_FALSE(is_untouched(ours));
  close(ours);
  EXPECT_FALSE(is_untouched(ours));
}

// A request may have gone over another one than the one that was first.
TEST_F(OwnSocketsTest, CountWhatIsOpen) {
  const std::string origin = "https://idp.acme.example";
  const auto now = base::SystemClock().steady();
  const int first = connect();
  const int second = connect();
  OwnSockets all;
  all.add(first, origin);
  all.add(second, origin);
  all.add(-1, origin);  // the machine had none left
  EXPECT_EQ(all.open_to(origin, now), 0U);
  const int second_port = local_port(second);
  all.set_open(local_port(first), now);
  all.set_open(second_port, now);
  EXPECT_EQ(all.open_to(origin, now), 2U);
  EXPECT_EQ(all.open_to("https://other.acme.example", now), 0U);
  EXPECT_EQ(all.open_to(origin, now + kLongestUntouched), 0U);
  all.close(second);
  EXPECT_EQ(all.open_to(origin, now), 1U);
  EXPECT_EQ(all.at_port(second_port), std::nullopt);
  all.set_open(second_port, now);
  EXPECT_EQ(all.open_to(origin, now), 1U);
  all.close(first);
  EXPECT_EQ(all.open_to(origin, now), 0U);
}

}  // namespace
}  // namespace flexverify::net
