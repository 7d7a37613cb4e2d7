// The lab as one object: a TLS server with all hosts, for a program, a test or a benchmark.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/lab/deviation.h"
#include "tests/lab/world.h"

namespace flexverify::lab {

struct Options {
  std::string address = "127.0.0.1";
  int port = 0;                  // 0: any free one
  const Drill* drill = nullptr;  // null: everything works
  std::vector<ExternalProvider> external = {};
  std::optional<Deviation> deviation = {};
  Scripts scripts = Scripts::No;
  Names names = Names::Local;
  std::string flex_ui = {};      // the text of a real build of Flex UI
  std::string request_log = {};  // a file that gets a line of JSON for each request
  std::size_t threads = 256;     // an idle connection keeps one for five seconds
  std::function<base::WallTime()> time_of_codes = now;  // by which one-time codes are judged
  // Of each direction between a client and the lab; 0: they are as near as they are.
  std::chrono::milliseconds delay{0};
};

class Lab {
 public:
  // Throws std::runtime_error when the port is taken.
  explicit Lab(Options options);
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  void start();  // returns when connections are accepted
  void stop();   // ends every connection; start() works once
  [[nodiscard]] int port() const;
  [[nodiscard]] const std::string& ca_pem() const;  // of the authority that a client should trust
  [[nodiscard]] const World& world() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::thread thread_;
};

}  // namespace flexverify::lab
