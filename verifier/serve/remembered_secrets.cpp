#include "verifier/serve/remembered_secrets.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "verifier/base/text.h"

namespace flexverify::serve {
namespace {

using base::SecretRef;
using model::Code;
using model::Finding;
using model::SecretOutcome;

// How often another run is asked whether it is done.
constexpr base::Millis kAskAgain{50};
// A code that ends sooner may be refused on its way.
constexpr base::Millis kShortestRest{3'000};
// A step that far ahead was used by a clock that was wrong.
constexpr std::int64_t kBelievable = 20;

base::Secret copy_of(const base::Secret& secret) {
  return base::Secret(std::string(secret.reveal()));
}

Finding interrupted(std::string_view meanwhile) {
  return model::make_finding(Code::Interrupted,
                             "the check was stopped while it waited for " + std::string(meanwhile));
}

Finding busy(base::SecretRef secret) {
  return model::make_finding(
      Code::TimeBudget,
      fmt::format("another run has sent the {} of this account and has no answer yet; nothing was "
                  "sent before it is known",
                  base::secret_name(secret)));
}

Finding code_used(base::WallTime next) {
  return model::make_finding(
      Code::MfaCodeUsed,
      fmt::format("the one-time code of this time step may have been used already, and the time of "
                  "this check is over before the next one ({}); nothing was sent",
                  base::format_rfc3339(next)));
}

}  // namespace

RememberedSecrets::RememberedSecrets(const model::CheckSpec& spec, AttemptMemory& memory,
                                     SecretServices services)
    : spec_(spec), memory_(memory), services_(std::move(services)) {}

Finding RememberedSecrets::unusable(const DatabaseError& error) const {
  Finding finding = model::make_finding(
      Code::ConfigInvalid,
      fmt::format("the memory of refused secrets cannot be used ({}: {}); no secret was sent, for "
                  "nobody knows whether this account was refused before",
                  base::printable(error.what, 100), memory_.path()));
  finding.hint =
      "Make that file readable and writable, name another one with --state FILE, or say --state "
      "none to go without a memory.";
  return finding;
}

Finding RememberedSecrets::missing(const base::Error& error) const {
  if (services_.stop.stop_requested()) return interrupted(error.where);
  return model::make_finding(Code::SecretMissing, error.where + ": " + error.what);
}

// What a person types is the code itself.
bool RememberedSecrets::is_typed(SecretRef secret) const {
  const auto& source = spec_.idp.*model::account_secret(secret).source;
  return std::holds_alternative<model::TerminalSource>(source);
}

std::variant<base::Secret, Finding> RememberedSecrets::get(const net::SecretWish& wish) {
  if (const auto flight = flights_.find(wish.secret);
      flight != flights_.end() && flight->second.in_the_air)
    return copy_of(flight->second.value);
  deadline_ = wish.deadline;
  host_ = wish.host;
  auto raw = services_.read(model::account_secret(wish.secret), wish.host, wish.deadline);
  if (!raw) return missing(raw.error());
  const Account account = account_at(spec_, wish.host);
  for (;;) {
    Try next = attempt(account, wish.secret, *raw);
    if (auto* ready = std::get_if<Ready>(&next))
      return send(account, wish.secret, std::move(*raw), std::move(*ready));
    release(account);
    if (auto* finding = std::get_if<Finding>(&next)) return std::move(*finding);
    if (auto finding = wait_for(std::get<Wait>(next), wish.deadline)) return *std::move(finding);
  }
}

RememberedSecrets::Try RememberedSecrets::attempt(const Account& account, SecretRef secret,
                                                  const base::Secret& raw) {
  if (!locks_.contains(account.host)) {
    auto lock = memory_.try_lock(account);
    if (!lock) return unusable(lock.error());
    if (!*lock)
      return Wait{kAskAgain, "waits for another run that signs in with this account", busy(secret)};
    locks_.emplace(account.host, *std::move(*lock));
  }
  return with_lock(account, secret, raw);
}

RememberedSecrets::Try RememberedSecrets::with_lock(const Account& account, SecretRef secret,
                                                    const base::Secret& raw) {
  auto before = memory_.find(account, secret);
  if (!before) return unusable(before.error());
  if (*before) {
    const Standing now = standing(**before, raw.reveal(), services_.clock.now());
    if (now == Standing::Held) return held_finding(**before, secret);
    if (now == Standing::AnotherOne) before->reset();
  }
  if (auto finding = older_refusal(secret)) return *std::move(finding);
  if (secret == SecretRef::OneTimeCode && !is_typed(secret))
    return one_time_code(raw, *std::move(before));
  return Ready{*std::move(before), std::nullopt, copy_of(raw)};
}

// A code of a step that was not used yet and lasts long enough, or the time until there is one.
RememberedSecrets::Try RememberedSecrets::one_time_code(const base::Secret& raw,
                                                        std::optional<Remembered> before) {
  const auto totp = config::parse_totp_secret(raw.reveal());
  if (!totp) return missing({"one-time code", totp.error().what});
  const std::string key = code_key(totp->key.reveal());
  const auto last = memory_.last_step(key);
  if (!last) return unusable(last.error());
  const base::WallTime now = services_.clock.now();
  const std::int64_t step = base::totp_step(totp->kind, now);
  const base::WallTime next{(step + 1) * totp->kind.step};
  const bool used = *last >= step && *last <= step + kBelievable;
  if (used || next - now < kShortestRest)
    return Wait{
        next - now,
        fmt::format("waits {} for the next one-time code", base::format_duration(next - now)),
        code_used(next)};
  return Ready{std::move(before), CodeStep{key, step},
               base::Secret(base::totp(totp->key.reveal(), now, totp->kind))};
}

// A history that an older version wrote: refused with all of its secrets together.
std::optional<Finding> RememberedSecrets::older_refusal(SecretRef secret) {
  const auto found = memory_.find_older(spec_);
  if (!found) return unusable(found.error());
  if (!*found) return std::nullopt;
  std::string together;
  for (const SecretRef one : {SecretRef::Password, SecretRef::OneTimeCode}) {
    const model::AccountSecret& row = model::account_secret(one);
    if (!model::is_given(spec_.idp, row)) continue;
    const auto value = services_.read(row, host_, deadline_);
    if (!value) return base::wipe(together), held_finding(**found, secret);
    together += std::string(value->reveal()) + '\0';
  }
  const bool same =
      (*found)->fingerprint.empty() || is_fingerprint_of((*found)->fingerprint, together);
  base::wipe(together);
  if (same) return held_finding(**found, secret);
  if (const auto gone = memory_.forget_older(spec_); !gone) return unusable(gone.error());
  return std::nullopt;
}

std::optional<Finding> RememberedSecrets::wait_for(const Wait& wait, base::SteadyTime deadline) {
  base::Clock& clock = services_.clock;
  if (clock.steady() + wait.time >= deadline) return wait.when_too_long;
  if (services_.note && noted_ != wait.note) services_.note(noted_ = wait.note);
  if (!clock.sleep_until(clock.steady() + wait.time, services_.stop))
    return interrupted("its turn to sign in");
  return std::nullopt;
}

std::variant<base::Secret, Finding> RememberedSecrets::send(const Account& account,
                                                            SecretRef secret, base::Secret raw,
                                                            Ready ready) {
  Remembered now = one_more(ready.before, spec_.name, services_.clock.now());
  if (const auto kept = memory_.about_to_send(account, secret, now, ready.step); !kept) {
    release(account);
    return unusable(kept.error());
  }
  base::Secret value = copy_of(ready.value);
  flights_.insert_or_assign(secret, Flight{account, std::move(raw), std::move(ready.value),
                                           std::move(ready.before), std::move(now)});
  return value;
}

// When an answer cannot be written, what was written before stays: sent, and nobody knows.
void RememberedSecrets::settle(SecretRef secret, const net::SecretFate& fate) {
  const auto found = flights_.find(secret);
  if (found == flights_.end()) return;
  Flight& flight = found->second;
  flight.in_the_air = false;
  flight.now.code = model::info(fate.why).id;
  switch (fate.outcome) {
    case SecretOutcome::NotSent:
      static_cast<void>(flight.before ? memory_.save(flight.account, secret, *flight.before)
                                      : memory_.forget(flight.account, secret));
      break;
    case SecretOutcome::Accepted:
      static_cast<void>(memory_.forget(flight.account, secret));
      break;
    case SecretOutcome::Refused:
    case SecretOutcome::Unanswered:
      flight.now.kind =
          fate.outcome == SecretOutcome::Refused ? Memory::Refused : Memory::Unanswered;
      flight.now.fingerprint = make_fingerprint(flight.raw.reveal());
      static_cast<void>(memory_.save(flight.account, secret, flight.now));
      break;
  }
  release(flight.account);
}

// The next run may look, once nothing of this account is on its way.
void RememberedSecrets::release(const Account& account) {
  const bool busy_still = std::ranges::any_of(flights_, [&](const auto& entry) {
    return entry.second.in_the_air && entry.second.account.host == account.host;
  });
  if (!busy_still) locks_.erase(account.host);
}

}  // namespace flexverify::serve
