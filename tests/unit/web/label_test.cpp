#include "verifier/web/label.h"

#include <gtest/gtest.h>

#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

std::string label_in(const std::string& html) {
  const Document document = Document::parse("<!DOCTYPE html><body>" + html);
  return label_of(*elements(document, "input").front());
}

TEST(Label, IsWhatAPersonReads) {
  EXPECT_EQ(label_in("<form><label>User <b>name</b> <input></label></form>"), "User name");
  EXPECT_EQ(label_in("<form><label for=u>E-mail</label><input id=u></form>"), "E-mail");
  EXPECT_EQ(label_in("<form><input aria-label=' Code ' placeholder=123456></form>"), "Code 123456");
  EXPECT_EQ(label_in("<form><i id=a>One</i><i id=b>time</i><input aria-labelledby='a b'></form>"),
            "One time");
}

TEST(Label, OfAnotherFieldOrFormIsNotIts) {
  EXPECT_EQ(label_in("<form><label for=other>Code</label><input id=u></form>"), "");
  EXPECT_EQ(label_in("<form><input id=u></form><form><label for=u>Code</label></form>"), "");
  EXPECT_EQ(label_in("<input id=u>"), "");
}

}  // namespace
}  // namespace flexverify::web
