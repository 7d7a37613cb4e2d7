#include "verifier/base/json.h"

#include "verifier/base/json_limits.h"

#include <gtest/gtest.h>

namespace flexverify::base {
namespace {

TEST(Json, ReadsAndWritesTheSameValue) {
  const std::string text = R"({"b":[1,-2,3.5,true,null],"a":{"x":"ü\n"}})";
  const auto json = parse_json(text);
  ASSERT_TRUE(json);
  EXPECT_EQ(dump_json(*json), text);
}

TEST(Json, FindsMembers) {
  const auto json = parse_json(R"({"a":{"b":"c"},"n":7,"t":true,"l":["x",1,"y"],"a2":1,"a2":2})");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->find_path({"a", "b"})->string()[0], "c");
  EXPECT_EQ(json->find_path({"a", "b", "c"}), nullptr);
  EXPECT_EQ(json->find("n")->integer(), 7);
  EXPECT_EQ(json->find("t")->boolean(), true);
  EXPECT_EQ(json->texts("l"), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(json->find("a2")->integer(), 2);  // the last one, as in JavaScript
  EXPECT_EQ(json->text("missing"), "");
}

TEST(Json, SaysWhereItIsWrong) {
  const auto json = parse_json("{\n  \"a\": ]\n}");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().where.substr(0, 2), "2:");
}

TEST(Json, CommentsAreForConfigurationsOnly) {
  const std::string text = "{ // why\n \"a\": 1 }";
  EXPECT_TRUE(parse_json(text, JsonComments::Allow));
  EXPECT_FALSE(parse_json(text));
}

TEST(Json, RefusesGreatDepth) {
  EXPECT_TRUE(parse_json(std::string(60, '[') + std::string(60, ']')));
  EXPECT_FALSE(parse_json(std::string(65, '[') + std::string(65, ']')));
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
}

TEST(Json, BadUtf8BecomesAReplacementCharacter) {
  EXPECT_EQ(dump_json(Json(std::string("a\xFF"))), "\"a\xEF\xBF\xBD\"");
}

TEST(Json, SetReplacesOrAppends) {
  Json json;
  json.set("a", 1).set("b", "x").set("a", 2);
  EXPECT_EQ(dump_json(json), R"({"a":2,"b":"x"})");
}

std::string array_of(int values) {
  std::string text = "[1";
  for (int i = 1; i < values; ++i) text += ",1";
  return text + "]";
}

// A value takes many times as much memory as its text.
TEST(Json, TheNumberOfValuesIsBounded) {
  EXPECT_TRUE(parse_json(array_of(199'999)));
  EXPECT_FALSE(parse_json(array_of(200'000)));
  EXPECT_TRUE(has_too_many_values(array_of(200'000)));
  EXPECT_FALSE(has_too_many_values(array_of(199'999)));
  EXPECT_FALSE(has_too_many_values("no JSON"));
  EXPECT_TRUE(parse_saved_json(array_of(200'000)));
}

}  // namespace
}  // namespace flexverify::base
