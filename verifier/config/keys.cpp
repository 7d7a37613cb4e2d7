#include "verifier/config/keys.h"

#include <algorithm>
#include <array>

#include "verifier/config/receiver_kinds.h"

namespace flexverify::config {
namespace {

using enum Type;
using enum Rule;
constexpr Need kOptional = Need::Optional;
constexpr Need kRequired = Need::Required;
constexpr Rule kNoRule = Rule::None;

constexpr std::array kKeys = {
    Key{"", Object, kNoRule, kRequired, "", "",
        "Configuration of flexverify. // comments are allowed, unknown keys are not."},
    Key{"/$schema", Text, kNoRule, kOptional, "", "", "The JSON Schema of this file, for editors."},

    Key{"/defaults", Object, kNoRule, kOptional, "", "",
        "Values for every target that does not have its own."},
    Key{"/defaults/timeout", Text, Duration, kOptional, "", "",
        "Time for a whole check, such as 60s or 2m."},
    Key{"/defaults/ca_file", Text, Path, kOptional, "", "",
        "PEM file of the authorities to trust, besides the system's."},
    Key{"/defaults/client_cert", Text, Path, kOptional, "", "",
        "PEM file of a client certificate."},
    Key{"/defaults/client_key", Text, Path, kOptional, "", "",
        "PEM file of the client certificate's key."},
    Key{"/defaults/expiry_warning", Text, Duration, kOptional, "", "",
        "Warn about certificates that end within this time (default 30d)."},
    Key{"/defaults/proxy", Text, ProxyUrl, kOptional, "", "", "URL of an HTTP proxy."},
    Key{"/defaults/resolve", List, kNoRule, kOptional, "", "", "Addresses to use instead of DNS."},
    Key{"/defaults/resolve/*", Text, Resolve, kRequired, "", "", "HOST:PORT:ADDRESS"},

    Key{"/defaults/schedule", Object, Rule::Schedule, kOptional, "", "",
        "When `serve` runs the checks."},
    Key{"/defaults/schedule/every", Text, Duration, kOptional, "", "",
        "Time between two checks, such as 5m (the default)."},
    Key{"/defaults/schedule/cron", Text, Cron, kOptional, "", "",
        "Five fields instead: minute, hour, day of month, month, day of week."},
    Key{"/defaults/schedule/time_zone", Text, Rule::TimeZone, kOptional, "", "",
        "Of cron, such as Europe/Berlin (default UTC)."},
    Key{"/defaults/schedule/confirm", Number, Range, kOptional, "1|5", "",
        "Failed checks in a row before anybody is told (default 1)."},
    Key{"/defaults/schedule/confirm_pause", Text, Duration, kOptional, "", "",
        "Time before a failed check is repeated (default 30s)."},

    Key{"/targets", List, kNoRule, kRequired, "", "", "The logins to verify."},
    Key{"/targets/*", Object, kNoRule, kRequired, "", "", "One login."},
    Key{"/targets/*/name", Text, Name, kRequired, "", "",
        "Unique name, used on the command line and in every report."},
    Key{"/targets/*/setup", Text, Choice, kRequired, "hosted|self-hosted", "",
        "Who serves the Flex page: Twilio or you."},
    Key{"/targets/*/url", Text, PageUrl, kRequired, "", "", "Where agents open Flex."},
    Key{"/targets/*/connection", Text, Choice, kOptional, "auto|oauth2|legacy", "--connection",
        "Which kind of SSO connection to verify (default auto)."},
    Key{"/targets/*/after_revert", Flag, kNoRule, kOptional, "", "--after-revert",
        "The legacy connection must work again, and nothing of the enhanced one may be left."},
    Key{"/targets/*/counter_check", Flag, kNoRule, kOptional, "", "--counter-check",
        "When the login fails, see without a password whether the other connection would help."},
    Key{"/targets/*/show_values", Flag, kNoRule, kOptional, "", "--show-values",
        "Show personal values in the reports: NameID, e-mail address, names."},
    Key{"/targets/*/migrated_on", Text, Date, kOptional, "", "--migrated-on",
        "Day of the migration (2026-03-01): shows how long the legacy details are still kept."},
    Key{"/targets/*/account_sid", Text, AccountSid, kOptional, "", "--account-sid",
        "Account SID, when it cannot be read from the page or is to be compared."},
    Key{"/targets/*/sso_profile", Text, ConnectionSid, kOptional, "", "--sso-profile",
        "The connection (JQ…) to verify, active or not."},
    Key{"/targets/*/redirect_url", Text, PageUrl, kOptional, "", "--redirect-url",
        "Where the login ends (oauth.redirectUrl), when appConfig.js does not say it or cannot be "
        "read."},
    Key{"/targets/*/depth", Text, Choice, kOptional, "page|authn-request|assertion|landing|loaded",
        "--depth", "How far the check goes (default loaded)."},
    Key{"/targets/*/timeout", Text, Duration, kOptional, "", "--timeout",
        "Time for the whole check, such as 60s or 2m (default 60s)."},
    Key{"/targets/*/ca_file", Text, Path, kOptional, "", "--ca-file",
        "PEM file of the authorities to trust, besides the system's."},
    Key{"/targets/*/client_cert", Text, Path, kOptional, "", "--client-cert",
        "PEM file of a client certificate."},
    Key{"/targets/*/client_key", Text, Path, kOptional, "", "--client-key",
        "PEM file of the client certificate's key."},
    Key{"/targets/*/expiry_warning", Text, Duration, kOptional, "", "--expiry-warning",
        "Warn about certificates that end within this time (default 30d)."},
    Key{"/targets/*/proxy", Text, ProxyUrl, kOptional, "", "--proxy", "URL of an HTTP proxy."},
    Key{"/targets/*/user_agent", Text, HeaderText, kOptional, "", "--user-agent",
        "User-Agent to send, where an identity provider chooses its page by it."},
    Key{"/targets/*/insecure_http", List, kNoRule, kOptional, "", "--insecure-http",
        "Host of this machine that may be spoken to without TLS, for a test; no other host ever "
        "is."},
    Key{"/targets/*/insecure_http/*", Text, LoopbackHost, kRequired, "", "",
        "localhost, a name below it, 127.0.0.1, [::1]"},
    Key{"/targets/*/resolve", List, kNoRule, kOptional, "", "--resolve",
        "Address to use instead of DNS, HOST:PORT:ADDRESS."},
    Key{"/targets/*/resolve/*", Text, Resolve, kRequired, "", "", "HOST:PORT:ADDRESS"},

    Key{"/targets/*/expect", Object, kNoRule, kOptional, "", "",
        "Values to compare with what the login shows."},
    Key{"/targets/*/expect/entity_id", Text, EntityId, kOptional, "", "--entity-id",
        "Entity ID that the identity provider must be given."},
    Key{"/targets/*/expect/acs_url", Text, PageUrl, kOptional, "", "--acs-url",
        "ACS URL to which the assertion must be sent."},
    Key{"/targets/*/expect/role", Text, Role, kOptional, "", "--role",
        "Role that the test user must have."},
    Key{"/targets/*/expect/identity", Text, kNoRule, kOptional, "", "",
        "Identity that Flex must give the test user."},

    Key{"/targets/*/idp", Object, kNoRule, kOptional, "", "",
        "The identity provider and the test user."},
    Key{"/targets/*/idp/adapter", Text, Adapter, kOptional, "", "--idp",
        "The identity provider, or auto (default)."},
    Key{"/targets/*/idp/hosts", List, kNoRule, kOptional, "", "--idp-host",
        "Host that may be given the password; default: where the login arrives first."},
    Key{"/targets/*/idp/hosts/*", Text, HostAndPort, kRequired, "", "", "host or host:port"},
    Key{"/targets/*/idp/username", Text, kNoRule, kOptional, "", "--username",
        "User name of the test user."},
    Key{"/targets/*/idp/password", Object, Secret, kOptional, "", "",
        "Where the password is read from: exactly one source."},
    Key{"/targets/*/idp/password/env", Text, Variable, kOptional, "", "--password-env",
        "Environment variable that holds the password."},
    Key{"/targets/*/idp/password/file", Text, Path, kOptional, "", "--password-file",
        "File that holds the password, readable by its owner only."},
    Key{"/targets/*/idp/password/command", List, kNoRule, kOptional, "", "--password-command",
        "Command that prints the password; no shell is used."},
    Key{"/targets/*/idp/password/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/targets/*/idp/password/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},
    Key{"/targets/*/idp/totp", Object, Secret, kOptional, "", "",
        "Where the secret of the one-time codes (base32, or an otpauth:// URI) is read from: "
        "exactly one source."},
    Key{"/targets/*/idp/totp/env", Text, Variable, kOptional, "", "--totp-env",
        "Environment variable that holds the TOTP secret, base32 or an otpauth:// URI."},
    Key{"/targets/*/idp/totp/file", Text, Path, kOptional, "", "--totp-file",
        "File that holds the TOTP secret (base32 or an otpauth:// URI), readable by its owner "
        "only."},
    Key{"/targets/*/idp/totp/command", List, kNoRule, kOptional, "", "--totp-command",
        "Command that prints the TOTP secret (base32 or an otpauth:// URI); no shell is used."},
    Key{"/targets/*/idp/totp/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/targets/*/idp/totp/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},
    Key{"/targets/*/idp/security_answer", Object, Secret, kOptional, "", "",
        "Where the answer to the security question is read from: exactly one source."},
    Key{"/targets/*/idp/security_answer/env", Text, Variable, kOptional, "",
        "--security-answer-env",
        "Environment variable that holds the answer to the security question."},
    Key{"/targets/*/idp/security_answer/file", Text, Path, kOptional, "", "--security-answer-file",
        "File that holds the answer to the security question, readable by its owner only."},
    Key{"/targets/*/idp/security_answer/command", List, kNoRule, kOptional, "",
        "--security-answer-command",
        "Command that prints the answer to the security question; no shell is used."},
    Key{"/targets/*/idp/security_answer/command/*", Text, kNoRule, kRequired, "", "",
        "One argument."},
    Key{"/targets/*/idp/security_answer/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},
    Key{"/targets/*/idp/allow_push", Flag, kNoRule, kOptional, "", "--allow-push",
        "Ask a person to approve on a phone, and wait up to a minute. Never for unattended "
        "checks."},
    Key{"/targets/*/idp/accept_consent", Flag, kNoRule, kOptional, "", "--accept-consent",
        "Answer a consent page with yes, as a user would at the first login."},
    Key{"/targets/*/idp/accept_terms", Flag, kNoRule, kOptional, "", "--accept-terms",
        "Accept terms of use for the test user."},
    Key{"/targets/*/idp/app_link", Text, PageUrl, kOptional, "", "--app-link",
        "The identity provider's own link to Flex: verifies the login that starts there "
        "(IdP-initiated)."},
    Key{"/targets/*/idp/command", List, kNoRule, kOptional, "", "--idp-command",
        "For --idp external: gets the identity provider's URL as its last argument and prints the "
        "form with the SAMLResponse, or a cookie file."},
    Key{"/targets/*/idp/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/targets/*/idp/browser", Text, Choice, kOptional, "never|when-needed|always", "--browser",
        "When a real browser does the sign-in: where only a browser gets on, or always (default "
        "never)."},
    Key{"/targets/*/idp/webdriver", Text, PageUrl, kOptional, "", "--webdriver",
        "WebDriver that runs already, https or on this machine (default: Debian's chromedriver, "
        "started for the check)."},
    Key{"/targets/*/idp/browser_allow", List, kNoRule, kOptional, "", "--browser-allow",
        "Host that the browser may reach besides the identity provider's; default: all but "
        "Twilio's."},
    Key{"/targets/*/idp/browser_allow/*", Text, HostAndPort, kRequired, "", "", "host"},
    Key{"/targets/*/idp/browser_picture", Text, Path, kOptional, "", "--browser-picture",
        "PNG file for a picture of the page at which the browser stopped; none is taken of an "
        "enrolment."},
    Key{"/targets/*/idp/metadata", Text, Path, kOptional, "", "--idp-metadata",
        "SAML metadata of the identity provider, to compare with."},
    Key{"/targets/*/idp/certificate", Text, Path, kOptional, "", "--idp-certificate",
        "PEM file of the certificate that Twilio was given, to compare with."},

    Key{"/targets/*/idp/issuer", Text, kNoRule, kOptional, "", "--issuer",
        "Identity Provider Issuer that was pasted into Flex, to compare with."},
    Key{"/targets/*/idp/sso_url", Text, PageUrl, kOptional, "", "--sso-url",
        "Single Sign-On URL that was pasted into Flex, to compare with."},

    Key{"/targets/*/users", List, kNoRule, kOptional, "", "",
        "Several test users of this target: one check each, named TARGET/USER."},
    Key{"/targets/*/users/*", Object, kNoRule, kRequired, "", "",
        "One test user; what is not here is the target's."},
    Key{"/targets/*/users/*/name", Text, Name, kRequired, "", "",
        "Name of the check behind the slash, such as supervisor."},
    Key{"/targets/*/users/*/username", Text, kNoRule, kOptional, "", "", "User name of this user."},
    Key{"/targets/*/users/*/role", Text, Role, kOptional, "", "", "Role that this user must have."},
    Key{"/targets/*/users/*/identity", Text, kNoRule, kOptional, "", "",
        "Identity that Flex must give this user."},
    Key{"/targets/*/users/*/password", Object, Secret, kOptional, "", "",
        "Where the password is read from: exactly one source."},
    Key{"/targets/*/users/*/password/env", Text, Variable, kOptional, "", "",
        "Environment variable that holds it."},
    Key{"/targets/*/users/*/password/file", Text, Path, kOptional, "", "",
        "File that holds it, readable by its owner only."},
    Key{"/targets/*/users/*/password/command", List, kNoRule, kOptional, "", "",
        "Command that prints it; no shell is used."},
    Key{"/targets/*/users/*/password/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/targets/*/users/*/password/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},
    Key{"/targets/*/users/*/totp", Object, Secret, kOptional, "", "",
        "Where the secret of the one-time codes is read from: exactly one source."},
    Key{"/targets/*/users/*/totp/env", Text, Variable, kOptional, "", "",
        "Environment variable that holds it."},
    Key{"/targets/*/users/*/totp/file", Text, Path, kOptional, "", "",
        "File that holds it, readable by its owner only."},
    Key{"/targets/*/users/*/totp/command", List, kNoRule, kOptional, "", "",
        "Command that prints it; no shell is used."},
    Key{"/targets/*/users/*/totp/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/targets/*/users/*/totp/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},
    Key{"/targets/*/users/*/security_answer", Object, Secret, kOptional, "", "",
        "Where the answer to the security question is read from: exactly one source."},
    Key{"/targets/*/users/*/security_answer/env", Text, Variable, kOptional, "", "",
        "Environment variable that holds it."},
    Key{"/targets/*/users/*/security_answer/file", Text, Path, kOptional, "", "",
        "File that holds it, readable by its owner only."},
    Key{"/targets/*/users/*/security_answer/command", List, kNoRule, kOptional, "", "",
        "Command that prints it; no shell is used."},
    Key{"/targets/*/users/*/security_answer/command/*", Text, kNoRule, kRequired, "", "",
        "One argument."},
    Key{"/targets/*/users/*/security_answer/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},

    Key{"/targets/*/endpoints", Object, kNoRule, kOptional, "", "",
        "Base URLs of Twilio's services, for another region or a lab."},
    Key{"/targets/*/endpoints/services", Text, BaseUrl, kOptional, "", "",
        "Default https://services.twilio.com"},
    Key{"/targets/*/endpoints/login", Text, BaseUrl, kOptional, "", "",
        "Default https://login.flex.us1.twilio.com"},
    Key{"/targets/*/endpoints/flex_api", Text, BaseUrl, kOptional, "", "",
        "Default https://flex-api.twilio.com"},
    Key{"/targets/*/endpoints/iam", Text, BaseUrl, kOptional, "", "",
        "Default https://iam.twilio.com"},
    Key{"/targets/*/endpoints/preview", Text, BaseUrl, kOptional, "", "",
        "Default https://preview.twilio.com"},
    Key{"/targets/*/endpoints/flex", Text, BaseUrl, kOptional, "", "",
        "Default https://flex.twilio.com"},

    Key{"/targets/*/schedule", Object, Rule::Schedule, kOptional, "", "",
        "When `serve` runs this check."},
    Key{"/targets/*/schedule/every", Text, Duration, kOptional, "", "",
        "Time between two checks, such as 5m (the default)."},
    Key{"/targets/*/schedule/cron", Text, Cron, kOptional, "", "",
        "Five fields instead: minute, hour, day of month, month, day of week."},
    Key{"/targets/*/schedule/time_zone", Text, Rule::TimeZone, kOptional, "", "",
        "Of cron, such as Europe/Berlin (default UTC)."},
    Key{"/targets/*/schedule/confirm", Number, Range, kOptional, "1|5", "",
        "Failed checks in a row before anybody is told (default 1)."},
    Key{"/targets/*/schedule/confirm_pause", Text, Duration, kOptional, "", "",
        "Time before a failed check is repeated (default 30s)."},

    Key{"/serve", Object, kNoRule, kOptional, "", "", "Settings of `serve`."},
    Key{"/serve/listen", Text, Listen, kOptional, "", "",
        "Address and port of dashboard and metrics (default 127.0.0.1:9469)."},
    Key{"/serve/jobs", Number, Range, kOptional, "1|256", "",
        "Checks that run at once (default 4)."},
    Key{"/serve/jobs_per_provider", Number, Range, kOptional, "1|256", "",
        "Checks at one identity provider at once (default 4)."},
    Key{"/serve/pace", Text, Duration, kOptional, "", "",
        "Least time between two starts at one identity provider (default 50ms)."},
    Key{"/serve/browsers", Number, Range, kOptional, "1|16", "",
        "Real browsers that run at once, half a GiB each (default 1)."},
    Key{"/serve/public_url", Text, PageUrl, kOptional, "", "",
        "Where people reach the dashboard, for links in alerts."},
    Key{"/serve/token", Object, Secret, kOptional, "", "",
        "Bearer token of every request: needed, or tls/client_ca, where others than this machine "
        "can connect."},
    Key{"/serve/token/env", Text, Variable, kOptional, "", "",
        "Environment variable that holds it."},
    Key{"/serve/token/file", Text, Path, kOptional, "", "",
        "File that holds it, readable by its owner only."},
    Key{"/serve/token/command", List, kNoRule, kOptional, "", "",
        "Command that prints it; no shell is used."},
    Key{"/serve/token/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/serve/token/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},
    Key{"/serve/tls", Object, kNoRule, kOptional, "", "", "Serve over TLS."},
    Key{"/serve/tls/certificate", Text, Path, kRequired, "", "",
        "PEM file of the certificate and its chain."},
    Key{"/serve/tls/key", Text, Path, kRequired, "", "", "PEM file of its key."},
    Key{"/serve/tls/client_ca", Text, Path, kOptional, "", "",
        "PEM file of the authorities whose client certificates may connect; nobody else may then."},
    Key{"/serve/history", Text, Path, kOptional, "", "",
        "SQLite file of past results; without it they are kept in memory."},
    Key{"/serve/keep", Object, kNoRule, kOptional, "", "", "How long results are kept."},
    Key{"/serve/keep/age", Text, Duration, kOptional, "", "",
        "Older ones are removed (default 90d)."},
    Key{"/serve/keep/runs", Number, Range, kOptional, "1|1000000", "",
        "Of each target (default 500)."},
    Key{"/serve/keep/failures", Number, Range, kOptional, "1|1000000", "",
        "The last ones that were not ok are kept in any case (default 50)."},
    Key{"/serve/alerts", List, kNoRule, kOptional, "", "", "Who is told when a verdict changes."},
    Key{"/serve/alerts/*", Object, Receiver, kRequired, "", "", "One receiver."},
    Key{"/serve/alerts/*/name", Text, Name, kRequired, "", "", "Unique name of the receiver."},
    Key{"/serve/alerts/*/kind", Text, Choice, kRequired, kReceiverKindNames, "",
        "What it understands."},
    Key{"/serve/alerts/*/url", Text, PageUrl, kOptional, "", "",
        "Where a webhook is posted to; for PagerDuty only when it is another than its Events API "
        "v2."},
    Key{"/serve/alerts/*/secret_url", Object, Secret, kOptional, "", "",
        "Where a URL that nobody may know is read from (Slack): exactly one source."},
    Key{"/serve/alerts/*/secret_url/env", Text, Variable, kOptional, "", "",
        "Environment variable that holds it."},
    Key{"/serve/alerts/*/secret_url/file", Text, Path, kOptional, "", "",
        "File that holds it, readable by its owner only."},
    Key{"/serve/alerts/*/secret_url/command", List, kNoRule, kOptional, "", "",
        "Command that prints it; no shell is used."},
    Key{"/serve/alerts/*/secret_url/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/serve/alerts/*/secret_url/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},
    Key{"/serve/alerts/*/secret", Object, Secret, kOptional, "", "",
        "The bearer token of a webhook, or PagerDuty's routing key: exactly one source."},
    Key{"/serve/alerts/*/secret/env", Text, Variable, kOptional, "", "",
        "Environment variable that holds it."},
    Key{"/serve/alerts/*/secret/file", Text, Path, kOptional, "", "",
        "File that holds it, readable by its owner only."},
    Key{"/serve/alerts/*/secret/command", List, kNoRule, kOptional, "", "",
        "Command that prints it; no shell is used."},
    Key{"/serve/alerts/*/secret/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/serve/alerts/*/secret/credential", Text, kNoRule, kOptional, "", "",
        "Name of a file below $CREDENTIALS_DIRECTORY."},
    Key{"/serve/alerts/*/command", List, kNoRule, kOptional, "", "",
        "Command that gets the alert as JSON in its last argument; no shell is used."},
    Key{"/serve/alerts/*/command/*", Text, kNoRule, kRequired, "", "", "One argument."},
    Key{"/serve/alerts/*/from", Text, Choice, kOptional, "warning|unknown|critical", "",
        "The least verdict that is told (default warning)."},
    Key{"/serve/alerts/*/remind", Text, Duration, kOptional, "", "",
        "Tell again after this time, for as long as it is not ok."},
    Key{"/serve/alerts/*/ca_file", Text, Path, kOptional, "", "",
        "PEM file of the authorities to trust, besides the system's."},
};

constexpr std::string_view pattern_of(std::size_t index) { return kKeys[index].pattern; }

// Places in the table, in the order of the patterns.
constexpr auto kByPattern = [] {
  std::array<std::size_t, kKeys.size()> places{};
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  std::ranges::sort(places, {}, pattern_of);
  return places;
}();

}  // namespace

std::span<const Key> all_keys() { return kKeys; }

const Key* key_at(std::string_view pattern) {
  const auto found = std::ranges::lower_bound(kByPattern, pattern, {}, pattern_of);
  return found == kByPattern.end() || pattern_of(*found) != pattern ? nullptr : &kKeys[*found];
}

std::vector<const Key*> members_of(std::string_view pattern) {
  const std::string inside = std::string(pattern) + "/";
  std::vector<const Key*> members;
  for (auto at = std::ranges::lower_bound(kByPattern, inside, {}, pattern_of);
       at != kByPattern.end() && pattern_of(*at).starts_with(inside); ++at)
    if (pattern_of(*at).find('/', inside.size()) == std::string_view::npos)
      members.push_back(&kKeys[*at]);
  std::ranges::sort(members);  // as the table has them
  return members;
}

std::string_view member_name(const Key& key) {
  return key.pattern.substr(key.pattern.rfind('/') + 1);
}

}  // namespace flexverify::config
