#include "verifier/cli/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string>

#include "verifier/base/text.h"

namespace flexverify::cli {
namespace {

constexpr std::size_t kDefaultWidth = 80;
constexpr std::size_t kMaxAnswer = 1024;
constexpr int kPollMillis = 100;

enum class Echo { On, Off };

// /dev/tty with its echo on or off, and back again.
class AskedTerminal {
 public:
  explicit AskedTerminal(Echo echo) : fd_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
    if (fd_ < 0 || ::tcgetattr(fd_, &before_) != 0) return;
    termios quiet = before_;
    if (echo == Echo::Off) quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(fd_, TCSAFLUSH, &quiet) == 0;
  }
  AskedTerminal(const AskedTerminal&) = delete;
  AskedTerminal& operator=(const AskedTerminal&) = delete;
  ~AskedTerminal() {
    if (changed_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] bool ready() const { return changed_; }
  [[nodiscard]] int fd() const { return fd_; }
  void say(std::string_view text) const {
    if (::write(fd_, text.data(), text.size()) < 0) return;  // nobody reads it then
  }

 private:
  int fd_;
  termios before_{};
  bool changed_ = false;
};

// false when the terminal went away or `stop` was requested.
bool read_line(int fd, std::string& line, const std::stop_token& stop) {
  char c = 0;
  while (!stop.stop_requested()) {
    pollfd waiting{.fd = fd, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, kPollMillis) <= 0) continue;
    if (::read(fd, &c, 1) != 1) return false;
    if (c == '\n') return true;
    if (line.size() < kMaxAnswer) line += c;
  }
  return false;
}

}  // namespace

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

bool one_place_for_all() {
  struct stat out{}, err{};
  return ::fstat(STDOUT_FILENO, &out) == 0 && ::fstat(STDERR_FILENO, &err) == 0 &&
         out.st_dev == err.st_dev && out.st_ino == err.st_ino && out.st_rdev == err.st_rdev;
}

std::size_t width_of(int descriptor) {
  winsize size{};
  if (is_terminal(descriptor) && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  std::size_t width = 0;
  if (columns != nullptr) {
    const std::string_view text = columns;
    std::from_chars(text.data(), text.data() + text.size(), width);
  }
  return width > 0 ? width : kDefaultWidth;
}

reports::Color color_for(int descriptor, ColorWish wish) {
  switch (wish) {
    case ColorWish::Always:
      return reports::Color::Always;
    case ColorWish::Never:
      return reports::Color::Never;
    case ColorWish::Auto:
      break;
  }
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool refused = no_color != nullptr && *no_color != '\0';
  const bool able = is_terminal(descriptor) && term != nullptr && std::string_view(term) != "dumb";
  return able && !refused ? reports::Color::Always : reports::Color::Never;
}

bool can_ask() { return is_terminal(STDIN_FILENO); }

base::Result<std::string> ask_aloud(std::string_view question, const std::stop_token& stop) {
  const AskedTerminal terminal(Echo::On);
  if (!terminal.ready()) return base::fail("terminal", "nobody can be asked");
  terminal.say(base::printable(question) + ": ");
  std::string line;
  if (!read_line(terminal.fd(), line, stop)) return base::fail("terminal", "was not answered");
  return std::string(base::trim(line));
}

base::Result<base::Secret> ask(std::string_view question, const std::stop_token& stop) {
  const AskedTerminal terminal(Echo::Off);
  const std::string where(question);
  if (!terminal.ready()) return base::fail(where, "there is no terminal to ask at");
  terminal.say(base::printable(question) + ": ");
  std::string line;
  line.reserve(kMaxAnswer);  // it never moves, so no copy stays behind
  const bool complete = read_line(terminal.fd(), line, stop);
  terminal.say("\n");
  if (complete && !line.empty()) return base::Secret(std::move(line));
  base::wipe(line);
  return base::fail(where, complete ? "was left empty" : "was not answered");
}

}  // namespace flexverify::cli
