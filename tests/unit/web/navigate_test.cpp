#include "verifier/web/navigate.h"

#include <gtest/gtest.h>

#include "verifier/web/script_code.h"

namespace flexverify::web {
namespace {

Page page_of(std::string html, Headers headers = {}) {
  headers.push_back({"Content-Type", "text/html"});
  return make_page(*parse_url("https://idp.example/a/page?x=1"),
                   {.status = 200, .headers = std::move(headers), .body = std::move(html)});
}

std::string target(const std::optional<Request>& request) {
  return request ? std::string(method_name(request->method)) + " " + to_string(request->url)
                 : "nowhere";
}

// --- HTTP ---

Request request_of(Method method) {
  Request request = get(*parse_url("https://idp.example/a/b?x=1#here"));
  request.method = method;
  if (method == Method::Post) request.body = FormBody{{{"a", std::string("1")}}};
  return request;
}

std::string redirected(Method method, int status, std::string location) {
  const auto next =
      redirect(request_of(method),
               {.status = status, .headers = {{"location", std::move(location)}}, .body = ""});
  if (!next) return "no redirect";
  if (const auto* bad = std::get_if<BadLocation>(&*next)) return "bad " + bad->value;
  const auto& request = std::get<Request>(*next);
  const bool body = !std::holds_alternative<NoBody>(request.body);
  return target(request) + (body ? " with body" : "");
}

TEST(Redirect, MethodsAndBodies) {
  const struct {
    Method method;
    int status;
    const char* next;
  } cases[] = {
      {Method::Post, 301, "GET https://idp.example/c#here"},
      {Method::Post, 302, "GET https://idp.example/c#here"},
      {Method::Post, 303, "GET https://idp.example/c#here"},
      {Method::Post, 307, "POST https://idp.example/c#here with body"},
      {Method::Post, 308, "POST https://idp.example/c#here with body"},
      {Method::Get, 302, "GET https://idp.example/c#here"},
      {Method::Head, 303, "HEAD https://idp.example/c#here"},
      {Method::Get, 200, "no redirect"},
      {Method::Get, 304, "no redirect"},
      {Method::Get, 300, "no redirect"},
  };
  for (const auto& c : cases) EXPECT_EQ(redirected(c.method, c.status, "/c"), c.next) << c.status;
}

TEST(Redirect, Locations) {
  EXPECT_EQ(redirected(Method::Get, 302, "c?y=2#there"), "GET https://idp.example/a/c?y=2#there");
  EXPECT_EQ(redirected(Method::Get, 302, "//sp.example"), "GET https://sp.example/#here");
  EXPECT_EQ(redirected(Method::Get, 302, "https://[bad/"), "bad https://[bad/");
  EXPECT_EQ(redirected(Method::Get, 302, "javascript:1"), "bad javascript:1");
  EXPECT_FALSE(redirect(request_of(Method::Get), {.status = 302, .headers = {}, .body = ""}));
}

// --- refresh ---

TEST(Refresh, OfAMetaElement) {
  const struct {
    const char* content;
    const char* next;
  } cases[] = {
      {"0", "GET https://idp.example/a/page?x=1"},
      {"0;url=b", "GET https://idp.example/a/b"},
      {" 5 ; URL = '/b?c=1&amp;d=2' ", "GET https://idp.example/b?c=1&d=2"},
      {"1, https://sp.example/x", "GET https://sp.example/x"},
      {"0.5;url=b", "GET https://idp.example/a/b"},
      {"0;url=\"b c\"rest", "GET https://idp.example/a/b%20c"},
      {"0;b", "GET https://idp.example/a/b"},
      {"20;url=b", "nowhere"},
      {"99999999999;url=b", "nowhere"},
      {"url=b", "nowhere"},
      {"", "nowhere"},
      {"5x", "nowhere"},
      {"0;url=javascript:alert(1)", "nowhere"},
  };
  for (const auto& c : cases) {
    const std::string html =
        "<meta http-equiv=Refresh content=\"" + std::string(c.content) + "\"><p>";
    const std::string quoted = "<meta http-equiv=Refresh content='" + std::string(c.content) + "'>";
    const bool has_double = std::string_view(c.content).find('"') != std::string_view::npos;
    EXPECT_EQ(target(refresh(page_of(has_double ? quoted : html))), c.next) << c.content;
  }
}

TEST(Refresh, NeverInsideNoscript) {
  EXPECT_FALSE(refresh(
      page_of("<head><noscript><meta http-equiv=refresh content='0;url=/jsdisabled'></noscript>")));
}

TEST(Refresh, OfAHeader) {
  EXPECT_EQ(target(refresh(page_of("", {{"Refresh", "0;url=/h"}}))), "GET https://idp.example/h");
}

// --- forms ---

TEST(AutoSubmit, Pages) {
  constexpr const char* kForm =
      "<form method=post action=/go name=f id=theForm><input type=hidden name=a value=1>"
      "<input type=submit id=btn name=b value=2></form>";
  constexpr const char* kPlain = "POST https://idp.example/go";
  const struct {
    std::string html;
    std::string next;
  } cases[] = {
      {"<body onload='document.forms[0].submit()'>" + std::string(kForm), kPlain},
      {"<body onload=\"javascript:document.f.submit();\">" + std::string(kForm), kPlain},
      {std::string(kForm) + "<script>document.getElementById('theForm').submit()</script>", kPlain},
      {std::string(kForm) + "<script>window.onload = function () { document.forms.f.submit(); };"
                            "</script>",
       kPlain},
      {"<body onload=go()>" + std::string(kForm) +
           "<script>function go() { document.f.submit(); }</script>",
       kPlain},
      {std::string(kForm) + "<script>setTimeout(function(){ document.f.submit() }, 0)</script>",
       kPlain},
      {std::string(kForm) + "<script>document.getElementById('btn').click()</script>", kPlain},
      {std::string(kForm) + "<script>window.setTimeout('document.forms[0].submit()', 0);</script>",
       kPlain},
      {std::string(kForm) + "<script>$(function () { $('#theForm').submit() })</script>", kPlain},
      {std::string(kForm) + "<script>$(document).ready(() => { document.f.submit() })</script>",
       kPlain},
      {std::string(kForm) + "<script>$('#x').on('tap', function () { $('#theForm').submit() })"
                            "</script>",
       "nowhere"},
      {std::string(kForm) + "<script>ask().then((r) => { $('#theForm').submit() })</script>",
       "nowhere"},
      {std::string(kForm) + "<script>function later() { document.f.submit(); }</script>",
       "nowhere"},
      {std::string(kForm) + "<script>x.onclick = function () { document.f.submit(); }</script>",
       "nowhere"},
      {std::string(kForm) +
           "<script>// document.f.submit()\nvar s = 'document.f.submit()';</script>",
       "nowhere"},
      {std::string(kForm) + "<script>$('#btn').click(function () {})</script>", "nowhere"},
      {kForm, "nowhere"},
      {"<body onload='document.forms[0].submit()'><form method=post><input name=user></form>",
       "nowhere"},
  };
  for (const auto& c : cases) EXPECT_EQ(target(auto_submit(page_of(c.html))), c.next) << c.html;
}

// Only when nobody knows the page better: a script may fill the form in first.
TEST(AutoSubmit, ABareFormIsAGuessOfItsOwn) {
  constexpr const char* kForm = "<form method=post action=/s><input type=hidden name=a></form>";
  const Page bare = page_of(kForm + std::string("<script src=post.js></script>"));
  EXPECT_EQ(target(auto_submit(bare)), "nowhere");
  EXPECT_EQ(target(bare_hand_over(bare, forms(bare))), "POST https://idp.example/s");
  const Page without_script = page_of(kForm);
  EXPECT_EQ(target(bare_hand_over(without_script, forms(without_script))), "nowhere");
}

TEST(AutoSubmit, TakesTheFormThatIsNamed) {
  const Page page = page_of(
      "<form name=lang action=/lang><input type=hidden name=a></form>"
      "<form name=go method=post action=/go><input type=hidden name=b></form>"
      "<script>document.forms['go'].submit()</script>");
  EXPECT_EQ(target(auto_submit(page)), "POST https://idp.example/go");
}

TEST(AutoSubmit, AClickSendsTheButton) {
  const Page page = page_of(
      "<form method=post action=/go><input type=submit name=b value=2 id=btn></form>"
      "<script>document.getElementById('btn').click()</script>");
  const auto request = auto_submit(page);
  ASSERT_TRUE(request);
  ASSERT_EQ(std::get<FormBody>(request->body).entries.size(), 1U);
  EXPECT_EQ(std::get<FormBody>(request->body).entries[0].name, "b");
}

// --- scripts ---

TEST(ScriptHop, Literals) {
  const struct {
    const char* script;
    const char* next;
  } cases[] = {
      {"window.location.href='https://sp.example/x';", "GET https://sp.example/x"},
      {"window.location = \"/b\"", "GET https://idp.example/b"},
      {"location.replace('/b?c\\u003d1\\x26d=2')", "GET https://idp.example/b?c=1&d=2"},
      {"top.location.href = 'https:\\/\\/sp.example\\/x';", "GET https://sp.example/x"},
      {"document.location.assign(`/t`)", "GET https://idp.example/t"},
      {"self.parent.location='/p'", "GET https://idp.example/p"},
      {"<!--\nwindow.location.href='/c';\n-->", "GET https://idp.example/c"},
      {"function r() { if (a) { location.replace('/r'); } }\nr();", "GET https://idp.example/r"},
      {"(function () { location.href = '/i'; })();", "GET https://idp.example/i"},
      {"window.onload = function () { location = '/l' }", "GET https://idp.example/l"},
      {"window.addEventListener('load', () => { location = '/w' });", "GET https://idp.example/w"},
      {"if (x) { window.location = '/if'; } else { window.location = '/else'; }",
       "GET https://idp.example/if"},
      {"location.href = '/a' + rest;", "nowhere"},
      {"location.href = base + '/a';", "nowhere"},
      {"location = `/a/${b}`;", "nowhere"},
      {"if (location == '/a') {}", "nowhere"},
      {"if (location.href === '/a') {}", "nowhere"},
      {"location.hash = 'a'; location.search = 'b';", "nowhere"},
      {"map.location = '/a'; var location = '/b'; mylocation = '/c';", "nowhere"},
      {"// location = '/a'\n/* location = '/b' */ var s = \"location = '/c'\";", "nowhere"},
      {"function cancel() { location = '/cancel'; }", "nowhere"},
      {"link.onclick = function () { location = '/click'; };", "nowhere"},
      {"location = 'javascript:alert(1)'", "nowhere"},
      {"location = '/unfinished", "nowhere"},
      {"location = ''", "nowhere"},
  };
  for (const auto& c : cases) {
    const Page page = page_of("<html><body><script>" + std::string(c.script) + "</script>");
    EXPECT_EQ(target(script_hop(page)), c.next) << c.script;
  }
}

TEST(ScriptHop, NotBesideAFormForPeople) {
  constexpr const char* kScript = "<script>location='/x'</script>";
  EXPECT_FALSE(script_hop(page_of(std::string("<form><input name=user></form>") + kScript)));
  EXPECT_TRUE(script_hop(page_of(std::string("<form><input type=hidden></form>") + kScript)));
}

TEST(ScriptCode, BlanksTextAndFindsFunctions) {
  const auto scripts = scripts_of(Document::parse(
      "<script>var a = 'it\\'s {'; // {\nfunction f(x) { return \"}\"; } f(1);</script>"));
  ASSERT_EQ(scripts.size(), 1U);
  EXPECT_EQ(scripts[0].code.size(), scripts[0].source.size());
  ASSERT_EQ(scripts[0].functions.size(), 1U);
  EXPECT_EQ(scripts[0].functions[0].name, "f");
  EXPECT_TRUE(scripts[0].functions[0].called);
}

TEST(ScriptCode, SurvivesEveryCut) {
  const std::string source =
      "function a(){b('x\\u00'+`${1}`)} /* c */ (()=>{location='\\x4'})(); // d\n<!-- e\n}}))";
  for (std::size_t cut = 0; cut <= source.size(); ++cut)
    EXPECT_EQ(scripts_of(Document::parse("<script>" + source.substr(0, cut))).size(), 1U) << cut;
}

TEST(ScriptCode, HostileScriptsStayCheap) {
  std::string functions;
  for (int i = 0; i < 20'000; ++i) functions += "function a(){location=''}a();";
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "<script>a(location='')</script>";
  for (const std::string& html : {"<script>" + functions + "</script>", many,
                                  "<script>" + std::string(500'000, ' ') + "{</script>",
                                  "<script>" + std::string(500'000, '(') + "</script>"}) {
    const Page page = page_of(html);
    EXPECT_FALSE(automatic_step(page));
    EXPECT_LE(scripts_of(page.document).size(), 100U);
  }
}

TEST(AutomaticStep, RefreshComesBeforeFormsAndScripts) {
  const Page page = page_of(
      "<meta http-equiv=refresh content='0;url=/meta'><body onload='document.forms[0].submit()'>"
      "<form action=/form><input type=hidden name=a></form><script>location='/script'</script>");
  EXPECT_EQ(target(automatic_step(page)), "GET https://idp.example/meta");
  EXPECT_EQ(target(automatic_step(page_of("<script>location='/script'</script>"))),
            "GET https://idp.example/script");
  EXPECT_FALSE(automatic_step(page_of("<p>nothing")));
}

}  // namespace
}  // namespace flexverify::web
