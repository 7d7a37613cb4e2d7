// What is remembered of the secrets of test accounts, in a file that all runs share: `check` and
// `serve` alike. No secret is in it.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/serve/account_lock.h"
#include "verifier/serve/attempts.h"
#include "verifier/serve/database.h"

namespace flexverify::serve {

// The last time step of which a code was made with a TOTP secret, known by a hash of it.
struct CodeStep {
  std::string key;
  std::int64_t step = 0;
};
[[nodiscard]] std::string code_key(std::string_view totp_key);

class AttemptMemory {
 public:
  // The file is made (0600, its folder 0700) when it is used first; "" remembers in this process
  // only. `before_statement` is a test's: see Database::open.
  explicit AttemptMemory(std::string path, Database::Hook before_statement = {});

  [[nodiscard]] bool is_shared() const { return !path_.empty(); }
  [[nodiscard]] const std::string& path() const { return path_; }

  [[nodiscard]] Stored<std::optional<Remembered>> find(const Account& account,
                                                       base::SecretRef secret);
  // What a version before 4 of the file knew of this account; see older_refusals.h.
  [[nodiscard]] Stored<std::optional<Remembered>> find_older(const model::CheckSpec& spec);
  [[nodiscard]] Stored<void> forget_older(const model::CheckSpec& spec);
  [[nodiscard]] Stored<std::int64_t> last_step(const std::string& key);  // -1: none
  // Written before the secret leaves: whatever happens from now on, the next run knows that it was
  // sent. Both or none.
  [[nodiscard]] Stored<void> about_to_send(const Account& account, base::SecretRef secret,
                                           const Remembered& remembered,
                                           const std::optional<CodeStep>& step);
  [[nodiscard]] Stored<void> save(const Account& account, base::SecretRef secret,
                                  const Remembered& remembered);
  [[nodiscard]] Stored<void> forget(const Account& account, base::SecretRef secret);

  // Held while a secret of the account is on its way. nullopt while another run holds it.
  [[nodiscard]] Stored<std::optional<AccountLock>> try_lock(const Account& account);

  // What stands against a target: rows of its own, and of its account at its hosts, refused ones
  // first.
  [[nodiscard]] Stored<std::vector<Remembered>> standing_against(const model::CheckSpec& spec);
  // "Try it again." How many rows went.
  [[nodiscard]] Stored<std::size_t> resume(const model::CheckSpec& spec);
  // The same for a name, when there is no configuration: "acme" means "acme/agent" as well.
  [[nodiscard]] Stored<std::size_t> resume(const std::string& target);
  [[nodiscard]] Stored<std::vector<std::string>> known_targets();

 private:
  template <class Work>
  auto use(const Work& work) -> decltype(work(std::declval<Database&>()));

  std::string path_;
  Database::Hook before_statement_;
  std::string lock_file_;
  std::mutex mutex_;
  std::optional<Database> database_;  // absent until it could be opened
};

}  // namespace flexverify::serve
