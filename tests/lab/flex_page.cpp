// flex.twilio: the hosted page and its back end; assets.flex.twilio: the bundle.
#include <fmt/core.h>

#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

constexpr std::string_view kBundlePath =
    "/releases/flex-ui/2.17.1/twilio-flex.unbundled-react.min.js";

// The same shell for everybody, logged in or not: what it shows is made by the bundle.
Reply page(const World& world) {
  return {.status = 200,
          .body = fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Twilio Flex</title>
<script src="{0}{1}"></script>
</head>
<body>
<noscript>You need to enable JavaScript to run this app.</noscript>
<div id="container"></div>
</body>
</html>
)",
                              world.origin(kAssetsHost), kBundlePath),
          .headers = {}};
}

bool is_page(const World& world, std::string_view path) {
  if (path == "/" || path == "/agent-desktop") return true;
  for (const Account& account : world.accounts)
    if (path.substr(1) == account.runtime_domain) return true;
  return false;
}

Reply with_token(World& world, const Request& request, bool broken, const base::Json& body) {
  if (!world.tokens.find(request.header("x-flex-jwe")))
    return api_error(401, 20003, "Authenticate");
  if (broken) return api_error(500, 20500, "An internal server error has occurred");
  return json(200, body);
}

}  // namespace

Reply flex_host(World& world, const Request& request) {
  if (request.method != "GET") return not_found();
  const ApiFault fault = world.faults.api;
  if (request.path == "/api/v1/Session") {
    base::Json body;
    body.set("features", base::Json(base::Json::Array{}));
    return with_token(world, request, fault == ApiFault::SessionError, body);
  }
  if (request.path == "/plugins")
    return with_token(world, request, fault == ApiFault::PluginsError,
                      base::Json(base::Json::Array{}));
  return is_page(world, request.path) ? page(world) : not_found();
}

Reply assets_host(World& world, const Request& request) {
  const bool there = request.method == "GET" && request.path == kBundlePath;
  return there && world.faults.bundle == BundleFault::None ? bundle(world) : not_found();
}

}  // namespace flexverify::lab
