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
  EXPECT_EQ(label_in("<i id=b>time</i><form><i id=a>One</i><input aria-labelledby='a b'></form>"),
            "One time");
}

TEST(Label, OfAnotherFieldIsNotIts) {
  EXPECT_EQ(label_in("<form><label for=other>Code</label><input id=u></form>"), "");
  EXPECT_EQ(label_in("<label for=other>Code <input id=u></label>"), "");
  EXPECT_EQ(label_in("<input id=u>"), "");
}

// As Chromium has it (interop-field-labels).
TEST(Label, MayStandInAnotherFormAndMayNotBeHidden) {
  EXPECT_EQ(label_in("<form><input id=u></form><form><label for=u>Code</label></form>"), "Code");
  EXPECT_EQ(label_in("<label for=u hidden>Code</label><input id=u title=Number>"), "Number");
  EXPECT_EQ(label_in("<label for=u>Code <i hidden>of yours</i></label><input id=u>"), "Code");
}

}  // namespace
}  // namespace flexverify::web
