#include "verifier/webdriver/window.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/webdriver/child.h"
#include "verifier/webdriver/trusted_home.h"

namespace flexverify::webdriver {
namespace {

using model::Code;
using model::Finding;

constexpr base::Millis kToStart{20'000};  // a browser that fails with a pipe says so after 60 s
constexpr base::Millis kDriverToStart{5'000};

constexpr std::array<const char*, 4> kPrograms = {"chromium", "chromium-browser", "google-chrome",
                                                  "google-chrome-stable"};

std::string find_browser() {
  for (const char* name : kPrograms)
    if (auto path = find_program(name); !path.empty()) return path;
  return "";
}

Finding unavailable(const std::string& what) {
  return model::make_finding(Code::BrowserUnavailable, what);
}

Finding does_not_start(const std::string& what, const std::string& words) {
  Finding finding = unavailable("the browser does not start: " + base::printable(what, 160) +
                                (words.empty() ? "" : " (" + words + ")"));
  finding.hint = "Try it by hand: chromium --headless --dump-dom about:blank.";
  return finding;
}

// Chromium cannot be told a proxy's password without asking a person.
std::optional<Finding> unusable_network(const model::NetworkSpec& network) {
  const auto proxy = web::parse_url(network.proxy);
  if (!proxy || proxy->username.empty()) return std::nullopt;
  Finding finding =
      unavailable("the proxy wants a user name, which a headless browser cannot be given");
  finding.hint = "Let this machine pass the proxy without one, or use --browser never.";
  return finding;
}

DriverCommand command_in(const std::string& home) {
  const char* path = std::getenv("PATH");
  return {.arguments = {"chromedriver", "--port=0", "--enable-chrome-logs"},
          .environment = {"HOME=" + home, "TMPDIR=" + home, "LANG=C.UTF-8",
                          std::string("PATH=") + (path == nullptr ? "/usr/bin:/bin" : path)}};
}

}  // namespace

std::optional<Finding> Window::start(const web::Url& driver, const Wish& wish,
                                     const std::optional<Local>& local, net::Transport& transport,
                                     const std::stop_token& stop) {
  auto session = Session::start(Wire(transport, driver, stop), capabilities(wish, local), kToStart);
  if (!session) return does_not_start(session.error().words, last_words());
  session_.emplace(*std::move(session));
  return std::nullopt;
}

std::variant<std::unique_ptr<Window>, Finding> Window::open_here(const Wish& wish,
                                                                 net::Transport& transport,
                                                                 const std::stop_token& stop) {
  if (auto finding = unusable_network(wish.network)) return *std::move(finding);
  const std::string program = find_browser();
  if (program.empty() || find_program("chromedriver").empty())
    return unavailable("--browser needs Chromium and its driver, and " +
                       std::string(program.empty() ? "chromium" : "chromedriver") +
                       " is not installed");
  auto folder = PrivateFolder::make();
  if (!folder) return unavailable(folder.error().where + ": " + folder.error().what);
  auto catcher = Catcher::listen(wish.acs);
  if (!catcher) return unavailable(catcher.error().where + ": " + catcher.error().what);
  if (!wish.network.ca_file.empty())
    if (auto finding = trust_in_home(wish.network.ca_file, folder->path(), stop))
      return *std::move(finding);
  auto process = DriverProcess::start(command_in(folder->path()), kDriverToStart, stop);
  if (!process) return does_not_start(process.error().where + " " + process.error().what, "");
  std::unique_ptr<Window> window(new Window(wish.acs));
  window->folder_.emplace(*std::move(folder));
  window->catcher_ = *std::move(catcher);
  window->driver_ = *std::move(process);
  const auto driver =
      web::parse_url("http://127.0.0.1:" + std::to_string(window->driver_->port()) + "/");
  const Local local{.folder = window->folder_->path(),
                    .program = program,
                    .catcher_port = window->catcher_->port(),
                    .catcher_pin = window->catcher_->pin(),
                    .is_root = ::geteuid() == 0};
  if (auto finding = window->start(*driver, wish, local, transport, stop))
    return *std::move(finding);
  return window;
}

std::variant<std::unique_ptr<Window>, Finding> Window::open_at(const web::Url& driver,
                                                               const Wish& wish,
                                                               net::Transport& transport,
                                                               const std::stop_token& stop) {
  if (auto finding = unusable_network(wish.network)) return *std::move(finding);
  std::unique_ptr<Window> window(new Window(wish.acs));
  if (auto finding = window->start(driver, wish, std::nullopt, transport, stop)) {
    finding->hint = "Look at the WebDriver that --webdriver names, and at its log.";
    return *std::move(finding);
  }
  return window;
}

Window::~Window() {
  if (session_) session_->end();
}

Reply<void> Window::hear() {
  const auto entries = session_->log("performance");
  if (!entries) return tl::unexpected(entries.error());
  network_.add(*entries);
  return {};
}

Reply<void> Window::begin(const web::Request& request) {
  if (request.method == web::Method::Get) return session_->go(request.url);
  if (catcher_ != nullptr) return session_->go(catcher_->begin_with(request));
  return session_->post(request);
}

std::optional<Caught> Window::take_message() {
  if (catcher_ != nullptr) return catcher_->take();
  auto post = network_.take_posted_to(acs_);
  if (!post) return std::nullopt;
  return Caught{.url = post->url, .body = std::move(post->body), .origin = std::move(post->origin)};
}

std::string Window::last_words() const { return driver_ == nullptr ? "" : driver_->last_words(); }

}  // namespace flexverify::webdriver
