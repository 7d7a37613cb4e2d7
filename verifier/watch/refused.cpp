#include "verifier/watch/refused.h"

#include <algorithm>
#include <array>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/config/secret_source.h"
#include "verifier/watch/history.h"

namespace flexverify::watch {
namespace {

constexpr std::array kRefusing = {model::Code::CredentialsRejected, model::Code::AccountLocked,
                                  model::Code::MfaRejected};
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kMarkBytes = 2;

std::string mark_with(std::string_view salt, std::string_view secrets) {
  return std::string(salt) + ":" + base::hex_encode(base::slow_hash(secrets, salt, kMarkBytes));
}

}  // namespace

std::string account_of(const model::CheckSpec& spec) {
  std::vector<std::string> parts = spec.idp.hosts;
  std::sort(parts.begin(), parts.end());
  parts.push_back(spec.idp.username.empty() ? spec.name : base::ascii_lower(spec.idp.username));
  parts.push_back(config::describe(spec.idp.password));
  return base::hex_encode(base::sha256(base::join(parts, "\n")));
}

std::optional<model::Code> refusal_in(const model::CheckResult& check) {
  for (const model::Finding& finding : check.findings)
    if (std::find(kRefusing.begin(), kRefusing.end(), finding.code) != kRefusing.end())
      return finding.code;
  return std::nullopt;
}

std::string make_mark(std::string_view secrets) {
  return mark_with(base::hex_encode(base::random_bytes(kSaltBytes)), secrets);
}

bool is_mark_of(std::string_view mark, std::string_view secrets) {
  return base::equal_in_constant_time(mark, mark_with(mark.substr(0, mark.find(':')), secrets));
}

Stored<std::optional<Refusal>> find_refusal(Database& database, const std::string& account) {
  const auto rows =
      database.run("SELECT target, since, code, mark FROM refused WHERE account = ?", {account});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return std::optional<Refusal>();
  const Row& row = rows->front();
  return Refusal{text(row[0]), from_stored(row[1]), text(row[2]), text(row[3])};
}

Stored<void> save_refusal(Database& database, const std::string& account, const Refusal& refusal) {
  return database.execute(
      "INSERT OR REPLACE INTO refused (account, target, since, code, mark) "
      "VALUES (?, ?, ?, ?, ?)",
      {account, refusal.target, to_stored(refusal.since), refusal.code, refusal.mark});
}

Stored<bool> forget_refusal(Database& database, const std::string& account) {
  const auto gone =
      database.run("DELETE FROM refused WHERE account = ? RETURNING account", {account});
  if (!gone) return tl::unexpected(gone.error());
  return !gone->empty();
}

}  // namespace flexverify::watch
