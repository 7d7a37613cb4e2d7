#include "verifier/net/answer.h"

#include <charconv>
#include <chrono>

#include "verifier/base/text.h"

namespace flexverify::net {

// An interim answer (1xx) is forgotten when the next status line comes.
void Answer::begin(std::string_view status_line) {
  response_.headers.clear();
  response_.status = 0;
  const auto space = status_line.find(' ');
  if (space == std::string_view::npos) return;
  const auto digits = status_line.substr(space + 1, 3);
  std::from_chars(digits.data(), digits.data() + digits.size(), response_.status);
}

void Answer::add_field(std::string_view line) {
  const bool folded = line.starts_with(' ') || line.starts_with('\t');
  if (folded && !response_.headers.empty()) {  // obs-fold, RFC 9112 5.2
    response_.headers.back().value.append(" ").append(base::trim(line));
    return;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  response_.headers.push_back({std::string(base::trim(line.substr(0, colon))),
                               std::string(base::trim(line.substr(colon + 1)))});
}

Answer::Continue Answer::add_header(std::string_view line) {
  header_bytes_ += line.size();
  bytes_ += line.size();
  if (header_bytes_ > limits_.header_bytes) {
    too_large_ = true;
    return Continue::No;
  }
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (headers_done_) return Continue::Yes;  // a trailer field
  if (line.starts_with("HTTP/"))
    begin(line);
  else if (line.empty())
    headers_done_ = response_.status >= 200;
  else
    add_field(line);
  return Continue::Yes;
}

Answer::Continue Answer::add_body(std::string_view bytes) {
  if (bytes.size() > limits_.body_bytes - response_.body.size()) {
    too_large_ = true;
    return Continue::No;
  }
  response_.body += bytes;
  bytes_ += bytes.size();
  return Continue::Yes;
}

bool Answer::too_slow(base::SteadyTime now) {
  constexpr std::chrono::seconds kSpan{10};
  constexpr std::size_t kLeast = 100 * kSpan.count();
  if (!begun()) return false;
  if (counted_from_ && now - *counted_from_ < kSpan) return false;
  if (counted_from_ && bytes_ - bytes_then_ < kLeast) return true;
  counted_from_ = now;
  bytes_then_ = bytes_;
  return false;
}

}  // namespace flexverify::net
