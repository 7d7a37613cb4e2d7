#include "verifier/app/configuration_file.h"

#include "idp-adapters/adapter.h"
#include "verifier/app/output.h"
#include "verifier/base/files.h"
#include "verifier/config/fault_text.h"

namespace flexverify::app {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

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
