#include "idp-adapters/shared/required_fields.h"

#include <gtest/gtest.h>

#include "idp-adapters/page_view.h"

namespace flexverify::idp {
namespace {

std::string left_empty(const std::string& fields, const web::Values& values = {}) {
  const web::Page page = web::make_page_from_file(
      *web::parse_url("https://idp.example/login"),
      "<!DOCTYPE html><form method=post>" + fields + "<button>Go</button></form>");
  return required_field_left_empty(web::forms(page).front(), nullptr, values);
}

TEST(RequiredFields, HoldAFormBack) {
  EXPECT_EQ(left_empty("<label>Company <input name=tenant required></label>"), "Company");
  EXPECT_EQ(left_empty("<input type=checkbox name=terms required>"), "terms");
  EXPECT_EQ(left_empty("<input name=tenant required>", {{"tenant", "acme"}}), "");
  EXPECT_EQ(left_empty("<input name=tenant>"), "");
}

// One without a name is typed in to be copied by a script.
TEST(RequiredFields, WithoutANameAreFilledInByWhoSignsIn) {
  EXPECT_EQ(left_empty("<label>Password <input type=password required></label>"), "");
}

}  // namespace
}  // namespace flexverify::idp
