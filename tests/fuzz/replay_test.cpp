// Each corpus again, as it is and with some bytes changed by a fixed seed: what `make fuzz` found
// once stays found, without clang.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "tests/fuzz/targets.h"
#include "verifier/base/files.h"

namespace flexverify::fuzz {
namespace {

constexpr int kMutants = 100;
constexpr std::size_t kMostBytes = 1024 * 1024;

std::string mutated(std::string bytes, std::mt19937& dice) {
  const auto below = [&](std::size_t end) { return end == 0 ? 0 : dice() % end; };
  for (std::size_t changes = 1 + below(4); changes > 0 && !bytes.empty(); --changes) {
    const std::size_t place = below(bytes.size());
    switch (below(4)) {
      case 0:
        bytes[place] = static_cast<char>(below(256));
        break;
      case 1:
        bytes.erase(place, 1 + below(8));
        break;
      case 2:
        bytes.insert(place, bytes.substr(below(bytes.size()), below(32)));
        break;
      default:
        bytes.insert(place, 1, "\"'<>&;%\\/{}[]=\0\n"[below(16)]);
    }
  }
  return bytes;
}

class Replay : public testing::TestWithParam<Target> {};

TEST_P(Replay, TheRelationHolds) {
  std::mt19937 dice(20261125);
  std::size_t files = 0;
  const auto folder = std::filesystem::path("tests/fuzz/corpus") / GetParam().name;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string bytes = base::read_file(entry.path(), kMostBytes).value();
    ++files;
    EXPECT_NO_THROW(GetParam().read(bytes)) << entry.path();
    for (int i = 0; i < kMutants; ++i) {
      const std::string mutant = mutated(bytes, dice);
      EXPECT_NO_THROW(GetParam().read(mutant)) << entry.path() << ", mutant " << i;
    }
  }
  EXPECT_GT(files, 0U) << folder;
}

INSTANTIATE_TEST_SUITE_P(Corpora, Replay,
                         testing::ValuesIn(all_targets().begin(), all_targets().end()),
                         [](const testing::TestParamInfo<Target>& test) {
                           std::string name(test.param.name);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace flexverify::fuzz
