#include "verifier/web/query.h"

#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

using Pairs = std::vector<NameValue>;

TEST(Query, IsReadAsAFormIs) {
  struct Case {
    std::string query;
    Pairs pairs;
  };
  for (const Case& c :
       {Case{"", {}}, Case{"&&", {}}, Case{"a", {{"a", ""}}}, Case{"a=", {{"a", ""}}},
        Case{"=b", {{"", "b"}}}, Case{"a=b=c", {{"a", "b=c"}}},
        Case{"&a=1&&b=2&", {{"a", "1"}, {"b", "2"}}}, Case{"a=1&a=2", {{"a", "1"}, {"a", "2"}}},
        Case{"a+b=c+d%20e", {{"a b", "c d e"}}}, Case{"a=%2B%26%3D", {{"a", "+&="}}},
        Case{"%41%c3%bc=1", {{"A\u00FC", "1"}}}, Case{"a=%zz%4&b=%", {{"a", "%zz%4"}, {"b", "%"}}},
        Case{"a;b=1", {{"a;b", "1"}}}})
    EXPECT_EQ(parse_query(c.query), c.pairs) << c.query;
}

TEST(Query, ComponentsAreEncoded) {
  struct Case {
    std::string plain, encoded;
  };
  for (const Case& c :
       {Case{"", ""}, Case{"azAZ09*-._", "azAZ09*-._"}, Case{"a b", "a+b"},
        Case{"a+b=c&d", "a%2Bb%3Dc%26d"}, Case{"~!'()", "%7E%21%27%28%29"}, Case{"100%", "100%25"},
        Case{"\u00FC\r\n", "%C3%BC%0D%0A"}, Case{std::string("\0\xFF", 2), "%00%FF"}})
    EXPECT_EQ(encode_component(c.plain), c.encoded);
}

TEST(Query, WhatIsWrittenIsReadBack) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  const Pairs pairs = {{"RelayState", "a b+c&d=e"}, {"", ""}, {"x", bytes}, {"x", "2"}};
  EXPECT_EQ(parse_query(serialize_query(pairs)), pairs);
  EXPECT_EQ(serialize_query(Pairs{{"a b", "c"}, {"d", ""}}), "a+b=c&d=");
  EXPECT_EQ(serialize_query({}), "");
}

TEST(Query, PercentDecodeLeavesPlusAndBadEscapes) {
  struct Case {
    std::string input, output;
  };
  for (const Case& c : {Case{"a+b", "a+b"}, Case{"%41%6a%6A", "Ajj"}, Case{"%2541", "%41"},
                        Case{"%", "%"}, Case{"%4", "%4"}, Case{"%%41", "%A"}, Case{"%g1", "%g1"},
                        Case{"%-1", "%-1"}, Case{"%00", std::string(1, '\0')}})
    EXPECT_EQ(percent_decode(c.input), c.output) << c.input;
}

TEST(Query, TheFirstValueOfANameCounts) {
  EXPECT_EQ(query_value("a=1&b=2&a=3", "a"), "1");
  EXPECT_EQ(query_value("%61=1", "a"), "1");
  EXPECT_EQ(query_value("a", "a"), "");
  EXPECT_EQ(query_value("A=1", "a"), std::nullopt);
  EXPECT_EQ(query_value("", ""), std::nullopt);
}

}  // namespace
}  // namespace flexverify::web
