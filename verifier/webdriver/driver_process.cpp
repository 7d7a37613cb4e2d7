#include "verifier/webdriver/driver_process.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "verifier/base/text.h"
#include "verifier/webdriver/child.h"

namespace flexverify::webdriver {
namespace {

constexpr int kMostStarts = 3;
constexpr std::size_t kKept = 4096;  // bytes of what it says
constexpr int kLook = 100;           // ms between looks at a stop
constexpr base::Millis kForEnding{3000};

void keep_the_end(std::string& text) {
  if (text.size() > kKept) text.erase(0, text.size() - kKept);
}

bool ends_within(pid_t pid, base::Millis time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (::waitpid(pid, nullptr, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= until) return false;
    ::poll(nullptr, 0, 10);
  }
  return true;
}

}  // namespace

int port_in(std::string_view output) {
  constexpr std::string_view kWords = "started successfully on port ";
  const std::size_t at = output.find(kWords);
  if (at == std::string_view::npos) return 0;
  const std::string_view digits = output.substr(at + kWords.size());
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool whole = end != digits.data() + digits.size();  // more digits may be to come
  return error == std::errc() && whole && port > 0 && port < 65536 ? port : 0;
}

DriverProcess::DriverProcess(pid_t pid, int output, int errors)
    : pid_(pid), output_(output), errors_(errors) {
  reader_ = std::jthread([this](const std::stop_token& stop) { read_all(stop); });
}

void DriverProcess::heard(bool is_output, std::string_view text) {
  const std::lock_guard lock(mutex_);
  std::string& kept = is_output ? said_ : complaint_;
  kept += text;
  keep_the_end(kept);
  if (port_ == 0) port_ = port_in(said_);
  changed_.notify_all();
}

void DriverProcess::read_all(const std::stop_token& stop) {
  std::array<pollfd, 2> files = {pollfd{output_, POLLIN, 0}, pollfd{errors_, POLLIN, 0}};
  std::array<char, 4096> buffer{};
  while (!stop.stop_requested() && (files[0].fd >= 0 || files[1].fd >= 0)) {
    if (::poll(files.data(), files.size(), kLook) <= 0) continue;
    for (pollfd& file : files) {
      if (file.fd < 0 || file.revents == 0) continue;
      const ssize_t n = ::read(file.fd, buffer.data(), buffer.size());
      if (n > 0)
        heard(file.fd == output_, {buffer.data(), static_cast<std::size_t>(n)});
      else
        file.fd = -1;
    }
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

bool DriverProcess::wait_for_port(base::Millis patience, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, patience, [this] { return port_ != 0 || ended_; });
  return port_ != 0;
}

base::Result<std::unique_ptr<DriverProcess>> DriverProcess::start(const DriverCommand& command,
                                                                  base::Millis patience,
                                                                  const std::stop_token& stop) {
  std::string words;
  for (int i = 0; i < kMostStarts && !stop.stop_requested(); ++i) {
    const auto child = start_child(command.arguments, command.environment);
    if (!child) return tl::unexpected(child.error());
    std::unique_ptr<DriverProcess> driver(
        new DriverProcess(child->pid, child->output, child->errors));
    if (driver->wait_for_port(patience, stop)) return driver;
    words = driver->last_words();
  }
  return base::fail(command.arguments.front(),
                    "does not start" + (words.empty() ? "" : ": " + words));
}

DriverProcess::~DriverProcess() {
  ::kill(pid_, SIGTERM);
  const bool ended = ends_within(pid_, kForEnding);
  ::kill(-pid_, SIGKILL);
  if (!ended) ::waitpid(pid_, nullptr, 0);
  reader_.request_stop();
  reader_.join();
  ::close(output_);
  ::close(errors_);
}

std::string DriverProcess::last_words() const {
  const std::lock_guard lock(mutex_);
  std::string_view last, error;
  for (const std::string_view line : base::split(complaint_.empty() ? said_ : complaint_, '\n')) {
    if (base::trim(line).empty()) continue;
    last = line;
    if (base::contains_ignoring_case(line, "error")) error = line;
  }
  return base::printable(error.empty() ? last : error, 200);
}

}  // namespace flexverify::webdriver
