#include "verifier/config/secrets.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "verifier/base/text.h"
#include "verifier/config/command.h"

namespace flexverify::config {
namespace {

namespace fs = std::filesystem;
using base::Result;
using base::Secret;

// A folder of its own for each test.
class Secrets : public testing::Test {
 protected:
  Secrets() {
    std::string name = fs::temp_directory_path() / "fv-secrets-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    variables_["CREDENTIALS_DIRECTORY"] = folder_.string();
  }
  ~Secrets() override { fs::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& content, mode_t mode = 0600) {
    const fs::path path = folder_ / name;
    std::ofstream(path, std::ios::binary) << content;
    ::chmod(path.c_str(), mode);
    return path;
  }

  SecretServices services() {
    return {.environment = [this](const char* name) -> const char* {
              const auto found = variables_.find(name);
              return found == variables_.end() ? nullptr : found->second.c_str();
            },
            .ask = [](std::string_view question) -> Result<Secret> {
              return Secret("answer to " + std::string(question));
            },
            .time_left = time_left_,
            .stop = stop_.get_token()};
  }

  std::string read(const model::SecretSource& source) {
    const auto secret = read_secret(source, "password", services());
    return secret ? std::string(secret->reveal()) : "error: " + secret.error().what;
  }

  fs::path folder_;
  base::Millis time_left_{10'000};
  std::stop_source stop_;
  std::map<std::string, std::string, std::less<>> variables_;
};

TEST_F(Secrets, ComeFromTheEnvironment) {
  variables_["PW"] = "s3cret";
  variables_["EMPTY"] = "";
  EXPECT_EQ(read(model::EnvironmentSource{"PW"}), "s3cret");
  EXPECT_EQ(read(model::EnvironmentSource{"NONE"}), "error: is not set");
  EXPECT_EQ(read(model::EnvironmentSource{"EMPTY"}), "error: is empty");
}

TEST_F(Secrets, ComeFromAFileWithoutItsLastNewline) {
  EXPECT_EQ(read(model::FileSource{file("a", "s3cret\n")}), "s3cret");
  EXPECT_EQ(read(model::FileSource{file("b", "s3cret\r\n")}), "s3cret");
  EXPECT_EQ(read(model::FileSource{file("c", " two words \n\n")}), " two words \n");
  EXPECT_EQ(read(model::FileSource{file("d", "\n")}), "error: is empty");
  EXPECT_TRUE(read(model::FileSource{folder_ / "none"}).starts_with("error: cannot be read"));
}

TEST_F(Secrets, RefuseAFileThatOthersMayRead) {
  for (const mode_t mode : {0620U, 0604U, 0644U})
    EXPECT_TRUE(base::contains(read(model::FileSource{file("open", "x", mode)}), "by every user"));
}

TEST_F(Secrets, ComeFromACredential) {
  file("acme", "s3cret\n", 0400);
  EXPECT_EQ(read(model::CredentialSource{"acme"}), "s3cret");
  file("granted", "s3cret\n", 0440);  // by an access control list, or to the group of a container
  EXPECT_EQ(read(model::CredentialSource{"granted"}), "s3cret");
  file("open", "s3cret\n", 0444);
  EXPECT_TRUE(base::contains(read(model::CredentialSource{"open"}), "by every user"));
  EXPECT_EQ(read(model::CredentialSource{"../acme"}), "error: is a name without slashes");
  variables_.clear();
  EXPECT_EQ(read(model::CredentialSource{"acme"}), "error: CREDENTIALS_DIRECTORY is not set");
}

TEST_F(Secrets, ComeFromACommandAndNoShell) {
  EXPECT_EQ(read(model::CommandSource{{"printf", "%s\\n", "$HOME `id`"}}), "$HOME `id`");
  EXPECT_EQ(read(model::CommandSource{{"false"}}), "error: ended with status 1");
  EXPECT_EQ(read(model::CommandSource{{"true"}}), "error: is empty");
  EXPECT_TRUE(
      read(model::CommandSource{{"/no/such/command"}}).starts_with("error: cannot be started"));
  EXPECT_EQ(read(model::CommandSource{{"sh", "-c", "kill -9 $$"}}), "error: was ended by signal 9");
}

TEST_F(Secrets, BoundACommand) {
  EXPECT_EQ(read(model::CommandSource{{"head", "-c", "4097", "/dev/zero"}}),
            "error: printed more than 4096 bytes");
  EXPECT_EQ(read(model::CommandSource{{"cat", "/dev/zero"}}),
            "error: printed more than 4096 bytes");
  const auto slow = run_command({"sleep", "600"}, {.output = 10, .time = base::Millis{20}});
  ASSERT_FALSE(slow);
  EXPECT_EQ(slow.error().what, "did not end within 20 ms");
  const auto silent = run_command({"sh", "-c", "exec 1>&-; exec sleep 600"},
                                  {.output = 10, .time = base::Millis{50}});
  EXPECT_FALSE(silent);
}

TEST_F(Secrets, ComeFromAPersonOrNobody) {
  EXPECT_EQ(read(model::TerminalSource{}), "answer to password");
  EXPECT_TRUE(read(model::NoSource{}).starts_with("error: no source"));
}

TEST(SplitWords, KnowsQuotesAndNothingElse) {
  using Words = std::vector<std::string>;
  const std::vector<std::pair<std::string, Words>> rows = {
      {"pass show flex", {"pass", "show", "flex"}},
      {"  a\t'b c'\"d e\"  ", {"a", "b cd e"}},
      {R"(a\ b "c\"d" 'e\f' "")", {"a b", "c\"d", "e\\f", ""}},
      {"echo $HOME; `id` | x", {"echo", "$HOME;", "`id`", "|", "x"}}};
  for (const auto& [line, words] : rows) EXPECT_EQ(split_words(line).value(), words) << line;
  for (const char* line : {"", "  ", "a 'b", "\"x"}) EXPECT_FALSE(split_words(line)) << line;
}

}  // namespace
}  // namespace flexverify::config
