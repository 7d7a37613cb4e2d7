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

TEST(ObjectLiteral, BracketsAndQuotesMustMatch) {
  for (const char* bad :
       {"", "{", "{a:1", "[1,2", "{a:'b}", "{a:\"b\n\"}", "{a:(1]}", "}", "/*", "{a:1]"})
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

TEST(Assignment, FormsOfAssignment) {
  for (const char* source :
       {"var appConfig={a:'x'}", "const appConfig = {a:'x'};",
        "self.appConfig = /* here */ {a:'x'}\nrun()", "configure({ appConfig: {a:'x'} })"}) {
    const auto literal = find_assignment(source, "appConfig");
    ASSERT_TRUE(literal) << source;
    EXPECT_EQ(literal->value.text("a"), "x") << source;
  }
  EXPECT_FALSE(find_assignment("var appConfig = load();", "appConfig"));
  EXPECT_FALSE(find_assignment("<!doctype html>don't", "appConfig"));
}

TEST(ObjectLiteral, HostileInputIsBounded) {
  for (const char hostile : {'[', '{', '('}) {
    const std::string source(300'000, hostile);
    EXPECT_EQ(read(source), "none");
    EXPECT_FALSE(find_assignment(source, "appConfig"));
  }
  for (const char noise : {'"', '\\', '/', ',', ':', '`'})  // ends, whatever it is
    EXPECT_FALSE(find_assignment(std::string(300'001, noise), "appConfig"));
  EXPECT_EQ(read(std::string(60, '[') + std::string(60, ']')),
            std::string(60, '[') + std::string(60, ']'));
}

}  // namespace
}  // namespace flexverify::web
