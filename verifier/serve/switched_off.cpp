#include "verifier/serve/switched_off.h"

#include <algorithm>

#include "reports/run_reader.h"
#include "verifier/base/text.h"
#include "verifier/serve/history.h"

namespace flexverify::serve {
namespace {

using model::Severity;

constexpr std::size_t kLookBack = 50;  // runs

// Other notes of this code speak of the other connection, and name none.
bool says_inactive(const model::Finding& finding) {
  return finding.code == model::Code::ConnectionInactive && !finding.found.empty();
}

bool was_listed(const model::CheckResult& run) {
  return std::ranges::any_of(run.exchanges, [](const model::Exchange& exchange) {
    return exchange.status == 200 && base::contains(exchange.url, "/Flex/Authentication/Config");
  });
}

enum class Seen { Active, Inactive, Nothing };

// A run that warned already knows of an earlier one.
Seen seen_in(const model::CheckResult& run, const std::string& connection) {
  if (run.flex.connection != connection) return Seen::Nothing;
  const auto found = std::ranges::find_if(run.findings, says_inactive);
  if (found != run.findings.end())
    return found->severity == Severity::Warning ? Seen::Active : Seen::Inactive;
  return was_listed(run) && run.reached >= model::Depth::AuthnRequest ? Seen::Active
                                                                      : Seen::Nothing;
}

// What the last run that knows anything of it saw.
Stored<Seen> last_seen(Database& database, const model::CheckResult& result) {
  const auto runs = last_runs(database, result.name, kLookBack);
  if (!runs) return tl::unexpected(runs.error());
  for (const StoredRun& row : *runs) {
    const auto saved = find_run(database, row.id);
    if (!saved) return tl::unexpected(saved.error());
    const auto run = *saved ? reports::read_run((*saved)->json) : base::Result<model::Run>();
    if (!run || run->checks.empty()) continue;
    const Seen seen = seen_in(run->checks.front(), result.flex.connection);
    if (seen != Seen::Nothing) return seen;
  }
  return Seen::Nothing;
}

}  // namespace

void warn_where_it_was_active(model::CheckResult& result, Store& store) {
  const auto note = std::ranges::find_if(result.findings, says_inactive);
  if (note == result.findings.end() || note->severity != Severity::Note) return;
  const auto seen = store.use([&](Database& database) { return last_seen(database, result); });
  if (!seen || *seen != Seen::Active) return;
  model::Finding warning = std::move(*note);
  result.findings.erase(note);
  warning.severity = Severity::Warning;
  warning.detail = "the connection was the active one in an earlier check, and is not any more";
  const auto place = std::ranges::find(result.findings, Severity::Note, &model::Finding::severity);
  result.findings.insert(place, std::move(warning));
  result.verdict = model::worst(result.verdict, model::Verdict::Warning);
}

}  // namespace flexverify::serve
