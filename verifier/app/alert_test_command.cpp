// alert-test: whether alerts arrive where they should.
#include <fmt/format.h>

#include <algorithm>

#include "verifier/app/commands.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/notifier_services.h"
#include "verifier/app/output.h"
#include "verifier/app/serve_configuration.h"
#include "verifier/app/signals.h"
#include "verifier/base/text.h"
#include "verifier/serve/alert.h"

namespace flexverify::app {
namespace {

constexpr int kNotDelivered = 2;

std::string names_of(const std::vector<config::Receiver>& receivers) {
  std::string names;
  for (const config::Receiver& receiver : receivers)
    names += (names.empty() ? "" : ", ") + base::printable(receiver.name, 60);
  return names.empty() ? "there is no receiver" : "expected one of " + names;
}

// Those that are meant; an Error names the first that does not exist.
base::Result<std::vector<config::Receiver>> chosen(const std::vector<config::Receiver>& all,
                                                   const std::vector<std::string>& names) {
  if (names.empty() && all.empty()) return base::fail("/serve/alerts", "there is no receiver");
  std::vector<config::Receiver> some = names.empty() ? all : std::vector<config::Receiver>{};
  for (const std::string& name : names) {
    const auto found = std::ranges::find(all, name, &config::Receiver::name);
    if (found == all.end())
      return base::fail(base::printable(name, 60), "no such receiver; " + names_of(all));
    some.push_back(*found);
  }
  return some;
}

}  // namespace

int run(const cli::AlertTestCommand& command) {
  const auto file = configuration_file(command.file);
  if (!file) return complain(file.error()), kUsageError;
  auto configuration = load_serve_configuration(*file);
  if (!configuration) return complain(configuration.error()), kUsageError;
  const auto receivers = chosen(configuration->serve.receivers, command.names);
  if (!receivers) return complain(receivers.error()), kUsageError;
  auto trust = std::make_shared<const TrustStores>(std::move(configuration->trust));
  const serve::NotifierServices services = notifier_services([&trust] { return trust; });
  const StopSignals signals;
  const base::Json alert = serve::make_test_alert(base::SystemClock().now());
  int status = 0;
  for (const config::Receiver& receiver : *receivers) {
    const auto done = serve::deliver(receiver, alert, services, signals.token());
    const std::string outcome = done ? "delivered" : "not delivered: " + done.error().what;
    say(base::printable(receiver.name, 60) + ": " + base::printable(outcome, 300) + "\n");
    if (!done) status = kNotDelivered;
  }
  return status;
}

}  // namespace flexverify::app
