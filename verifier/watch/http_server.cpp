#include "verifier/watch/http_server.h"

#include <httplib.h>

#include <thread>

namespace flexverify::watch {
namespace {

constexpr std::size_t kThreads = 8, kMostBody = 16 * 1024;
constexpr time_t kSeconds = 5;  // for a request to arrive, and for an answer to leave

HttpRequest request_of(const httplib::Request& from) {
  HttpRequest request{.method = from.method,
                      .path = from.path,
                      .query = {from.params.begin(), from.params.end()},
                      .host = from.get_header_value("Host"),
                      .authorization = from.get_header_value("Authorization")};
  return request;
}

void write_reply(HttpReply reply, httplib::Response& to) {
  to.status = reply.status;
  for (const auto& [name, value] : reply.headers) to.headers.emplace(name, value);
  to.headers.emplace("Content-Type", reply.type);
  to.body = std::move(reply.body);
}

std::unique_ptr<httplib::Server> make_server(const config::ServeTls& tls) {
  if (tls.certificate.empty()) return std::make_unique<httplib::Server>();
  return std::make_unique<httplib::SSLServer>(
      tls.certificate.c_str(), tls.key.c_str(),
      tls.client_ca.empty() ? nullptr : tls.client_ca.c_str());
}

// Not the library's: with SO_REUSEPORT two servers would share a port without a word.
void reuse_address(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

}  // namespace

struct HttpServer::State {
  std::unique_ptr<httplib::Server> server;
  int port = 0;
  std::thread thread;
};

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() {
  state_->server->stop();
  if (state_->thread.joinable()) state_->thread.join();
}

base::Result<std::unique_ptr<HttpServer>> HttpServer::bind(const ListenAddress& address,
                                                           const config::ServeTls& tls,
                                                           Answer answer) {
  auto state = std::make_unique<State>();
  state->server = make_server(tls);
  httplib::Server& server = *state->server;
  if (!server.is_valid())
    return base::fail(tls.certificate, "certificate, key or client_ca cannot be used");
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.set_socket_options(reuse_address);
  server.set_read_timeout(kSeconds);
  server.set_write_timeout(kSeconds);
  server.set_keep_alive_timeout(kSeconds);
  server.set_payload_max_length(kMostBody);
  const auto handle = [answer = std::move(answer)](const httplib::Request& request,
                                                   httplib::Response& response) {
    write_reply(answer(request_of(request)), response);
  };
  server.Get(".*", handle);
  server.Post(".*", handle);
  state->port = address.port;
  if (address.port == 0)
    state->port = server.bind_to_any_port(address.host);
  else if (!server.bind_to_port(address.host, address.port))
    state->port = -1;
  if (state->port < 0)
    return base::fail("listen " + address.host + ":" + std::to_string(address.port),
                      "cannot be bound; is another program using it?");
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

void HttpServer::start() {
  state_->thread = std::thread([this] { state_->server->listen_after_bind(); });
}

int HttpServer::port() const { return state_->port; }

}  // namespace flexverify::watch
