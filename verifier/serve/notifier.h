// Delivers queued alerts: tries again with growing pauses, gives up after a day.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/config/serve.h"
#include "verifier/net/transport.h"
#include "verifier/serve/store.h"

namespace flexverify::serve {

// What a delivery needs from outside; a test gives its own.
struct NotifierServices {
  std::function<base::Result<std::unique_ptr<net::Transport>>(const config::Receiver&)> transport;
  std::function<base::Result<base::Secret>(const model::SecretSource&, std::string_view what)>
      secret;
  std::function<base::Result<std::string>(const std::vector<std::string>&)> run_command;
};

// One alert to one receiver. The Error says what went wrong without any secret.
[[nodiscard]] base::Result<void> deliver(const config::Receiver& receiver, const base::Json& alert,
                                         const NotifierServices& services, std::stop_token stop);

struct NotifierCounts {
  std::size_t delivered = 0, failed = 0, dropped = 0;  // messages since the start
};

class Notifier {
 public:
  Notifier(Store& store, base::Clock& clock, NotifierServices services, Store::Log log);
  void replace(std::vector<config::Receiver> receivers);
  // Tries whatever is due, once. After a failure the same receiver's other messages wait as well.
  void deliver_due(std::stop_token stop);
  [[nodiscard]] NotifierCounts counts() const;

 private:
  Store& store_;
  base::Clock& clock_;
  NotifierServices services_;
  Store::Log log_;
  std::mutex mutex_;  // of the receivers
  std::vector<config::Receiver> receivers_;
  std::atomic<std::size_t> delivered_ = 0, failed_ = 0, dropped_ = 0;
};

}  // namespace flexverify::serve
