#include "verifier/app/serve_configuration.h"

#include "verifier/app/configuration_file.h"
#include "verifier/app/output.h"
#include "verifier/base/text.h"

namespace flexverify::app {

tl::expected<ServeConfiguration, std::string> load_serve_configuration(const std::string& file) {
  const auto written = read_configuration(file);
  if (!written) return tl::unexpected(written.error());
  ServeConfiguration read;
  read.serve = config::make_serve(written->serve);
  TrustedFiles files;
  for (const base::Json& target : written->targets) {
    model::CheckSpec spec = config::make_spec(written->defaults, target, base::Json());
    if (const auto done = complete(spec, Person::IsAbsent, files); !done)
      return tl::unexpected(error_text(done.error()));
    if (spec.idp.allow_push) {
      spec.idp.allow_push = false;  // nobody is there to approve, and somebody may do so by habit
      read.remarks.push_back(base::printable(spec.name) + ": allow_push is not used by serve");
    }
    if (const auto loaded = load_trust(read.trust, spec.network.ca_file); !loaded)
      return tl::unexpected(error_text(loaded.error()));
    read.settings.targets.push_back(
        {std::move(spec), config::make_schedule(written->defaults, target)});
  }
  for (const config::Receiver& receiver : read.serve.receivers)
    if (const auto loaded = load_trust(read.trust, receiver.ca_file); !loaded)
      return tl::unexpected(error_text(loaded.error()));
  read.settings.keep = read.serve.keep;
  read.settings.courtesy = read.serve.courtesy;
  read.settings.receivers = read.serve.receivers;
  read.settings.public_url = read.serve.public_url;
  return read;
}

}  // namespace flexverify::app
