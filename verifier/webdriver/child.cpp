#include "verifier/webdriver/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "verifier/base/text.h"

namespace flexverify::webdriver {
namespace {

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

struct Pipe {
  int read = -1;
  int write = -1;
};

bool open_pipe(Pipe& pipe) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  pipe = {ends[0], ends[1]};
  return true;
}

void close_both(const Pipe& pipe) {
  if (pipe.read >= 0) ::close(pipe.read);
  if (pipe.write >= 0) ::close(pipe.write);
}

struct Prepared {  // before the fork: behind it only system calls are allowed
  const char* program;
  char* const* arguments;
  char* const* environment;
  int nothing;
  Pipe output, errors;
  pid_t parent;
};

// Behind the fork. A parent that died before prctl() sends no signal: it is looked for.
[[noreturn]] void become(const Prepared& what) {
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::setsid();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != what.parent) ::_exit(127);
  ::dup2(what.nothing, STDIN_FILENO);
  ::dup2(what.output.write, STDOUT_FILENO);
  ::dup2(what.errors.write, STDERR_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  ::execve(what.program, what.arguments, what.environment);
  ::_exit(127);
}

}  // namespace

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (const std::string_view folder : base::split(path == nullptr ? "" : path, ':')) {
    const std::string full = std::string(folder) + "/" + name;
    if (folder.starts_with('/') && ::access(full.c_str(), X_OK) == 0) return full;
  }
  return "";
}

base::Result<Child> start_child(const std::vector<std::string>& arguments,
                                const std::vector<std::string>& environment) {
  const std::string program = find_program(arguments.front());
  if (program.empty()) return base::fail(arguments.front(), "is not installed");
  const auto argv = pointers_to(arguments), variables = pointers_to(environment);
  Prepared what{.program = program.c_str(),
                .arguments = argv.data(),
                .environment = variables.data(),
                .nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC),
                .output = {},
                .errors = {},
                .parent = ::getpid()};
  const bool ready = what.nothing >= 0 && open_pipe(what.output) && open_pipe(what.errors);
  const pid_t pid = ready ? ::fork() : -1;
  if (pid == 0) become(what);
  const int error = errno;
  if (what.nothing >= 0) ::close(what.nothing);
  if (pid < 0) {
    close_both(what.output);
    close_both(what.errors);
    return base::fail(program, std::string("cannot be started: ") + std::strerror(error));
  }
  ::close(what.output.write);
  ::close(what.errors.write);
  return Child{.pid = pid, .output = what.output.read, .errors = what.errors.read};
}

}  // namespace flexverify::webdriver
