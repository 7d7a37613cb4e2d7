#include "tests/lab/hosts.h"

#include <algorithm>
#include <array>

#include "tests/lab/look_alike.h"
#include "tests/lab/pages.h"

namespace flexverify::lab {
namespace {

Reply other_idp_host(World&, const Request&) {
  return html(200, "Sign in", "<form method=\"post\"><input name=\"user\"></form>");
}

Reply foreign_host(World&, const Request&) {
  return html(200, "Collected", "<p>Nobody should have sent anything here.</p>");
}

struct Host {
  std::string_view name;
  Reply (*answer)(World&, const Request&);
};
constexpr std::array kHosts = {
    Host{kFlexHost, flex_host},         Host{kAssetsHost, assets_host},
    Host{kServicesHost, services_host}, Host{kLoginHost, login_host},
    Host{kFlexApiHost, flex_api_host},  Host{kIamHost, iam_host},
    Host{kPreviewHost, preview_host},   Host{kAgentsHost, self_hosted},
    Host{kStagingHost, self_hosted},    Host{kLegacyHost, self_hosted},
    Host{kIdpHost, idp_host},           Host{kOtherIdpHost, other_idp_host},
    Host{kForeignHost, foreign_host},   Host{kInnerHost, foreign_host},
    Host{kAliasHost, self_hosted},      Host{kIdnHost, idp_host},
};

Reply dispatch(World& world, const Request& request) {
  const auto host = std::find_if(kHosts.begin(), kHosts.end(),
                                 [&](const Host& h) { return h.name == request.host; });
  if (host != kHosts.end()) return host->answer(world, request);
  const LookAlike* look_alike = look_alike_at(request.host);
  return look_alike == nullptr ? self_hosted(world, request)
                               : look_alike_reply(world, *look_alike, request);
}

// The Flex page's script calls the API from its own origin.
void allow_origin(const Request& request, Reply& reply) {
  const std::string origin = request.header("Origin");
  if (origin.empty() || origin == "null") return;
  reply.headers.emplace_back("Access-Control-Allow-Origin", origin);
  reply.headers.emplace_back("Access-Control-Allow-Credentials", "true");
  reply.headers.emplace_back("Access-Control-Allow-Headers",
                             "authorization, content-type, x-flex-jwe, x-flex-version");
  reply.headers.emplace_back("Vary", "Origin");
}

}  // namespace

Reply answer(World& world, const Request& request) {
  Reply reply = request.method == "OPTIONS" ? Reply{.status = 204, .body = "", .headers = {}}
                                            : dispatch(world, request);
  allow_origin(request, reply);
  return reply;
}

std::vector<std::string> host_names(const std::vector<std::string>& more) {
  std::vector<std::string> names = more;
  for (const Host& host : kHosts) names.emplace_back(host.name);
  for (const Host& host : kHosts)
    if (std::string name = public_name(host.name); name != host.name) names.push_back(name);
  for (const LookAlike* look_alike : all_look_alikes()) {
    names.push_back(look_alike_host(look_alike->name));
    names.push_back(host_of_deployment(look_alike->name));
  }
  return names;
}

}  // namespace flexverify::lab
