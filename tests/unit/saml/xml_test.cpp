// What is refused before anything is read, and what the reading functions give back.
#include "verifier/saml/xml.h"

#include <gtest/gtest.h>

namespace flexverify::saml {
namespace {

struct Input {
  std::string name;
  std::string text;
  std::optional<XmlFault> fault;
};

std::string nested(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += "<a>";
  for (int i = 0; i < depth; ++i) text += "</a>";
  return text;
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

std::string with_attributes(int count) {
  std::string text = "<a";
  for (int i = 0; i < count; ++i) text += " b" + std::to_string(i) + "='>'";
  return text + "/>";
}

std::string utf16(const std::string& ascii) {
  std::string text = "\xFF\xFE";
  for (const char c : ascii) text += std::string{c, '\0'};
  return text;
}

std::vector<Input> inputs() {
  return {
      {"plain", "<a/>", std::nullopt},
      {"space before", " \n<a/>", std::nullopt},
      {"byte order mark", "\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>", std::nullopt},
      {"declaration", "<?xml version='1.0' encoding='UTF-8' standalone='no'?><a/>", std::nullopt},
      {"declaration over two lines", "<?xml\nversion=\"1.0\"\n?><a/>", std::nullopt},
      {"Latin-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>", std::nullopt},
      {"64 deep", nested(64), std::nullopt},
      {"65 deep", nested(65), XmlFault::Unsafe},
      {"300 deep", nested(300), XmlFault::Malformed},  // libxml2's own bound
      {"256 attributes", with_attributes(256), std::nullopt},
      {"257 attributes", with_attributes(257), XmlFault::TooLarge},
      {"quotes in a comment", "<a><!--" + repeated("''", 300) + "--></a>", std::nullopt},
      {"quotes in a text", "<a>" + repeated("''", 300) + "</a>", std::nullopt},
      {"attributes behind a comment", "<a><!-- x -->" + with_attributes(257) + "</a>",
       XmlFault::TooLarge},
      {"20,000 attributes in all", "<a>" + repeated("<b c='' d=\"\"/>", 10'000) + "</a>",
       std::nullopt},
      {"20,001 attributes in all", "<a e=''>" + repeated("<b c='' d=\"\"/>", 10'000) + "</a>",
       XmlFault::TooLarge},
      {"many elements", "<a>" + repeated("<b/>", 110'000) + "</a>", XmlFault::TooLarge},
      {"an open quote", "<a b='" + repeated("\"", 300), XmlFault::Malformed},
      {"empty", "", XmlFault::Malformed},
      {"text", "hello", XmlFault::Malformed},
      {"EBCDIC", "\x4C\x6F\xA7\x94\x93", XmlFault::Malformed},
      {"two roots", "<a/><b/>", XmlFault::Malformed},
      {"unclosed", "<a>", XmlFault::Malformed},
      {"unknown entity", "<a>&b;</a>", XmlFault::Malformed},
      {"not UTF-8", "<a>\xFF\xFE</a>", XmlFault::Malformed},
      {"declaration in the middle", "<a><?xml version=\"1.0\"?></a>", XmlFault::Malformed},
      {"document type", "<!DOCTYPE a><a/>", XmlFault::Unsafe},
      {"document type behind a comment", "<!-- x --><!DOCTYPE a [ ]><a/>", XmlFault::Unsafe},
      {"entity", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>",
       XmlFault::Unsafe},
      {"processing instruction", "<a><?b c?></a>", XmlFault::Unsafe},
      {"style sheet", "<?xml-stylesheet href='x'?><a/>", XmlFault::Unsafe},
      {"UTF-16", utf16("<!DOCTYPE a><a/>"), XmlFault::Malformed},
      {"UTF-16 without mark", utf16("<a/>").substr(2), XmlFault::Malformed},
      // Whatever the declaration says, the bytes are read as UTF-8: nothing hides from the scan.
      {"UTF-7", "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>", std::nullopt},
      {"a document type in UTF-7",
       "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-!DOCTYPE a+AD4-<a/>", XmlFault::Malformed},
      {"EBCDIC by name", "<?xml version='1.0' encoding='IBM037'?><a/>", std::nullopt},
      {"windows-1252", "<?xml version='1.0' encoding='windows-1252'?><a>\xC3\xA9</a>",
       std::nullopt},
      {"windows-1252 in earnest", "<?xml version='1.0' encoding='windows-1252'?><a>\xE9</a>",
       XmlFault::Malformed},
      {"too large", "<a>" + std::string(kMaxXmlBytes, 'x') + "</a>", XmlFault::TooLarge},
  };
}

TEST(Xml, WhatIsReadAndWhatIsRefused) {
  for (const Input& input : inputs()) {
    const auto document = parse_xml(input.text);
    const auto fault = document ? std::nullopt : std::optional(document.error().fault);
    EXPECT_EQ(fault, input.fault) << input.name << (document ? "" : document.error().detail);
  }
}

TEST(Xml, TextIsWholeAndInOrder) {
  const std::pair<std::string, std::string> cases[] = {
      {"<a>one</a>", "one"},
      {"<a> one\n</a>", "one"},
      {"<a>o<!-- x -->n<!---->e</a>", "one"},
      {"<a><!-- x -->one</a>", "one"},
      {"<a>o<![CDATA[<n>]]>e</a>", "o<n>e"},
      {"<a>o<b>n<c>e</c></b>!</a>", "one!"},
      {"<a>&lt;one&#x20;&amp;</a>", "<one &"},
      {"<a/>", ""},
  };
  for (const auto& [xml, text] : cases) {
    const auto document = parse_xml(xml);
    ASSERT_TRUE(document) << xml;
    EXPECT_EQ(text_of(root_of(*document)), text) << xml;
  }
}

TEST(Xml, CommentsAreSeenAtAnyDepth) {
  for (const auto& [xml, expected] : {std::pair("<a>one</a>", false),
                                      {"<a><!----></a>", true},
                                      {"<a><b>o<!-- -->ne</b></a>", true},
                                      {"<a>&lt;!-- --&gt;</a>", false}}) {
    const auto document = parse_xml(xml);
    ASSERT_TRUE(document) << xml;
    EXPECT_EQ(has_comment(root_of(*document)), expected) << xml;
  }
}

TEST(Xml, NamesCountWithTheirNamespace) {
  const auto document = parse_xml(
      "<r xmlns='urn:a' xmlns:b='urn:b' x='1' b:x='2' b:y='3'><c/><b:c>in</b:c><c z='&amp;'/></r>");
  ASSERT_TRUE(document);
  const XmlNode root = root_of(*document);
  EXPECT_TRUE(is_element(root, "urn:a", "r"));
  EXPECT_FALSE(is_element(root, "", "r"));
  EXPECT_EQ(children(root, "urn:a", "c").size(), 2U);
  EXPECT_EQ(child_text(root, "urn:b", "c"), "in");
  EXPECT_EQ(child(root, "urn:b", "r"), nullptr);
  EXPECT_EQ(descendants(root).size(), 4U);
  EXPECT_EQ(attribute(root, "x"), "1");
  EXPECT_EQ(attribute(root, "y"), "");
  EXPECT_EQ(attribute(children(root, "urn:a", "c")[1], "z"), "&");
  EXPECT_EQ(parent_of(child(root, "urn:a", "c")), root);
  EXPECT_EQ(parent_of(root), nullptr);
}

// Absent nodes give absent things: a reader need not look at each step.
TEST(Xml, NothingComesOfNothing) {
  EXPECT_EQ(attribute(nullptr, "x"), "");
  EXPECT_TRUE(children(nullptr, "", "x").empty());
  EXPECT_EQ(child_text(nullptr, "", "x"), "");
  EXPECT_FALSE(has_comment(nullptr));
}

}  // namespace
}  // namespace flexverify::saml
