// Texts that are kept until a report can be put together: in memory, and, when they are many, in a
// file without a name, which goes with the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flexverify::base {

class Spool {
 public:
  // Where a text is.
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };

  // What goes beyond `most` bytes makes it a file, where one can be made.
  explicit Spool(std::size_t most = kMostInMemory) : most_(most) {}
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  [[nodiscard]] Place add(std::string_view text);
  [[nodiscard]] std::string read(Place place) const;
  [[nodiscard]] bool is_file() const { return file_ >= 0; }

 private:
  static constexpr std::size_t kMostInMemory = 256 * 1024;

  void move_to_file();
  [[nodiscard]] bool write(std::string_view text, std::uint64_t offset) const;

  std::size_t most_;
  std::string memory_;       // those that are not in the file
  std::uint64_t size_ = 0;   // of all
  std::uint64_t begin_ = 0;  // of those in memory
  int file_ = -1;
};

}  // namespace flexverify::base
