#include "verifier/recording/twilio_hosts.h"

#include <array>

#include "verifier/base/text.h"
#include "verifier/recording/twilio_shapes.h"

namespace flexverify::recording {
namespace {

using Hosts = std::map<std::string, std::string>;

struct Endpoint {
  std::string_view name;
  std::string_view host;  // how its host begins
  std::string model::Endpoints::* usual;
};
constexpr std::array<Endpoint, 6> kEndpoints = {
    {{"services", "services.", &model::Endpoints::services},
     {"login", "login.flex.us1.", &model::Endpoints::login},
     {"flex_api", "flex-api.", &model::Endpoints::flex_api},
     {"iam", "iam.", &model::Endpoints::iam},
     {"preview", "preview.", &model::Endpoints::preview},
     {"flex", "flex.", &model::Endpoints::flex}}};

// A request for a service, made in this login: others may have such a path as well.
Hosts seen_in(const web::Recording& recording, const RecordedLogin& login) {
  Hosts seen;
  const auto see = [&](std::optional<std::size_t> place) {
    if (!place) return;
    const web::Url& url = recording.exchanges[*place].url;
    if (const auto name = service_of(url); !name.empty())
      seen.emplace(std::string(name), web::origin(url));
  };
  see(login.authorize);
  see(login.at_acs);
  return seen;
}

// "https://services.twilio.example:8443" ends in "twilio.example:8443".
std::string common_end(const Hosts& seen) {
  for (const Endpoint& endpoint : kEndpoints) {
    const auto found = seen.find(std::string(endpoint.name));
    const std::string begin = "https://" + std::string(endpoint.host);
    if (found != seen.end() && found->second.starts_with(begin))
      return found->second.substr(begin.size());
  }
  return "";
}

bool is_usual(const Endpoint& endpoint, const std::string& origin) {
  return origin == model::Endpoints{}.*endpoint.usual;
}

}  // namespace

Hosts unusual_endpoints(const web::Recording& recording, const RecordedLogin& login) {
  Hosts seen = seen_in(recording, login);
  bool unusual = false;
  for (const Endpoint& endpoint : kEndpoints)
    if (const auto found = seen.find(std::string(endpoint.name)); found != seen.end())
      unusual |= !is_usual(endpoint, found->second);
  if (!unusual) return {};
  const std::string end = common_end(seen);
  for (const Endpoint& endpoint : kEndpoints)
    if (!end.empty())
      seen.emplace(std::string(endpoint.name), "https://" + std::string(endpoint.host) + end);
  return seen;
}

}  // namespace flexverify::recording
