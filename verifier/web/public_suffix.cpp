#include "verifier/web/public_suffix.h"

#include <libpsl.h>

#include "verifier/web/url_host.h"

namespace flexverify::web {

bool is_public_suffix(const std::string& domain) {
  return psl_is_public_suffix(psl_builtin(), domain.c_str()) != 0;
}

std::string registrable_domain(const std::string& host) {
  if (is_ip_host(host)) return host;  // to libpsl "127.0.0.1" is a domain below "0.1"
  const char* found = psl_registrable_domain(psl_builtin(), host.c_str());
  return found == nullptr ? host : found;
}

}  // namespace flexverify::web
