// The history, wherever it is at the moment: in its file, or in memory while the file is locked,
// full or gone. Checks never wait for a disk and never stop for one.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "verifier/base/result.h"
#include "verifier/config/serve.h"
#include "verifier/serve/database.h"

namespace flexverify::serve {

enum class Place {
  File,
  MemoryByChoice,  // no file is configured
  MemoryForNow,    // the file cannot be used at the moment
  MemoryUnread,    // the same, and it could not even be read: what is in it is not known
};

class Store {
 public:
  using Log = std::function<void(std::string_view)>;

  // An Error for a file that is no history of ours; a locked file or a full disk is none. "" keeps
  // everything in memory.
  static base::Result<std::unique_ptr<Store>> open(std::string path, Log log);

  // Runs `work` on the history, from any thread, one at a time; on the one in memory when the file
  // fails.
  template <class Work>
  auto use(const Work& work) -> decltype(work(std::declval<Database&>())) {
    const std::scoped_lock lock(mutex_);
    auto done = work(*database_);
    if (done || place_ != Place::File) return done;
    leave_file(done.error());
    return work(*database_);
  }

  // Goes back to the file when it can be used again, with what was kept in memory. Call it now and
  // then.
  void try_file();

  [[nodiscard]] Place place();
  [[nodiscard]] std::string reason();  // why it is not in the file, "" when it is
  // What may be kept, given where it is kept.
  [[nodiscard]] config::Keep bounded(config::Keep keep);

 private:
  Store(std::string path, Log log) : path_(std::move(path)), log_(std::move(log)) {}
  void leave_file(const DatabaseError& error);
  void stay_in_memory(Place place, std::string reason);

  std::string path_;
  Log log_;
  std::mutex mutex_;
  std::optional<Database> database_;
  Place place_ = Place::MemoryByChoice;
  std::string reason_;
};

}  // namespace flexverify::serve
