// A long way between clients and the lab: every byte is held back, and a connection takes a round
// trip before it carries any.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>

namespace flexverify::lab {

class Relay {
 public:
  // Listens there (port 0: any free one); `delay` is that of one direction. Throws
  // std::runtime_error when the port is taken.
  Relay(const std::string& address, int port, std::chrono::milliseconds delay);
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  [[nodiscard]] int port() const;
  void start(int server_port);  // of the server on this machine; works once
  void stop();                  // ends every connection

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::thread thread_;
};

}  // namespace flexverify::lab
