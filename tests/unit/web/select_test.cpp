#include "verifier/web/select.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Select, FindsElementsInDocumentOrder) {
  const Document document = Document::parse("<p id=1><b id=2></b></p><p id=3></p>");
  const auto found = elements(document, "p");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0]->attribute_or_empty("id"), "1");
  EXPECT_EQ(found[1]->attribute_or_empty("id"), "3");
  EXPECT_EQ(elements(document, "html").size(), 1U);
  EXPECT_EQ(elements(document, "").size(), 6U);  // html, head, body, p, b, p
  EXPECT_EQ(elements_below(*found[0], "b").size(), 1U);
}

TEST(Select, SkipsWhatABrowserWithScriptsDoesNotSee) {
  const Document document = Document::parse(
      "<noscript><input id=a></noscript><template><input id=b></template><input id=c>");
  ASSERT_EQ(elements(document, "input").size(), 1U);
  EXPECT_EQ(element_by_id(document, "a"), nullptr);
  EXPECT_EQ(element_by_id(document, "b"), nullptr);
  EXPECT_NE(element_by_id(document, "c"), nullptr);
  EXPECT_EQ(elements(document, "noscript").size(), 1U);
  EXPECT_EQ(element_with(document, "input", "id", "c"), elements(document, "input")[0]);
  EXPECT_EQ(element_with(document, "form", "id", "c"), nullptr);
}

TEST(Select, ClassesAreWholeWords) {
  const Document document = Document::parse("<p class='one  two\nthree'>");
  const Element& p = *elements(document, "p")[0];
  EXPECT_TRUE(has_class(p, "one"));
  EXPECT_TRUE(has_class(p, "three"));
  EXPECT_FALSE(has_class(p, "tw"));
  EXPECT_FALSE(has_class(p, "One"));
}

TEST(Select, TextIsFoldedAndLeavesCodeOut) {
  const Document document = Document::parse(
      "<title> Sign \n in </title><body>a<div>b</div><script>x</script><style>y</style>"
      "<noscript>z</noscript> c&nbsp;d");
  EXPECT_EQ(title(document), "Sign in");
  EXPECT_EQ(text_of(*elements(document, "body")[0]),
            "a b c\xC2\xA0"
            "d");
}

TEST(Select, TextOfABlockStandsApartFromWhatFollows) {
  const Document document = Document::parse(
      "<h1>Sorry</h1>Locked<form>one<b>by</b>one<fieldset><legend>two</legend>three</fieldset>");
  EXPECT_EQ(body_text(document), "Sorry Locked onebyone two three");
}

TEST(Select, VisibleTextIsWhatAPersonReads) {
  const auto read = [](std::string_view html) { return visible_text(Document::parse(html)); };
  EXPECT_EQ(read("Sign in<p hidden>Your account is locked</p><p style='display: none'>or not</p>"),
            "Sign in");
  EXPECT_EQ(read("<div style='display:none'>A script shows this</div>"), "A script shows this");
}

TEST(Select, InlineScriptsAreThoseThatRun) {
  const Document document = Document::parse(
      "<script>1</script><script src=x>2</script><script type='text/javascript'>3</script>"
      "<script type='application/json'>{}</script><script type=module>4</script>"
      "<noscript><script>5</script></noscript>");
  EXPECT_THAT(inline_scripts(document), ElementsAre("1", "3", "4"));
}

TEST(Select, Visibility) {
  const struct {
    const char* html;
    bool visible;
  } cases[] = {
      {"<input id=x>", true},
      {"<input id=x type=HIDDEN>", false},
      {"<div hidden><input id=x></div>", false},
      {"<div aria-hidden=true><p><input id=x></div>", false},
      {"<input id=x aria-hidden=false>", true},
      {"<div style='color:red; DISPLAY : none'><input id=x></div>", false},
      {"<input id=x style='visibility:\nhidden'>", false},
      {"<input id=x style='display:inline'>", true},
  };
  for (const auto& c : cases) {
    const Document document = Document::parse(c.html);
    ASSERT_NE(element_by_id(document, "x"), nullptr) << c.html;
    EXPECT_EQ(is_visible(*element_by_id(document, "x")), c.visible) << c.html;
  }
}

TEST(Select, ErrorTexts) {
  const struct {
    const char* html;
    std::vector<std::string> texts;
  } cases[] = {
      {"<p>fine</p>", {}},
      {"<div id=errorText></div>", {}},
      {"<div class=error style='display:none'>Wrong</div>", {}},
      {"<div role=alert>Wrong <b>password</b></div>", {"Wrong password"}},
      {"<div class='alert alert-danger'><span class=error>No</span></div>", {"No"}},
      {"<div class='form-group has-error'><input><span id=input-error>Bad</span></div>", {"Bad"}},
      {"<span class=Warning>a</span><span class=failed>b</span>", {"a", "b"}},
      {"<body class=invalid>everything</body>", {}},
  };
  for (const auto& c : cases) EXPECT_EQ(error_texts(Document::parse(c.html)), c.texts) << c.html;
}

TEST(Select, ErrorTextsAreFew) {
  std::string html;
  for (int i = 0; i < 500; ++i) html += "<p class=error>" + std::to_string(i) + "!</p>";
  EXPECT_LE(error_texts(Document::parse(html)).size(), 20U);
}

}  // namespace
}  // namespace flexverify::web
