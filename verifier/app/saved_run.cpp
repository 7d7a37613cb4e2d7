#include "verifier/app/saved_run.h"

#include "reports/run_reader.h"
#include "verifier/base/files.h"

namespace flexverify::app {

base::Result<model::Run> read_saved_run(const std::string& path) {
  constexpr std::size_t kLimit = 256UL * 1024 * 1024;
  const bool standard_input = path == "-";
  const auto text = base::read_file(standard_input ? "/dev/stdin" : path, kLimit);
  if (!text) return tl::unexpected(text.error());
  auto run = reports::read_run(*text);
  if (run) return run;
  const std::string place = standard_input ? "standard input" : path;
  const std::string& inside = run.error().where;
  return base::fail(place + ":" + inside, run.error().what);
}

}  // namespace flexverify::app
