#include "verifier/web/url.h"
#include "verifier/web/url_host.h"

namespace flexverify::web {
namespace {

bool is_secure_scheme(const Url& url) { return url.scheme == "https" || url.scheme == "wss"; }

}  // namespace

// URL serializer (4.5).
std::string to_string(const Url& url, WithFragment fragment) {
  std::string out = url.scheme + ":";
  if (url.host) {
    out += "//";
    if (!url.username.empty() || !url.password.empty()) {
      out += url.username;
      if (!url.password.empty()) out += ":" + url.password;
      out += "@";
    }
    out += *url.host;
    if (url.port) out += ":" + std::to_string(*url.port);
  } else if (!url.opaque_path && url.path.starts_with("//")) {
    out += "/.";
  }
  out += url.path;
  if (url.query) out += "?" + *url.query;
  if (fragment == WithFragment::Yes && url.fragment) out += "#" + *url.fragment;
  return out;
}

std::string origin(const Url& url) {
  return url.host ? url.scheme + "://" + host_and_port(url) : "null";
}

bool same_origin(const Url& a, const Url& b) {
  return a.host && a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

std::string host_name(const Url& url) {
  std::string host = url.host.value_or("");
  if (host.starts_with('[')) return host.substr(1, host.size() - 2);
  return host;
}

std::string host_and_port(const Url& url) {
  return url.host.value_or("") + (url.port ? ":" + std::to_string(*url.port) : "");
}

std::uint16_t effective_port(const Url& url) {
  return url.port.value_or(is_secure_scheme(url) ? 443 : 80);
}

bool is_ip_address(const Url& url) { return url.host && is_ip_host(*url.host); }

bool is_http(const Url& url) { return url.scheme == "https" || url.scheme == "http"; }

bool is_loopback(const Url& url) {
  const std::string host = host_name(url);
  return host == "::1" || host == "localhost" || host.ends_with(".localhost") ||
         (is_ip_host(host) && host.starts_with("127."));
}

bool same_place(const Url& a, const Url& b) { return same_origin(a, b) && a.path == b.path; }

}  // namespace flexverify::web
