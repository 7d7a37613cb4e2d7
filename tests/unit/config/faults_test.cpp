// One file for each rule, tests/unit/config/faults/invalid-<rule>.json, with the text that
// config-check shows for it beside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "samples.h"
#include "tests/support/golden.h"
#include "verifier/base/text.h"
#include "verifier/config/fault_text.h"
#include "verifier/config/load.h"
#include "verifier/config/schema.h"

namespace flexverify::config {
namespace {

namespace fs = std::filesystem;
using testing_support::file_text;

std::vector<fs::path> invalid_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator("tests/unit/config/faults"))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_for(const std::string& name, const std::string& source) {
  const auto loaded = load(source, "", kKnown);
  return loaded ? "no faults\n" : fault_text(loaded.error(), name, source);
}

TEST(Faults, AreTheGoldenOnes) {
  ASSERT_GE(invalid_files().size(), 20U);
  for (const fs::path& path : invalid_files()) {
    const std::string text = text_for(path.filename(), file_text(path));
    EXPECT_NE(text, "no faults\n") << path;
    fs::path expected = path;
    testing_support::expect_golden(expected.replace_extension(".txt"), text);
  }
}

TEST(Faults, NeverShowASecret) {
  for (const fs::path& path : invalid_files())
    EXPECT_FALSE(base::contains(text_for("x", file_text(path)), "hunter2")) << path;
}

TEST(Faults, FitOnALineWhateverTheFileLooksLike) {
  for (const fs::path& path : invalid_files()) {
    std::string one_line = file_text(path);
    std::replace(one_line.begin(), one_line.end(), '\n', ' ');
    const std::string text = text_for("x", one_line);
    for (const std::string_view line : base::split(text, '\n'))
      EXPECT_TRUE(!line.starts_with("  ") || line.size() <= 200U) << path;
  }
}

TEST(Faults, AreAllFoundAtOnceInTheOrderOfTheFile) {
  const std::string text = text_for("c.json", R"({"targets": [{"name": "a", "setup": "hostd",
"url": "ftp://x", "depth": "loadd"}], "extra": 1})");
  const std::vector<std::string> places = {
      "c.json:1:37: /targets/0/setup", "c.json:2:8: /targets/0/url",
      "c.json:2:28: /targets/0/depth", "c.json:2:39: /extra", "4 faults\n"};
  std::size_t at = 0;
  for (const std::string& place : places) {
    const std::size_t found = text.find(place, at);
    ASSERT_NE(found, std::string::npos) << place << " in\n" << text;
    at = found;
  }
}

// It counts days since a migration; one that is still to come has none.
TEST(Faults, AMigrationIsOfThePast) {
  const Key& key = *key_at("/targets/*/migrated_on");
  EXPECT_EQ(fault_in("2026-11-25", key, kKnown), std::nullopt);
  EXPECT_EQ(fault_in("2026-03-01", key, kKnown), std::nullopt);
  // At noon in UTC the next day has begun in the east.
  EXPECT_EQ(fault_in("2026-11-26", key, kKnown), std::nullopt);
  EXPECT_THAT(fault_in("2026-11-27", key, kKnown).value_or(""),
              testing::HasSubstr("is in the future"));
  EXPECT_THAT(fault_in("2026-02-30", key, kKnown).value_or(""), testing::HasSubstr("is no date"));
}

// The whole of it is the shipped one, which the program prints (tests/e2e/cli_test.py).
TEST(Schema, NamesTheAdaptersAndSaysInWordsWhatIsExpected) {
  const std::string text = base::dump_json(config_schema(kKnown));
  EXPECT_THAT(text, testing::HasSubstr(R"("enum":["auto",")" + std::string(kKnown.adapters[0])));
  EXPECT_THAT(text, testing::HasSubstr(R"("patternErrorMessage":"expected JQ and 32)"));
}

}  // namespace
}  // namespace flexverify::config
