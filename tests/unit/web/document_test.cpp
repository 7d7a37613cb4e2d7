#include "verifier/web/document.h"

#include <gtest/gtest.h>

#include <string>

#include "verifier/web/html_depth.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Document, KeepsTagsAttributesAndText) {
  const Document document = Document::parse(
      "<!DOCTYPE html><FORM ID=f Action='/a?x=1&amp;y=&#x32;'>Hi <b>you</b></FORM>");
  ASSERT_FALSE(document.empty());
  EXPECT_EQ(document.root()->tag, "html");
  const Element* form = element_by_id(document, "f");
  ASSERT_NE(form, nullptr);
  EXPECT_EQ(form->tag, "form");
  EXPECT_EQ(form->attribute_or_empty("action"), "/a?x=1&y=2");
  EXPECT_EQ(form->attribute("method"), nullptr);
  EXPECT_EQ(form->attribute_or_empty("method"), "");
  EXPECT_EQ(text_of(*form), "Hi you");
  EXPECT_EQ(form->parent->tag, "body");
}

TEST(Document, KeepsUnknownTagsByName) {
  const Document document = Document::parse("<X-Login Kind=a></X-Login>");
  ASSERT_EQ(elements(document, "x-login").size(), 1U);
  EXPECT_EQ(elements(document, "x-login")[0]->attribute_or_empty("kind"), "a");
}

TEST(Document, EmptyInputHasTheImpliedElements) {
  const Document document = Document::parse("");
  ASSERT_FALSE(document.empty());
  EXPECT_EQ(document.refusal(), "");
  EXPECT_EQ(elements(document, "body").size(), 1U);
}

TEST(Document, DefaultIsEmpty) {
  const Document document;
  EXPECT_TRUE(document.empty());
  EXPECT_TRUE(elements(document, "").empty());
  EXPECT_EQ(title(document), "");
}

TEST(Document, RefusesWhatIsTooLarge) {
  const Document document = Document::parse(std::string(kMaxDocumentBytes + 1, 'x'));
  EXPECT_TRUE(document.empty());
  EXPECT_EQ(document.refusal(), "too large");
  EXPECT_EQ(Document::parse(std::string(kMaxDocumentBytes, 'x')).refusal(), "");
}

TEST(Document, RefusesTooManyNodes) {
  std::string html = "<body>";
  for (int i = 0; i < 49'990; ++i) html += "<b>x</b>";
  EXPECT_EQ(Document::parse(html).refusal(), "");
  for (int i = 0; i < 20; ++i) html += "<b>x</b>";
  EXPECT_EQ(Document::parse(html).refusal(), "too large: more than 100,000 elements and texts");
}

struct Nested {
  const char* what;
  std::string html;
  bool accepted;
};

class Nesting : public testing::TestWithParam<Nested> {};

TEST_P(Nesting, IsBounded) {
  const Document document = Document::parse(GetParam().html);
  EXPECT_EQ(document.empty(), !GetParam().accepted);
  EXPECT_EQ(document.refusal().empty(), GetParam().accepted) << document.refusal();
}

constexpr std::size_t kMany = 100'000;
constexpr std::size_t kAllowed = 40'000;  // elements that hold a text each

INSTANTIATE_TEST_SUITE_P(
    Pages, Nesting,
    testing::Values(
        Nested{"unclosed div", repeat("<div>", kMany), false},
        Nested{"unclosed b", repeat("<b>", kMany), false},
        Nested{"unclosed p", repeat("<p>x", kAllowed), true},
        Nested{"unclosed a", repeat("<a href=x>y", kAllowed), true},
        Nested{"unclosed li", "<ul>" + repeat("<li>x", kAllowed), true},
        Nested{"void elements", repeat("<br><input><img src=x>", kMany / 10), true},
        Nested{"unclosed table cells", "<table>" + repeat("<tr><td>x", kMany / 10), true},
        Nested{"closed div", repeat("<div></div>", kAllowed), true},
        Nested{"wrong end tags", repeat("<div></x>", kMany), false},
        Nested{"slashes that mean nothing", repeat("<div/>", kMany), false},
        Nested{"self-closing SVG", "<svg>" + repeat("<path d='x'/>", kMany / 10) + "</svg>", true},
        Nested{"tags in a script", "<script>var x='" + repeat("<div>", kMany) + "'</script>", true},
        Nested{"tags in a comment", "<!--" + repeat("<div>", kMany) + "-->", true},
        Nested{"tags in an attribute", "<p title=\"" + repeat("<div>", kMany) + "\">", true},
        Nested{"at the limit", repeat("<div>", kMaxDocumentDepth - 2), true},
        Nested{"above the limit", repeat("<div>", kMaxDocumentDepth + 1), false},
        Nested{"rows and cells are levels too", repeat("<table><tr><td>", 300), false}),
    [](const testing::TestParamInfo<Nested>& test) {
      std::string name = test.param.what;
      for (char& c : name)
        if (c == ' ' || c == '-') c = '_';
      return name;
    });

// What the look at the tags does not foresee ends in the parser's own bounds, not in a hang.
TEST(Document, GivesUpOnMarkupThatOutwitsTheFirstLook) {
  std::string formatting;
  for (int i = 0; i < 500; ++i) formatting += "<b id=" + std::to_string(i) + ">";
  const Document clones = Document::parse("<p>" + formatting + repeat("<p>x", 400'000));
  EXPECT_TRUE(clones.empty());
  const Document misnested = Document::parse(repeat("<div><table></div></table>", 60'000));
  EXPECT_TRUE(misnested.empty());
}

TEST(Document, LooksDeeperThan) {
  EXPECT_FALSE(looks_deeper_than("<div><div></div><div></div></div>", 2));
  EXPECT_TRUE(looks_deeper_than("<div><div><div>", 2));
  EXPECT_FALSE(looks_deeper_than("<a><p><li><td><br><input>", 0));
  EXPECT_FALSE(looks_deeper_than("a < b <3 <", 0));
  EXPECT_FALSE(looks_deeper_than("<div title=", 1));
}

TEST(Document, NoscriptIsTextWhereverItStands) {
  const Document document = Document::parse(
      "<head><noscript><meta http-equiv=refresh><form id=a></form></noscript><title>T</title>"
      "</head><body><noscript>Turn on &lt;JavaScript&gt; <input id=b><!-- </noscript><p id=c>");
  EXPECT_TRUE(elements(document, "meta").empty());
  EXPECT_EQ(element_by_id(document, "a"), nullptr);
  EXPECT_EQ(element_by_id(document, "b"), nullptr);
  EXPECT_NE(element_by_id(document, "c"), nullptr);
  EXPECT_EQ(title(document), "T");
  const auto found = elements(document, "noscript");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NE(text_of(*found[1]).find("JavaScript"), std::string::npos);
}

TEST(Document, DestroysDeepTreesWithoutRecursion) {
  auto root = std::make_unique<Element>();
  Element* at = root.get();
  for (int i = 0; i < 200'000; ++i) {
    at->children.push_back(std::make_unique<Element>());
    at = at->children.back().get();
  }
  root.reset();
  EXPECT_EQ(root, nullptr);
}

TEST(Document, NeverCrashesOnCutOrBrokenInput) {
  const std::string page =
      "<!DOCTYPE html><html><head><title>T&amp;</title><script>if (a<b) {}</script></head><body>"
      "<form><table><tr><td><input name='a\"b'><select><option>x</table><svg><![CDATA[<a>]]></svg>"
      "<template><p>x</template><textarea>\n</textarea>\xFF\xC3(&#0;&#x110000;&notanentity;";
  for (std::size_t cut = 0; cut <= page.size(); ++cut)
    EXPECT_FALSE(Document::parse(page.substr(0, cut)).empty()) << cut;
  EXPECT_FALSE(Document::parse(std::string("<p>\0x</p>", 9)).empty());
}

}  // namespace
}  // namespace flexverify::web
