// chromedriver as a child of ours: it dies with us, and the browser with it.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/time.h"

namespace flexverify::webdriver {

struct DriverCommand {
  std::vector<std::string> arguments;    // the first one is found along PATH
  std::vector<std::string> environment;  // "HOME=…": all that it gets
};

class DriverProcess {
 public:
  // Starts it and waits for the port that it says it listens on. Another one is started, three in
  // all, when it ends at once: now and then its port is taken. The thread that calls this must
  // outlive the process, which the kernel kills when that thread ends.
  static base::Result<std::unique_ptr<DriverProcess>> start(const DriverCommand& command,
                                                            base::Millis patience,
                                                            const std::stop_token& stop);
  // Asks it to end, waits, and kills its whole process group.
  ~DriverProcess();
  DriverProcess(const DriverProcess&) = delete;
  DriverProcess& operator=(const DriverProcess&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] pid_t pid() const { return pid_; }
  // The last line of its standard error that names an error, else its last line: the only place
  // that says why a browser does not start. "" when it said nothing.
  [[nodiscard]] std::string last_words() const;

 private:
  DriverProcess(pid_t pid, int output, int errors);
  void read_all(const std::stop_token& stop);
  void heard(bool is_output, std::string_view text);
  bool wait_for_port(base::Millis patience, const std::stop_token& stop);

  pid_t pid_;
  int output_;
  int errors_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::string said_;       // on standard output, until the port is known
  std::string complaint_;  // the end of its standard error
  bool ended_ = false;
  std::jthread reader_;  // a full pipe would stop the driver
};

// "ChromeDriver was started successfully on port 41234." gives 41234; 0 when there is no such line.
[[nodiscard]] int port_in(std::string_view output);

}  // namespace flexverify::webdriver
