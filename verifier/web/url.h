// URLs as a browser reads them (WHATWG URL Standard). A parsed Url is always valid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flexverify::web {

struct Url {
  std::string scheme;                   // lower case, without ':'
  std::string username;                 // percent-encoded, "" for none
  std::string password;                 // percent-encoded, "" for none
  std::optional<std::string> host;      // serialised: lower case, punycode, IPv6 in brackets
  std::optional<std::uint16_t> port;    // absent when it is the scheme's default
  std::string path;                     // "/a/b", or the opaque path of "mailto:x"
  bool opaque_path = false;             // a path without hierarchy, as in mailto:
  std::optional<std::string> query;     // without '?'
  std::optional<std::string> fragment;  // without '#'

  friend bool operator==(const Url&, const Url&) = default;
};

enum class WithFragment { Yes, No };

// The URL parser, with an optional base. nullopt is the standard's "failure".
[[nodiscard]] std::optional<Url> parse_url(std::string_view input, const Url* base = nullptr);
[[nodiscard]] std::string to_string(const Url& url, WithFragment fragment = WithFragment::Yes);

// "https://host:port", or "null" for a URL without a host.
[[nodiscard]] std::string origin(const Url& url);
[[nodiscard]] bool same_origin(const Url& a, const Url& b);
// host without brackets; "" when absent.
[[nodiscard]] std::string host_name(const Url& url);
// "host" or "host:port" as people write it.
[[nodiscard]] std::string host_and_port(const Url& url);
[[nodiscard]] std::uint16_t effective_port(const Url& url);
// http or https: the only places a login goes to.
[[nodiscard]] bool is_http(const Url& url);
// 127.0.0.0/8, ::1, localhost and names below .localhost.
[[nodiscard]] bool is_loopback(const Url& url);
[[nodiscard]] bool is_ip_address(const Url& url);
// scheme, host, port and path are equal: query and fragment are not looked at.
[[nodiscard]] bool same_place(const Url& a, const Url& b);

}  // namespace flexverify::web
