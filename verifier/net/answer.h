// One answer while it arrives: bounded, and put together from the pieces that libcurl hands out.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "verifier/base/time.h"
#include "verifier/net/transport.h"

namespace flexverify::net {

class Answer {
 public:
  enum class Continue { Yes, No };

  Answer(const Limits& limits, std::stop_token stop) : limits_(limits), stop_(std::move(stop)) {}

  // One header line, with the status lines of interim answers and the empty line at the end.
  Continue add_header(std::string_view line);
  Continue add_body(std::string_view bytes);

  [[nodiscard]] bool stopped() const { return stop_.stop_requested(); }
  [[nodiscard]] bool too_large() const { return too_large_; }
  // From its first byte on, less than 100 bytes a second came over 10 seconds. Asked again and
  // again while it arrives.
  [[nodiscard]] bool too_slow(base::SteadyTime now);
  [[nodiscard]] bool begun() const { return header_bytes_ > 0; }
  // The empty line after the header section was there: it was not cut off.
  [[nodiscard]] bool has_headers() const { return headers_done_; }
  [[nodiscard]] const Limits& limits() const { return limits_; }
  [[nodiscard]] web::Response& response() { return response_; }

 private:
  void begin(std::string_view status_line);
  void add_field(std::string_view line);

  Limits limits_;
  std::stop_token stop_;
  web::Response response_;
  std::size_t header_bytes_ = 0;
  std::size_t bytes_ = 0;  // of headers and body
  std::optional<base::SteadyTime> counted_from_;
  std::size_t bytes_then_ = 0;
  bool headers_done_ = false;
  bool too_large_ = false;
};

}  // namespace flexverify::net
