#include "verifier/serve/attempt_memory.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/config/users.h"
#include "verifier/model/account_secrets.h"
#include "verifier/serve/history.h"
#include "verifier/serve/older_refusals.h"
#include "verifier/serve/schema.h"

namespace flexverify::serve {
namespace {

constexpr const char* kColumns = "kind, target, code, mark, unanswered, since";

Value name_of(base::SecretRef secret) { return std::string(model::account_secret(secret).name); }

std::string joined(const std::vector<base::WallTime>& times) {
  std::vector<std::string> parts;
  for (const base::WallTime time : times) parts.push_back(std::to_string(to_stored(time)));
  return base::join(parts, ",");
}

std::vector<base::WallTime> times_in(const std::string& text) {
  std::vector<base::WallTime> times;
  for (const std::string_view part : base::split(text, ',')) {
    std::int64_t millis = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), millis);
    if (error == std::errc() && end == part.data() + part.size())
      times.push_back(base::WallTime(base::Millis{millis}));
  }
  return times;
}

Remembered remembered_in(const Row& row) {
  return {.kind = integer(row[0]) == 0 ? Memory::Refused : Memory::Unanswered,
          .target = text(row[1]),
          .code = text(row[2]),
          .fingerprint = text(row[3]),
          .unanswered = times_in(text(row[4])),
          .since = from_stored(row[5])};
}

Stored<void> put(Database& database, const Account& account, base::SecretRef secret,
                 const Remembered& row) {
  return database.execute(
      "INSERT OR REPLACE INTO attempts (user, host, secret, kind, target, code, mark, unanswered, "
      "since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {account.user, account.host, name_of(secret),
       static_cast<std::int64_t>(row.kind == Memory::Refused ? 0 : 1), row.target, row.code,
       row.fingerprint, joined(row.unanswered), to_stored(row.since)});
}

bool is_host_of(const model::CheckSpec& spec, const std::string& host) {
  const std::string name = host.substr(0, host.find(':'));
  return std::ranges::any_of(spec.idp.hosts, [&](const std::string& declared) {
    return base::equals_ignoring_case(declared, host) || base::equals_ignoring_case(declared, name);
  });
}

// The rows of a target: its own, and those of its user at a host that it declares.
struct Place {
  std::string user, host, target;
};
bool concerns(const model::CheckSpec& spec, const Place& place) {
  if (place.user != account_at(spec, "").user) return false;
  return place.target == spec.name || is_host_of(spec, place.host);
}

Stored<std::size_t> remove(Database& database, const std::vector<Place>& places) {
  for (const Place& place : places)
    if (auto gone = database.execute("DELETE FROM attempts WHERE user = ? AND host = ?",
                                     {place.user, place.host});
        !gone)
      return tl::unexpected(gone.error());
  return places.size();
}

template <class Wanted>
Stored<std::vector<Place>> places_that(Database& database, const Wanted& wanted) {
  const auto rows = database.run("SELECT user, host, target FROM attempts");
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Place> places;
  for (const Row& row : *rows) {
    Place place{text(row[0]), text(row[1]), text(row[2])};
    if (wanted(place)) places.push_back(std::move(place));
  }
  return places;
}

}  // namespace

std::string code_key(std::string_view totp_key) {
  constexpr std::string_view kUse = "flexverify: time steps of one-time codes";
  return base::hex_encode(base::hmac(base::Hash::Sha256, totp_key, kUse)).substr(0, 16);
}

AttemptMemory::AttemptMemory(std::string path, Database::Hook before_statement)
    : path_(std::move(path)),
      before_statement_(std::move(before_statement)),
      lock_file_(path_.empty() ? make_lock_file_in_memory() : path_ + ".lock") {}

template <class Work>
auto AttemptMemory::use(const Work& work) -> decltype(work(std::declval<Database&>())) {
  const std::scoped_lock lock(mutex_);
  if (!database_) {
    if (is_shared()) base::make_private_folder_of(path_);  // opening says what is wrong
    auto opened = open_history(path_, Database::Visit::Brief, before_statement_);
    if (!opened) return tl::unexpected(opened.error());
    database_ = std::move(*opened);
  }
  auto done = work(*database_);
  // A file that could not be used may be another one next time.
  if (!done && is_shared()) database_.reset();
  return done;
}

Stored<std::optional<Remembered>> AttemptMemory::find(const Account& account,
                                                      base::SecretRef secret) {
  const std::string sql = std::string("SELECT ") + kColumns +
                          " FROM attempts WHERE user = ? AND host = ? AND secret = ?";
  return use([&](Database& database) -> Stored<std::optional<Remembered>> {
    const auto rows = database.run(sql.c_str(), {account.user, account.host, name_of(secret)});
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) return std::optional<Remembered>();
    return remembered_in(rows->front());
  });
}

Stored<std::optional<Remembered>> AttemptMemory::find_older(const model::CheckSpec& spec) {
  return use([&](Database& database) { return find_older_refusal(database, spec); });
}

Stored<void> AttemptMemory::forget_older(const model::CheckSpec& spec) {
  return use([&](Database& database) -> Stored<void> {
    if (const auto gone = forget_older_refusal(database, spec); !gone)
      return tl::unexpected(gone.error());
    return {};
  });
}

Stored<std::int64_t> AttemptMemory::last_step(const std::string& key) {
  return use([&](Database& database) -> Stored<std::int64_t> {
    const auto rows = database.run("SELECT step FROM code_steps WHERE key = ?", {key});
    if (!rows) return tl::unexpected(rows.error());
    return rows->empty() ? -1 : integer(rows->front().front());
  });
}

Stored<void> AttemptMemory::about_to_send(const Account& account, base::SecretRef secret,
                                          const Remembered& remembered,
                                          const std::optional<CodeStep>& step) {
  return use([&](Database& database) {
    return transaction(database, [&]() -> Stored<void> {
      if (step)
        if (auto kept =
                database.execute("INSERT OR REPLACE INTO code_steps (key, step) VALUES (?, ?)",
                                 {step->key, step->step});
            !kept)
          return kept;
      return put(database, account, secret, remembered);
    });
  });
}

Stored<void> AttemptMemory::save(const Account& account, base::SecretRef secret,
                                 const Remembered& remembered) {
  return use([&](Database& database) { return put(database, account, secret, remembered); });
}

Stored<void> AttemptMemory::forget(const Account& account, base::SecretRef secret) {
  return use([&](Database& database) {
    return database.execute("DELETE FROM attempts WHERE user = ? AND host = ? AND secret = ?",
                            {account.user, account.host, name_of(secret)});
  });
}

Stored<std::optional<AccountLock>> AttemptMemory::try_lock(const Account& account) {
  if (is_shared()) base::make_private_folder_of(path_);
  int failure = 0;
  auto lock = AccountLock::try_take(lock_file_, account.user + "@" + account.host, failure);
  if (failure != 0)
    return tl::unexpected(DatabaseError{DatabaseFault::Unusable, std::strerror(failure)});
  return lock;
}

Stored<std::vector<Remembered>> AttemptMemory::standing_against(const model::CheckSpec& spec) {
  const std::string sql =
      std::string("SELECT ") + kColumns + ", user, host FROM attempts ORDER BY kind, since";
  return use([&](Database& database) -> Stored<std::vector<Remembered>> {
    const auto rows = database.run(sql.c_str());
    if (!rows) return tl::unexpected(rows.error());
    std::vector<Remembered> found;
    for (const Row& row : *rows)
      if (concerns(spec, {text(row[6]), text(row[7]), text(row[1])}))
        found.push_back(remembered_in(row));
    const auto older = find_older_refusal(database, spec);
    if (!older) return tl::unexpected(older.error());
    if (*older) found.insert(found.begin(), **older);
    return found;
  });
}

Stored<std::size_t> AttemptMemory::resume(const model::CheckSpec& spec) {
  return use([&](Database& database) -> Stored<std::size_t> {
    const auto older = forget_older_refusal(database, spec);
    if (!older) return older;
    const auto places =
        places_that(database, [&](const Place& place) { return concerns(spec, place); });
    if (!places) return tl::unexpected(places.error());
    const auto gone = remove(database, *places);
    return gone ? Stored<std::size_t>(*gone + *older) : gone;
  });
}

Stored<std::size_t> AttemptMemory::resume(const std::string& target) {
  return use([&](Database& database) -> Stored<std::size_t> {
    const auto places = places_that(
        database, [&](const Place& place) { return config::names_target(target, place.target); });
    if (!places) return tl::unexpected(places.error());
    return remove(database, *places);
  });
}

Stored<std::vector<std::string>> AttemptMemory::known_targets() {
  return use([&](Database& database) -> Stored<std::vector<std::string>> {
    const auto rows = database.run("SELECT DISTINCT target FROM attempts ORDER BY target");
    if (!rows) return tl::unexpected(rows.error());
    std::vector<std::string> names;
    for (const Row& row : *rows) names.push_back(text(row.front()));
    return names;
  });
}

}  // namespace flexverify::serve
