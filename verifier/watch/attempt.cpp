#include "verifier/watch/attempt.h"

#include <algorithm>

#include "verifier/base/check.h"

namespace flexverify::watch {
namespace {

constexpr model::Depth kWithoutPassword = model::Depth::AuthnRequest;

bool needs_password(const model::CheckSpec& spec) { return spec.depth > kWithoutPassword; }

// nullopt when nothing was refused, or with other secrets than today's.
std::optional<Refusal> standing_refusal(const model::CheckSpec& spec, Store& store,
                                        const CheckWorld& world) {
  const std::string account = account_of(spec);
  const auto found = store.use([&](Database& database) { return find_refusal(database, account); });
  if (!found || !*found) return std::nullopt;
  const auto secrets = world.secrets(spec);
  // What cannot be read has not changed.
  if (!secrets || (*found)->mark.empty() || is_mark_of((*found)->mark, secrets->reveal()))
    return **found;
  static_cast<void>(
      store.use([&](Database& database) { return forget_refusal(database, account); }));
  return std::nullopt;
}

model::Finding refused_finding(const Refusal& refusal) {
  const model::CodeInfo* info = model::code_named(refusal.code);
  FV_CHECK(info != nullptr);
  return model::make_finding(
      info->code,
      "refused on " +
          base::format_rfc3339(std::chrono::floor<std::chrono::seconds>(refusal.since)) + " (" +
          refusal.target +
          "), and not tried again until the secret is another one or somebody says `flexverify "
          "resume`; meanwhile the login is checked as far as it goes without a password");
}

model::Finding unread_finding(const std::string& reason) {
  return model::make_finding(
      model::Code::ConfigInvalid,
      "the history cannot be read (" + reason +
          "), so nobody knows whether this account was refused before: it is not tried, and the "
          "login is checked as far as it goes without a password");
}

model::CheckResult run_without_password(const model::CheckSpec& spec, model::Finding why,
                                        const CheckWorld& world, std::stop_token stop) {
  model::CheckSpec limited = spec;
  limited.depth = kWithoutPassword;
  model::CheckResult result = world.run(limited, std::move(stop));
  result.depth = spec.depth;
  // What was found now comes first, if it is as grave.
  const auto place =
      std::find_if(result.findings.begin(), result.findings.end(),
                   [&](const model::Finding& finding) { return finding.severity < why.severity; });
  result.findings.insert(place, std::move(why));
  result.verdict = model::verdict_of(result.findings, model::Goal::NotReached);
  return result;
}

Refusal remember(const model::CheckSpec& spec, const model::CheckResult& result, model::Code code,
                 Store& store, const CheckWorld& world) {
  const auto secrets = world.secrets(spec);
  Refusal refusal{.target = spec.name,
                  .since = result.started,
                  .code = std::string(model::info(code).id),
                  .mark = secrets ? make_mark(secrets->reveal()) : ""};
  static_cast<void>(store.use(
      [&](Database& database) { return save_refusal(database, account_of(spec), refusal); }));
  return refusal;
}

}  // namespace

Attempt attempt(const model::CheckSpec& spec, Store& store, const CheckWorld& world,
                std::stop_token stop) {
  if (!needs_password(spec)) return {world.run(spec, std::move(stop)), std::nullopt};
  if (auto refusal = standing_refusal(spec, store, world)) {
    model::Finding why = refused_finding(*refusal);
    return {run_without_password(spec, std::move(why), world, std::move(stop)), std::move(refusal)};
  }
  if (store.place() == Place::MemoryUnread)
    return {run_without_password(spec, unread_finding(store.reason()), world, std::move(stop)),
            std::nullopt};
  model::CheckResult result = world.run(spec, std::move(stop));
  std::optional<Refusal> refusal;
  if (const auto code = refusal_in(result)) refusal = remember(spec, result, *code, store, world);
  return {std::move(result), std::move(refusal)};
}

}  // namespace flexverify::watch
