#include "verifier/serve/access.h"

#include <charconv>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/url.h"

namespace flexverify::serve {
namespace {

// The token of "Bearer TOKEN", or the password of "Basic …" (a browser asks for one), "" else.
std::string offered_token(const std::string& authorization) {
  const std::size_t space = authorization.find(' ');
  if (space == std::string::npos) return "";
  const std::string scheme = base::ascii_lower(authorization.substr(0, space));
  const std::string value(base::trim(std::string_view(authorization).substr(space)));
  if (scheme == "bearer") return value;
  if (scheme != "basic") return "";
  const std::string pair = base::base64_decode(value).value_or("");
  const std::size_t colon = pair.find(':');
  return colon == std::string::npos ? "" : pair.substr(colon + 1);
}

bool is_open_to_all(const std::string& path) { return path == "/healthz" || path == "/readyz"; }

}  // namespace

ListenAddress listen_address(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  ListenAddress address{listen.substr(0, colon), 0};
  std::from_chars(listen.data() + colon + 1, listen.data() + listen.size(), address.port);
  if (address.host.starts_with('[')) address.host = address.host.substr(1, address.host.size() - 2);
  return address;
}

bool names_this_machine(const std::string& host_and_port) {
  const auto url = web::parse_url("http://" + host_and_port + "/");
  return url && web::is_loopback(*url);
}

base::Result<void> check_access(const config::Serve& serve) {
  if (names_this_machine(serve.listen)) return {};
  if (!std::holds_alternative<model::NoSource>(serve.token) || !serve.tls.client_ca.empty())
    return {};
  return base::fail("listen " + serve.listen,
                    "others than this machine could look: set serve/token or serve/tls/client_ca, "
                    "or listen on 127.0.0.1");
}

std::optional<HttpReply> refusal_of(const HttpRequest& request, const Access& access) {
  if (is_open_to_all(request.path) || access.certificates) return std::nullopt;
  if (access.token) {
    // Hashes are of one length, so that the comparison tells nothing about the token's.
    const std::string offered = base::sha256(offered_token(request.authorization));
    if (base::equal_in_constant_time(offered, base::sha256(access.token->reveal())))
      return std::nullopt;
    return HttpReply{.status = 401,
                     .body =
                         "a token is needed: Authorization: Bearer …, or any user name with "
                         "the token as password\n",
                     .headers = {{"WWW-Authenticate", "Basic realm=\"flexverify\""}}};
  }
  if (names_this_machine(request.host)) return std::nullopt;
  return HttpReply{.status = 421, .body = "this is served to this machine only\n"};
}

}  // namespace flexverify::serve
