// Serves the dashboard: a thread for each connection, five seconds for a whole request, and 64
// connections of one address (crowd.h), so that nobody keeps others from an answer.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "verifier/base/result.h"
#include "verifier/config/serve.h"
#include "verifier/serve/access.h"
#include "verifier/serve/http.h"

namespace flexverify::serve {

class HttpServer {
 public:
  using Answer = std::function<HttpReply(const HttpRequest&)>;  // called from several threads

  // Binds; the Error says why it cannot (address in use, certificate that cannot be read).
  static base::Result<std::unique_ptr<HttpServer>> bind(const ListenAddress& address,
                                                        const config::ServeTls& tls, Answer answer);
  ~HttpServer();  // ends every connection
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  void start();
  [[nodiscard]] int port() const;

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace flexverify::serve
