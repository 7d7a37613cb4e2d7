#include "verifier/recording/rehearsal.h"

#include <gtest/gtest.h>

#include "tests/unit/recording/recorded.h"
#include "verifier/recording/rehearsal_text.h"

namespace flexverify::recording {
namespace {

Rehearsal rehearsal_of(const std::vector<Entry>& entries) {
  const web::Recording recording = recorded(entries);
  const auto login = find_login(recording);
  EXPECT_TRUE(login) << login.error().what;
  return rehearse(recording, *login);
}

std::string all_texts(const Rehearsal& rehearsal) {
  return base::dump_json(rehearsal_json(rehearsal)) + rehearsal_text(rehearsal, 80) +
         bug_report(rehearsal, "1.0");
}

std::vector<Entry> changed(std::size_t entry, const std::string& from, const std::string& to) {
  auto entries = whole_login();
  std::string& posted = entries.at(entry).posted;
  posted.replace(posted.find(from), from.size(), to);
  return entries;
}

TEST(Rehearsal, TheBrowsersOwnWayAgrees) {
  const Rehearsal rehearsal = rehearsal_of(whole_login());
  EXPECT_EQ(rehearsal.verdict, Agreement::Agrees);
  ASSERT_EQ(rehearsal.steps.size(), 2U);
  EXPECT_EQ(rehearsal.steps[0].entry, 6U);
  EXPECT_EQ(rehearsal.steps[0].state, "login");
  EXPECT_EQ(rehearsal.steps[0].action, "send");
  EXPECT_FALSE(rehearsal.steps[0].after_password);
  EXPECT_EQ(rehearsal.steps[1].action, "answer");
  EXPECT_TRUE(rehearsal.steps[1].after_password);
  EXPECT_EQ(bug_report(rehearsal, "1.0"), "");
}

struct Planted {
  const char* from;
  const char* to;
  const char* named;
};
TEST(Rehearsal, APlantedDifferenceIsNamedAndNeverShown) {
  for (const Planted& planted :
       {Planted{"csrf=", "xsrf=", "field csrf would be sent"},
        Planted{"csrf=", "extra=made-by-a-script&csrf=", "field extra would be missing"},
        Planted{"token-of-this-page", "another-token-by-script", "field csrf would hold another"},
        Planted{"pass=canary-password", "pass=", "the browser left it empty"}}) {
    const Rehearsal rehearsal = rehearsal_of(changed(6, planted.from, planted.to));
    EXPECT_EQ(rehearsal.verdict, Agreement::Differs) << planted.from;
    const std::string text = all_texts(rehearsal);
    EXPECT_NE(text.find(planted.named), std::string::npos) << text;
    for (const char* canary : {"canary", "jane", "token", "relay-1", "made-by"})
      EXPECT_EQ(text.find(canary), std::string::npos) << canary << "\n" << text;
  }
}

TEST(Rehearsal, AnotherAddressIsWhereTheWaysPart) {
  auto entries = whole_login();
  entries[6].url = "https://idp.example/api/v2/sign-in";
  const Rehearsal rehearsal = rehearsal_of(entries);
  EXPECT_EQ(rehearsal.verdict, Agreement::Differs);
  const std::string text = rehearsal_text(rehearsal, 80);
  EXPECT_NE(text.find("at entry 6, before any password is sent"), std::string::npos) << text;
  EXPECT_NE(bug_report(rehearsal, "1.0").find("browser: POST /api/v2/sign-in"), std::string::npos);
  EXPECT_EQ(bug_report(rehearsal, "1.0").find("idp.example"), std::string::npos);
  EXPECT_EQ(rehearsal.steps.back().action, "answer");  // it goes on at the next page
}

TEST(Rehearsal, APageThatNobodyKnowsWouldStopTheCheck) {
  auto entries = whole_login();
  entries[5].html = "<title>Welcome jane.doe@acme.test</title><div id=app></div><p>Pick a card";
  const Rehearsal rehearsal = rehearsal_of(entries);
  EXPECT_EQ(rehearsal.verdict, Agreement::Differs);
  EXPECT_EQ(rehearsal.steps[0].action, "stop");
  EXPECT_NE(rehearsal.steps[0].differences.at(0).find("page-not-recognised"), std::string::npos);
  EXPECT_EQ(all_texts(rehearsal).find("jane"), std::string::npos);
}

TEST(Rehearsal, WithoutBodiesNothingIsJudgedAndThatIsSaid) {
  auto entries = whole_login();
  for (Entry& entry : entries) entry.html.clear();
  const Rehearsal rehearsal = rehearsal_of(entries);
  EXPECT_EQ(rehearsal.verdict, Agreement::Unknown);
  EXPECT_EQ(rehearsal.not_judged.size(), 2U);
  EXPECT_NE(rehearsal_text(rehearsal, 80).find("Not judged: 2 pages"), std::string::npos);
}

TEST(Rehearsal, ARecordingWithSomeBodiesIsJudgedAsFarAsTheyGo) {
  auto entries = whole_login();
  entries[6].html.clear();
  const Rehearsal rehearsal = rehearsal_of(entries);
  EXPECT_EQ(rehearsal.verdict, Agreement::Agrees);
  EXPECT_EQ(rehearsal.steps.size(), 1U);
  EXPECT_EQ(rehearsal.not_judged.size(), 1U);
}

TEST(Rehearsal, FramesAndOtherTabsAreNotOfTheLogin) {
  auto entries = whole_login();
  entries.insert(
      entries.begin() + 6,
      {{.url = "https://idp.example/fingerprint", .html = "<p>x", .destination = "iframe"},
       {.url = "https://news.example/a", .html = "<p>News", .referer = "https://news.example/"}});
  const Rehearsal rehearsal = rehearsal_of(entries);
  EXPECT_EQ(rehearsal.verdict, Agreement::Agrees);
  EXPECT_EQ(rehearsal.steps.size(), 2U);
}

TEST(Rehearsal, WordsOfAFewLettersAreNotesOnly) {
  auto entries = whole_login();
  const std::string field = "<input type=hidden name=js value=false>";
  entries[5].html.insert(entries[5].html.find("<input"), field);
  entries[6].posted = "js=true&" + entries[6].posted;
  const Rehearsal rehearsal = rehearsal_of(entries);
  EXPECT_EQ(rehearsal.verdict, Agreement::Agrees);
  EXPECT_EQ(rehearsal.steps[0].notes.size(), 1U);
}

TEST(Rehearsal, NamesThatLookLikeValuesAreLeftOut) {
  const Rehearsal rehearsal = rehearsal_of(
      changed(6, "csrf=", "jane.doe%40acme.test=long-enough-1&a8f3c91bd207e4=long-enough-2&csrf="));
  const std::string text = all_texts(rehearsal);
  EXPECT_EQ(text.find("jane"), std::string::npos) << text;
  EXPECT_EQ(text.find("a8f3c91bd207e4"), std::string::npos) << text;
  EXPECT_NE(text.find("field …"), std::string::npos) << text;
}

}  // namespace
}  // namespace flexverify::recording
