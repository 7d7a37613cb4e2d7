#include "tests/lab/server.h"

#include <httplib.h>
#include <algorithm>

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <stdexcept>

#include "tests/lab/pages.h"
#include "tests/lab/relay.h"
#include "tests/lab/request_log.h"
#include "tests/lab/tls.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

constexpr std::size_t kMaxBody = 2 * 1024 * 1024;

// Not the library's: with SO_REUSEPORT two labs would share a port without a word.
void reuse_address(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

Request translate(const httplib::Request& from, std::string body) {
  const bool head = from.method == "HEAD";
  Request request{.method = head ? "GET" : from.method,
                  .form_of = head ? Request::Form::Head : Request::Form::Whole,
                  .host = local_name(base::ascii_lower(from.get_header_value("Host"))),
                  .path = from.target,
                  .query = {},
                  .headers = {from.headers.begin(), from.headers.end()},
                  .body = std::move(body)};
  if (const auto colon = request.host.find(':'); colon != std::string::npos)
    request.host.resize(colon);
  if (const auto mark = request.path.find('?'); mark != std::string::npos) {
    request.query = web::parse_query(std::string_view(request.path).substr(mark + 1));
    request.path.resize(mark);
  }
  return request;
}

// The library compresses what is set as a whole, with Brotli at its slowest: that is kept to one
// small file, so that clients meet a compressed answer in every login.
bool is_worth_compressing(const Reply& reply) {
  return reply.body.empty() || reply.status >= 400 ||
         (reply.type.starts_with("application/javascript") && reply.body.size() < 65536);
}

void translate(Reply from, httplib::Response& to) {
  to.status = from.status;
  if (from.type.empty()) {  // the library would write an empty field
    to.body = std::move(from.body);
    for (const auto& [name, value] : from.headers) to.headers.emplace(name, value);
    return;
  }
  for (const auto& [name, value] : from.headers) to.headers.emplace(name, value);
  if (is_worth_compressing(from)) return to.set_content(std::move(from.body), from.type);
  const std::size_t size = from.body.size();
  to.set_content_provider(size, from.type,
                          [body = std::move(from.body)](std::size_t offset, std::size_t length,
                                                        httplib::DataSink& sink) {
                            // The library may ask for more than there is: a Range, or a
                            // Content-Length of a deviation's own.
                            if (offset >= body.size()) return false;
                            return sink.write(body.data() + offset,
                                              std::min(length, body.size() - offset));
                          });
}

// RFC 9110 14.2: a server may ignore a Range. The library would ask a provider of content for the
// whole range, also where the content ends before it.
void forget_ranges(const httplib::Request& request) {
  const_cast<httplib::Request&>(request).ranges.clear();  // the library's own, which is not const
}

}  // namespace

struct Lab::State {
  State(const Options& options, Identity made)
      : deviation(options.deviation),
        identity(std::move(made)),
        server(identity.certificate.get(), identity.key.get()) {
    if (!server.is_valid()) throw std::runtime_error("the lab's TLS server cannot be made");
    server.new_task_queue = [threads = options.threads] {
      return new httplib::ThreadPool(threads);
    };
    server.set_socket_options([this](socket_t socket) {
      reuse_address(socket);
      listening = socket;
    });
    server.set_tcp_nodelay(true);
    server.set_keep_alive_timeout(5);  // also the time for a busy client's first request
    server.set_keep_alive_max_count(100);
    server.set_payload_max_length(kMaxBody);
  }

  void reply(const httplib::Request& request, std::string body, httplib::Response& response) {
    if (is_slow(request)) wait_for_the_end();
    Request asked = translate(request, std::move(body));
    Reply given =
        deviation ? answer_with(*deviation, *world, asked, request.method) : answer(*world, asked);
    keep(asked, given);
    translate(std::move(given), response);
  }

  // The parts of multipart/form-data, as the other encoding of the same fields.
  void reply_to_parts(const httplib::Request& request, const httplib::ContentReader& read,
                      httplib::Response& response) {
    std::vector<web::NameValue> fields;
    read(
        [&](const httplib::MultipartFormData& part) {
          fields.emplace_back(part.name, "");
          return fields.size() < 100;
        },
        [&](const char* data, std::size_t size) {
          fields.back().second.append(data, size);
          return fields.back().second.size() <= kMaxBody;
        });
    httplib::Request encoded = request;
    encoded.headers.erase("Content-Type");
    encoded.headers.emplace("Content-Type", "application/x-www-form-urlencoded");
    std::string body;
    for (const auto& [name, value] : fields)
      body += (body.empty() ? "" : "&") + web::encode_component(name) + "=" +
              web::encode_component(value);
    reply(encoded, std::move(body), response);
  }

  void keep(const Request& request, const Reply& reply) {
    if (!log.is_open()) return;
    const std::scoped_lock lock(mutex);
    log << request_line(request, reply) << std::endl;
  }

  // Of a slow page, every server is; of a slow discovery, that one request.
  [[nodiscard]] bool is_slow(const httplib::Request& request) const {
    const bool discovery = request.path == "/v1/Flex/Authentication/Config";
    return world->faults.page == PageFault::Slow ||
           (discovery && world->faults.discovery == DiscoveryFault::Slow);
  }

  void wait_for_the_end() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return ending; });
  }

  void end() {
    const std::scoped_lock lock(mutex);
    ending = true;
    changed.notify_all();
  }

  // With a delay the relay has the port that clients know.
  void listen(const Options& options) {
    const bool far = options.delay.count() > 0;
    if (far) relay = std::make_unique<Relay>(options.address, options.port, options.delay);
    server_port = far ? 0 : options.port;
    if (server_port == 0)
      server_port = server.bind_to_any_port(far ? "127.0.0.1" : options.address);
    else if (!server.bind_to_port(options.address, server_port))
      server_port = -1;
    if (server_port < 0)
      throw std::runtime_error("cannot listen on " + options.address + ":" +
                               std::to_string(options.port));
    // The library lets five wait, and a client connects to more hosts than that at once.
    constexpr int kWaiting = 128;
    ::listen(listening, kWaiting);
    port = far ? relay->port() : server_port;
  }

  // Bodies are read by the content reader: the library's own way cuts forms at 8 KiB, and a
  // SAMLResponse is larger.
  void route() {
    server.Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
      forget_ranges(request);
      reply(request, "", response);
    });
    server.Options(".*", [this](const httplib::Request& request, httplib::Response& response) {
      reply(request, "", response);
    });
    server.Post(".*", [this](const httplib::Request& request, httplib::Response& response,
                             const httplib::ContentReader& read) {
      std::string body;
      if (request.is_multipart_form_data()) return reply_to_parts(request, read, response);
      read([&](const char* data, std::size_t size) {
        body.append(data, size);
        return body.size() <= kMaxBody;
      });
      reply(request, std::move(body), response);
    });
  }

  std::optional<Deviation> deviation;
  Identity identity;
  httplib::SSLServer server;
  int port = 0;         // that clients know
  int server_port = 0;  // that the server has
  socket_t listening = INVALID_SOCKET;
  std::unique_ptr<Relay> relay;  // null: none stands before the server
  std::unique_ptr<World> world;
  std::ofstream log;
  std::mutex mutex;
  std::condition_variable changed;
  bool ending = false;
};

// The port must be known before the world, and the names of the world before the certificate; the
// port does not change the names.
Lab::Lab(Options options) {
  const Faults faults = options.drill == nullptr ? Faults{} : options.drill->faults;
  std::vector<std::string> external;
  for (const ExternalProvider& provider : options.external)
    external.push_back(host_of_deployment(provider.name));
  state_ = std::make_unique<State>(options, make_identity(host_names(external), faults.tls));
  state_->listen(options);
  state_->world = std::make_unique<World>(state_->port, options.drill, options.external,
                                          options.scripts, options.names);
  state_->world->flex_ui = std::move(options.flex_ui);
  state_->world->time_of_codes = std::move(options.time_of_codes);
  if (!options.request_log.empty()) state_->log.open(options.request_log);
  state_->route();
}

Lab::~Lab() { stop(); }

void Lab::start() {
  thread_ = std::thread([this] { state_->server.listen_after_bind(); });
  while (!state_->server.is_running()) std::this_thread::yield();
  if (state_->relay) state_->relay->start(state_->server_port);
}

void Lab::stop() {
  state_->end();
  if (state_->relay) state_->relay->stop();
  state_->server.stop();
  if (thread_.joinable()) thread_.join();
}

int Lab::port() const { return state_->port; }
const std::string& Lab::ca_pem() const { return state_->identity.ca_pem; }
const World& Lab::world() const { return *state_->world; }

}  // namespace flexverify::lab
