// SQLite behind one function. database.cpp alone knows sqlite3.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "verifier/base/time.h"

struct sqlite3;

namespace flexverify::serve {

enum class DatabaseFault {
  Busy,      // another process has it locked
  Full,      // the disk is full, or the file cannot be written just now
  Unusable,  // not a database, damaged, no permission, made by a newer version
};
struct DatabaseError {
  DatabaseFault fault;  // what kind of fault
  std::string what;     // SQLite's words
};
template <class T>
using Stored = tl::expected<T, DatabaseError>;

struct Blob {
  std::string bytes;  // as they are stored
};
using Value = std::variant<std::nullptr_t, std::int64_t, std::string, Blob>;
using Row = std::vector<Value>;

[[nodiscard]] std::int64_t integer(const Value& value);  // 0 when it is none
[[nodiscard]] std::string text(const Value& value);      // "" when it is none, also of a blob

class Database {
 public:
  // A test's way to let a statement fail, or to end the process in front of one.
  using Hook = std::function<std::optional<DatabaseError>(std::string_view sql)>;

  // Brief: for a process that opens the file for a few statements. Its end leaves the write-ahead
  // log as it is, for bringing it into the file waits for the disk, and keeps it short instead.
  enum class Visit { Long, Brief };

  // Opens or creates the file (mode 0600) with write-ahead log; "" is a database in memory. Waits
  // two seconds for a lock. `before_statement` is asked in front of every statement.
  static Stored<Database> open(const std::string& path, Visit visit = Visit::Long,
                               Hook before_statement = {});
  // One statement.
  Stored<std::vector<Row>> run(const char* sql, const std::vector<Value>& parameters = {});
  // One statement whose rows nobody wants.
  Stored<void> execute(const char* sql, const std::vector<Value>& parameters = {});
  // Several statements, all or none.
  Stored<void> run_script(const char* sql);
  [[nodiscard]] std::int64_t last_id() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  Database(sqlite3* handle, Hook hook) : handle_(handle), hook_(std::move(hook)) {}
  [[nodiscard]] DatabaseError error(int code) const;
  std::unique_ptr<sqlite3, Close> handle_;
  Hook hook_;
};

// Statements between begin and the end of `work` that take effect together, or not at all when it
// fails. `work` gets nothing and gives a Stored<T>.
template <class Work>
auto transaction(Database& database, const Work& work) -> decltype(work()) {
  if (const auto begun = database.run("BEGIN IMMEDIATE"); !begun)
    return tl::unexpected(begun.error());
  auto done = work();
  if (done) {
    const auto committed = database.run("COMMIT");
    if (committed) return done;
    done = tl::unexpected(committed.error());
  }
  static_cast<void>(database.run("ROLLBACK"));
  return done;
}

}  // namespace flexverify::serve
