#include "verifier/serve/attempts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/model/account_secrets.h"

namespace flexverify::serve {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr base::Millis kDay = hours{24};
constexpr std::size_t kMostADay = 3;
constexpr std::array<base::Millis, kMostADay - 1> kPauses = {minutes{1}, minutes{30}};
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kMarkBytes = 2;
std::string fingerprint_with(std::string_view salt, std::string_view secret) {
  return std::string(salt) + ":" + base::hex_encode(base::slow_hash(secret, salt, kMarkBytes));
}

std::string moment(base::WallTime time) {
  return base::format_rfc3339(std::chrono::floor<std::chrono::seconds>(time));
}

model::Code code_of(const Remembered& remembered, model::Code otherwise) {
  const model::CodeInfo* info = model::code_named(remembered.code);
  return info == nullptr ? otherwise : info->code;
}

model::Finding refused_finding(const Remembered& remembered, base::SecretRef secret) {
  model::Finding finding = model::make_finding(
      code_of(remembered, model::Code::CredentialsRejected),
      fmt::format("the {} was refused on {} ({}) and is not sent again until it is another one or "
                  "somebody says `flexverify resume`; the login was checked up to the page that "
                  "asks for it",
                  base::secret_name(secret), moment(remembered.since),
                  base::printable(remembered.target, 100)));
  finding.hint = model::account_secret(secret).when_refused;
  finding.owner = model::Owner::TestAccount;
  return finding;
}

model::Finding paused_finding(const Remembered& remembered, base::SecretRef secret) {
  const std::string why = remembered.code.empty() ? "" : " (" + remembered.code + ")";
  model::Finding finding = model::make_finding(
      model::Code::SecretWouldRepeat,
      fmt::format("the {} was sent on {} ({}) and nobody knows what became of it{}; it is not "
                  "sent again before {}, unless it is another one or somebody says `flexverify "
                  "resume`",
                  base::secret_name(secret), moment(remembered.unanswered.back()),
                  base::printable(remembered.target, 100), why, moment(not_before(remembered))));
  finding.hint = "Nothing was sent. Wait, or say `flexverify resume` when the account is fine.";
  return finding;
}

}  // namespace

Account account_at(const model::CheckSpec& spec, std::string_view host) {
  const std::string user =
      spec.idp.username.empty() ? "target " + spec.name : base::ascii_lower(spec.idp.username);
  return {base::hex_encode(base::sha256(user)), base::ascii_lower(host)};
}

Remembered one_more(const std::optional<Remembered>& before, const std::string& target,
                    base::WallTime now) {
  Remembered after{.target = target, .code = {}, .fingerprint = {}, .unanswered = {}, .since = now};
  if (before) after.unanswered = before->unanswered;
  std::erase_if(after.unanswered, [&](base::WallTime time) { return time <= now - kDay; });
  after.unanswered.push_back(now);
  if (after.unanswered.size() > kMostADay) after.unanswered.erase(after.unanswered.begin());
  return after;
}

base::WallTime not_before(const Remembered& remembered) {
  const auto& times = remembered.unanswered;
  if (times.empty()) return {};
  if (times.size() >= kMostADay) return times[times.size() - kMostADay] + kDay;
  return times.back() + kPauses.at(times.size() - 1);
}

std::string make_fingerprint(std::string_view secret) {
  return fingerprint_with(base::hex_encode(base::random_bytes(kSaltBytes)), secret);
}

bool is_fingerprint_of(std::string_view fingerprint, std::string_view secret) {
  return base::equal_in_constant_time(
      fingerprint, fingerprint_with(fingerprint.substr(0, fingerprint.find(':')), secret));
}

Standing standing(const Remembered& remembered, std::string_view value, base::WallTime now) {
  const bool over = remembered.kind == Memory::Unanswered && now >= not_before(remembered);
  if (over) return Standing::Free;
  if (!remembered.fingerprint.empty() && !is_fingerprint_of(remembered.fingerprint, value))
    return Standing::AnotherOne;
  return Standing::Held;
}

model::Finding held_finding(const Remembered& remembered, base::SecretRef secret) {
  return remembered.kind == Memory::Refused ? refused_finding(remembered, secret)
                                            : paused_finding(remembered, secret);
}

}  // namespace flexverify::serve
