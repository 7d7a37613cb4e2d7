// flex.twilio: the hosted page and its back end; assets.flex.twilio: the bundle.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "tests/lab/hosts.h"
#include "tests/lab/odd_pages.h"
#include "tests/lab/pages.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

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
                              world.origin(kAssetsHost), bundle_path(world.faults.ui_version)),
          .headers = {}};
}

bool is_page(const World& world, std::string_view path) {
  if (path == "/" || path == "/agent-desktop") return true;
  if (path.ends_with('/')) path.remove_suffix(1);  // Flex UI adds one to a legacy destination
  for (const Account& account : world.accounts)
    if (path.substr(1) == account.runtime_domain) return true;
  return false;
}

Reply shown_page(const World& world, const Request& request) {
  const bool landed = !request.parameter("code").empty() || !request.parameter("Token").empty();
  const OddPage odd = landed ? world.faults.odd_landing : world.faults.odd_page;
  return odd_page(odd, world.origin(kIdpHost) + std::string(kPortalPath)).value_or(page(world));
}

Reply other_page() { return html(200, "Maintenance", "<p>This service is being worked on.</p>"); }

// As Flex UI asks: with its token and version.
std::optional<Reply> not_as_the_ui(const World& world, const Request& request) {
  if (!world.tokens.find(request.header("X-Flex-JWE")))
    return api_error(401, 20003, "Authenticate");
  if (request.header("X-Flex-Version").empty())
    return api_error(400, 20001, "X-Flex-Version is required");
  return std::nullopt;
}

Reply session(const World& world, const Request& request) {
  if (auto refusal = not_as_the_ui(world, request)) return *std::move(refusal);
  if (world.faults.api == ApiFault::SessionError)
    return api_error(500, 20500, "An internal server error has occurred");
  if (world.faults.api == ApiFault::SessionHtml) return other_page();
  base::Json body;
  body.set("features", base::Json(base::Json::Array{}));
  return json(200, body);
}

}  // namespace

Reply plugin_list(World& world, const Request& request) {
  if (auto refusal = not_as_the_ui(world, request)) return *std::move(refusal);
  const auto same = [](const auto& pair) { return pair.first == "roles"; };
  if (std::count_if(request.query.begin(), request.query.end(), same) != 1)
    return api_error(400, 20001, "roles is one list with commas");
  if (world.faults.api == ApiFault::PluginsError)
    return api_error(500, 20500, "An internal server error has occurred");
  if (world.faults.api == ApiFault::PluginsHtml) return other_page();
  return json(200, base::Json(base::Json::Array{}));
}

Reply flex_host(World& world, const Request& request) {
  if (request.method != "GET") return not_found();
  if (request.path == "/api/v1/Session") return session(world, request);
  if (request.path == "/plugins") return plugin_list(world, request);
  if (!request.query.empty() && world.faults.landing == LandingFault::Forbids)
    return html(403, "Forbidden", "<h1>403 Forbidden</h1>");
  return is_page(world, request.path) ? shown_page(world, request) : not_found();
}

std::string bundle_path(std::string_view version) {
  return fmt::format("/releases/flex-ui/{}/twilio-flex.unbundled-react.min.js",
                     version.empty() ? "2.17.1" : version);
}

Reply assets_host(World& world, const Request& request) {
  if (request.method != "GET" || request.path != bundle_path(world.faults.ui_version))
    return not_found();
  return world.faults.bundle == BundleFault::Html ? other_page() : served_bundle(world, request);
}

}  // namespace flexverify::lab
