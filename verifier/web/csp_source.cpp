// Does a source of a policy mean a URL: CSP 6.7.2.8, "does url match expression in origin".
#include <algorithm>
#include <optional>

#include "verifier/base/text.h"
#include "verifier/web/content_security_policy.h"
#include "verifier/web/query.h"

namespace flexverify::web {
namespace {

struct HostSource {
  std::string scheme;  // "" when it is not said
  std::string host;    // "*" for any, "*.example" for what is below it
  std::string port;    // "" when it is not said, "*" for any
  std::string path;    // "" when it is not said
};

bool is_scheme_source(std::string_view text) {
  return text.size() > 1 && text.ends_with(':') &&
         text.find_first_of("/*.") == std::string_view::npos;
}

HostSource split_source(std::string_view text) {
  HostSource source;
  if (const auto mark = text.find("://"); mark != std::string_view::npos) {
    source.scheme = base::ascii_lower(text.substr(0, mark));
    text.remove_prefix(mark + 3);
  }
  const std::size_t slash = std::min(text.find('/'), text.size());
  source.path = text.substr(slash);
  text = text.substr(0, slash);
  const std::size_t colon = std::min(text.rfind(':'), text.size());
  source.host = base::ascii_lower(text.substr(0, colon));
  if (colon < text.size()) source.port = text.substr(colon + 1);
  return source;
}

// CSP 6.7.2.9: http means https as well.
bool scheme_matches(std::string_view source, std::string_view scheme) {
  return source == scheme || (source == "http" && scheme == "https") ||
         (source == "ws" && (scheme == "wss" || scheme == "http" || scheme == "https")) ||
         (source == "wss" && scheme == "https");
}

bool host_matches(std::string_view source, std::string_view host) {
  if (source == "*") return true;
  if (source.starts_with("*."))
    return host.size() > source.size() - 1 && host.ends_with(source.substr(1));
  return source == host;
}

int default_port(std::string_view scheme) { return scheme == "http" || scheme == "ws" ? 80 : 443; }

// CSP 6.7.2.11: without a port, the scheme's own; 80 means 443 as well.
bool port_matches(const HostSource& source, const Url& url) {
  const int port = effective_port(url);
  if (source.port == "*") return true;
  if (source.port.empty()) return port == default_port(url.scheme);
  return source.port == std::to_string(port) || (source.port == "80" && port == 443);
}

// CSP 6.7.2.12: a path that ends with a slash means everything below it.
bool path_matches_source(std::string_view source, std::string_view path) {
  if (source.empty() || source == "/") return true;
  const std::string wanted = percent_decode(source), actual = percent_decode(path);
  return wanted.ends_with('/') ? actual.starts_with(wanted) : actual == wanted;
}

bool host_source_matches(std::string_view text, const Url& url, const Url& self, Hop hop) {
  const HostSource source = split_source(text);
  if (source.host.empty() || !url.host) return false;
  if (!scheme_matches(source.scheme.empty() ? std::string_view(self.scheme) : source.scheme,
                      url.scheme))
    return false;
  return host_matches(source.host, *url.host) && port_matches(source, url) &&
         (hop == Hop::Redirected || path_matches_source(source.path, url.path));
}

// CSP 6.7.2.8 step 4: the page's origin, or the same host by a safer scheme.
bool is_self(const Url& url, const Url& self) {
  if (same_origin(url, self)) return true;
  const bool safer = self.scheme == "http" && url.scheme == "https";
  return safer && url.host == self.host && effective_port(self) == 80 && effective_port(url) == 443;
}

bool matches(std::string_view source, const Url& url, const Url& self, Hop hop) {
  if (source == "*") return is_http(url) || url.scheme == self.scheme;
  if (is_scheme_source(source))
    return scheme_matches(base::ascii_lower(source.substr(0, source.size() - 1)), url.scheme);
  if (base::equals_ignoring_case(source, "'self'")) return is_self(url, self);
  return !source.starts_with('\'') && host_source_matches(source, url, self, hop);
}

}  // namespace

bool allows_url(const Directive& directive, const Url& url, const Url& self, Hop hop) {
  return std::ranges::any_of(
      directive.values, [&](const std::string& source) { return matches(source, url, self, hop); });
}

}  // namespace flexverify::web
