#include "verifier/serve/messages.h"

#include "verifier/serve/history.h"

namespace flexverify::serve {
Stored<void> queue_message(Database& database, const std::string& receiver,
                           const std::string& target, const std::string& body, base::WallTime now) {
  return transaction(database, [&]() -> Stored<void> {
    const auto queued = database.execute(
        "INSERT INTO messages (receiver, created, tries, not_before, body) VALUES (?, ?, 0, ?, ?)",
        {receiver, to_stored(now), to_stored(now), body});
    if (!queued) return queued;
    return database.execute("INSERT OR REPLACE INTO told (target, receiver, at) VALUES (?, ?, ?)",
                            {target, receiver, to_stored(now)});
  });
}

Stored<std::vector<Message>> due_messages(Database& database, base::WallTime now,
                                          std::size_t most) {
  const auto rows = database.run(
      "SELECT id, receiver, created, tries, body FROM messages WHERE not_before <= ? "
      "ORDER BY id LIMIT ?",
      {to_stored(now), static_cast<std::int64_t>(most)});
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Message> messages;
  for (const Row& row : *rows)
    messages.push_back({.id = integer(row[0]),
                        .receiver = text(row[1]),
                        .created = from_stored(row[2]),
                        .tries = static_cast<std::size_t>(integer(row[3])),
                        .body = text(row[4])});
  return messages;
}

Stored<void> postpone_message(Database& database, std::int64_t id, base::WallTime not_before) {
  return database.execute("UPDATE messages SET tries = tries + 1, not_before = ? WHERE id = ?",
                          {to_stored(not_before), id});
}

Stored<void> remove_message(Database& database, std::int64_t id) {
  return database.execute("DELETE FROM messages WHERE id = ?", {id});
}

Stored<std::size_t> waiting_messages(Database& database) {
  const auto rows = database.run("SELECT count(*) FROM messages");
  if (!rows) return tl::unexpected(rows.error());
  return static_cast<std::size_t>(integer(rows->front().front()));
}

Stored<base::WallTime> told_at(Database& database, const std::string& target,
                               const std::string& receiver) {
  const auto rows =
      database.run("SELECT at FROM told WHERE target = ? AND receiver = ?", {target, receiver});
  if (!rows) return tl::unexpected(rows.error());
  return rows->empty() ? base::WallTime{} : from_stored(rows->front().front());
}

}  // namespace flexverify::serve
