#include "tests/lab/app_configs.h"

#include <algorithm>
#include <array>

#include "tests/lab/hosts.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

// @AC@ is the account, @JQ@ the connection, @XVO@ the client, @URL@ the page, @FLEX@ the hosted
// page, @OAUTH@ the oauth object as it should be, or nothing for a legacy connection.
constexpr std::string_view kUsual = R"(/* Configuration of the Flex page @URL@ */
var appConfig = {
  pluginService: { enabled: true, url: "/plugins", },
  ytica: false,
  logLevel: 'info',
  sso: {
    accountSid: "@AC@", // the Twilio account
  },@OAUTH@
  'showSupervisorDesktopView': true,
};
)";

constexpr std::string_view kOauth = R"(
  // Values of the SSO page.
  oauth: {
    connection: "@JQ@",
    clientId: '@XVO@',
    redirectUrl: '@URL@', // exactly one of Trusted URLs
  },)";

struct Shape {
  AppConfigFault fault;
  std::string_view source;
};
constexpr std::array kShapes = {
    Shape{AppConfigFault::NoOauth, R"(var appConfig = { sso: { accountSid: "@AC@" } };)"},
    Shape{AppConfigFault::DeletedOauth, R"(var appConfig = { sso: { accountSid: "@AC@" },@OAUTH@ };
delete appConfig.oauth;)"},
    Shape{AppConfigFault::Computed, "var appConfig = makeConfig(window.location);\n"},
    Shape{AppConfigFault::NoPlugins, R"(var appConfig = { sso: { accountSid: "@AC@" },@OAUTH@
  pluginService: { enabled: false } };)"},
    Shape{AppConfigFault::NoConnection, R"(var appConfig = {
  pluginService: { enabled: true, url: "/plugins" },
  sso: { accountSid: "@AC@" },
  oauth: { connectionName: "@JQ@", clientId: "@XVO@", redirectUrl: "@URL@" } };)"},
    Shape{AppConfigFault::NoRedirectUrl, R"(var appConfig = { sso: { accountSid: "@AC@" },
  oauth: { connection: "@JQ@", clientId: "@XVO@" } };)"},
    Shape{AppConfigFault::NoAccount, R"(var appConfig = { accountSid: "@AC@",
  oauth: { connection: "@JQ@", clientId: "@XVO@", redirectUrl: "@URL@" } };)"},
    Shape{AppConfigFault::MalformedAccount,
          R"(var appConfig = { sso: { accountSid: "@AC@ " },@OAUTH@ };)"},
    Shape{AppConfigFault::OtherAccount, R"(var appConfig = {
  sso: { accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },@OAUTH@ };)"},
    Shape{AppConfigFault::OtherOrigin, R"(var appConfig = { sso: { accountSid: "@AC@" },
  oauth: { connection: "@JQ@", clientId: "@XVO@", redirectUrl: "@FLEX@" } };)"},
    Shape{AppConfigFault::Overrides, R"(var appConfig = { sso: { accountSid: "@AC@" },
  oauth: { connection: "@JQ@", clientId: "@XVO@", redirectUrl: "@URL@",
    authorizeUrl: "@LOGIN@/authorizeX", tokenUrl: "@FOREIGN@/nope" } };)"},
    Shape{AppConfigFault::OwnToken, R"(var appConfig = { sso: { accountSid: "@AC@" },
  oauth: { connection: "@JQ@", clientId: "@XVO@", redirectUrl: "@URL@",
    tokenUrl: "@FOREIGN@/nope" } };)"},
    Shape{AppConfigFault::StaleClient, R"(var appConfig = { sso: { accountSid: "@AC@" },
  oauth: { connection: "@JQ@", clientId: "XVOstale", redirectUrl: "@URL@" } };)"},
    Shape{AppConfigFault::StaleConnection, R"(var appConfig = { sso: { accountSid: "@AC@" },
  oauth: { connection: "JQ77777777777777777777777777777777", clientId: "@XVO@",
    redirectUrl: "@URL@" } };)"},
    Shape{AppConfigFault::UnreadableConnection, R"(var appConfig = { sso: { accountSid: "@AC@" },
  oauth: { connection: window.environment.jq, clientId: "@XVO@", redirectUrl: "@URL@" } };)"},
    Shape{AppConfigFault::Broken, "var appConfig = { sso: { accountSid: \"@AC@\" },@OAUTH@\n"},
    Shape{AppConfigFault::NeverAssigned, "var flexConfig = { sso: { accountSid: \"@AC@\" } };\n"},
    Shape{AppConfigFault::Assignments, R"(var appConfig = { logLevel: "info" };
appConfig.sso = { accountSid: "AC00000000000000000000000000000000" };
appConfig.sso = { accountSid: "@AC@" };
appConfig.oauth = { connection: `@JQ@`, clientId: `@XVO@`, redirectUrl: `@URL@` };)"},
    Shape{AppConfigFault::Constants, R"(const accountSid = "@AC@";
const redirectUrl = window.location.origin + "/";
const appConfig = { sso: { accountSid }, oauth: { connection: "@JQ@", clientId: "@XVO@", redirectUrl } };)"},
    Shape{AppConfigFault::PerHost, R"(const sites = {
  [location.hostname]: { accountSid: "@AC@", connection: "@JQ@" },
};
const site = sites[window.location.hostname];
const oauth = site && { clientId: "@XVO@", redirectUrl: `${location.protocol}//${location.host}/` };
var appConfig = { ...{ sso: { accountSid: site.accountSid } } };
if (oauth) appConfig.oauth = Object.assign({ connection: site.connection }, oauth);)"},
};

std::string source_of(const World& world, bool legacy) {
  const auto* shape = std::ranges::find(kShapes, world.faults.app_config, &Shape::fault);
  std::string source(shape == kShapes.end() ? kUsual : shape->source);
  return base::replace_all(std::move(source), "@OAUTH@", legacy ? "" : kOauth);
}

}  // namespace

Reply app_config(const World& world, const Deployment& deployment) {
  const Connection* connection = world.connection(deployment.connection);
  const bool legacy = connection != nullptr && connection->kind == ConnectionKind::Legacy &&
                      world.faults.legacy != LegacyFault::PageNotReverted;
  std::string source = source_of(world, legacy);
  const std::pair<std::string_view, std::string> marks[] = {
      {"@AC@", deployment.account_sid},
      {"@JQ@", deployment.connection},
      {"@XVO@", client_id()},
      {"@URL@", world.origin(deployment.host) + "/"},
      {"@FLEX@", world.origin(kFlexHost)},
      {"@LOGIN@", world.origin(kLoginHost)},
      {"@FOREIGN@", world.origin(kForeignHost)}};
  for (const auto& [mark, text] : marks) source = base::replace_all(std::move(source), mark, text);
  Reply reply = script(std::move(source));
  if (world.faults.app_config == AppConfigFault::PlainText) {
    reply.type = "text/plain";
    reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  }
  return reply;
}

}  // namespace flexverify::lab
