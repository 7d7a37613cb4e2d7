// A browser for one check: its driver, its folder, the catcher, the window. Everything ends with
// it.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "verifier/model/finding.h"
#include "verifier/net/transport.h"
#include "verifier/webdriver/capabilities.h"
#include "verifier/webdriver/catcher.h"
#include "verifier/webdriver/driver_process.h"
#include "verifier/webdriver/network_log.h"
#include "verifier/webdriver/private_folder.h"
#include "verifier/webdriver/session.h"

namespace flexverify::webdriver {

class Window {
 public:
  // Starts chromedriver and Chromium on this machine; browser-unavailable when there is none.
  static std::variant<std::unique_ptr<Window>, model::Finding> open_here(
      const Wish& wish, net::Transport& transport, const std::stop_token& stop);
  // At a WebDriver that runs already, by its base URL.
  static std::variant<std::unique_ptr<Window>, model::Finding> open_at(const web::Url& driver,
                                                                       const Wish& wish,
                                                                       net::Transport& transport,
                                                                       const std::stop_token& stop);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  [[nodiscard]] Session& session() { return *session_; }
  [[nodiscard]] const NetworkLog& network() const { return network_; }
  // Takes from the browser's log what came since the last call.
  Reply<void> hear();
  [[nodiscard]] std::vector<net::SeenElsewhere> take_ended() { return network_.take_ended(); }
  // Opens the request that starts the sign-in, by GET or as a form.
  Reply<void> begin(const web::Request& request);
  // The message for the assertion consumer service, once the browser has posted it.
  std::optional<Caught> take_message();
  // It is on this machine: popups and frames of other sites are caught as well.
  [[nodiscard]] bool is_here() const { return catcher_ != nullptr; }
  // What the driver complained of last, "" when nothing is known.
  [[nodiscard]] std::string last_words() const;

 private:
  explicit Window(web::Url acs) : acs_(std::move(acs)) {}
  std::optional<model::Finding> start(const web::Url& driver, const Wish& wish,
                                      const std::optional<Local>& local, net::Transport& transport,
                                      const std::stop_token& stop);

  web::Url acs_;
  std::optional<PrivateFolder> folder_;
  std::unique_ptr<Catcher> catcher_;
  std::unique_ptr<DriverProcess> driver_;  // ends before its folder goes
  std::optional<Session> session_;
  NetworkLog network_;
};

}  // namespace flexverify::webdriver
