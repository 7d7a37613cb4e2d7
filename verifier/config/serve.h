// What `serve` needs of a configuration: when each target is checked, where results go, who is
// told.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "verifier/base/cron.h"
#include "verifier/base/json.h"
#include "verifier/base/time.h"
#include "verifier/config/receiver_kinds.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/verdict.h"

namespace flexverify::config {

struct Every {
  base::Millis interval{300'000};
};
struct Cron {
  base::CronExpression when;
  base::TimeZone zone;
};

struct Schedule {
  std::variant<Every, Cron> when;
  std::size_t confirm = 1;  // failed checks in a row before anybody is told
  base::Millis confirm_pause{30'000};
};

struct Receiver {
  std::string name;
  ReceiverKind kind = ReceiverKind::Webhook;
  std::string url;                   // "" when it is in secret_url, or PagerDuty's own
  model::SecretSource secret_url;    // of the URL
  model::SecretSource secret;        // bearer token, or routing key
  std::vector<std::string> command;  // never a shell
  model::Verdict from = model::Verdict::Warning;
  base::Millis remind{0};  // 0: never
  std::string ca_file;
};

// How long results are kept. The last failures stay in any case.
struct Keep {
  base::Millis age = std::chrono::hours{24 * 90};
  std::size_t runs = 500;  // of each target
  std::size_t failures = 50;
};

struct ServeTls {
  std::string certificate, key, client_ca;  // paths, "" when not given
};

struct Serve {
  std::string listen = "127.0.0.1:9469";
  std::size_t jobs = 4;
  std::string public_url;  // "" or without a slash at the end
  model::SecretSource token;
  ServeTls tls;
  std::string history;  // path; "": in memory
  Keep keep;
  std::vector<Receiver> receivers;
};

// Both must be valid. A target's own time replaces that of the defaults.
[[nodiscard]] Schedule make_schedule(const base::Json& defaults, const base::Json& target);
[[nodiscard]] Serve make_serve(const base::Json& serve);

}  // namespace flexverify::config
