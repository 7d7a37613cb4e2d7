// The driver as a child: its port, why it does not start, and that nothing of it stays.
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "verifier/base/text.h"
#include "verifier/webdriver/child.h"
#include "verifier/webdriver/driver_process.h"
#include "verifier/webdriver/private_folder.h"

namespace flexverify::webdriver {
namespace {

namespace fs = std::filesystem;

// A folder in PATH with a driver that is a shell script.
class DriverProcesses : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "driver-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    path_ = ::getenv("PATH");
    ::setenv("PATH", (folder_ + ":" + path_).c_str(), 1);
  }
  void TearDown() override {
    ::setenv("PATH", path_.c_str(), 1);
    fs::remove_all(folder_);
  }

  base::Result<std::unique_ptr<DriverProcess>> start(const std::string& script) {
    const std::string program = folder_ + "/test-driver";
    std::ofstream(program) << "#!/bin/sh\n" << script << '\n';
    ::chmod(program.c_str(), 0700);
    return DriverProcess::start({.arguments = {"test-driver", "--port=0"},
                                 .environment = {"PATH=/usr/bin:/bin", "HERE=" + folder_}},
                                base::Millis{5000}, {});
  }
  [[nodiscard]] int lines_of(const std::string& file) const {
    std::ifstream stream(folder_ + "/" + file);
    int lines = 0;
    for (std::string line; std::getline(stream, line);) ++lines;
    return lines;
  }

  std::string folder_;
  std::string path_;
};

TEST(PortOfADriver, IsWholeBeforeItCounts) {
  EXPECT_EQ(port_in("ChromeDriver was started successfully on port 41234.\n"), 41234);
  EXPECT_EQ(port_in("ChromeDriver was started successfully on port 412"), 0);
  EXPECT_EQ(port_in("Starting ChromeDriver 156"), 0);
}

TEST_F(DriverProcesses, GivesItsPortAndEndsWithItsGroup) {
  pid_t pid = 0;
  {
    const auto driver = start("sleep 600 & echo started successfully on port 4711.; wait");
    ASSERT_TRUE(driver) << driver.error().what;
    EXPECT_EQ((*driver)->port(), 4711);
    pid = (*driver)->pid();
    EXPECT_EQ(::kill(-pid, 0), 0);
  }
  EXPECT_EQ(::kill(pid, 0), -1);
}

TEST_F(DriverProcesses, IsStartedThreeTimes) {
  const auto driver = start("echo x >> $HERE/starts; echo 'bind() failed: error 98' >&2; exit 1");
  ASSERT_FALSE(driver);
  EXPECT_EQ(lines_of("starts"), 3);
  EXPECT_TRUE(base::contains(driver.error().what, "bind() failed: error 98"));
}

TEST_F(DriverProcesses, GetsNothingOfOurEnvironment) {
  ::setenv("FLEX_PASSWORD", "secret", 1);
  const auto driver = start("env > $HERE/environment; echo started successfully on port 1.");
  ::unsetenv("FLEX_PASSWORD");
  ASSERT_TRUE(driver) << driver.error().what;
  std::ifstream stream(folder_ + "/environment");
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  EXPECT_TRUE(base::contains(text, "HERE="));
  EXPECT_FALSE(base::contains(text, "FLEX_PASSWORD"));
}

TEST(FindProgram, LooksAlongPath) {
  EXPECT_EQ(find_program("sh").substr(0, 1), "/");
  EXPECT_EQ(find_program("no-such-program-here"), "");
}

TEST(PrivateFolders, AreTheOwnersAloneAndGo) {
  std::string path;
  {
    const auto folder = PrivateFolder::make();
    ASSERT_TRUE(folder);
    path = folder->path();
    struct stat seen{};
    ASSERT_EQ(::stat(path.c_str(), &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777, 0700U);
    std::ofstream(path + "/profile") << "x";
    const auto other = PrivateFolder::make();  // sweeps, and leaves one that lives alone
    EXPECT_TRUE(fs::exists(path + "/profile"));
  }
  EXPECT_FALSE(fs::exists(path));
}

// What a killed process left has a lock that nobody holds.
TEST(PrivateFolders, SweepWhatWasLeft) {
  const std::string left = fs::temp_directory_path().string() + "/flexverify-window-left00";
  fs::create_directory(left);
  fs::permissions(left, fs::perms::owner_all);
  std::ofstream(left + "/lock") << "";
  const auto folder = PrivateFolder::make();
  EXPECT_FALSE(fs::exists(left));
}

}  // namespace
}  // namespace flexverify::webdriver
