// Gives each check what it needs from outside, and runs them.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "flows/pool.h"
#include "verifier/app/trusted_certificates.h"
#include "verifier/base/result.h"
#include "verifier/base/time.h"
#include "verifier/cli/progress.h"
#include "verifier/model/check_spec.h"
#include "verifier/model/run.h"
#include "verifier/net/transport.h"
#include "verifier/serve/attempt_memory.h"
#include "verifier/serve/store.h"
#include "verifier/webdriver/turns.h"

namespace flexverify::app {

enum class Person { MayBeAsked, IsAbsent };

// What the environment and the terminal add to a spec: HTTPS_PROXY and NO_PROXY, a person to ask
// for secrets that have no source, the certificates in the files that were named.
[[nodiscard]] base::Result<void> complete(model::CheckSpec& spec, Person person,
                                          TrustedFiles& files);

// One store for each CA file: loading costs more than a login.
using TrustStores = std::map<std::string, std::shared_ptr<const net::TrustStore>>;
// An Error for a CA file that cannot be read. Stores that are there already are not read again.
[[nodiscard]] base::Result<void> load_trust(TrustStores& stores, const std::string& ca_file);

// The checks of a run, complete, and what they share. It holds no spec.
struct Prepared {
  model::CheckSpecs specs;
  TrustStores trust;  // of all their CA files
};
// An Error for what is wrong on our side before anything is sent, such as a file of any of them
// that cannot be read.
[[nodiscard]] base::Result<Prepared> prepare(model::CheckSpecs specs, Person person);

// One check. `trust` has the spec's CA file; `turns` are those of the whole process.
[[nodiscard]] model::CheckResult run_one(const model::CheckSpec& spec, const TrustStores& trust,
                                         serve::AttemptMemory& memory, webdriver::Turns& turns,
                                         cli::Progress& progress, const std::stop_token& stop);

// With a store, results are kept in it. `take` gets each result with the index of its spec, from
// several threads, and returns what the run keeps of it.
using TakeResult = std::function<model::CheckResult(model::CheckResult, std::size_t index)>;
[[nodiscard]] model::Run run_checks(const Prepared& checks, const flows::Crowding& crowding,
                                    serve::AttemptMemory& memory, webdriver::Turns& turns,
                                    serve::Store* store, cli::Progress& progress,
                                    const TakeResult& take, std::stop_token stop);

[[nodiscard]] std::string proxy_of_environment();
[[nodiscard]] std::string no_proxy_of_environment();

}  // namespace flexverify::app
