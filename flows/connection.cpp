// Which connection is verified. The user or the page names it; what Twilio's discovery says of it
// is evidence, and decides alone only where nobody names one.
#include <fmt/core.h>

#include <algorithm>

#include "flows/legs.h"
#include "verifier/base/text.h"
#include "verifier/flex/discovery.h"
#include "verifier/flex/ui_version.h"

namespace flexverify::flows {
namespace {

using flex::Connection;
using model::Code;
using model::Finding;
using model::make_finding;
using model::make_mismatch;
using model::Severity;
using MaybeFinding = std::optional<Finding>;
using Connections = std::vector<Connection>;

constexpr base::Millis kEvidencePatience{5'000};

const Connection* with_sid(const Connections& list, const std::string& sid) {
  const auto found = std::ranges::find(list, sid, &Connection::sid);
  return found == list.end() ? nullptr : &*found;
}

Connections active_ones(const Connections& list) {
  Connections active;
  std::ranges::copy_if(list, std::back_inserter(active), &Connection::active);
  return active;
}

std::string sids_of(const Connections& list) {
  std::string text;
  for (const Connection& one : list)
    text += (text.empty() ? "" : ", ") + base::printable(one.sid, 40);
  return text.empty() ? "none" : text;
}

// The connection that the page names, "" when it names none or nobody can read it.
std::string connection_of_page(const Login& login) {
  if (!login.app_config || !login.app_config->oauth) return "";
  const flex::ConfigText& connection = login.app_config->oauth->connection;
  return connection.is_known() ? connection.text : "";
}

bool is_past(const Login& login) {
  const auto day = base::parse_rfc3339(login.spec.migrated_on + "T00:00:00Z");
  return !login.spec.migrated_on.empty() && day && *day <= login.services.clock.now();
}

// Contract 4: before Finish it is the normal state; a migration that is past has made it active.
// Whether agents get in all the same, the login tells.
Finding inactive(const Login& login, const std::string& sid) {
  const bool past = is_past(login);
  auto finding =
      make_mismatch(Code::ConnectionInactive,
                    past ? "the migration is past, and the connection is not the active one"
                         : "the connection is not active yet, as it should be before Finish",
                    sid + " inactive", past ? "active" : "active after Finish");
  finding.severity = past ? Severity::Critical : Severity::Note;
  finding.fix = model::console_fix(past ? "switch back to OAuth 2.0 connection" : "Finish");
  return finding;
}

Finding not_listed(const Login& login, const std::string& sid) {
  auto finding = make_mismatch(Code::ConnectionNotFound,
                               "Twilio does not list this connection; authorize decides", "absent",
                               sid + (login.account_sid.empty() ? "" : " of " + login.account_sid));
  finding.severity = Severity::Note;
  return finding;
}

// Another one is active, and the page's is not listed: probably it was made anew.
Finding stale(const std::string& in_page, const Connections& active) {
  auto finding = make_mismatch(Code::ConnectionMismatch,
                               "appConfig.js names a connection that Twilio does not list", in_page,
                               sids_of(active));
  finding.severity = Severity::Warning;
  finding.fix = app_config_field("oauth.connection");
  return finding;
}

// The user names another one than the page.
Finding not_the_one(const std::string& in_page, const std::string& wanted) {
  auto finding =
      make_mismatch(Code::ConnectionMismatch,
                    "appConfig.js names a connection that is not the one to use", in_page, wanted);
  finding.fix = app_config_field("oauth.connection");
  return finding;
}

MaybeFinding judge_account(Login& login, const Connection& entry) {
  if (login.account_sid.empty()) login.account_sid = entry.account_sid;
  if (entry.account_sid.empty() || entry.account_sid == login.account_sid) return std::nullopt;
  auto finding = make_mismatch(Code::AccountMismatch, "the connection is another account's",
                               base::printable(login.account_sid), entry.account_sid);
  if (login.app_config) finding.fix = app_config_field("sso.accountSid");
  return finding;
}

// Only some versions send it (Flex UI 1.34, 2.5 to 2.11); in others it is idle.
MaybeFinding judge_client_id(const Login& login, const Connection& entry) {
  if (!login.app_config || !login.app_config->oauth || entry.client_id.empty()) return std::nullopt;
  const flex::ConfigText& in_page = login.app_config->oauth->client_id;
  const bool sent = flex::sends_client_id(login.result.flex.ui_version);
  const bool wrong =
      in_page.is_known() ? in_page.text != entry.client_id : in_page.is_absent() && sent;
  if (!wrong) return std::nullopt;
  auto finding = make_mismatch(
      Code::AppConfigIncomplete,
      std::string("oauth.clientId is not the connection's") +
          (in_page.place.empty() ? "" : " (" + in_page.place + ")") +
          (sent ? ", and this Flex UI sends it" : "; Flex UI 2.12 and later do not send it"),
      in_page.is_absent() ? "absent" : base::printable(in_page.text, 60), entry.client_id);
  finding.severity = sent ? Severity::Critical : Severity::Warning;
  finding.fix = app_config_field("oauth.clientId");
  return finding;
}

std::variant<Connections, Finding> ask(Login& login, const std::string& account,
                                       const std::string& sid) {
  auto reply = call_api(login, discovery_request(login, account, sid));
  if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
  auto list = flex::read_discovery(std::get<web::Response>(reply));
  if (list) return flex::of_the_page(std::move(*list), account);
  return make_mismatch(Code::ResponseMalformed, "Twilio's discovery could not be read",
                       base::printable(std::get<web::Response>(reply).body, 80),
                       "JSON with config_list");
}

// A connection that is known is verified whatever discovery says or does not say.
void note_no_evidence(Login& login, Finding finding) {
  finding.severity = Severity::Note;
  finding.detail += "; it says nothing about the login, which does not ask it";
  add(login, std::move(finding));
}

// The account's own list does not have it: whose is it?
MaybeFinding look_elsewhere(Login& login, const std::string& wanted, const Connections& list,
                            bool of_page) {
  if (!login.account_sid.empty()) {
    const auto other = ask(login, "", wanted);
    const auto* found = std::get_if<Connections>(&other);
    const Connection* entry = found == nullptr ? nullptr : with_sid(*found, wanted);
    if (entry != nullptr)
      if (auto finding = judge_account(login, *entry)) return finding;
  }
  const Connections active = active_ones(list);
  add(login, of_page && !active.empty() ? stale(wanted, active) : not_listed(login, wanted));
  return std::nullopt;
}

MaybeFinding judge_entry(Login& login, const Connection& entry) {
  login.client_id = entry.client_id;
  if (auto finding = judge_account(login, entry)) return finding;
  if (auto finding = judge_client_id(login, entry)) {
    if (finding->severity == Severity::Critical) return finding;
    add(login, std::move(*finding));
  }
  if (!entry.active) add(login, inactive(login, entry.sid));
  return std::nullopt;
}

MaybeFinding use_wanted(Login& login, const std::string& wanted, bool of_page) {
  login.connection = wanted;
  auto reply = ask(login, login.account_sid, wanted);
  if (auto* finding = std::get_if<Finding>(&reply)) {
    note_no_evidence(login, std::move(*finding));
    return std::nullopt;
  }
  const auto& list = std::get<Connections>(reply);
  const Connection* entry = with_sid(list, wanted);
  return entry == nullptr ? look_elsewhere(login, wanted, list, of_page)
                          : judge_entry(login, *entry);
}

// What somebody has to add to appConfig.js, as it must be written.
std::string object_to_add(const Login& login, const Connection& connection) {
  const std::string client = connection.client_id.empty() ? "" : connection.client_id;
  return fmt::format("oauth: {{ connection: \"{}\", clientId: \"{}\", redirectUrl: \"{}\" }}",
                     connection.sid.empty() ? "JQ…" : base::printable(connection.sid, 40),
                     client.empty() ? "XVO…" : base::printable(client, 80),
                     enhanced_destination(login));
}

Finding without_oauth(const Login& login, const Connection& connection) {
  auto finding =
      make_finding(Code::OauthConfigMissing, "the page would still start a legacy login");
  finding.found = "no oauth object";
  finding.expected = object_to_add(login, connection);
  finding.hint = "Add to appConfig.js, once the Console's steps are done: " + finding.expected;
  finding.fix = app_config_field("oauth");
  return finding;
}

bool page_lacks_oauth(const Login& login) {
  return login.app_config && login.app_config->oauth_object.is_absent();
}

Finding none_is_active(const Connections& list) {
  auto finding = make_mismatch(Code::ConnectionInactive,
                               "no connection is active, so that nobody says which one is meant",
                               sids_of(list), "the connection by name");
  finding.severity = Severity::Unknown;
  finding.hint = "Name the connection that is to be verified: --sso-profile " +
                 (list.size() == 1 ? base::printable(list.front().sid, 40) : "JQ…");
  return finding;
}

Finding several_are_active(const Connections& active) {
  auto finding = make_mismatch(Code::ConnectionMismatch,
                               "several connections are active, and the page names none",
                               sids_of(active), "one");
  finding.severity = Severity::Unknown;
  finding.hint = "Name the connection that is to be verified: --sso-profile JQ…";
  return finding;
}

Finding none_at_all(const std::string& account) {
  auto finding =
      make_mismatch(Code::ConnectionNotFound, "Twilio lists no enhanced connection for " + account,
                    "none", "an OAuth 2.0 connection");
  finding.fix = model::console_fix("Start setup");
  return finding;
}

// Nobody names one: the active one, where there is exactly one.
MaybeFinding use_active(Login& login) {
  auto reply = ask(login, login.account_sid, "");
  if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
  const auto& list = std::get<Connections>(reply);
  const Connections active = active_ones(list);
  if (page_lacks_oauth(login))
    return without_oauth(login, !active.empty()    ? active.front()
                                : list.size() == 1 ? list.front()
                                                   : Connection{});
  if (list.empty()) return none_at_all(login.account_sid);
  if (active.empty()) return none_is_active(list);
  if (active.size() > 1) return several_are_active(active);
  login.connection = active.front().sid;
  return judge_entry(login, active.front());
}

}  // namespace

std::string wanted_connection(const Login& login) {
  if (!login.spec.sso_profile.empty()) return login.spec.sso_profile;
  return saml::connection_of_entity_id(login.spec.expect.entity_id);
}

bool asks_for_enhanced(const Login& login) {
  return login.spec.connection == model::ConnectionKind::OAuth2 ||
         !wanted_connection(login).empty();
}

web::Request discovery_request(const Login& login, const std::string& account,
                               const std::string& sid) {
  web::Request request = flex::discovery(login.spec.endpoints, account, sid);
  if (!sid.empty()) request.patience = kEvidencePatience;
  return request;
}

std::string connection_named(const Login& login) {
  const std::string by_hand = wanted_connection(login);
  return by_hand.empty() ? connection_of_page(login) : by_hand;
}

// Without a connection or an account nobody can be asked.
MaybeFinding discover(Login& login) {
  const std::string by_hand = wanted_connection(login), in_page = connection_of_page(login);
  login.connection = connection_named(login);
  if (auto finding = find_account(login)) return finding;
  if (!by_hand.empty() && !in_page.empty() && by_hand != in_page)
    return not_the_one(in_page, by_hand);
  if (login.connection.empty()) return use_active(login);
  if (auto finding = use_wanted(login, login.connection, by_hand.empty())) return finding;
  if (!page_lacks_oauth(login)) return std::nullopt;
  auto finding = without_oauth(
      login,
      {.sid = login.connection, .client_id = login.client_id, .account_sid = {}, .app_type = {}});
  finding.severity = Severity::Warning;
  finding.detail += "; the connection was verified as it will be once the object is there";
  add(login, std::move(finding));
  return std::nullopt;
}

}  // namespace flexverify::flows
