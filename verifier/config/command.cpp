#include "verifier/config/command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "verifier/base/passed_through.h"
#include "verifier/base/secret.h"

namespace flexverify::config {
namespace {

using base::Result;
using Clock = std::chrono::steady_clock;

struct Child {
  pid_t pid = -1;
  int output = -1;
};

// What a program needs to run at all. Whatever else a command wants, its list of arguments names:
// ["env", "VAULT_ADDR=https://…", "vault", …].
std::vector<std::string> clean_environment() {
  std::vector<std::string> variables;
  for (const char* name : {"PATH", "HOME", "LANG"})
    if (const char* value = ::getenv(name); value != nullptr)
      variables.push_back(std::string(name) + "=" + value);
  return variables;
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// A child starts with no signal blocked: our threads block those that main waits for. Of our open
// files it has standard input, output and error.
int spawn(const std::vector<std::string>& arguments, int output, pid_t& pid) {
  const std::vector<std::string> variables = clean_environment();
  const std::vector<char*> argv = pointers_to(arguments), environment = pointers_to(variables);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  sigemptyset(&none);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  const int error =
      posix_spawnp(&pid, argv[0], &actions, &attributes, argv.data(), environment.data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

Result<Child> start(const std::vector<std::string>& arguments, const std::string& where) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return base::fail(where, std::strerror(errno));
  Child child{.pid = -1, .output = ends[0]};
  const int error = spawn(arguments, ends[1], child.pid);
  ::close(ends[1]);
  if (error == 0) return child;
  ::close(ends[0]);
  return base::fail(where, std::string("cannot be started: ") + std::strerror(error));
}

enum class End { Complete, TooMuch, TooLate, Stopped };

// How often a stop is looked for.
constexpr base::Millis kLook{100};

End read_all(int fd, const CommandLimits& limits, std::string& output) {
  const auto deadline = Clock::now() + limits.time;
  base::PassedThrough<1024> buffer;
  for (;;) {
    const auto left = std::chrono::ceil<base::Millis>(deadline - Clock::now());
    pollfd waiting{.fd = fd, .events = POLLIN, .revents = 0};
    if (limits.stop.stop_requested()) return End::Stopped;
    if (left.count() <= 0) return End::TooLate;
    if (::poll(&waiting, 1, static_cast<int>(std::min(left, kLook).count())) <= 0) continue;
    const ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return End::Complete;
    output.append(buffer.data(), static_cast<std::size_t>(n));
    if (output.size() > limits.output) return End::TooMuch;
  }
}

// A command that closed its output and lives on is given the same time, then killed.
int wait_for(pid_t pid, base::Millis time, const std::stop_token& stop) {
  const auto deadline = Clock::now() + time;
  int status = 0;
  pid_t ended = ::waitpid(pid, &status, WNOHANG);
  while (ended == 0 && Clock::now() < deadline && !stop.stop_requested()) {
    ::poll(nullptr, 0, 5);
    ended = ::waitpid(pid, &status, WNOHANG);
  }
  if (ended == 0) {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, &status, 0);
  }
  return status;
}

std::string how_it_ended(int status) {
  if (WIFEXITED(status)) return "ended with status " + std::to_string(WEXITSTATUS(status));
  return "was ended by signal " + std::to_string(WTERMSIG(status));
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

}  // namespace

Result<std::string> run_command(const std::vector<std::string>& arguments,
                                const CommandLimits& limits) {
  const std::string where = "command " + (arguments.empty() ? "" : arguments.front());
  if (arguments.empty() || arguments.front().empty()) return base::fail(where, "has no name");
  const auto child = start(arguments, where);
  if (!child) return tl::unexpected(child.error());
  std::string output;
  output.reserve(limits.output + 1024);  // it may hold a secret: no copies left behind
  const End end = read_all(child->output, limits, output);
  ::close(child->output);
  const int status =
      wait_for(child->pid, end == End::Complete ? limits.time : base::Millis{0}, limits.stop);
  if (end == End::Complete && status == 0) return output;
  base::wipe(output);
  if (end == End::Stopped) return base::fail(where, "was stopped");
  if (end == End::TooLate)
    return base::fail(where, "did not end within " + base::format_duration(limits.time));
  if (end == End::TooMuch)
    return base::fail(where, "printed more than " + std::to_string(limits.output) + " bytes");
  return base::fail(where, how_it_ended(status));
}

Result<std::vector<std::string>> split_words(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == 0 && is_space(c)) {
      in_word = false;
      continue;
    }
    if (!std::exchange(in_word, true)) words.emplace_back();
    if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else if (c == '\\' && quote != '\'' && i + 1 < line.size()) {
      words.back() += line[++i];
    } else {
      words.back() += c;
    }
  }
  if (quote != 0) return base::fail("command", std::string("the quote ") + quote + " does not end");
  if (words.empty()) return base::fail("command", "has no words");
  return words;
}

}  // namespace flexverify::config
