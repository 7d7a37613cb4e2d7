// Where each adapter's provider shows each value: every row of every adapter is in labels.txt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/adapters/pages.h"
#include "verifier/model/field_labels.h"

namespace flexverify::idp {
namespace {

using model::FlexField;
using model::IdpField;

constexpr std::array kIdpFields = {
    std::pair{IdpField::EntityId, "Entity ID"}, std::pair{IdpField::AcsUrl, "ACS URL"},
    std::pair{IdpField::NameId, "NameID"},      std::pair{IdpField::Claims, "claims"},
    std::pair{IdpField::Signing, "signing"},    std::pair{IdpField::Access, "access"}};
constexpr std::array kFlexFields = {std::pair{FlexField::SsoUrl, "Single Sign-On URL"},
                                    std::pair{FlexField::Certificate, "X.509 Certificate"},
                                    std::pair{FlexField::Issuer, "Identity Provider Issuer"}};

std::string text_of(const Adapter& adapter) {
  std::string text = std::string(adapter.id) + ": " + std::string(adapter.labels.party) + "\n";
  for (const auto& [field, name] : kIdpFields) {
    const model::Fix fix = model::idp_fix(adapter.labels, field);
    text += "  " + std::string(name) + ": " + fix.page + " | " + fix.field + "\n";
  }
  for (const auto& [field, name] : kFlexFields)
    text += "  " + std::string(name) + ": " + model::source_of(adapter.labels, field) + "\n";
  return text;
}

// UPDATE_GOLDEN=1 writes them: read the difference before you keep it.
TEST(Labels, AreThoseOfTheGoldenFile) {
  constexpr const char* kGolden = "tests/adapters/labels.txt";
  std::string text;
  for (const Adapter* adapter : all_adapters()) text += text_of(*adapter);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    EXPECT_TRUE(base::write_file(kGolden, text));
  }
  EXPECT_EQ(text, testing_support::read(kGolden));
}

TEST(Labels, NoneIsEmpty) {
  for (const Adapter* adapter : all_adapters()) {
    SCOPED_TRACE(adapter->id);
    EXPECT_FALSE(adapter->labels.party.empty());
    for (const auto& [field, name] : kIdpFields) {
      EXPECT_FALSE(model::idp_fix(adapter->labels, field).page.empty()) << name;
      EXPECT_FALSE(model::idp_fix(adapter->labels, field).field.empty()) << name;
    }
    for (const auto& [field, name] : kFlexFields)
      EXPECT_THAT(model::source_of(adapter->labels, field), testing::Not(testing::HasSubstr(": .")))
          << name;
  }
}

// Those of the migration guide, and how to get there: explain needs it.
TEST(Labels, TheFiveOfTheGuideHaveAWay) {
  for (const Adapter* adapter : all_adapters()) {
    constexpr std::array<std::string_view, 5> kGuide = {"okta", "entra", "google", "salesforce",
                                                        "auth0"};
    EXPECT_EQ(!adapter->labels.way.empty(), std::ranges::count(kGuide, adapter->id) > 0)
        << adapter->id;
  }
}

// General words are for what is no provider's.
TEST(Labels, EveryProviderHasItsOwn) {
  constexpr std::array<std::string_view, 3> kNoProvider = {"generic-form", "external", "duo"};
  for (const Adapter* adapter : all_adapters()) {
    const bool general = adapter->labels.party == model::kAnyProvider.party;
    EXPECT_EQ(general, std::ranges::count(kNoProvider, adapter->id) > 0) << adapter->id;
  }
  EXPECT_EQ(&labels_of("auto"), &model::kAnyProvider);
  EXPECT_EQ(&labels_of(""), &model::kAnyProvider);
}

}  // namespace
}  // namespace flexverify::idp
