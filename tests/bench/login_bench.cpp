// What one whole login costs the verifier: the CPU time of its own thread (the lab has others), and
// which part of it is libcurl's and OpenSSL's work on the connections.
#include <benchmark/benchmark.h>

#include <ctime>

#include "tests/support/lab_login.h"

namespace {

using namespace flexverify;

double thread_cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

class MeasuredTransport final : public net::Transport {
 public:
  explicit MeasuredTransport(net::Transport& inner) : inner_(inner) {}
  net::WireExchange send(const net::WireRequest& request, const net::Limits& limits,
                         std::stop_token stop) override {
    const double before = thread_cpu_ms();
    net::WireExchange exchange = inner_.send(request, limits, std::move(stop));
    cpu_ms += thread_cpu_ms() - before;
    return exchange;
  }
  double cpu_ms = 0;

 private:
  net::Transport& inner_;
};

void one_login(benchmark::State& state, const char* target) {
  lab::Lab lab({});
  lab.start();
  const auto trust = test::trust_in(lab);
  const auto spec = test::spec_for(lab.world(), target);
  double own = 0, transport = 0;
  for (auto _ : state) {
    const double before = thread_cpu_ms();
    const auto curl = net::make_curl_transport(trust, spec.network);
    MeasuredTransport measured(*curl);
    const auto result = test::run_in_lab(lab, spec, measured);
    if (result.reached != model::Depth::Loaded) {
      state.SkipWithError("the login did not load");
      return;
    }
    transport += measured.cpu_ms;
    own += thread_cpu_ms() - before - measured.cpu_ms;
    state.counters["requests"] = static_cast<double>(result.exchanges.size());
  }
  using benchmark::Counter;
  state.counters["own_ms"] = Counter(own, Counter::kAvgIterations);
  state.counters["transport_ms"] = Counter(transport, Counter::kAvgIterations);
}
BENCHMARK_CAPTURE(one_login, self_hosted, "self-hosted")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_login, hosted, "hosted")->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
