// The URL cases of web-platform-tests, when they are at hand.
#include <gtest/gtest.h>

#include <iostream>

#include "verifier/base/files.h"
#include "verifier/base/json.h"
#include "verifier/base/text.h"
#include "verifier/web/url.h"

namespace flexverify::web {
namespace {

const std::string kCorpus = "../shared/corpora/url/urltestdata.json";

std::string hash_of(const Url& url) {
  return url.fragment && !url.fragment->empty() ? "#" + *url.fragment : "";
}
std::string search_of(const Url& url) {
  return url.query && !url.query->empty() ? "?" + *url.query : "";
}

// The parts as the URL class of a browser shows them.
std::vector<std::pair<std::string, std::string>> parts_of(const Url& url) {
  return {{"href", to_string(url)},
          {"protocol", url.scheme + ":"},
          {"username", url.username},
          {"password", url.password},
          {"host", host_and_port(url)},
          {"hostname", url.host.value_or("")},
          {"port", url.port ? std::to_string(*url.port) : ""},
          {"pathname", url.path},
          {"search", search_of(url)},
          {"hash", hash_of(url)}};
}

std::string differences(const base::Json& wanted, const std::optional<Url>& url) {
  const base::Json* failure = wanted.find("failure");
  if (failure != nullptr && failure->boolean() == true)
    return url ? "should fail, gives " + to_string(*url) : "";
  if (!url) return "should be " + wanted.text("href") + ", fails";
  std::string text;
  for (const auto& [name, value] : parts_of(*url))
    if (wanted.find(name) != nullptr && wanted.text(name) != value)
      text += name + " is " + value + ", should be " + wanted.text(name) + "; ";
  return text;
}

// Where the Standard has moved on since the cases were written (2021-09).
struct LeftOut {
  std::string_view input;
  std::string_view reason;
};
constexpr LeftOut kLeftOut[] = {
    {"http://\x1F!\"$&'()*+,-.;=_`{}~/", "controls became forbidden domain code points (2022-01)"},
    {"foo://host/ !\"$%&'()*+,-./:;<=>@[\\]^_`{|}~",
     "U+005E (^) joined the path percent-encode set (2025-03)"},
    {"wss://host/ !\"$%&'()*+,-./:;<=>@[\\]^_`{|}~",
     "U+005E (^) joined the path percent-encode set (2025-03)"},
};

std::string reason_for(const std::string& input) {
  for (const LeftOut& row : kLeftOut)
    if (row.input == input) return std::string(row.reason);
  return "";
}

// A lone surrogate is U+FFFD for a browser's URL class (USVString), and no JSON for our parser.
std::string without_lone_surrogates(std::string text) {
  for (std::size_t at = text.find("\\u"); at != std::string::npos && at + 6 < text.size();
       at = text.find("\\u", at + 6)) {
    const char kind = static_cast<char>(text[at + 2] & ~0x20);
    const char digit = static_cast<char>(text[at + 3] & ~0x20);
    if (kind != 'D') continue;
    const bool high = text[at + 3] == '8' || text[at + 3] == '9' || digit == 'A' || digit == 'B';
    const bool low = digit == 'C' || digit == 'D' || digit == 'E' || digit == 'F';
    const bool pair =
        high && (text.compare(at + 6, 3, "\\uD") == 0 || text.compare(at + 6, 3, "\\ud") == 0) &&
        text[at + 9] > '9';
    if (pair) {
      at += 6;
    } else if (high || low) {
      text.replace(at, 6, "\\uFFFD");
    }
  }
  return text;
}

TEST(UrlCorpus, WebPlatformTests) {
  const auto file = base::read_file(kCorpus, 4'000'000);
  if (!file) GTEST_SKIP() << "skipped: " << kCorpus << " is not here";
  const auto cases = base::parse_json(without_lone_surrogates(*file));
  ASSERT_TRUE(cases && cases->array() != nullptr);
  int ran = 0, passed = 0, left_out = 0;
  for (const base::Json& wanted : *cases->array()) {
    if (wanted.object() == nullptr) continue;  // a comment
    const std::string input = wanted.text("input");
    if (const std::string reason = reason_for(input); !reason.empty()) {
      std::cout << "left out: " << base::printable(input) << ": " << reason << '\n';
      ++left_out;
      continue;
    }
    const auto base_url = parse_url(wanted.text("base"));
    std::optional<Url> url;
    if (base_url || wanted.text("base").empty())
      url = parse_url(input, base_url ? &*base_url : nullptr);
    const std::string wrong = differences(wanted, url);
    ++ran;
    passed += wrong.empty() ? 1 : 0;
    EXPECT_EQ(wrong, "") << base::printable(input) << " on " << wanted.text("base");
  }
  std::cout << "URL cases: " << ran << " ran, " << passed << " passed, " << left_out
            << " left out\n";
  EXPECT_GT(ran, 500);
}

}  // namespace
}  // namespace flexverify::web
