// The catcher: a TLS server of ours that the browser takes for the assertion consumer service. It
// gets the browser's own POST of the SAMLResponse, so that the audit comes before anything reaches
// Twilio, and what a browser refuses is refused for real.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/web/message.h"
#include "verifier/webdriver/catcher_identity.h"
#include "verifier/webdriver/http_text.h"

namespace flexverify::webdriver {

struct Caught {
  web::Method method = web::Method::Post;
  web::Url url;        // under the service's name
  std::string body;    // as the browser sent it
  std::string origin;  // of the page that sent it, "" when it was not said
};

class Catcher {
 public:
  // Listens on loopback for the origin of `acs`.
  static base::Result<std::unique_ptr<Catcher>> listen(const web::Url& acs);
  ~Catcher();  // ends every connection
  Catcher(const Catcher&) = delete;
  Catcher& operator=(const Catcher&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // base64 of the SHA-256 of its key, for the browser.
  [[nodiscard]] const std::string& pin() const { return identity_.pin; }
  // A page under the service's name that posts this form, as Twilio's would. Returns its URL.
  web::Url begin_with(const web::Request& form);
  // What came since the last call: a POST to the service's path, or a message in a query.
  std::optional<Caught> take();

 private:
  Catcher(web::Url acs, int socket, int port);
  void accept_all(const std::stop_token& stop);
  void serve(int connection);
  std::string answer(const HttpText& request);

  web::Url acs_;
  CatcherIdentity identity_;
  int socket_;
  int port_;
  std::mutex mutex_;
  std::optional<Caught> caught_;
  std::string begin_path_;
  std::string begin_page_;
  std::vector<int> connections_;
  std::vector<std::jthread> servers_;
  std::jthread acceptor_;
};

}  // namespace flexverify::webdriver
