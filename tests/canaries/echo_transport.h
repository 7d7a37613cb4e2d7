// A careless server: from one request on it answers with an error that repeats every secret it was
// given and every session value that was exchanged, in each spelling.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "verifier/net/transport.h"

namespace flexverify::test {

// How the error is written.
enum class EchoAs { Page, Json, Redirect, Cookie, Failure };
inline constexpr std::initializer_list<EchoAs> kAllEchoes = {
    EchoAs::Page, EchoAs::Json, EchoAs::Redirect, EchoAs::Cookie, EchoAs::Failure};

// The value as a server, a browser or a library would write it.
[[nodiscard]] std::vector<std::string> spellings_of(const std::string& value);

class EchoTransport final : public net::Transport {
 public:
  // `account` is what the test account has: it is repeated once a request carried it. The answer to
  // request `from` (from 1) is the first that is replaced.
  EchoTransport(net::Transport& inner, std::vector<std::string> account, std::size_t from,
                EchoAs echo)
      : inner_(inner), account_(std::move(account)), from_(from), as_(echo) {}

  net::WireExchange send(const net::WireRequest& request, const net::Limits& limits,
                         std::stop_token stop) override;
  // What must be in no output: cookies, codes, states, tokens, messages, and what was sent of the
  // account.
  [[nodiscard]] const std::set<std::string>& canaries() const { return canaries_; }
  // The server answered in its own way at least once.
  [[nodiscard]] bool has_echoed() const { return count_ >= from_; }

 private:
  void notice(const net::WireRequest& request);
  void notice(const web::Response& response);
  void add(const std::string& value);

  net::Transport& inner_;
  std::vector<std::string> account_;
  std::size_t from_;
  EchoAs as_;
  std::size_t count_ = 0;
  std::set<std::string> canaries_;
};

}  // namespace flexverify::test
