#include "verifier/base/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace flexverify::base {
namespace {

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");
  return folder == nullptr || *folder == '\0' ? "/tmp" : folder;
}

}  // namespace

Spool::~Spool() {
  if (file_ >= 0) ::close(file_);
}

Spool::Place Spool::add(std::string_view text) {
  const Place place{size_, text.size()};
  memory_ += text;
  size_ += text.size();
  if (memory_.size() > most_) move_to_file();
  return place;
}

// A disk that is full, or no folder for it: they stay in memory.
void Spool::move_to_file() {
  if (file_ < 0) file_ = ::open(temporary_folder().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file_ < 0 || !write(memory_, begin_)) return;
  begin_ = size_;
  memory_.clear();
}

bool Spool::write(std::string_view text, std::uint64_t offset) const {
  while (!text.empty()) {
    const ssize_t done = ::pwrite(file_, text.data(), text.size(), static_cast<off_t>(offset));
    if (done <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(done));
    offset += static_cast<std::uint64_t>(done);
  }
  return true;
}

std::string Spool::read(Place place) const {
  if (place.offset >= begin_) return memory_.substr(place.offset - begin_, place.size);
  std::string text(place.size, '\0');
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t got =
        ::pread(file_, text.data() + at, text.size() - at, static_cast<off_t>(place.offset + at));
    if (got <= 0) return text;
    at += static_cast<std::size_t>(got);
  }
  return text;
}

}  // namespace flexverify::base
