#include "verifier/web/form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

using testing::ElementsAre;

Page page_of(std::string html, std::string_view url = "https://idp.example/a/login.php?x=1#top") {
  return make_page_from_file(*parse_url(url), "<!DOCTYPE html>" + std::move(html));
}

// "name=value" of each entry, "name=<password>" for a secret; "" names included.
std::vector<std::string> entries(const Request& request) {
  std::vector<std::string> out;
  if (const auto* body = std::get_if<FormBody>(&request.body))
    for (const FormEntry& entry : body->entries) {
      const auto* text = std::get_if<std::string>(&entry.value);
      out.push_back(entry.name + "=" + (text == nullptr ? "<secret>" : *text));
    }
  return out;
}

std::vector<std::string> submitted(std::string html, const Values& values = {}) {
  const Page page = page_of("<form method=post>" + std::move(html) + "</form>");
  const auto all = forms(page);
  const auto request = submit(all.at(0), default_button(all[0]), values, page.url);
  return request ? entries(*request) : std::vector<std::string>{"refused"};
}

TEST(Form, Action) {
  const struct {
    const char* html;
    const char* url;
  } cases[] = {
      {"<form method=post>", "https://idp.example/a/login.php?x=1"},
      {"<form method=post action=''>", "https://idp.example/a/login.php?x=1"},
      {"<form method=post action='  '>", "https://idp.example/a/login.php?x=1"},
      {"<form method=post action='?'>", "https://idp.example/a/login.php?"},
      {"<form method=post action='b'>", "https://idp.example/a/b"},
      {"<form method=post action='?q=a&amp;r=b'>", "https://idp.example/a/login.php?q=a&r=b"},
      {"<form method=post action='https&#x3a;&#x2f;&#x2f;other.example&#x2f;acs'>",
       "https://other.example/acs"},
      {"<form method=post action='/p?a=1&b=2'>", "https://idp.example/p?a=1&b=2"},
      {"<form method=post action='\\\\evil.example\\p'>", "https://evil.example/p"},
      {"<base href='/deep/er/'><form method=post action='go'>", "https://idp.example/deep/er/go"},
      {"<base href='https://b.example/'><form method=post>", "https://idp.example/a/login.php?x=1"},
      {"<base target=x><base href='/one/'><base href='/two/'><form method=post action=go>",
       "https://idp.example/one/go"},
  };
  for (const auto& c : cases) {
    const Page page = page_of(c.html);
    const auto all = forms(page);
    ASSERT_EQ(all.size(), 1U) << c.html;
    const auto request = submit(all[0], nullptr, {}, page.url);
    ASSERT_TRUE(request) << c.html;
    EXPECT_EQ(to_string(request->url), c.url) << c.html;
    EXPECT_EQ(request->method, Method::Post);
    EXPECT_EQ(request->initiator, page.url);
  }
}

TEST(Form, RefusesActionsThatAreNoPlaceOnTheWeb) {
  for (const char* action : {"javascript:go()", "mailto:a@b.example", "https://[bad/"}) {
    const Page page = page_of("<form method=post action='" + std::string(action) + "'>");
    const auto all = forms(page);
    EXPECT_FALSE(submit(all.at(0), nullptr, {}, page.url)) << action;
  }
  EXPECT_FALSE(forms(page_of("<form action='https://[bad/'>"))[0].action_valid);
}

TEST(Form, Method) {
  EXPECT_EQ(forms(page_of("<form>"))[0].method, Method::Get);
  EXPECT_EQ(forms(page_of("<form method=PoSt>"))[0].method, Method::Post);
  EXPECT_EQ(forms(page_of("<form method=put>"))[0].method, Method::Get);
  EXPECT_TRUE(forms(page_of("<form method=dialog>")).empty());
}

TEST(Form, GetReplacesTheQuery) {
  const Page page =
      page_of("<form action='/s?old=1'><input name=q value='a b&c'><input type=submit>");
  const auto all = forms(page);
  const auto request = submit(all[0], default_button(all[0]), {}, page.url);
  ASSERT_TRUE(request);
  EXPECT_EQ(to_string(request->url), "https://idp.example/s?q=a+b%26c");
  EXPECT_TRUE(std::holds_alternative<NoBody>(request->body));
}

TEST(Form, ASecretNeverBecomesPartOfAUrl) {
  const Page page = page_of("<form><input type=password name=p></form>");
  const auto all = forms(page);
  EXPECT_FALSE(submit(all[0], nullptr, {{"p", base::SecretRef::Password}}, page.url));
  EXPECT_TRUE(submit(all[0], nullptr, {}, page.url));
}

TEST(Form, EntryList) {
  const struct {
    const char* html;
    std::vector<std::string> entries;
  } cases[] = {
      {"<input name=a value=1><input value=2><input name='' value=3>", {"a=1"}},
      {"<input name=a><input name=a value=2>", {"a=", "a=2"}},
      {"<input type=hidden name=h value='&#x2b;=\"'>", {"h=+=\""}},
      {"<input name=a disabled><fieldset disabled><legend><input name=b></legend><input name=c>",
       {"b="}},
      {"<input type=checkbox name=a><input type=checkbox name=b checked>"
       "<input type=checkbox name=c value=v checked>",
       {"b=on", "c=v"}},
      {"<input type=radio name=r value=1><input type=radio name=r value=2 checked>", {"r=2"}},
      {"<select name=s><option value=1>one<option>two</select>", {"s=1"}},
      {"<select name=s><option>one<option selected> two  words </select>", {"s=two words"}},
      {"<select name=s><option disabled>one<option>two</select>", {"s=two"}},
      {"<select name=s multiple><option>one</select>", {}},
      {"<select name=s multiple><option selected>a<option>b<option selected>c</select>",
       {"s=a", "s=c"}},
      {"<select name=s><option selected>a<option selected>b</select>", {"s=b"}},
      {"<select name=s size=3><option>a</select>", {}},
      {"<select name=s></select>", {}},
      {"<textarea name=t>\na\nb\r\nc</textarea>", {"t=a\r\nb\r\nc"}},
      {"<input name=a value='x&#10;y'><input type=hidden name=b value='x&#10;y'>",
       {"a=xy", "b=x\r\ny"}},
      {"<input type=submit name=one value=1><input type=submit name=two value=2>", {"one=1"}},
      {"<button name=b value=v>text</button>", {"b=v"}},
      {"<button type=button name=no>x</button><button name=yes>y</button>", {"yes="}},
      {"<input type=reset name=r value=1><input type=button name=b value=1>", {}},
      {"<input type=image name=go>", {"go.x=0", "go.y=0"}},
      {"<input type=image>", {"x=0", "y=0"}},
      {"<input type=file name=f>", {"f="}},
      {"<input type=hidden name=_charset_ value=x>", {"_charset_=UTF-8"}},
      {"<input type=nonsense name=n value=1>", {"n=1"}},
      {"<input type=submit disabled name=one value=1><input type=submit name=two value=2>",
       {"two=2"}},
      {"<noscript><input name=n></noscript><template><input name=t></template>", {}},
  };
  for (const auto& c : cases) EXPECT_EQ(submitted(c.html), c.entries) << c.html;
}

TEST(Form, ValuesReplaceWhatStandsInTheControls) {
  EXPECT_THAT(submitted("<input type=hidden name=s value=1><input name=user value=old>"
                        "<input type=password name=pw><button name=go value=1>",
                        {{"user", std::string("me")}, {"pw", base::SecretRef::Password}}),
              ElementsAre("s=1", "user=me", "pw=<secret>", "go=1"));
  EXPECT_THAT(submitted("<input name=a>", {{"b", std::string("new")}}), ElementsAre("a=", "b=new"));
  EXPECT_THAT(submitted("<input name=a disabled>", {{"a", std::string("x")}}), ElementsAre());
  EXPECT_THAT(submitted("<input type=checkbox name=a>", {{"a", std::string("on")}}),
              ElementsAre("a=on"));
  EXPECT_THAT(
      submitted("<input type=radio name=r value=1 checked><input type=radio name=r value=2>",
                {{"r", std::string("1")}}),
      ElementsAre("r=1"));
  EXPECT_THAT(submitted("<select name=s><option>a<option>b</select>", {{"s", std::string("b")}}),
              ElementsAre("s=b"));
}

TEST(Form, ASecretGoesToTheVisibleControlOfThatName) {
  EXPECT_THAT(submitted("<input type=hidden name=pw value=decoy><input type=password name=pw>",
                        {{"pw", base::SecretRef::Password}}),
              ElementsAre("pw=decoy", "pw=<secret>"));
}

TEST(Form, ButtonsMayOverrideActionAndMethod) {
  const Page page = page_of(
      "<base href='/base/'><form action=normal method=get><input name=a value=1>"
      "<button name=b formaction=special formmethod=post></button></form>");
  const auto all = forms(page);
  const auto request = submit(all[0], default_button(all[0]), {}, page.url);
  ASSERT_TRUE(request);
  EXPECT_EQ(to_string(request->url), "https://idp.example/base/special");
  EXPECT_EQ(request->method, Method::Post);
  EXPECT_EQ(to_string(submit(all[0], nullptr, {}, page.url)->url),
            "https://idp.example/base/normal?a=1");
}

TEST(Form, OwnersOfControls) {
  const Page page = page_of(
      "<input name=before form=two><form id=one><input name=a><input name=stray form=two></form>"
      "<form id=two><input name=b></form><input name=after form=one><input name=nobody form=x>"
      "<input name=free>");
  const auto all = forms(page);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_THAT(field_names(all[0]), ElementsAre("a", "after"));
  EXPECT_THAT(field_names(all[1]), ElementsAre("before", "stray", "b"));
}

TEST(Form, AFormBetweenTableRowsOwnsTheCellsBehindIt) {
  const Page page = page_of(
      "<table><form method=post action=/t><tr><td><input name=user></td></tr></form></table>"
      "<input name=outside>");
  const auto all = forms(page);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_THAT(field_names(all[0]), ElementsAre("user"));
}

TEST(Form, ControlsKnowWhatTheyAre) {
  const Page page = page_of(
      "<form><input name=a TYPE=Email value=' x '><input name=b tabindex=-1><input name=c "
      "style='display:none'><input type=checkbox name=d checked></form>");
  const auto all = forms(page);
  const auto& controls = all[0].controls;
  ASSERT_EQ(controls.size(), 4U);
  EXPECT_EQ(controls[0].kind, ControlKind::Email);
  EXPECT_EQ(controls[0].value, "x");
  EXPECT_TRUE(controls[0].visible);
  EXPECT_FALSE(controls[1].visible);
  EXPECT_FALSE(controls[2].visible);
  EXPECT_TRUE(controls[3].checked);
  EXPECT_EQ(find_control(all[0], "d"), &controls[3]);
  EXPECT_EQ(find_control(all[0], ""), nullptr);
}

TEST(Form, WantsAPerson) {
  EXPECT_FALSE(wants_a_person(forms(page_of("<form><input type=hidden><button>"))[0]));
  EXPECT_TRUE(wants_a_person(forms(page_of("<form><input name=a>"))[0]));
  EXPECT_FALSE(wants_a_person(forms(page_of("<form hidden><input name=a>"))[0]));
}

TEST(Form, HostilePagesStayCheap) {
  std::string html;
  for (int i = 0; i < 5'000; ++i) html += "<form id=f></form><input name=a form=f>";
  EXPECT_LE(forms(page_of(html)).size(), 64U);
}

}  // namespace
}  // namespace flexverify::web
