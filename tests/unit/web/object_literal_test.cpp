#include "verifier/web/object_literal.h"

#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

std::string read(std::string_view source) {
  const auto literal = read_literal(source);
  return literal ? base::dump_json(literal->value) : "none";
}

TEST(ObjectLiteral, IsMoreThanJson) {
  const std::pair<const char*, const char*> cases[] = {
      {"{a:1}", R"({"a":1})"},
      {"{'a':'b',\"c\":`d`}", R"({"a":"b","c":"d"})"},
      {"{a:[1,2,],b:{},}", R"({"a":[1,2],"b":{}})"},
      {"/* x */ {a: 1, // y\n b: 2}", R"({"a":1,"b":2})"},
      {"{a:0x1F,b:-2,c:1.5,d:1e3,e:+4}", R"({"a":31,"b":-2,"c":1.5,"d":1000.0,"e":4})"},
      {"{a:true,b:false,c:null,d:undefined}", R"({"a":true,"b":false,"c":null,"d":null})"},
      {R"({a:"\x41\u0042\n\'\
c"})",
       "{\"a\":\"AB\\n'c\"}"},
      {R"({a:"\ud83d\ude00",b:"\ud83d"})", "{\"a\":\"\xF0\x9F\x98\x80\",\"b\":\"\xEF\xBF\xBD\"}"},
      {"\"text\"", "\"text\""},
      {"{$a_1: 1, 2: 3}", R"({"$a_1":1,"2":3})"},
      {"{a:-0x1F,b:-.5,c:12345678901234567}", R"({"a":-31,"b":-0.5,"c":12345678901234567})"},
      {"{a:\"x\\\r\ny\",b:'\\u{1F600}\\u{41}'}",
       "{\"a\":\"xy\",\"b\":\"\xF0\x9F\x98\x80"
       "A\"}"},
      {R"({a:"\ud83d\u0041\ude00"})",
       "{\"a\":\"\xEF\xBF\xBD"
       "A\xEF\xBF\xBD\"}"},
      // White space that came along when somebody copied from a page.
      {"\uFEFF{\u00A0a\u00A0:\u2003'x',\u2028b\u3000: 1}", R"({"a":"x","b":1})"},
      {"{a:1, // x\rb:2}", R"({"a":1,"b":2})"},
  };
  for (const auto& [source, json] : cases) EXPECT_EQ(read(source), json) << source;
}

TEST(ObjectLiteral, ComputedValuesAreNamedAndSkipped) {
  const auto literal = read_literal(
      "{a: f(1, {b: 2}), b: x ? 'y' : \"z\", c: 'ok', d: {e: 1 + 2, f: `${g}`}, "
      "h: 'a' + b, ...rest, method() { return 1; }, i: [1, w, 3]}");
  ASSERT_TRUE(literal);
  EXPECT_EQ(literal->value.text("c"), "ok");
  EXPECT_EQ(literal->unread,
            (std::vector<std::string>{"a", "b", "d.e", "d.f", "h", "…", "method", "i.1"}));
}

TEST(ObjectLiteral, WhatLooksLikeALiteralAndIsNone) {
  for (const char* computed : {"-Infinity", "NaN", "1e999", "010", "1_000", "10n", "0x", "0x-1",
                               "-x", "+'1'", ".", "'a' + b", "[1] / 2", "{} || x", "/['\"]}/g",
                               "1 / 2 / 3", "f(/[)]/)", "`${a}`", "() => { return /'/ }"}) {
    const auto literal = read_literal("{a: " + std::string(computed) + ", b: 'x'}");
    ASSERT_TRUE(literal) << computed;
    EXPECT_EQ(literal->unread, std::vector<std::string>{"a"}) << computed;
    EXPECT_TRUE(literal->value.find("a")->is_null()) << computed;
    EXPECT_EQ(literal->value.text("b"), "x") << computed;
  }
  const auto empty_name = read_literal("{'': 1 + 2, b: [w]}");
  ASSERT_TRUE(empty_name);
  EXPECT_EQ(empty_name->unread, (std::vector<std::string>{"", "b.0"}));
}

TEST(ObjectLiteral, EndsBehindTheValue) {
  for (const std::string value : {"{a: 1}", "'x'", "-12", "[w, 2]"})
    EXPECT_EQ(read_literal("x = " + value + " // comment", 4)->end, 4 + value.size()) << value;
}

TEST(ObjectLiteral, BracketsAndQuotesMustMatch) {
  for (const char* bad : {"", "{", "{a:1", "[1,2", "{a:'b}", "{a:\"b\n\"}", "{a:(1]}", "}", "/*",
                          "{a:1]", "{'a: 1}", "{'a\n: 1}", "{a:`b}", "'a\r'", "{a:'\\u{}'}",
                          "{a:'\\u{110000}'}", "{a:'\\xg'}", "{a:(}", "{a:1 /*}"})
    EXPECT_EQ(read(bad), "none") << bad;
}

TEST(ObjectLiteral, RecordsOffsets) {
  const std::string source = "{ \"a\": [ 1,  22 ] }";
  const auto literal = read_literal(source);
  ASSERT_TRUE(literal);
  const base::Json* list = literal->value.find("a");
  EXPECT_EQ(list->offset, source.find('['));
  EXPECT_EQ((*list->array())[1].offset, source.find("22"));
  EXPECT_EQ(literal->end, source.size());
}

TEST(Assignment, IsFoundInCodeOnly) {
  const std::string source = R"(
      // var appConfig = { a: 'comment' };
      var text = "appConfig = { a: 'string' }";
      if (appConfig == null) {}
      var myappConfig = { a: 'other name' };
      window.appConfig = { a: 'code' };)";
  const auto literal = find_assignment(source, "appConfig");
  ASSERT_TRUE(literal);
  EXPECT_EQ(literal->value.text("a"), "code");
}

TEST(Assignment, ARegularExpressionIsNoString) {
  for (const char* before :
       {"var r = /'/;", "s.replace(/[\"/]/g, '');", "function f() { return /\\/\"/ }",
        "x = a / b / c;", "x = (1) / 2; y = 'a/b';", "x = i[0] / 2; y = \"/\";", "x = / ;\n"}) {
    const auto literal =
        find_assignment(std::string(before) + " var appConfig = {a: 'x'};", "appConfig");
    ASSERT_TRUE(literal) << before;
    EXPECT_EQ(literal->value.text("a"), "x") << before;
  }
  EXPECT_FALSE(find_assignment("x = /appConfig={a:1}/", "appConfig"));
}

TEST(Assignment, FormsOfAssignment) {
  for (const char* source :
       {"var appConfig={a:'x'}", "const appConfig = {a:'x'};",
        "self.appConfig = /* here */ {a:'x'}\nrun()", "configure({ appConfig: {a:'x'} })"}) {
    const auto literal = find_assignment(source, "appConfig");
    ASSERT_TRUE(literal) << source;
    EXPECT_EQ(literal->value.text("a"), "x") << source;
  }
  EXPECT_EQ(find_assignment("appConfig = load(); appConfig = {a:1}", "appConfig")
                ->value.find("a")
                ->integer(),
            1);
  EXPECT_FALSE(find_assignment("var appConfig = load();", "appConfig"));
  EXPECT_FALSE(find_assignment("<!doctype html>don't", "appConfig"));
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// These end in no time, or (were they quadratic) not within the patience of the test run.
TEST(ObjectLiteral, HostileInputIsBounded) {
  for (const char hostile : {'[', '{', '('}) {
    const std::string source(1'000'000, hostile);
    EXPECT_EQ(read(source), "none");
    EXPECT_FALSE(find_assignment(source, "appConfig"));
  }
  for (const std::string_view noise :
       {"\"", "\\", "/", ",", ":", "`", "/*", "/[", "=/a/", "=/[\\\n", "`\\", "'\n",
        "appConfig=", "appConfig:{", "\xE2\x80", "\xFF"})
    EXPECT_FALSE(find_assignment(repeated(noise, 300'001), "appConfig")) << noise;
  EXPECT_EQ(read("{a:" + std::string(1'000'000, '(')), "none");
}

TEST(ObjectLiteral, IsAtMost64LevelsDeep) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_EQ(read(nested(60)), nested(60));
  EXPECT_EQ(read(nested(66)), "none");
}

TEST(ObjectLiteral, NamesFromAServerAreBounded) {
  const std::string name(500'000, 'k');
  const auto literal = read_literal("{" + name + ":[" + repeated("w,", 200'000) + "],'a\\nb':w}");
  ASSERT_TRUE(literal);
  EXPECT_EQ(literal->value.find(name)->array()->size(), 200'000U);
  ASSERT_EQ(literal->unread.size(), 100U);
  EXPECT_LT(literal->unread.back().size(), 110U);
  EXPECT_EQ(read_literal("{'a\\nb': w}")->unread[0].find('\n'), std::string::npos);
}

}  // namespace
}  // namespace flexverify::web
