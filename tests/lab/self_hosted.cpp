// The self-hosted pages: a static site that holds a Flex build.
#include <fmt/core.h>

#include <algorithm>

#include "tests/lab/app_configs.h"
#include "tests/lab/hosts.h"
#include "tests/lab/odd_pages.h"
#include "tests/lab/pages.h"

namespace flexverify::lab {
namespace {

constexpr std::string_view kBundlePath = "/static/js/main.4f2a91c7.js";
constexpr std::string_view kOwnBundlePath = "/assets/index-4f2a91c7.js";

// Where the page finds Flex: its own build, or one of Twilio's.
std::string bundle_url(const World& world, const std::string& host) {
  if (!world.faults.ui_version.empty())
    return world.origin(kAssetsHost) + bundle_path(world.faults.ui_version);
  if (world.faults.bundle == BundleFault::Http) return "http://" + host + std::string(kBundlePath);
  return std::string(world.faults.bundle == BundleFault::OwnName ? kOwnBundlePath : kBundlePath);
}

Reply shell(const World& world, const std::string& host) {
  return {.status = 200,
          .body = fmt::format(R"(<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
    <meta name="referrer" content="no-referrer">
    <title>Twilio Flex</title>
    <script src="/assets/appConfig.js"></script>
  </head>
  <body>
    <noscript>You need to enable JavaScript to run this app.</noscript>
    <div id="root"></div>
    <script src="{}"></script>
  </body>
</html>
)",
                              bundle_url(world, host)),
          .headers = {}};
}

Reply other_page() {
  return html(200, "Welcome to nginx!",
              "<h1>Welcome to nginx!</h1>\n<p>Further configuration is required.</p>");
}

Reply own_bundle(const World& world, const Request& request) {
  return world.faults.bundle == BundleFault::Html ? shell(world, request.host)
                                                  : served_bundle(world, request);
}

std::optional<Reply> broken_page(const World& world, const Deployment& deployment) {
  if (auto reply =
          odd_page(world.faults.odd_page, world.origin(kIdpHost) + std::string(kPortalPath)))
    return reply;
  switch (world.faults.page) {
    case PageFault::NotFound:
      return not_found();
    case PageFault::ServerError:
      return html(500, "Internal Server Error", "<h1>Internal Server Error</h1>");
    case PageFault::NotFlex:
      return other_page();
    case PageFault::RedirectLoop:
      return redirect(world.origin(deployment.host) + "/", 301);
    case PageFault::Huge:
      return html(200, "Twilio Flex", std::string(40U * 1024U * 1024U, 'x'));
    case PageFault::None:
    case PageFault::Slow:
      break;
  }
  return std::nullopt;
}

bool is_landing(const Request& request) {
  return !request.parameter("code").empty() || !request.parameter("Token").empty();
}

std::optional<Reply> other_root(const World& world, const Request& request) {
  const bool planted = world.faults.landing == LandingFault::OtherOriginOnly;
  if (!planted || request.host != kAliasHost || is_landing(request)) return std::nullopt;
  return other_page();
}

std::optional<Reply> broken_landing(const World& world, const Request& request) {
  if (!is_landing(request)) return other_root(world, request);
  if (auto reply =
          odd_page(world.faults.odd_landing, world.origin(kIdpHost) + std::string(kPortalPath)))
    return reply;
  switch (world.faults.landing) {
    case LandingFault::DropsQuery:
      return redirect("/", 301);
    case LandingFault::RefusesQuery:
      return html(414, "Request-URI Too Long", "<h1>414 Request-URI Too Long</h1>");
    case LandingFault::Forbids:
      return html(403, "Forbidden", "<h1>403 Forbidden</h1>");
    case LandingFault::OtherOrigin:
    case LandingFault::OtherOriginOnly:
      if (request.host == kAliasHost) break;
      return redirect(with_query(world.origin(kAliasHost) + "/", request.query));
    case LandingFault::NotFlex:
      return other_page();
    case LandingFault::None:
      break;
  }
  return std::nullopt;
}

Reply index(const World& world, const Deployment& deployment, const Request& request) {
  if (auto reply = broken_page(world, deployment)) return *std::move(reply);
  if (auto reply = broken_landing(world, request)) return *std::move(reply);
  return shell(world, request.host);
}

}  // namespace

Reply self_hosted(World& world, const Request& request) {
  const std::string_view host = request.host == kAliasHost ? kAgentsHost : request.host;
  const auto deployment = std::find_if(world.deployments.begin(), world.deployments.end(),
                                       [&](const Deployment& d) { return d.host == host; });
  if (deployment == world.deployments.end() || request.method != "GET") return not_found();
  if (request.path == "/") return index(world, *deployment, request);
  if (request.path == "/assets/appConfig.js")
    return world.faults.app_config == AppConfigFault::Html ? shell(world, request.host)
                                                           : app_config(world, *deployment);
  if (request.path == kBundlePath || request.path == kOwnBundlePath)
    return own_bundle(world, request);
  if (request.path == "/plugins") return plugin_list(world, request);
  return not_found();
}

}  // namespace flexverify::lab
