#include "tests/lab/drills.h"

#include <algorithm>
#include <array>
#include <vector>

#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using model::Code;
using model::Severity;

constexpr std::array kDrills = {
// clang-format off: in the order of a login
#include "tests/lab/drills/network.def"
#include "tests/lab/drills/start.def"
#include "tests/lab/drills/provider.def"
#include "tests/lab/drills/assertion.def"
#include "tests/lab/drills/landing.def"
#include "tests/lab/drills/loaded.def"
#include "tests/lab/drills/legacy.def"
    // clang-format on
};

// Each says what a careless verifier would find.
constexpr std::array kVariations = {
    Drill{.name = "appconfig-assignments",
          .plants = "appConfig.js is made of assignments, as Twilio documents it",
          .expected = Code::AppConfigUnreadable,
          .faults = {.app_config = AppConfigFault::Assignments}},
    Drill{.name = "appconfig-constants",
          .plants = "appConfig.js uses constants, shorthand and location.origin",
          .expected = Code::AppConfigUnreadable,
          .faults = {.app_config = AppConfigFault::Constants}},
    Drill{.name = "appconfig-per-host",
          .plants = "appConfig.js has a table by host, a condition, spread and Object.assign",
          .expected = Code::AppConfigUnreadable,
          .faults = {.app_config = AppConfigFault::PerHost}},
    Drill{.name = "head-501",
          .plants = "the web server refuses HEAD with 501",
          .expected = Code::BundleMissing,
          .faults = {.bundle = BundleFault::HeadRefused}},
    Drill{.name = "head-403",
          .plants = "the web server refuses HEAD with 403",
          .expected = Code::BundleMissing,
          .faults = {.bundle = BundleFault::HeadForbidden}},
    Drill{.name = "head-lies",
          .plants = "the web server answers HEAD with a page",
          .expected = Code::BundleMissing,
          .faults = {.bundle = BundleFault::HeadLies}},
    Drill{.name = "bundle-own-name",
          .plants = "the build has a name of its own",
          .expected = Code::BundleMissing,
          .faults = {.bundle = BundleFault::OwnName}},
    Drill{.name = "discovery-fails",
          .plants = "discovery answers 500, and the page names its connection",
          .expected = Code::ConnectionNotFound,
          .faults = {.discovery = DiscoveryFault::Fails}},
    Drill{.name = "discovery-absent",
          .plants = "discovery lists nothing, and the page names its connection",
          .expected = Code::ConnectionMismatch,
          .faults = {.discovery = DiscoveryFault::Absent},
          .expectations = Expectations::Left},
    Drill{.name = "discovery-html-known",
          .plants = "a network's page answers for discovery, and the page names its connection",
          .expected = Code::ConnectionNotFound,
          .faults = {.discovery = DiscoveryFault::Html},
          .expectations = Expectations::Left},
    Drill{.name = "discovery-two-active",
          .plants = "another connection is active beside the page's own",
          .expected = Code::ConnectionMismatch,
          .faults = {.discovery = DiscoveryFault::TwoActive},
          .expectations = Expectations::Left},
    Drill{.name = "discovery-mobile-app",
          .plants = "discovery lists the mobile app first",
          .expected = Code::ConnectionMismatch,
          .faults = {.discovery = DiscoveryFault::MobileApp},
          .target = "hosted",
          .expectations = Expectations::Left},
    Drill{.name = "discovery-inactive",
          .plants = "discovery does not know yet that the connection is active",
          .expected = Code::ConnectionNotFound,
          .faults = {.discovery = DiscoveryFault::Inactive},
          .expectations = Expectations::Left},
    Drill{.name = "legacy-ui-2-4",
          .plants = "a legacy page runs Flex UI 2.4, which has no enhanced login",
          .expected = Code::OauthConfigMissing,
          .faults = {.ui_version = "2.4.1"},
          .target = "legacy-self-hosted"},
    Drill{"exchange-201",
          "the exchange answers 201",
          Code::TokenExchangeFailed,
          {.exchange = ExchangeFault::Created}},
    Drill{"exchange-201-hosted",
          "the exchange of a hosted page answers 201",
          Code::TokenExchangeFailed,
          {.exchange = ExchangeFault::Created},
          "hosted"},
    Drill{"info-201-empty",
          "Tokens/Info answers 201 with an empty object",
          Code::TokenInvalid,
          {.api = ApiFault::InfoEmpty}},
    Drill{"finer-roles",
          "the user has finer roles of Flex besides agent",
          Code::RoleInvalid,
          {.assertion = AssertionFault::FinerRoles}},
    Drill{"plugins-off",
          "the page has no plugin service, which would answer 500",
          Code::PluginsFailed,
          {.app_config = AppConfigFault::NoPlugins, .api = ApiFault::PluginsError}},
    Drill{"legacy-preview",
          "only the older legacy service knows the account",
          Code::AuthorizeRejected,
          {.legacy = LegacyFault::PreviewOnly},
          "legacy-self-hosted"},
    Drill{"legacy-authenticate-201",
          "legacy authenticate answers 201",
          Code::AuthorizeRejected,
          {.legacy = LegacyFault::AuthenticateCreated},
          "legacy-self-hosted"},
    Drill{.name = "salesforce-push-first",
          .plants = "an approval is wanted, and of the other methods one is an authenticator",
          .expected = Code::MfaRequired,
          .target = "salesforce",
          .look_alike = "salesforce",
          .from = "code",
          .to = "push-or-code"},
};

void add_detours(const LookAlike& look_alike, std::vector<Drill>& drills) {
  for (const Detour& detour : look_alike.detours) {
    Drill drill{.name = detour.drill, .plants = detour.plants, .expected = detour.expected};
    drill.target = drill.look_alike = look_alike.name;
    drill.from = detour.from;
    drill.to = detour.to;
    drills.push_back(drill);
  }
}

// Each look-alike brings its own.
std::vector<Drill> with_detours() {
  std::vector<Drill> all(kDrills.begin(), kDrills.end());
  for (const LookAlike* look_alike : look_alikes()) add_detours(*look_alike, all);
  return all;
}

// Those for which a browser is needed.
std::span<const Drill> browser_drills() {
  static const std::vector<Drill> all = [] {
    std::vector<Drill> drills;
    add_detours(kScriptPage, drills);
    return drills;
  }();
  return all;
}

}  // namespace

std::span<const Drill> all_drills() {
  static const std::vector<Drill> all = with_detours();
  return all;
}

std::span<const Drill> all_variations() { return kVariations; }

model::Severity expected_severity(const Drill& drill) {
  return drill.severity.value_or(model::info(drill.expected).severity);
}

const Drill* drill_named(std::string_view name) {
  for (const auto all : {all_drills(), all_variations(), browser_drills()}) {
    const auto found = std::ranges::find(all, name, &Drill::name);
    if (found != all.end()) return &*found;
  }
  return nullptr;
}

base::Json drills_json() {
  base::Json::Array list;
  for (const Drill& drill : all_drills()) {
    base::Json entry;
    entry.set("name", drill.name)
        .set("plants", drill.plants)
        .set("expected", model::info(drill.expected).id)
        .set("severity", model::name_of(expected_severity(drill)))
        .set("target", drill.target);
    list.push_back(std::move(entry));
  }
  return base::Json(std::move(list));
}

}  // namespace flexverify::lab
