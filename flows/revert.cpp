#include "flows/revert.h"

#include <algorithm>

#include "flows/legs.h"
#include "verifier/flex/discovery.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::Severity;
using MaybeFinding = std::optional<Finding>;

Finding left(std::string_view side, const std::string& detail, std::string found,
             std::string expected) {
  return model::make_mismatch(
      Code::RevertIncomplete,
      std::string("the switch back is half done, ").append(side).append(": ") + detail,
      std::move(found), std::move(expected));
}

MaybeFinding page_left(const Login& login) {
  if (!login.app_config || !login.app_config->oauth) return std::nullopt;
  auto finding = left("the page was left",
                      "it still starts an enhanced login, because appConfig.js has an oauth object",
                      "oauth in appConfig.js", "appConfig.js without oauth");
  finding.fix = app_config_field("oauth (take it out)");
  finding.owner = model::Owner::FlexAdmin;
  finding.hint = "Take the oauth object out of appConfig.js, and deploy the page.";
  return finding;
}

// What only discovery says is a warning by itself.
MaybeFinding console_left(Login& login) {
  auto reply = call_api(login, flex::discovery(login.spec.endpoints, login.account_sid, ""));
  const auto* response = std::get_if<web::Response>(&reply);
  const auto list = response == nullptr ? std::nullopt : flex::read_discovery(*response);
  if (!list) return std::nullopt;  // nobody can tell; the login itself will
  const auto active = std::ranges::find(*list, true, &flex::Connection::active);
  if (active == list->end()) return std::nullopt;
  auto finding =
      left("the Console was left", "Twilio still lists the OAuth 2.0 connection as the active one",
           active->sid + " active", "no active OAuth 2.0 connection");
  finding.severity = Severity::Warning;
  finding.fix = model::console_fix("switch back to legacy connection");
  finding.owner = model::Owner::FlexAdmin;
  finding.hint =
      "On the SSO page: \"switch back to legacy connection\", then \"I confirm that my Flex "
      "application reflects the Legacy Flex SSO connection\". " +
      way_back_to_enhanced();
  return finding;
}

// It answered for the other connection, or does not know this one.
Finding provider_left(const Finding& sign) {
  auto finding = left("the identity provider was left",
                      "it does not hold the Entity ID and ACS URL of the legacy connection",
                      sign.found, sign.expected);
  finding.fix = sign.fix;
  finding.exchange = sign.exchange;
  finding.owner = model::Owner::IdpAdmin;
  finding.hint =
      "Give the identity provider both values of the legacy connection again. This connection was "
      "modified, so that coming back to OAuth 2.0 means the migration steps again.";
  return finding;
}

Finding* grave(Login& login, Code code) {
  const auto found = std::ranges::find_if(login.findings, [&](const Finding& finding) {
    return finding.code == code && finding.severity == Severity::Critical;
  });
  return found == login.findings.end() ? nullptr : &*found;
}

// Twilio has no legacy connection in use, and lists the other one: that is why.
void blame_the_console(Login& login) {
  Finding* missing = grave(login, Code::ConnectionNotFound);
  const auto console = std::ranges::find_if(login.findings, [](const Finding& finding) {
    return finding.code == Code::RevertIncomplete && finding.severity == Severity::Warning;
  });
  if (missing == nullptr || console == login.findings.end()) return;
  console->severity = Severity::Critical;
  missing->follows_from = Code::RevertIncomplete;
}

}  // namespace

std::string way_back_to_enhanced() {
  return "Where the connection was modified, coming back to OAuth 2.0 means the migration steps "
         "again; where a new one was created, \"switch back to OAuth 2.0 connection\" does it.";
}

void look_for_leftovers(Login& login) {
  if (!login.spec.after_revert) return;
  if (auto finding = page_left(login)) add(login, std::move(*finding));
  if (auto finding = console_left(login)) add(login, std::move(*finding));
}

void name_what_was_left(Login& login) {
  if (!login.spec.after_revert) return;
  blame_the_console(login);
  for (const Code code :
       {Code::ConnectionKindMismatch, Code::IdpAppNotFound, Code::IdpAcsNotRegistered}) {
    Finding* sign = grave(login, code);
    if (sign == nullptr) continue;
    Finding cause = provider_left(*sign);
    sign->follows_from = Code::RevertIncomplete;
    login.findings.insert(login.findings.begin(), std::move(cause));
    return;
  }
}

}  // namespace flexverify::flows
