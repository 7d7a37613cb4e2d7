// The self-hosted pages: a static site that holds a Flex build.
#include <fmt/core.h>

#include <algorithm>

#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"

namespace flexverify::lab {
namespace {

constexpr std::string_view kBundlePath = "/static/js/main.4f2a91c7.js";

Reply shell() {
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
                              kBundlePath),
          .headers = {}};
}

Reply other_page() {
  return html(200, "Welcome to nginx!",
              "<h1>Welcome to nginx!</h1>\n<p>Further configuration is required.</p>");
}

std::string oauth_part(const World& world, const Deployment& deployment) {
  const std::string connection = world.faults.app_config == AppConfigFault::StaleConnection
                                     ? "JQ" + std::string(32, '7')
                                     : deployment.connection;
  return fmt::format(R"(
  // Values of the SSO page.
  oauth: {{
    connection: "{}",
    clientId: '{}',
    redirectUrl: '{}/', // exactly one of Trusted URLs
  }},)",
                     connection, client_id(), world.origin(deployment.host));
}

// JavaScript as people write it, no JSON.
Reply app_config(const World& world, const Deployment& deployment) {
  if (world.faults.app_config == AppConfigFault::Html) return shell();
  if (world.faults.app_config == AppConfigFault::Computed)
    return script("var appConfig = makeConfig(window.location);\n");
  const Connection* connection = world.connection(deployment.connection);
  const bool legacy = connection != nullptr && connection->kind == ConnectionKind::Legacy &&
                      world.faults.legacy != LegacyFault::PageNotReverted;
  const bool oauth = !legacy && world.faults.app_config != AppConfigFault::NoOauth;
  return script(fmt::format(R"(/* Configuration of the Flex page.
   https://{0}/ */
var appConfig = {{
  pluginService: {{ enabled: {3}, url: "/plugins", }},
  ytica: false,
  logLevel: 'info',
  sso: {{
    accountSid: "{1}", // the Twilio account
  }},{2}
  'showSupervisorDesktopView': true,
}};
)",
                            deployment.host, deployment.account_sid,
                            oauth ? oauth_part(world, deployment) : "",
                            world.faults.app_config != AppConfigFault::NoPlugins));
}

Reply script_bundle(const World& world) {
  switch (world.faults.bundle) {
    case BundleFault::Missing:
      return not_found();
    case BundleFault::Html:
      return shell();
    case BundleFault::None:
      break;
  }
  return bundle(world);
}

std::optional<Reply> broken_page(const World& world, const Deployment& deployment) {
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

std::optional<Reply> broken_landing(const World& world, const Request& request) {
  if (request.query.empty()) return std::nullopt;
  switch (world.faults.landing) {
    case LandingFault::DropsQuery:
      return redirect("/", 301);
    case LandingFault::RefusesQuery:
      return html(414, "Request-URI Too Long", "<h1>414 Request-URI Too Long</h1>");
    case LandingFault::Forbids:
      return html(403, "Forbidden", "<h1>403 Forbidden</h1>");
    case LandingFault::OtherOrigin:
      if (request.host == kStagingHost) break;
      return redirect(with_query(world.origin(kStagingHost) + "/", request.query));
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
  return shell();
}

}  // namespace

Reply self_hosted(World& world, const Request& request) {
  const auto deployment = std::find_if(world.deployments.begin(), world.deployments.end(),
                                       [&](const Deployment& d) { return d.host == request.host; });
  if (deployment == world.deployments.end() || request.method != "GET") return not_found();
  if (request.path == "/") return index(world, *deployment, request);
  if (request.path == "/assets/appConfig.js") return app_config(world, *deployment);
  if (request.path == kBundlePath) return script_bundle(world);
  if (request.path == "/plugins") return plugin_list(world, request);
  return not_found();
}

}  // namespace flexverify::lab
