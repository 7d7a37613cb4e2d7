#include "verifier/base/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>

#include "verifier/base/secret.h"

namespace {
int times_synced = 0;
}

// In place of the C library's.
extern "C" int fsync(int file) {
  ++times_synced;
  return static_cast<int>(syscall(SYS_fsync, file));
}

namespace flexverify::base {
namespace {

class Files : public testing::Test {
 protected:
  void SetUp() override {
    std::string folder = testing::TempDir() + "flexverify-files-XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string folder_;
};

TEST_F(Files, WritesForTheOwnerAloneAndReadsBack) {
  ASSERT_TRUE(write_file(path("a"), "content"));
  EXPECT_EQ(read_file(path("a"), 100, FileAccess::Secret).value(), "content");
  struct stat facts{};
  ASSERT_EQ(stat(path("a").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
}

TEST_F(Files, ReplacesAsAWholeAndLeavesNoTemporary) {
  ASSERT_TRUE(write_file(path("a"), "one"));
  ASSERT_TRUE(write_file(path("a"), "two"));
  EXPECT_EQ(read_file(path("a"), 100).value(), "two");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

// Once for each piece made a report of 10,000 checks wait for the disk 20,000 times.
TEST_F(Files, ReachesTheDiskOnce) {
  times_synced = 0;
  ASSERT_TRUE(write_file(path("a"), [](const WritePiece& write) {
    for (int i = 0; i < 100; ++i) write("piece");
  }));
  EXPECT_EQ(times_synced, 1);
  EXPECT_EQ(read_file(path("a"), 1000).value().size(), 500U);
}

TEST_F(Files, ErrorsNameThePath) {
  const auto missing = read_file(path("missing"), 100);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().where, path("missing"));
  EXPECT_FALSE(read_file(folder_, 100));
  EXPECT_FALSE(write_file(path("no/such/folder"), "x"));
}

TEST_F(Files, BoundsAndModes) {
  ASSERT_TRUE(write_file(path("a"), "0123456789"));
  EXPECT_TRUE(read_file(path("a"), 10));
  EXPECT_FALSE(read_file(path("a"), 9));
  ASSERT_EQ(chmod(path("a").c_str(), 0644), 0);
  EXPECT_FALSE(read_file(path("a"), 10, FileAccess::Secret));
  ASSERT_EQ(chmod(path("a").c_str(), 0620), 0);
  EXPECT_FALSE(read_file(path("a"), 10, FileAccess::Secret));
  ASSERT_EQ(chmod(path("a").c_str(), 0640), 0);
  EXPECT_TRUE(read_file(path("a"), 100, FileAccess::Secret));
}

TEST(Secret, IsGoneFromItsOldPlace) {
  Secret first("hunter2");
  const Secret second(std::move(first));
  EXPECT_EQ(second.reveal(), "hunter2");
  EXPECT_EQ(first.reveal(), "");  // NOLINT(bugprone-use-after-move): that is the claim
}

}  // namespace
}  // namespace flexverify::base
