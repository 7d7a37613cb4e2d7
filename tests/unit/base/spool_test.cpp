// Texts that are put aside come back, from memory and from the file behind it.
#include "verifier/base/spool.h"

#include <gtest/gtest.h>

#include <vector>

namespace flexverify::base {
namespace {

std::string text_of(int number) { return std::string(1000, static_cast<char>('a' + number % 26)); }

void expect_all_back(Spool& spool) {
  std::vector<Spool::Place> places;
  for (int i = 0; i < 100; ++i) places.push_back(spool.add(text_of(i)));
  const Spool::Place nothing = spool.add("");
  for (int i = 99; i >= 0; --i)
    EXPECT_EQ(spool.read(places[static_cast<std::size_t>(i)]), text_of(i)) << i;
  EXPECT_EQ(spool.read(nothing), "");
}

TEST(Spool, KeepsAFewInMemory) {
  Spool spool(200'000);
  expect_all_back(spool);
  EXPECT_FALSE(spool.is_file());
}

TEST(Spool, KeepsManyInAFile) {
  Spool spool(10'500);
  expect_all_back(spool);
  EXPECT_TRUE(spool.is_file());
}

TEST(Spool, WithoutAFolderForTheFileTheyStayInMemory) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "/proc/none", 1);
  Spool spool(10'500);
  expect_all_back(spool);
  EXPECT_FALSE(spool.is_file());
  kept.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
}

}  // namespace
}  // namespace flexverify::base
