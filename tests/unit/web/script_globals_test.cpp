// What scripts leave in a variable, compared with what Chromium says (shapes/app_config.txt).
#include "verifier/web/script_globals.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "verifier/base/files.h"
#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

const char* const kPage = "http://agents.acme.test/flex/?a=1#top";

struct Shape {
  std::string title, source, expected;
  std::set<std::string> unreadable;
};

std::vector<Shape> shapes() {
  const auto text = base::read_file("tests/unit/web/shapes/app_config.txt", 1 << 20);
  std::vector<Shape> all;
  if (!text) return all;
  for (const std::string_view line : base::split(*text, '\n')) {
    if (line.starts_with("# ")) {
      all.push_back(
          {.title = std::string(line.substr(2)), .source = {}, .expected = {}, .unreadable = {}});
    } else if (all.empty()) {
      continue;
    } else if (line.starts_with("= ")) {
      all.back().expected = line.substr(2);
    } else if (line.starts_with("? ")) {
      all.back().unreadable.insert(std::string(base::split(line, ' ')[1]));
    } else {
      all.back().source += std::string(line) + "\n";
    }
  }
  return all;
}

ScriptGlobals evaluate(std::string source) {
  return ScriptGlobals({{"appConfig.js", std::move(source)}}, *parse_url(kPage), "appConfig");
}

// Every path to a value that is not an object, with the value.
void leaves(const base::Json& json, const std::string& path,
            std::map<std::string, std::string>& out) {
  const auto below = [&](const std::string& name) {
    return path.empty() ? name : path + "." + name;
  };
  const auto* object = json.object();
  const auto* array = json.array();
  if (object != nullptr)
    for (const auto& member : *object) leaves(member.value, below(member.name), out);
  if (array != nullptr)
    for (std::size_t i = 0; i < array->size(); ++i)
      leaves((*array)[i], below(std::to_string(i)), out);
  const bool empty = (object != nullptr && object->empty()) || (array != nullptr && array->empty());
  if ((object == nullptr && array == nullptr) || empty)
    out[path.empty() ? "." : path] = base::dump_json(json);
}

bool is_below(const std::string& path, const std::set<std::string>& unreadable) {
  return std::ranges::any_of(unreadable, [&](const std::string& one) {
    return one == "." || path == one || path.starts_with(one + ".");
  });
}

// An object above it may have more members than we know.
bool may_be_there(const std::string& path, const std::map<std::string, std::string>& ours) {
  if (ours.contains("<more>")) return true;
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1))
    if (ours.contains(path.substr(0, dot) + ".<more>")) return true;
  return false;
}

TEST(ScriptGlobals, AgreesWithABrowser) {
  const std::string unknown = "\"<unreadable>\"";
  const auto all = shapes();
  EXPECT_GE(all.size(), 60U);
  for (const Shape& shape : all) {
    ASSERT_FALSE(shape.expected.empty()) << shape.title << ": no answer of a browser yet";
    const auto globals = evaluate(shape.source);
    EXPECT_TRUE(globals.broken().empty()) << shape.title;
    std::map<std::string, std::string> ours, theirs;
    const bool absent = globals.read({}).reading == Reading::Absent;
    if (!absent) leaves(globals.to_json(), "", ours);
    const auto expected = base::parse_json(shape.expected);
    if (shape.expected != "absent") leaves(expected.value(), "", theirs);
    for (const auto& [path, value] : ours) {
      if (value == unknown)
        EXPECT_TRUE(is_below(path, shape.unreadable))
            << shape.title << ": " << path << " is unreadable";
      else
        EXPECT_EQ(theirs[path], value) << shape.title << ": " << path;
    }
    for (const auto& [path, value] : theirs)
      EXPECT_TRUE(ours.contains(path) || is_below(path, shape.unreadable) ||
                  may_be_there(path, ours))
          << shape.title << ": " << path << " is missing";
    for (const std::string& path : shape.unreadable)
      EXPECT_EQ(ours[path], unknown) << shape.title << ": " << path << " need not be listed";
  }
}

std::string place_of(const ScriptGlobals& globals, std::initializer_list<std::string_view> path) {
  return globals.read(path).place;
}

TEST(ScriptGlobals, SaysWhereAValueComesFrom) {
  const auto globals = evaluate(
      "const jq = 'JQ1';\nvar appConfig = {\n  sso: {\n    accountSid: 'AC1' } };\n\n"
      "appConfig.oauth = { connection: jq };\nappConfig.later = location.missing;\n");
  EXPECT_EQ(place_of(globals, {"sso", "accountSid"}), "appConfig.js:4");
  EXPECT_EQ(place_of(globals, {"oauth", "connection"}), "appConfig.js:6");
  EXPECT_EQ(place_of(globals, {"oauth", "redirectUrl"}), "appConfig.js:6") << "what lacks it";
  EXPECT_EQ(globals.read({"oauth", "redirectUrl"}).reading, Reading::Absent);
  EXPECT_EQ(globals.read({"later"}).reading, Reading::Unreadable);
  EXPECT_EQ(place_of(globals, {"later"}), "appConfig.js:7");
  EXPECT_EQ(globals.read({"sso", "accountSid", "more"}).reading, Reading::Absent);
}

TEST(ScriptGlobals, ScriptsShareTheWindow) {
  const ScriptGlobals globals({{"the page", "window.appConfig = { logLevel: 'info' };"},
                               {"appConfig.js", "appConfig.sso = { accountSid: 'AC1' }; throw 1;"},
                               {"the page", "appConfig.oauth = { connection: 'JQ1' };"}},
                              *parse_url(kPage), "appConfig");
  EXPECT_EQ(base::dump_json(globals.to_json()),
            R"({"logLevel":"info","oauth":{"connection":"JQ1"},"sso":{"accountSid":"AC1"}})");
}

TEST(ScriptGlobals, OnlyBracketsQuotesAndCommentsDoNotParse) {
  for (const char* source : {"var appConfig = {\n", "x = (1]", "x = 'a\n", "x = `${a`", "\n/*", "}",
                             "x = `${a}", "x = `${(}`"})
    EXPECT_EQ(evaluate(source).broken().size(), 1U) << source;
  EXPECT_EQ(evaluate("a;\nvar appConfig = {").broken().at(0).place, "appConfig.js:2");
  for (const char* source : {"var appConfig = = {};", "var appConfig = {a b};", "appConfig = @x;",
                             "if (appConfig) }{"}) {
    const auto globals = evaluate(source);
    const bool read = globals.broken().empty() && globals.read({}).reading != Reading::Unreadable;
    EXPECT_FALSE(read) << source;
  }
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// These end in no time, or (were they not bounded) not within the patience of the test run.
// What is said of a script is no larger than any configuration, however much it would make.
void expect_bounded(const ScriptGlobals& globals, const std::string& script) {
  EXPECT_LT(base::dump_json(globals.to_json()).size(), 1'000'000U) << script;
}

TEST(ScriptGlobals, HostileScriptsAreBounded) {
  for (const char* noise : {"[",
                            "{",
                            "(",
                            "`${",
                            "a.",
                            "a(",
                            "a?",
                            "a=>",
                            "!",
                            "new ",
                            "function f(){",
                            "if(a)",
                            "a+",
                            "{a:",
                            "...",
                            "a?.",
                            "case 1:",
                            "/",
                            "/[",
                            "var{a:",
                            "try{",
                            "async ",
                            "a,",
                            "x=",
                            "`",
                            "for(;;)",
                            "do ",
                            "switch(a){",
                            "return ",
                            "-",
                            "\\",
                            "'",
                            "\"",
                            "/*",
                            "\xFF",
                            "a?b:",
                            "else "})
    for (const std::string& tail : {std::string(), std::string("\nvar appConfig = 1;")})
      expect_bounded(evaluate(repeated(noise, 4'000) + tail), noise);
  for (const auto& [open, close] :
       {std::pair("[", "]"), std::pair("(", ")"), std::pair("{a:", "}"), std::pair("a(", ")"),
        std::pair("`${", "}`"), std::pair("(function(){", "})()"), std::pair("{", "}"),
        std::pair("if(a){", "}"), std::pair("x=>{", "}")}) {
    const auto globals = evaluate("var appConfig = 1;" + repeated(open, 4'000) + "1" +
                                  repeated(close, 4'000) + "; appConfig.x = 1;");
    expect_bounded(globals, open);
  }
  const std::string prefix = "var appConfig = { a: 'x' }, s = 'x', f = () => { f(); f(); };";
  for (const char* bomb :
       {"s += s;", "f();", "appConfig = { x: appConfig, y: appConfig };",
        "appConfig = { ...appConfig, ...appConfig };", "appConfig['k' + s] = 1; s += 'y';",
        "while (true) { appConfig.x = 1; }", "setTimeout(f);", "appConfig.self = appConfig;"})
    expect_bounded(evaluate(prefix + repeated(bomb, 1'000)), bomb);
}

TEST(ScriptGlobals, WhatIsTooMuchIsUnreadable) {
  const auto large = evaluate("var appConfig = { sso: { accountSid: 'AC1' } };" +
                              std::string(2 * 1024 * 1024, ' '));
  EXPECT_EQ(large.read({"sso"}).reading, Reading::Unreadable);
  const auto endless =
      evaluate("var appConfig = { sso: { accountSid: 'AC1' } }; function f() { f(); } f();");
  EXPECT_EQ(endless.read({"sso"}).reading, Reading::Unreadable);
}

}  // namespace
}  // namespace flexverify::web
