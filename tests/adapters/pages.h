// The pages of tests/adapters and of the shared fixtures, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "idp-adapters/adapter.h"
#include "verifier/base/files.h"
#include "verifier/base/json.h"

namespace flexverify::idp::testing_support {

inline constexpr std::size_t kMaxFile = 4UL * 1024 * 1024;

inline std::string read(const std::string& path) {
  auto content = base::read_file(path, kMaxFile);
  EXPECT_TRUE(content) << path;
  return content ? *content : std::string();
}

// Folders of tests/adapters that hold a cases.json.
inline std::vector<std::string> case_folders() {
  std::vector<std::string> folders;
  if (!std::filesystem::exists("tests/adapters")) return folders;
  for (const auto& entry : std::filesystem::directory_iterator("tests/adapters"))
    if (std::filesystem::exists(entry.path() / "cases.json"))
      folders.push_back(entry.path().string());
  std::sort(folders.begin(), folders.end());
  return folders;
}

struct Case {
  std::string folder;
  base::Json json;
  std::size_t number = 0;  // in its file
};

// "okta_7_login_html": what a test may be called.
inline std::string test_name(std::string_view folder, std::size_t number, std::string_view file) {
  std::string name = std::filesystem::path(folder).filename().string() + "_" +
                     std::to_string(number) + "_" + std::string(file);
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

inline std::string name_of(const Case& one) {
  return test_name(one.folder, one.number, one.json.text("file"));
}
inline void PrintTo(const Case& one, std::ostream* out) { *out << name_of(one); }

inline std::vector<Case> read_cases() {
  std::vector<Case> cases;
  for (const std::string& folder : case_folders()) {
    const auto json = base::parse_json(read(folder + "/cases.json"));
    EXPECT_TRUE(json) << folder << (json ? "" : ": " + json.error().what);
    if (!json || json->array() == nullptr) continue;
    std::size_t number = 0;
    for (const base::Json& one : *json->array()) cases.push_back({folder, one, ++number});
  }
  return cases;
}

inline const std::vector<Case>& all_cases() {
  static const std::vector<Case> cases = read_cases();
  return cases;
}

inline web::Page page_of(std::string_view url, std::string content, int status = 200) {
  web::Page page = web::make_page_from_file(*web::parse_url(url), std::move(content));
  page.status = status;
  return page;
}

inline web::Page page_of(const Case& one) {
  const auto status = one.json.find("status") ? one.json.find("status")->integer() : std::nullopt;
  web::Page page = page_of(one.json.text("url"), read(one.folder + "/" + one.json.text("file")),
                           static_cast<int>(status.value_or(200)));
  if (const base::Json* headers = one.json.find("headers"); headers != nullptr)
    for (const base::JsonMember& header : *headers->object())
      page.headers.push_back({header.name, *header.value.string()});
  return page;
}

inline std::string provider_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().filename().string();
}

// The recorded pages; empty when they are not there.
inline std::vector<std::string> fixture_files() {
  const std::string root = "../shared/fixtures";
  std::vector<std::string> files;
  if (!std::filesystem::exists(root)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const auto extension = entry.path().extension();
    if (extension == ".html" || extension == ".json") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace flexverify::idp::testing_support
