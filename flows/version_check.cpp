// What this version of Flex UI can do.
#include <fmt/core.h>

#include "flows/legs.h"
#include "flows/page.h"
#include "verifier/base/text.h"
#include "verifier/flex/ui_version.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;

Finding about(const std::string& version, std::string detail, std::string expected) {
  auto finding = make_mismatch(Code::UiVersionUnsupported, std::move(detail),
                               "Flex UI " + base::printable(version, 40), std::move(expected));
  finding.severity = model::Severity::Warning;
  return finding;
}

// The page starts enhanced logins, or is to.
bool enhanced_is_meant(const Login& login) {
  if (asks_for_legacy(login)) return false;
  return asks_for_enhanced(login) || !login.app_config ||
         !login.app_config->oauth_object.is_absent();
}

Finding ended(const std::string& version, const std::string& more) {
  return about(version, "Twilio's support for this Flex UI has ended" + more,
               "Flex UI 2.15 or later");
}

// Older pages start elsewhere than this check does; the rest of the login is the same.
std::string not_emulated(const Login& login, const std::string& version) {
  const bool enhanced = login.spec.setup == model::Setup::SelfHosted && enhanced_is_meant(login);
  if (!enhanced || flex::start_of(version) == flex::UiStart::Services) return "";
  return fmt::format(
      ". Such a page starts its login at {}/authorize; that start was not emulated: this check "
      "started it as Flex UI 2.11 and later do",
      login.spec.endpoints.login);
}

std::optional<Finding> finding_for(const Login& login, const std::string& version) {
  switch (flex::support_of(version)) {
    case flex::UiSupport::Current:
      return std::nullopt;
    case flex::UiSupport::NoEnhancedLogin: {
      if (!enhanced_is_meant(login)) return ended(version, "");
      auto finding = about(version, "this Flex UI has no login with an enhanced connection",
                           "Flex UI 2.7.0 or later");
      finding.severity = model::Severity::Critical;
      return finding;
    }
    case flex::UiSupport::TooOldForGuide:
      return about(version,
                   "this Flex UI is older than what the migration asks for, and Twilio's support "
                   "for it has ended" +
                       not_emulated(login, version),
                   "Flex UI 2.7.0 or later");
    case flex::UiSupport::Ended:
      return ended(version, not_emulated(login, version));
  }
  return std::nullopt;
}

model::Fix where_it_is_set(const Login& login) {
  if (login.spec.setup == model::Setup::Hosted)
    return {.party = "Twilio Flex", .page = "Flex Admin > Versions", .field = "Flex UI version"};
  return {.party = std::string(model::kWebServer),
          .page = "package.json of the Flex project",
          .field = "@twilio/flex-ui"};
}

}  // namespace

std::optional<Finding> judge_version(Login& login) {
  const std::string& version = login.result.flex.ui_version;
  if (version.empty() || knows(login, Code::UiVersionUnsupported)) return std::nullopt;
  auto finding = finding_for(login, version);
  if (!finding) return std::nullopt;
  finding->fix = where_it_is_set(login);
  if (finding->severity == model::Severity::Critical) return finding;
  add(login, std::move(*finding));
  return std::nullopt;
}

}  // namespace flexverify::flows
