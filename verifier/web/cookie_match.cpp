// The clauses of RFC 6265bis draft-22 that compare things, and the words for what they decide.
#include "verifier/web/cookie_jar.h"
#include "verifier/web/public_suffix.h"
#include "verifier/web/url_host.h"

namespace flexverify::web {

std::string_view reason_text(RefusedBecause reason) {
  switch (reason) {
    case RefusedBecause::Malformed:
      return "the Set-Cookie header is malformed";
    case RefusedBecause::TooLarge:
      return "name and value are longer than 4096 bytes";
    case RefusedBecause::TooMany:
      return "there are too many cookies";
    case RefusedBecause::DomainMismatch:
      return "Domain is not the host or a parent of it";
    case RefusedBecause::PublicSuffix:
      return "Domain is a public suffix";
    case RefusedBecause::SecureFromInsecure:
      return "Secure, but set over http";
    case RefusedBecause::SecurePrefix:
      return "__Secure- without Secure";
    case RefusedBecause::HostPrefix:
      return "__Host- needs Secure and Path=/ and no Domain";
    case RefusedBecause::SameSiteNoneWithoutSecure:
      return "SameSite=None without Secure";
    case RefusedBecause::CrossSiteContext:
      return "set by another site's subresource without SameSite=None";
    case RefusedBecause::WouldOverwriteSecure:
      return "it would hide a Secure cookie of that name";
  }
  return "";
}

std::string_view reason_text(WithheldBecause reason) {
  switch (reason) {
    case WithheldBecause::SameSiteStrict:
      return "SameSite=Strict, and the request comes from another site";
    case WithheldBecause::SameSiteLax:
      return "SameSite=Lax, and the request comes from another site and is no plain navigation";
    case WithheldBecause::SameSiteDefault:
      return "no SameSite counts as Lax, and the request comes from another site and is no plain "
             "navigation";
    case WithheldBecause::Path:
      return "its Path is another one, and no other cookie goes along";
    case WithheldBecause::SecureOnly:
      return "Secure, and the request is not https";
  }
  return "";
}

bool domain_matches(std::string_view host, std::string_view domain) {
  if (host == domain) return true;
  return !domain.empty() && host.size() > domain.size() && host.ends_with(domain) &&
         host[host.size() - domain.size() - 1] == '.' && !is_ip_host(host);
}

std::string default_path(const Url& url) {
  if (!url.path.starts_with('/')) return "/";  // step 2
  const auto last = url.path.rfind('/');       // steps 3 and 4
  return last == 0 ? "/" : url.path.substr(0, last);
}

bool path_matches(std::string_view request_path, std::string_view path) {
  if (request_path == path) return true;
  if (path.empty() || !request_path.starts_with(path)) return false;
  return path.ends_with('/') || request_path[path.size()] == '/';
}

bool is_same_site(const Request& request) {
  if (!request.initiator) return true;
  const Url& from = *request.initiator;
  if (!from.host || !request.url.host) return false;  // an opaque origin is its own site
  return from.scheme == request.url.scheme &&
         registrable_domain(host_name(from)) == registrable_domain(host_name(request.url));
}

}  // namespace flexverify::web
