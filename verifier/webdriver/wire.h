// The protocol of WebDriver (W3C): JSON over HTTP, one command a request.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "verifier/base/json.h"
#include "verifier/base/time.h"
#include "verifier/net/transport.h"

namespace flexverify::webdriver {

// Why a command gave no value.
struct Fault {
  enum class Kind {
    Moving,  // the page is being replaced, or what was found on it is gone: look again
    Gone,    // the browser or the driver is no longer there
    Refused  // the driver says no
  };
  Kind kind = Kind::Gone;
  std::string words;  // of the driver's or the network's; may be a server's: not for printing raw
};
template <class Value>
using Reply = tl::expected<Value, Fault>;

// What an error code of the protocol means for somebody who drives a page.
[[nodiscard]] Fault fault_named(std::string_view error, std::string_view message);

class Wire {
 public:
  // `driver` is the base of its commands; the transport is borrowed.
  Wire(net::Transport& transport, web::Url driver, std::stop_token stop)
      : transport_(transport), driver_(std::move(driver)), stop_(std::move(stop)) {}

  // The "value" of the answer. A command is never repeated: the first one may have been carried
  // out.
  Reply<base::Json> post(std::string_view path, const base::Json& parameters,
                         base::Millis patience);
  Reply<base::Json> get(std::string_view path, base::Millis patience);
  Reply<base::Json> remove(std::string_view path, base::Millis patience);

 private:
  Reply<base::Json> call(web::Method method, std::string_view path, std::string body,
                         base::Millis patience, const std::stop_token& stop);

  net::Transport& transport_;
  web::Url driver_;
  std::stop_token stop_;
};

}  // namespace flexverify::webdriver
