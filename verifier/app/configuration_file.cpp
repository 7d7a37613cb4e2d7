#include "verifier/app/configuration_file.h"

#include <algorithm>

#include "idp-adapters/adapter.h"
#include "verifier/app/output.h"
#include "verifier/app/user_folder.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/config/fault_text.h"

namespace flexverify::app {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
}

std::vector<std::string> usual_places() {
  return {"flexverify.json",
          user_folder("XDG_CONFIG_HOME", "/.config") + "/flexverify/flexverify.json",
          "/etc/flexverify/flexverify.json"};
}

}  // namespace

tl::expected<std::string, std::string> configuration_file(const std::string& given) {
  if (!given.empty()) return given;
  const std::vector<std::string> places = usual_places();
  const auto found = std::ranges::find_if(places, base::exists);
  if (found != places.end()) return *found;
  return tl::unexpected("flexverify: which configuration? Expected --config FILE, or one of " +
                        base::join(places, ", ") + "\n");
}

config::Known known_names() {
  config::Known known{.adapters = {}, .now = base::SystemClock().now()};
  for (const idp::Adapter* adapter : idp::all_adapters()) known.adapters.push_back(adapter->id);
  return known;
}

tl::expected<config::Configuration, std::string> read_configuration(const std::string& file) {
  const auto source = base::read_file(file, config::kMaxConfigBytes);
  if (!source) return tl::unexpected(error_text(source.error()));
  auto configuration = config::load(*source, folder_of(file), known_names());
  if (!configuration)
    return tl::unexpected(config::fault_text(configuration.error(), file, *source));
  return std::move(*configuration);
}

}  // namespace flexverify::app
