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
#include "verifier/model/courtesy.h"
#include "verifier/model/verdict.h"

namespace flexverify::config {

struct Every {
  base::Millis interval{300'000};  // between two starts
};
struct Cron {
  base::CronExpression when;  // its five fields
  base::TimeZone zone;        // in which they are read
};

struct Schedule {
  std::variant<Every, Cron> when;      // how the times of checks are found
  std::size_t confirm = 1;             // failed checks in a row before anybody is told
  base::Millis confirm_pause{30'000};  // between these checks
};

struct Receiver {
  std::string name;                               // unique among the receivers
  ReceiverKind kind = ReceiverKind::Webhook;      // how it is told
  std::string url;                                // "" when it is in secret_url, or PagerDuty's own
  model::SecretSource secret_url;                 // of the URL
  model::SecretSource secret;                     // bearer token, or routing key
  std::vector<std::string> command;               // never a shell
  model::Verdict from = model::Verdict::Warning;  // the least that is told
  base::Millis remind{0};                         // how often an open alert is told again; 0: never
  std::string ca_file;  // PEM of an authority that its host is trusted by; "" for the system's
};

// How long results are kept. The last failures stay in any case.
struct Keep {
  base::Millis age = std::chrono::hours{24 * 90};  // older ones go
  std::size_t runs = 500;                          // of each target
  std::size_t failures = 50;                       // the last ones of each target, which stay
};

struct ServeTls {
  std::string certificate, key, client_ca;  // paths, "" when not given
};

struct Serve {
  std::string listen = "127.0.0.1:9469";  // address and port
  std::size_t jobs = 4;                   // checks at once
  model::Courtesy courtesy;               // to each identity provider
  std::size_t browsers = 1;               // real browsers at once, half a GiB each
  std::string public_url;                 // "" or without a slash at the end
  model::SecretSource token;              // that the dashboard asks for
  ServeTls tls;                           // of the dashboard
  std::string history;                    // path; "": in memory
  Keep keep;                              // how long results stay
  std::vector<Receiver> receivers;        // who is told
};

// Both must be valid. A target's own time replaces that of the defaults.
[[nodiscard]] Schedule make_schedule(const base::Json& defaults, const base::Json& target);
[[nodiscard]] Serve make_serve(const base::Json& serve);

}  // namespace flexverify::config
