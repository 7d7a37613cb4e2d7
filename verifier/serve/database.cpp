#include "verifier/serve/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "verifier/base/overload.h"

namespace flexverify::serve {
namespace {

constexpr int kPatienceMillis = 2'000;
constexpr int kShortLogPages = 50;

DatabaseFault fault_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DatabaseFault::Busy;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
      return DatabaseFault::Full;
    default:
      return DatabaseFault::Unusable;
  }
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

int bind(sqlite3_stmt* statement, int at, const Value& value) {
  const auto size = [](const std::string& bytes) {
    return static_cast<sqlite3_uint64>(bytes.size());
  };
  return std::visit(base::overload{
                        [&](std::nullptr_t) { return sqlite3_bind_null(statement, at); },
                        [&](std::int64_t n) { return sqlite3_bind_int64(statement, at, n); },
                        [&](const std::string& s) {
                          return sqlite3_bind_text64(statement, at, s.data(), size(s),
                                                     SQLITE_STATIC, SQLITE_UTF8);
                        },
                        [&](const Blob& b) {
                          return sqlite3_bind_blob64(statement, at, b.bytes.data(), size(b.bytes),
                                                     SQLITE_STATIC);
                        },
                    },
                    value);
}

std::string bytes_of(sqlite3_stmt* statement, int at) {
  const void* data = sqlite3_column_blob(statement, at);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, at));
  return data == nullptr ? "" : std::string(static_cast<const char*>(data), size);
}

Value column(sqlite3_stmt* statement, int at) {
  switch (sqlite3_column_type(statement, at)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, at));
    case SQLITE_TEXT:
      return bytes_of(statement, at);
    case SQLITE_BLOB:
      return Blob{bytes_of(statement, at)};
    default:
      return nullptr;
  }
}

// SQLite makes files by the umask; results are for their owner.
bool make_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);
  return file >= 0;
}

}  // namespace

std::int64_t integer(const Value& value) {
  const auto* n = std::get_if<std::int64_t>(&value);
  return n == nullptr ? 0 : *n;
}

std::string text(const Value& value) {
  if (const auto* blob = std::get_if<Blob>(&value)) return blob->bytes;
  const auto* s = std::get_if<std::string>(&value);
  return s == nullptr ? "" : *s;
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

DatabaseError Database::error(int code) const {
  return {fault_of(code), sqlite3_errmsg(handle_.get())};
}

Stored<Database> Database::open(const std::string& path, Visit visit, Hook before_statement) {
  if (!path.empty() && !make_private(path))
    return tl::unexpected(DatabaseError{
        errno == ENOSPC ? DatabaseFault::Full : DatabaseFault::Unusable, std::strerror(errno)});
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.empty() ? ":memory:" : path.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(handle, std::move(before_statement));
  if (code != SQLITE_OK) return tl::unexpected(database.error(code));
  sqlite3_busy_timeout(handle, kPatienceMillis);
  if (visit == Visit::Brief) {
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_wal_autocheckpoint(handle, kShortLogPages);
  }
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // NORMAL loses at most the last results when the power fails; a killed process loses none.
  for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL",
                             "PRAGMA foreign_keys=ON", "PRAGMA trusted_schema=OFF"})
    if (const auto set = database.execute(pragma); !set) return tl::unexpected(set.error());
  return database;
}

Stored<std::vector<Row>> Database::run(const char* sql, const std::vector<Value>& parameters) {
  if (hook_)
    if (auto planted = hook_(sql)) return tl::unexpected(*std::move(planted));
  sqlite3_stmt* made = nullptr;
  int code = sqlite3_prepare_v2(handle_.get(), sql, -1, &made, nullptr);
  const Statement statement(made);
  for (std::size_t i = 0; code == SQLITE_OK && i < parameters.size(); ++i)
    code = bind(made, static_cast<int>(i) + 1, parameters[i]);
  if (code != SQLITE_OK) return tl::unexpected(error(code));
  std::vector<Row> rows;
  while ((code = sqlite3_step(made)) == SQLITE_ROW) {
    Row row;
    for (int at = 0; at < sqlite3_column_count(made); ++at) row.push_back(column(made, at));
    rows.push_back(std::move(row));
  }
  if (code != SQLITE_DONE) return tl::unexpected(error(code));
  return rows;
}

Stored<void> Database::execute(const char* sql, const std::vector<Value>& parameters) {
  if (const auto done = run(sql, parameters); !done) return tl::unexpected(done.error());
  return {};
}

Stored<void> Database::run_script(const char* sql) {
  return transaction(*this, [&]() -> Stored<void> {
    const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(error(code));
    return {};
  });
}

std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(handle_.get()); }

}  // namespace flexverify::serve
