// What one whole login costs the verifier: the CPU time of its own thread; the lab has others.
#include <benchmark/benchmark.h>

#include "tests/support/lab_login.h"

namespace {

using namespace flexverify;

void one_login(benchmark::State& state, const char* target) {
  lab::Lab lab({});
  lab.start();
  const auto trust = test::trust_in(lab);
  const auto spec = test::spec_for(lab.world(), target);
  for (auto _ : state) {
    const auto result = test::run_in_lab(lab, spec, trust);
    if (result.reached != model::Depth::Loaded) {
      state.SkipWithError("the login did not load");
      return;
    }
    state.counters["requests"] = static_cast<double>(result.exchanges.size());
  }
}
BENCHMARK_CAPTURE(one_login, self_hosted, "self-hosted")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_login, hosted, "hosted")->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
