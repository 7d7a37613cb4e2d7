#include "verifier/app/notifier_services.h"

#include "verifier/app/check_secrets.h"
#include "verifier/config/command.h"

namespace flexverify::app {
namespace {

constexpr std::size_t kMostPrinted = 64 * 1024;  // by an alert's command
constexpr base::Millis kLongestCommand = std::chrono::seconds{10};

using Made = base::Result<std::unique_ptr<net::Transport>>;

Made transport_for(const config::Receiver& receiver, const TrustStores& trust) {
  const auto found = trust.find(receiver.ca_file);
  if (found == trust.end()) return base::fail(receiver.name, "its CA file is not read");
  model::NetworkSpec network;
  network.proxy = proxy_of_environment();
  network.no_proxy = no_proxy_of_environment();
  return net::make_curl_transport(found->second, network);
}

}  // namespace

serve::NotifierServices notifier_services(
    std::function<std::shared_ptr<const TrustStores>()> trust) {
  return {.transport = [trust = std::move(trust)](const config::Receiver& receiver) -> Made {
            return transport_for(receiver, *trust());
          },
          .secret = read_source,
          .run_command =
              [](const std::vector<std::string>& arguments) {
                return config::run_command(arguments,
                                           {.output = kMostPrinted, .time = kLongestCommand});
              }};
}

}  // namespace flexverify::app
