// One request and what came of it, as it is kept: already redacted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/time.h"

namespace flexverify::model {

// Who spoke to the server: our own HTTP engine, or a real browser that we drove.
enum class Engine { Http, Browser };
[[nodiscard]] std::string_view name_of(Engine engine);  // "http", "browser"
[[nodiscard]] std::optional<Engine> engine_named(std::string_view name);

// Phases of one request, each not negative; a phase that a reused connection skipped is zero.
struct Timings {
  base::Millis dns{0}, connect{0}, tls{0}, wait{0}, receive{0}, total{0};
};

// A certificate as it was seen.
struct Certificate {
  std::string use;             // "tls acme.okta.com", "saml signing"
  std::string subject;         // its distinguished name
  std::string sha256;          // hex of the DER
  base::WallTime not_after;    // the end of its validity
  std::int64_t days_left = 0;  // negative when expired
};

struct WithheldCookie {
  std::string name;    // of the cookie
  std::string reason;  // why a browser would not have sent or kept it
};

struct Exchange {
  std::size_t n = 0;             // from 1
  Engine engine = Engine::Http;  // who sent it
  std::string method;            // of HTTP
  std::string url;               // redacted
  int status = 0;                // 0 when no response came
  std::string location;          // redacted
  std::string error;             // "" or why no response came
  // It was asked for in advance, beside others; its place in the list is where it was needed.
  bool ahead = false;
  base::WallTime started;                        // by this machine's clock
  Timings timings;                               // by phase
  std::size_t bytes = 0;                         // of the decoded body
  std::string protocol;                          // "HTTP/2", "HTTP/1.1"
  std::string peer;                              // "127.0.0.1:443"
  std::vector<std::string> cookies_set;          // names that were kept
  std::vector<std::string> cookies_sent;         // names that went along
  std::vector<WithheldCookie> cookies_withheld;  // that matched, and were not sent
  std::vector<WithheldCookie> cookies_rejected;  // Set-Cookie headers that were not kept
};

}  // namespace flexverify::model
