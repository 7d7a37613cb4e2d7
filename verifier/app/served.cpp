#include "verifier/app/served.h"

#include "verifier/app/configuration_file.h"
#include "verifier/app/output.h"
#include "verifier/base/text.h"

namespace flexverify::app {
tl::expected<Served, std::string> load_served(const std::string& file) {
  const auto configuration = read_configuration(file);
  if (!configuration) return tl::unexpected(configuration.error());
  Served served;
  served.serve = config::make_serve(configuration->serve);
  std::vector<model::CheckSpec> specs;
  for (const base::Json& target : configuration->targets)
    specs.push_back(config::make_spec(configuration->defaults, target, base::Json()));
  if (const auto done = complete(specs, Person::IsAbsent); !done)
    return tl::unexpected(error_text(done.error()));
  for (std::size_t i = 0; i < specs.size(); ++i) {
    model::CheckSpec& spec = specs[i];
    if (spec.idp.allow_push) {
      spec.idp.allow_push = false;  // nobody is there to approve, and somebody may do so by habit
      served.remarks.push_back(base::printable(spec.name) + ": allow_push is not used by serve");
    }
    if (const auto loaded = load_trust(served.trust, spec.network.ca_file); !loaded)
      return tl::unexpected(error_text(loaded.error()));
    served.settings.targets.push_back(
        {std::move(spec),
         config::make_schedule(configuration->defaults, configuration->targets[i])});
  }
  for (const config::Receiver& receiver : served.serve.receivers)
    if (const auto loaded = load_trust(served.trust, receiver.ca_file); !loaded)
      return tl::unexpected(error_text(loaded.error()));
  served.settings.keep = served.serve.keep;
  served.settings.receivers = served.serve.receivers;
  served.settings.public_url = served.serve.public_url;
  return served;
}

}  // namespace flexverify::app
