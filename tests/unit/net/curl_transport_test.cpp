#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <atomic>
#include <cstdlib>
#include <future>
#include <map>

#include "tests/unit/net/test_server.h"
#include "verifier/base/encoding.h"
#include "verifier/base/files.h"
#include "verifier/net/transport.h"

namespace flexverify::net {
namespace {

using test::Identity;
using test::RawServer;
using test::TlsServer;

constexpr const char* kHost = "idp.test";

std::string temporary(const std::string& name, const std::string& content) {
  const std::string path = testing::TempDir() + "flexverify_" + std::to_string(getpid()) + name;
  EXPECT_TRUE(base::write_file(path, content));
  return path;
}

const Identity& authority() {
  static const Identity made = test::make_authority("Test Authority");
  return made;
}

std::shared_ptr<const TrustStore> trust_in(const Identity& root) {
  const auto path = temporary("ca.pem", test::pem_of(root.certificate.get()));
  auto loaded = TrustStore::load(path);
  std::remove(path.c_str());
  EXPECT_TRUE(loaded);
  return loaded.value();
}

model::NetworkSpec network_to(int port, const std::string& host = kHost) {
  model::NetworkSpec network;
  network.resolve = {host + ":" + std::to_string(port) + ":127.0.0.1"};
  return network;
}

WireRequest get_from(int port, const std::string& path = "/", const std::string& host = kHost) {
  WireRequest request;
  request.url = web::parse_url("https://" + host + ":" + std::to_string(port) + path).value();
  return request;
}

WireRequest plain_from(int port) {
  WireRequest request;
  request.url = web::parse_url("http://127.0.0.1:" + std::to_string(port) + "/").value();
  return request;
}

constexpr base::Millis kPatience{20'000};

WireExchange send(Transport& transport, const WireRequest& request) {
  return transport.send(request, {.timeout = kPatience}, {});
}

const web::Response& response(const WireExchange& exchange) {
  if (const auto* failure = std::get_if<Failure>(&exchange.outcome))
    ADD_FAILURE() << "no response: " << failure->detail;
  return std::get<web::Response>(exchange.outcome);
}

const Failure& failure(const WireExchange& exchange) {
  EXPECT_TRUE(std::holds_alternative<Failure>(exchange.outcome));
  return std::get<Failure>(exchange.outcome);
}

// A good server and a transport that trusts it.
class CurlTransport : public testing::Test {
 protected:
  std::promise<void> release_;  // ends the handlers that wait; they outlive the body of a test
  std::shared_future<void> released_ = release_.get_future().share();
  std::stop_source source_;
  Identity leaf_ = test::make_leaf(authority(), kHost);
  TlsServer server_{leaf_};
  std::unique_ptr<Transport> transport_;

  int start() {
    const int port = server_.start();
    transport_ = make_curl_transport(trust_in(authority()), network_to(port));
    return port;
  }
};

TEST_F(CurlTransport, GetsAPage) {
  server_.routes().Get("/page", [](const httplib::Request&, httplib::Response& reply) {
    reply.set_header("X-Seen", "yes");
    reply.set_content("hello", "text/plain");
  });
  const int port = start();
  const auto exchange = send(*transport_, get_from(port, "/page?a=b#fragment"));
  EXPECT_EQ(response(exchange).status, 200);
  EXPECT_EQ(response(exchange).body, "hello");
  EXPECT_EQ(*web::find_header(response(exchange).headers, "x-seen"), "yes");
  EXPECT_EQ(exchange.protocol, "HTTP/1.1");
  EXPECT_EQ(exchange.peer, "127.0.0.1:" + std::to_string(port));
  EXPECT_GE(exchange.timings.total, exchange.timings.wait);
  ASSERT_TRUE(exchange.certificate);
  EXPECT_EQ(exchange.certificate->subject, "CN=idp.test");
  EXPECT_EQ(exchange.certificate->sha256.size(), 64U);
  EXPECT_GT(exchange.certificate->not_after, base::SystemClock().now());
}

TEST_F(CurlTransport, SendsTheHeadersThatItWasGivenAndNoOthers) {
  std::vector<std::string> names;
  server_.routes().Get("/", [&](const httplib::Request& request, httplib::Response&) {
    for (const auto& [name, value] : request.headers) names.push_back(name + "=" + value);
  });
  auto request = get_from(start());
  request.headers = {{"Accept-Language", "en"}, {"X-Own", "1"}};
  EXPECT_EQ(response(send(*transport_, request)).status, 200);
  std::ranges::sort(names);
  std::erase_if(names, [](const std::string& name) {
    return name.starts_with("REMOTE_") || name.starts_with("LOCAL_") || name.starts_with("Host=");
  });
  EXPECT_EQ(names, (std::vector<std::string>{"Accept-Encoding=gzip, deflate, br",
                                             "Accept-Language=en", "X-Own=1"}));
}

TEST_F(CurlTransport, Posts) {
  std::string seen;
  server_.routes().Post("/form", [&](const httplib::Request& request, httplib::Response& reply) {
    seen = request.get_header_value("Content-Type") + "|" + request.body + "|" +
           request.get_header_value("Expect");
    reply.status = 204;
  });
  auto request = get_from(start(), "/form");
  request.method = web::Method::Post;
  request.headers = {{"Content-Type", "text/x-test"}};
  request.body = std::string(2000, 'b');
  EXPECT_EQ(response(send(*transport_, request)).status, 204);
  EXPECT_EQ(seen, "text/x-test|" + request.body + "|");
}

TEST_F(CurlTransport, HeadHasNoBody) {
  server_.routes().Get("/", [](const httplib::Request&, httplib::Response& reply) {
    reply.set_content("a body", "text/plain");
  });
  auto request = get_from(start());
  request.method = web::Method::Head;
  const auto exchange = send(*transport_, request);
  EXPECT_EQ(response(exchange).status, 200);
  EXPECT_EQ(response(exchange).body, "");
}

TEST_F(CurlTransport, FollowsNothingAndKeepsNoCookies) {
  std::string cookie;
  std::atomic<int> other{0};
  server_.routes().Get("/from", [&](const httplib::Request& request, httplib::Response& reply) {
    cookie += "[" + request.get_header_value("Cookie") + "]";
    reply.set_header("Set-Cookie", "a=b; Path=/");
    reply.set_redirect("/to");
  });
  server_.routes().Get("/to", [&](const httplib::Request&, httplib::Response&) { ++other; });
  const int port = start();
  EXPECT_EQ(response(send(*transport_, get_from(port, "/from"))).status, 302);
  EXPECT_EQ(response(send(*transport_, get_from(port, "/from"))).status, 302);
  EXPECT_EQ(cookie, "[][]");
  EXPECT_EQ(other, 0);
}

TEST_F(CurlTransport, UsesAConnectionAgainUnlessItMustNot) {
  std::vector<int> ports;
  server_.routes().Get("/", [&](const httplib::Request& request, httplib::Response&) {
    ports.push_back(request.remote_port);
  });
  auto request = get_from(start());
  const auto first = send(*transport_, request);
  const auto second = send(*transport_, request);
  request.resend = Resend::Never;
  const auto third = send(*transport_, request);
  ASSERT_EQ(ports.size(), 3U);
  EXPECT_EQ(ports[0], ports[1]);
  EXPECT_NE(ports[1], ports[2]);
  for (const auto* exchange : {&second, &third}) {  // also of a connection that was there
    ASSERT_TRUE(exchange->certificate);
    EXPECT_EQ(exchange->certificate->sha256, first.certificate->sha256);
  }
  EXPECT_EQ(second.timings.tls.count(), 0);
}

// Counts the requests for each path, and breaks off the first answer to /broken.
class EarlyAnswers : public CurlTransport {
 protected:
  std::map<std::string, int> asked_;
  int port_ = 0;

  void SetUp() override {
    server_.routes().Get("/(.*)", [&](const httplib::Request& request, httplib::Response& reply) {
      const int times = ++asked_[request.path];
      if (request.path != "/broken" || times > 1)
        return reply.set_content(request.path, "text/plain");
      reply.set_content_provider(
          1000, "text/plain", [](std::size_t, std::size_t, httplib::DataSink&) { return false; });
    });
    port_ = start();
    send(*transport_, get_from(port_, "/"));  // a connection is there
  }
  // Asked ahead of another request, and then in turn.
  WireExchange ahead_of_another(const WireRequest& request) {
    transport_->send_ahead(request, {.timeout = kPatience}, {});
    send(*transport_, get_from(port_, "/another"));
    return send(*transport_, request);
  }
};

TEST_F(EarlyAnswers, AreHandedOutOnce) {
  const auto request = get_from(port_, "/page");
  const auto first = ahead_of_another(request);
  EXPECT_EQ(first.asked, Asked::Ahead);
  EXPECT_EQ(response(first).body, "/page");
  EXPECT_EQ(asked_["/page"], 1);
  EXPECT_EQ(send(*transport_, request).asked, Asked::InTurn);
  EXPECT_EQ(asked_["/page"], 2);
}

TEST_F(EarlyAnswers, AreThoseToTheSameRequestWordForWord) {
  auto request = get_from(port_, "/page");
  request.headers = {{"Cookie", "a=1"}};
  transport_->send_ahead(request, {.timeout = kPatience}, {});
  request.headers = {{"Cookie", "a=2"}};
  EXPECT_EQ(send(*transport_, request).asked, Asked::InTurn);
}

TEST_F(EarlyAnswers, ThatFailedAreAskedForOnceMore) {
  const auto exchange = ahead_of_another(get_from(port_, "/broken"));
  EXPECT_EQ(exchange.asked, Asked::InTurn);
  EXPECT_EQ(response(exchange).status, 200);
  EXPECT_EQ(asked_["/broken"], 2);
}

TEST_F(CurlTransport, ReadsNoProxyFromTheEnvironment) {
  server_.routes().Get("/", [](const httplib::Request&, httplib::Response&) {});
  const int port = start();
  setenv("https_proxy", "http://127.0.0.1:9", 1);
  setenv("ALL_PROXY", "http://127.0.0.1:9", 1);
  EXPECT_EQ(response(send(*transport_, get_from(port))).status, 200);
  unsetenv("https_proxy");
  unsetenv("ALL_PROXY");
}

TEST_F(CurlTransport, AProxyThatIsNotThere) {
  int free_port = 0;
  close(test::listen_on_loopback(free_port));
  auto network = network_to(start());
  network.proxy = "http://127.0.0.1:" + std::to_string(free_port);
  transport_ = make_curl_transport(trust_in(authority()), network);
  EXPECT_EQ(failure(send(*transport_, get_from(443))).kind, FailureKind::Proxy);
}

TEST_F(CurlTransport, Timeout) {
  server_.routes().Get("/", [&](const httplib::Request&, httplib::Response&) { released_.wait(); });
  const auto request = get_from(start());
  const auto exchange = transport_->send(request, {.timeout = base::Millis{300}}, {});
  release_.set_value();
  EXPECT_EQ(failure(exchange).kind, FailureKind::Timeout);
}

TEST_F(CurlTransport, Cancellation) {
  server_.routes().Get("/", [&](const httplib::Request&, httplib::Response&) {
    source_.request_stop();
    released_.wait();
  });
  const auto request = get_from(start());
  const auto exchange = transport_->send(request, {.timeout = kPatience}, source_.get_token());
  release_.set_value();
  EXPECT_EQ(failure(exchange).kind, FailureKind::Cancelled);
  const auto later = transport_->send(request, {.timeout = kPatience}, source_.get_token());
  EXPECT_EQ(failure(later).detail, "stopped before anything was sent");
}

TEST_F(CurlTransport, TooLarge) {
  server_.routes().Get("/", [](const httplib::Request&, httplib::Response& reply) {
    reply.set_content(std::string(100'000, 'x'), "text/plain");  // about 100 bytes compressed
  });
  const auto request = get_from(start());
  for (const std::size_t limit : {99'999U, 100'000U}) {
    const auto exchange =
        transport_->send(request, {.timeout = kPatience, .body_bytes = limit}, {});
    if (limit == 100'000U)
      EXPECT_EQ(response(exchange).body.size(), limit);
    else
      EXPECT_EQ(failure(exchange).kind, FailureKind::TooLarge);
  }
}

TEST_F(CurlTransport, TruncatedBody) {
  server_.routes().Get("/", [](const httplib::Request&, httplib::Response& reply) {
    reply.set_content_provider(1000, "text/plain",
                               [](std::size_t, std::size_t, httplib::DataSink& sink) {
                                 sink.write("half", 4);
                                 return false;
                               });
  });
  EXPECT_EQ(failure(send(*transport_, get_from(start()))).kind, FailureKind::Malformed);
}

TEST_F(CurlTransport, UntrustedAuthority) {
  const int port = start();
  const auto other = test::make_authority("Somebody Else");
  transport_ = make_curl_transport(trust_in(other), network_to(port));
  const auto exchange = send(*transport_, get_from(port));
  EXPECT_EQ(failure(exchange).kind, FailureKind::TlsUntrusted);
  EXPECT_EQ(failure(exchange).detail, "unable to get local issuer certificate");
  ASSERT_TRUE(exchange.certificate);
  EXPECT_EQ(exchange.certificate->subject, "CN=idp.test");
}

TEST_F(CurlTransport, WrongHostName) {
  const int port = start();
  transport_ = make_curl_transport(trust_in(authority()), network_to(port, "other.test"));
  const auto exchange = send(*transport_, get_from(port, "/", "other.test"));
  EXPECT_EQ(failure(exchange).kind, FailureKind::TlsHostname);
  EXPECT_TRUE(exchange.certificate);
}

TEST(CurlTransportTls, ExpiredLeafIsStillDescribed) {
  const auto leaf = test::make_leaf(authority(), kHost, {.from = -7200, .until = -3600});
  TlsServer server(leaf);
  const int port = server.start();
  const auto transport = make_curl_transport(trust_in(authority()), network_to(port));
  const auto exchange = send(*transport, get_from(port));
  EXPECT_EQ(failure(exchange).kind, FailureKind::TlsExpired);
  ASSERT_TRUE(exchange.certificate);
  EXPECT_EQ(exchange.certificate->subject, "CN=idp.test");
  EXPECT_LT(exchange.certificate->not_after, base::SystemClock().now());
}

TEST(CurlTransportTls, NotYetValidLeaf) {
  const auto leaf = test::make_leaf(authority(), kHost, {.from = 3600, .until = 7200});
  TlsServer server(leaf);
  const int port = server.start();
  const auto transport = make_curl_transport(trust_in(authority()), network_to(port));
  const auto exchange = send(*transport, get_from(port));
  EXPECT_EQ(failure(exchange).kind, FailureKind::TlsUntrusted);
  EXPECT_EQ(failure(exchange).detail, "certificate is not yet valid");
}

TEST(CurlTransportTls, ClientCertificate) {
  const auto leaf = test::make_leaf(authority(), kHost);
  const auto client = test::make_leaf(authority(), "client.test");
  X509_STORE* store = X509_STORE_new();
  X509_STORE_add_cert(store, authority().certificate.get());
  TlsServer server(leaf, store);  // owns the store
  server.routes().Get("/", [](const httplib::Request&, httplib::Response&) {});
  const int port = server.start();
  auto network = network_to(port);
  // Under TLS 1.3 the server says so after the handshake.
  const auto without = send(*make_curl_transport(trust_in(authority()), network), get_from(port));
  EXPECT_EQ(failure(without).kind, FailureKind::TlsOther);
  EXPECT_NE(failure(without).detail.find("asks for a client certificate"), std::string::npos);
  EXPECT_NE(failure(without).hint.find("--client-cert"), std::string::npos);
  network.client_certificate = temporary("client.pem", test::pem_of(client.certificate.get()));
  network.client_key = temporary("client.key", test::pem_of(client.key.get()));
  const auto transport = make_curl_transport(trust_in(authority()), network);
  EXPECT_EQ(response(send(*transport, get_from(port))).status, 200);
  std::remove(network.client_certificate.c_str());
  std::remove(network.client_key.c_str());
}

TEST(CurlTransportRaw, AnAddressInsideIsForHostsThatSomebodyNamed) {
  const int listener_port = [] {
    int port = 0;
    static const int kept = test::listen_on_loopback(port);
    return kept >= 0 ? port : 0;
  }();
  model::NetworkSpec network;
  network.resolve = {"named.test:" + std::to_string(listener_port) + ":127.0.0.1",
                     "other.test:" + std::to_string(listener_port) + ":127.0.0.1",
                     "cloud.test:80:169.254.169.254", "six.test:443:[::1]"};
  network.inner_hosts = {"named.test"};
  const auto transport = make_curl_transport(trust_in(authority()), network);
  const auto kind = [&](const std::string& url, Inside inside) {
    WireRequest request;
    request.url = web::parse_url(url).value();
    request.inside = inside;
    const auto exchange = transport->send(request, {.timeout = base::Millis{300}}, {});
    return failure(exchange).kind;
  };
  const std::string port = ":" + std::to_string(listener_port) + "/";
  EXPECT_EQ(kind("https://other.test" + port, Inside::NamedHostsOnly), FailureKind::Address);
  EXPECT_EQ(kind("https://127.0.0.1" + port, Inside::NamedHostsOnly), FailureKind::Address);
  EXPECT_EQ(kind("http://cloud.test/", Inside::NamedHostsOnly), FailureKind::Address);
  EXPECT_EQ(kind("https://six.test/", Inside::NamedHostsOnly), FailureKind::Address);
  EXPECT_EQ(kind("https://named.test" + port, Inside::NamedHostsOnly), FailureKind::Timeout);
  EXPECT_EQ(kind("https://other.test" + port, Inside::Allowed), FailureKind::Timeout);
}

TEST(CurlTransportRaw, ConnectionRefused) {
  int port = 0;
  close(test::listen_on_loopback(port));
  const auto transport = make_curl_transport(trust_in(authority()), {});
  const auto exchange = send(*transport, plain_from(port));
  EXPECT_EQ(failure(exchange).kind, FailureKind::Connect);
  EXPECT_FALSE(exchange.certificate);
}

TEST(CurlTransportRaw, WhatNoServerShouldSay) {
  struct Case {
    std::string bytes;
    FailureKind expected;
  };
  for (const Case& c :
       {Case{"", FailureKind::Malformed}, Case{"this is not HTTP\r\n\r\n", FailureKind::Malformed},
        Case{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
             FailureKind::Malformed},
        Case{"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
             FailureKind::Malformed},
        // libcurl takes a header section that ends with the connection for a whole one.
        Case{"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nLoca", FailureKind::Malformed},
        Case{"HTTP/1.1 200 OK\r\nX: " + std::string(150'000, 'x') + "\r\n\r\n",
             FailureKind::TooLarge}}) {
    RawServer server(c.bytes);
    const auto transport = make_curl_transport(trust_in(authority()), {});
    const auto exchange = send(*transport, plain_from(server.port()));
    EXPECT_EQ(failure(exchange).kind, c.expected) << c.bytes.substr(0, 60);
  }
}

// As browsers do: what nobody knows is no encoding at all.
TEST(CurlTransportRaw, AnUnknownContentEncodingIsNone) {
  RawServer server("HTTP/1.1 200 OK\r\nContent-Encoding: UTF-8\r\nContent-Length: 3\r\n\r\nabc");
  const auto transport = make_curl_transport(trust_in(authority()), {});
  const auto exchange = send(*transport, plain_from(server.port()));
  EXPECT_EQ(std::get<web::Response>(exchange.outcome).body, "abc");
}

TEST(CurlTransportRaw, HeadersTooLarge) {
  std::string bytes = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 300; ++i) bytes += "X-Filler: " + std::string(1000, 'x') + "\r\n";
  RawServer server(bytes + "\r\n");
  const auto transport = make_curl_transport(trust_in(authority()), {});
  EXPECT_EQ(failure(send(*transport, plain_from(server.port()))).kind, FailureKind::TooLarge);
}

TEST(CurlTransportRaw, InterimAnswersAndFoldedHeaders) {
  RawServer server(
      "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
      "HTTP/1.1 200 OK\r\nX-Long: a\r\n  b\r\nContent-Length: 2\r\n\r\nok");
  const auto transport = make_curl_transport(trust_in(authority()), {});
  const auto exchange = send(*transport, plain_from(server.port()));
  EXPECT_EQ(response(exchange).status, 200);
  EXPECT_EQ(response(exchange).body, "ok");
  EXPECT_EQ(web::find_header(response(exchange).headers, "Link"), nullptr);
  EXPECT_EQ(*web::find_header(response(exchange).headers, "X-Long"), "a b");
}

TEST(CurlTransportRaw, KeepsTheOrderOfHeaders) {
  RawServer server("HTTP/1.1 204 No Content\r\n\r\n");
  const auto transport = make_curl_transport(trust_in(authority()), {});
  auto request = plain_from(server.port());
  request.headers = {{"X-B", "1"}, {"X-Empty", ""}, {"X-A", "2"}};
  EXPECT_EQ(response(send(*transport, request)).status, 204);
  EXPECT_THAT(server.request(), testing::HasSubstr("X-B: 1\r\nX-Empty:\r\nX-A: 2\r\n"));
}

TEST(CurlTransportRaw, RefusesToSplitARequest) {
  const auto transport = make_curl_transport(trust_in(authority()), {});
  auto request = plain_from(9);
  request.headers = {{"X", "a\r\nInjected: b"}};
  EXPECT_EQ(failure(send(*transport, request)).kind, FailureKind::Malformed);
}

TEST(CurlTransportRaw, SpeaksHttpOnly) {
  const auto transport = make_curl_transport(trust_in(authority()), {});
  WireRequest request;
  request.url = web::parse_url("ftp://127.0.0.1/file").value();
  EXPECT_TRUE(std::holds_alternative<Failure>(send(*transport, request).outcome));
}

bool is_trusted(const std::shared_ptr<const TrustStore>& trust, const Identity& leaf) {
  TlsServer server(leaf);
  server.routes().Get("/", [](const httplib::Request&, httplib::Response&) {});
  const int port = server.start();
  const auto transport = make_curl_transport(trust, network_to(port));
  return std::holds_alternative<web::Response>(send(*transport, get_from(port)).outcome);
}

TEST(TrustStore, IsSharedByTransportsInManyThreads) {
  const auto leaf = test::make_leaf(authority(), kHost);
  TlsServer server(leaf);
  server.routes().Get("/", [](const httplib::Request&, httplib::Response&) {});
  const int port = server.start();
  const auto trust = trust_in(authority());
  std::atomic<int> good{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        const auto transport = make_curl_transport(trust, network_to(port));
        for (int n = 0; n < 3; ++n)
          if (std::holds_alternative<web::Response>(send(*transport, get_from(port)).outcome))
            ++good;
      });
  }
  EXPECT_EQ(good, 12);
}

TEST(TrustStore, NamesTheFileThatItCannotRead) {
  const auto missing = TrustStore::load("no/such/file.pem");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().where, "no/such/file.pem");
  const auto path = temporary("empty.pem", "not a certificate\n");
  EXPECT_FALSE(TrustStore::load(path));
  std::remove(path.c_str());
}

// A private authority does not cost the trust in everybody else.
TEST(TrustStore, AFileAddsToTheSystemsStore) {
  const Identity other = test::make_authority("Another Authority");
  const auto system = temporary("system.pem", test::pem_of(other.certificate.get()));
  setenv("SSL_CERT_FILE", system.c_str(), 1);
  const auto trust = trust_in(authority());
  unsetenv("SSL_CERT_FILE");
  std::remove(system.c_str());
  for (const Identity* root : {&authority(), &other})
    EXPECT_TRUE(is_trusted(trust, test::make_leaf(*root, kHost)));
}

// Of an authority that has a new key, both certificates bear one name.
TEST(TrustStore, KnowsEveryAuthorityOfAName) {
  const Identity old = test::make_authority("Authority"),
                 renewed = test::make_authority("Authority");
  const Identity other = test::make_authority("Authority");
  const auto path =
      temporary("renewed.pem", "Notes of a person\n\n" + test::pem_of(old.certificate.get()) +
                                   test::pem_of(renewed.certificate.get()));
  const auto trust = TrustStore::load(path).value();
  std::remove(path.c_str());
  EXPECT_TRUE(is_trusted(trust, test::make_leaf(old, kHost)));
  EXPECT_TRUE(is_trusted(trust, test::make_leaf(renewed, kHost)));
  EXPECT_FALSE(is_trusted(trust, test::make_leaf(other, kHost)));
}

// As browsers do: a certificate in the store is an anchor, root or not.
TEST(TrustStore, TakesALeafThatIsInTheFile) {
  const auto leaf = test::make_leaf(test::make_authority("Unknown"), kHost);
  const auto path = temporary("leaf.pem", test::pem_of(leaf.certificate.get()));
  EXPECT_TRUE(is_trusted(TrustStore::load(path).value(), leaf));
  std::remove(path.c_str());
}

// What OpenSSL calls a trusted certificate holds more than X.509; OpenSSL reads such a file itself.
TEST(TrustStore, ReadsWhatOpenSslCallsTrusted) {
  const std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()), BIO_free);
  ASSERT_EQ(PEM_write_bio_X509_AUX(memory.get(), authority().certificate.get()), 1);
  char* text = nullptr;
  const auto size = static_cast<std::size_t>(BIO_get_mem_data(memory.get(), &text));
  const auto path = temporary("trusted.pem", std::string(text, size));
  EXPECT_TRUE(is_trusted(TrustStore::load(path).value(), test::make_leaf(authority(), kHost)));
  std::remove(path.c_str());
}

TEST(TrustStore, RefusesAFileThatHoldsSomethingElse) {
  const std::string good = test::pem_of(authority().certificate.get());
  const std::string broken = good.substr(0, good.size() / 2) + "\n-----END CERTIFICATE-----\n";
  const std::string text = "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n";
  for (const std::string& content : {good + broken, good + text, broken, text}) {
    const auto path = temporary("broken.pem", content);
    EXPECT_FALSE(TrustStore::load(path)) << content;
    std::remove(path.c_str());
  }
}

TEST(TrustStore, HonoursSslCertFile) {
  const auto path = temporary("env.pem", test::pem_of(authority().certificate.get()));
  setenv("SSL_CERT_FILE", path.c_str(), 1);
  EXPECT_TRUE(TrustStore::load(""));
  setenv("SSL_CERT_FILE", "no/such/file.pem", 1);
  EXPECT_FALSE(TrustStore::load(""));
  unsetenv("SSL_CERT_FILE");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace flexverify::net
