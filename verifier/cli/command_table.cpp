#include "verifier/cli/command_table.h"

#include <array>
#include <charconv>

#include "verifier/base/text.h"
#include "verifier/config/keys.h"
#include "verifier/config/rules.h"

namespace flexverify::cli {
namespace {

template <class Of>
Command fresh() {
  return Of{};
}

template <class Of>
OptionRow output() {
  return text(&Of::output, "-o,--output", "FILE",
              "Where to write it; standard output is the default.");
}

void read_configuration(const Given& given, Command& command) {
  std::get<CheckCommand>(command).logins = Configured{.file = value_of(given), .names = {}};
}

Options check_options() {
  return joined(joined(target_options(),
                       {text(&CheckCommand::state, "--state", "FILE|none",
                             "Remembers refused secrets, so that no number of runs locks the test "
                             "account (default: $XDG_STATE_HOME/flexverify/attempts.sqlite).",
                             "Identity provider and test user")}),
                report_options());
}

Options configured_options() {
  return joined({{"--config", Arity::One, "FILE", "Configuration file.", "Configuration",
                  read_configuration}},
                check_options());
}

Options check_command_options() {
  return joined({text(&CheckCommand::history, "--history", "FILE",
                      "Keep results in this SQLite file, and what was refused as well: for timers "
                      "and monitoring systems.",
                      "Configuration")},
                configured_options());
}

void read_listen(const Given& given, Command& command) {
  const config::Key* key = config::key_at("/serve/listen");
  if (const auto fault = config::fault_in(value_of(given), *key, {}))
    throw Usage{given.spelled + ": " + *fault};
  std::get<ServeCommand>(command).listen = value_of(given);
}

Options serve_options() {
  return {text(&ServeCommand::file, "--config", "FILE",
               "Configuration file; a change of it is noticed."),
          {"--listen", Arity::One, "ADDRESS:PORT",
           "Address of dashboard and metrics (default 127.0.0.1:9469).", "Options", read_listen},
          text(&ServeCommand::state, "--state", "FILE|none",
               "Remembers refused secrets (default: the configuration's history).")};
}

Options alert_test_options() {
  return {text(&AlertTestCommand::file, "--config", "FILE", "Configuration file.")};
}

Options resume_options() {
  using Of = ResumeCommand;
  return {
      text(&Of::file, "--config", "FILE",
           "Configuration file: its history, and accounts of its targets."),
      text(&Of::state, "--state", "FILE", "The memory that check uses (default: the user's own)."),
      text(&Of::state, "--history", "FILE", "The same as --state: of a check with --history.")};
}

void read_status(const Given& given, Command& command) {
  int& status = std::get<PageCommand>(command).status;
  const std::string& text = value_of(given);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
  if (error != std::errc() || end != text.data() + text.size() || status < 100 || status > 599)
    throw Usage{given.spelled + ": \"" + base::printable(text) +
                "\" is no HTTP status; expected 100 to 599"};
}

void read_after(const Given& given, Command& command) {
  static constexpr std::array<std::string_view, 2> kSecrets = {"password", "code"};
  std::get<PageCommand>(command).after = one_of(value_of(given), kSecrets, given.spelled);
}

Options page_options() {
  using Of = PageCommand;
  return {text(&Of::url, "--url", "URL", "Where the page was saved from."),
          text(&Of::idp, "--idp", "NAME", "The identity provider, or auto (default)."),
          {"--status", Arity::One, "N", "HTTP status of its answer (default 200).", "Options",
           read_status},
          {"--after", Arity::One, "password|code",
           "It came after this secret was sent: a saved error page is judged as in its login.",
           "Options", read_after},
          flag(&Of::json, true, "--json", "JSON instead of text.")};
}

Options saml_options() {
  using Of = SamlCommand;
  const std::string expected = "What to expect", output = "Output";
  return {text(&Of::certificate, "--certificate", "FILE",
               "PEM file of the certificate that Twilio was given.", expected),
          text(&Of::metadata, "--metadata", "FILE",
               "SAML metadata of the identity provider: its issuer and certificates.", expected),
          text(&Of::entity_id, "--entity-id", "TEXT", "Entity ID of the connection.", expected),
          text(&Of::acs_url, "--acs-url", "URL", "ACS URL of the connection.", expected),
          text(&Of::issuer, "--issuer", "TEXT", "Issuer of the identity provider.", expected),
          text(&Of::request_id, "--request-id", "TEXT",
               "ID of the AuthnRequest that the response must answer.", expected),
          text(&Of::role, "--role", "TEXT", "Role that the user must have.", expected),
          text(&Of::idp, "--idp", "NAME", "Whose field labels a fix names.", expected),
          text(&Of::at, "--at", "RFC3339",
               "The moment at which times are judged (default: now, or when the HAR was recorded).",
               expected),
          flag(&Of::show_values, true, "--show-values",
               "Show personal values: NameID, e-mail address, name.", output),
          flag(&Of::json, true, "--json", "JSON instead of text.", output),
          color<Of>()};
}

void read_report_format(const Given& given, Command& command) {
  std::get<ReportCommand>(command).format = known_format(value_of(given), given.spelled);
}

Options report_command_options() {
  using Of = ReportCommand;
  return {{"--format", Arity::One, "FORMAT", formats() + " (default text).", "Options",
           read_report_format},
          output<Of>(),
          flag(&Of::detail, reports::Detail::Verbose, "-v,--verbose",
               "Every request as well, in a text."),
          color<Of>()};
}

void read_comparison_format(const Given& given, Command& command) {
  static constexpr std::array<std::string_view, 3> kFormats = {"text", "json", "html"};
  std::get<CompareCommand>(command).format = one_of(value_of(given), kFormats, given.spelled);
}

Options compare_options() {
  using Of = CompareCommand;
  return {{"--format", Arity::One, "text|json|html", "text is the default.", "Options",
           read_comparison_format},
          flag(&Of::format, std::string("json"), "--json", "The same as --format json."),
          output<Of>(),
          flag(&Of::detail, reports::Detail::Verbose, "-v,--verbose",
               "What is the same as well, in a text."),
          color<Of>()};
}

Options init_options() {
  return {output<InitCommand>(),
          text(&InitCommand::from_har, "--from-har", "LOGIN.har",
               "A browser's recording of one login that worked: fills in what it shows, and asks "
               "only for the rest.")};
}
Options rehearse_options() {
  return {flag(&RehearseCommand::json, true, "--json", "JSON instead of text.")};
}
Options codes_options() {
  return {flag(&CodesCommand::json, true, "--json", "JSON instead of text.")};
}
Options no_options() { return {}; }

constexpr std::array kCommands = {
    CommandRow{"hosted", "Verify one login at the Flex page that Twilio hosts.", "URL",
               "Where agents open Flex.", check_options, fresh<CheckCommand>, take_login},
    CommandRow{"self-hosted", "Verify one login at a Flex page that you host.", "URL",
               "Where agents open Flex.", check_options, fresh<CheckCommand>, take_login},
    CommandRow{"check", "Verify the targets of a configuration.", "NAME",
               "Targets; all when none is named.", check_command_options, fresh<CheckCommand>,
               take_targets},
    CommandRow{"preflight", "The same arguments as these three; stops before a password is used.",
               "URL|NAME", "Optionally hosted, self-hosted or check, then its arguments.",
               configured_options, fresh<CheckCommand>, take_preflight},
    CommandRow{"serve",
               "Checks every target of a configuration by its schedule; dashboard, metrics, "
               "alerts.",
               "", "", serve_options, fresh<ServeCommand>, take_none},
    CommandRow{"resume", "A refused account may be tried again, by check and serve.", "NAME",
               "Targets whose account it is.", resume_options, fresh<ResumeCommand>, take_resume},
    CommandRow{"alert-test", "Sends a test message to the alert receivers of a configuration.",
               "NAME", "Receivers; all when none is named.", alert_test_options,
               fresh<AlertTestCommand>, take_receivers},
    CommandRow{"report", "Any report again from a saved run.", "RUN.json",
               "A result of --json; - is standard input.", report_command_options,
               fresh<ReportCommand>, take_report},
    CommandRow{"compare", "What changed between two saved runs: exit 0 same, 1 differs.",
               "BEFORE.json", "The run before, and the run after.", compare_options,
               fresh<CompareCommand>, take_compare},
    CommandRow{"page", "Which adapter recognises a saved page, and what it would do.", "FILE",
               "HTML or JSON.", page_options, fresh<PageCommand>, take_page},
    CommandRow{"saml",
               "Reads and audits a saved SAML message: XML, base64, a URL, a form or a HAR.",
               "FILE", "What was saved; - is standard input.", saml_options, fresh<SamlCommand>,
               take_saml},
    CommandRow{
        "explain",
        "What a finding means, why it happens, what to change, and how to see that it is mended.",
        "CODE", "Such as saml-audience-mismatch; without one, all of them by stage.", no_options,
        fresh<ExplainCommand>, take_code},
    CommandRow{"codes", "Every finding there is.", "", "", codes_options, fresh<CodesCommand>,
               take_none},
    CommandRow{"config-check", "Every fault of a configuration at once.", "FILE",
               "Configuration file.", no_options, fresh<ConfigCheckCommand>, take_configuration},
    CommandRow{"schema", "The JSON Schema of the configuration, for editors.", "", "", no_options,
               fresh<SchemaCommand>, take_none},
    CommandRow{"init", "Writes a commented starter configuration; asks, when on a terminal.", "",
               "", init_options, fresh<InitCommand>, take_none},
    CommandRow{"rehearse", "Compares, offline, what a login would send with what a browser sent.",
               "LOGIN.har", "A browser's recording of one login (HAR).", rehearse_options,
               fresh<RehearseCommand>, take_rehearse},
    CommandRow{"completion", "A completion script: bash, zsh or fish.", "SHELL",
               "The shell that will read it.", no_options, fresh<CompletionCommand>, take_shell},
    CommandRow{"manual", "The manual page, for man -l -.", "", "", no_options, fresh<ManualCommand>,
               take_none},
};

}  // namespace

std::span<const CommandRow> all_commands() { return kCommands; }

}  // namespace flexverify::cli
