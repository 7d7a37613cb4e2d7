#include "verifier/serve/older_refusals.h"

#include <algorithm>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/config/secret_source.h"
#include "verifier/serve/history.h"

namespace flexverify::serve {
namespace {

std::string older_account(const model::CheckSpec& spec) {
  std::vector<std::string> parts = spec.idp.hosts;
  std::sort(parts.begin(), parts.end());
  parts.push_back(spec.idp.username.empty() ? spec.name : base::ascii_lower(spec.idp.username));
  parts.push_back(config::describe(spec.idp.password));
  return base::hex_encode(base::sha256(base::join(parts, "\n")));
}

}  // namespace

Stored<std::optional<Remembered>> find_older_refusal(Database& database,
                                                     const model::CheckSpec& spec) {
  const auto rows = database.run("SELECT target, since, code, mark FROM refused WHERE account = ?",
                                 {older_account(spec)});
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return std::optional<Remembered>();
  const Row& row = rows->front();
  return Remembered{.kind = Memory::Refused,
                    .target = text(row[0]),
                    .code = text(row[2]),
                    .fingerprint = text(row[3]),
                    .unanswered = {},
                    .since = from_stored(row[1])};
}

Stored<std::size_t> forget_older_refusal(Database& database, const model::CheckSpec& spec) {
  const auto gone = database.run("DELETE FROM refused WHERE account = ? RETURNING account",
                                 {older_account(spec)});
  if (!gone) return tl::unexpected(gone.error());
  return gone->size();
}

}  // namespace flexverify::serve
