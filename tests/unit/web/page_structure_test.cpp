// The structure of a page: the same for two logins, another one after a change.
#include "verifier/web/page_structure.h"

#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

std::string of(const std::string& content) {
  const Page page = make_page_from_file(*parse_url("https://idp.example/login"), content);
  return structure_fingerprint(page, forms(page));
}

const std::string kForm =
    "<form method=post action='/sso/17?state=a1'><input type=hidden name=csrf value=one>"
    "<input name=user><input type=password name=pass></form><script></script>";

TEST(PageStructure, ValuesAndSessionsMakeNoDifference) {
  EXPECT_EQ(of(kForm), of("<p>Hallo</p><form method=post action='/sso/204?state=b2'>"
                          "<input type=hidden name=csrf value=two><input name=user value=x>"
                          "<input type=password name=pass></form><script>1</script>"));
  EXPECT_EQ(of(R"({"stateToken":"a","n":1,"list":[{"id":"x"}]})"),
            of(R"({"n":2,"stateToken":"b","list":[{"id":"y"},{"id":"z"}]})"));
}

TEST(PageStructure, WhatIsAddedOrRenamedMakesOne) {
  for (const char* other :
       {"<form method=post action='/sso/17'><input type=hidden name=csrf><input name=username>"
        "<input type=password name=pass></form><script></script>",
        "<form method=get action='/sso/17'><input type=hidden name=csrf><input name=user>"
        "<input type=password name=pass></form><script></script>",
        "<form method=post action='/sso/17'><input type=hidden name=csrf><input name=user>"
        "<input type=password name=pass></form><script></script><script></script>"})
    EXPECT_NE(of(kForm), of(other)) << other;
  EXPECT_NE(of(R"({"a":1})"), of(R"({"a":1,"b":2})"));
}

TEST(PageStructure, OfWhatIsNoPageThereIsNone) { EXPECT_EQ(structure_fingerprint(Page{}, {}), ""); }

}  // namespace
}  // namespace flexverify::web
