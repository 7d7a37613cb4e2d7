#include "verifier/app/command_table.h"

#include <array>

#include "verifier/base/text.h"
#include "verifier/config/keys.h"

namespace flexverify::app {
namespace {

using config::Key;
using Options = std::vector<OptionRow>;

std::string group_of(std::string_view pattern) {
  if (base::contains(pattern, "show_values")) return "Output";
  if (base::contains(pattern, "/idp/")) return "Identity provider and test user";
  if (base::contains(pattern, "/expect/") || base::contains(pattern, "sid") ||
      base::contains(pattern, "sso_profile"))
    return "What to expect";
  for (const std::string_view word : {"depth", "connection", "revert", "counter", "migrated"})
    if (base::contains(pattern, word)) return "Which connection, and how far to go";
  return "Network";
}

// What a value is called in the help.
std::string type_name(const Key& key) {
  using config::Rule;
  if (key.pattern.ends_with("/command")) return "'CMD'";
  switch (key.rule) {
    case Rule::PageUrl:
    case Rule::BaseUrl:
    case Rule::ProxyUrl:
      return "URL";
    case Rule::Choice:
      return std::string(key.choices);
    case Rule::Duration:
      return "TIME";
    case Rule::AccountSid:
      return "AC...";
    case Rule::ConnectionSid:
      return "JQ...";
    case Rule::Variable:
      return "VAR";
    case Rule::Path:
      return "FILE";
    case Rule::Date:
      return "DATE";
    case Rule::None:
    case Rule::Name:
    case Rule::HostAndPort:
    case Rule::Resolve:
    case Rule::EntityId:
    case Rule::Role:
    case Rule::Adapter:
    case Rule::HeaderText:
    case Rule::Secret:
    case Rule::Range:
    case Rule::Cron:
    case Rule::TimeZone:
    case Rule::Listen:
    case Rule::Schedule:
    case Rule::Receiver:
      return key.option == "--idp-host"  ? "HOST..."
             : key.option == "--resolve" ? "HOST:PORT:ADDR..."
                                         : "TEXT";
  }
  return "TEXT";
}

Arity arity_of(const Key& key) {
  if (key.type == config::Type::Flag) return Arity::Flag;
  const bool many = key.type == config::Type::List && !key.pattern.ends_with("/command");
  return many ? Arity::Many : Arity::One;
}

// The options that stand for keys of a target come from the table of keys.
Options target_options() {
  Options options;
  for (const Key& key : config::all_keys())
    if (!key.option.empty())
      options.push_back({std::string(key.option), arity_of(key),
                         arity_of(key) == Arity::Flag ? "" : type_name(key),
                         std::string(key.description), group_of(key.pattern)});
  options.push_back({"--endpoint", Arity::Many, "NAME=URL...",
                     "Base URL of one of Twilio's services: services, login, flex_api, iam, "
                     "preview, flex.",
                     "Network"});
  return options;
}

OptionRow flag(std::string names, std::string description, std::string group = "Options") {
  return {std::move(names), Arity::Flag, "", std::move(description), std::move(group)};
}

OptionRow one(std::string name, std::string type, std::string description,
              std::string group = "Options") {
  return {std::move(name), Arity::One, std::move(type), std::move(description), std::move(group)};
}

OptionRow color_option() {
  return one("--color", "auto|always|never", "Colour; auto is the default.", "Output");
}

std::string formats() {
  std::string names;
  for (const reports::Renderer& renderer : reports::all_renderers())
    names += (names.empty() ? "" : ", ") + std::string(renderer.name);
  return names;
}

Options report_options() {
  const std::string group = "Output";
  return {{"--report", Arity::Many, "FORMAT=PATH...",
           "Also write this report (" + formats() + "); - is standard output.", group},
          flag("--json", "The same as --report json=-", group),
          one("--jobs", "N", "Checks that run at once (default 4).", group),
          flag("-q,--quiet", "Findings and verdict only.", group),
          flag("-v,--verbose", "Every request as well.", group),
          color_option()};
}

Options joined(Options first, Options second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

OptionRow state_option() {
  return one("--state", "FILE|none",
             "Remembers refused secrets, so that no number of runs locks the test account "
             "(default: $XDG_STATE_HOME/flexverify/attempts.sqlite).",
             "Identity provider and test user");
}

Options check_options() {
  return joined(joined(target_options(), {state_option()}), report_options());
}

Options configured_options() {
  return joined({one("--config", "FILE", "Configuration file.", "Configuration")}, check_options());
}

Options check_command_options() {
  return joined(
      {one("--history", "FILE",
           "Keep results in this SQLite file, and what was refused as well: for timers and "
           "monitoring systems.",
           "Configuration")},
      configured_options());
}

Options serve_options() {
  return {
      one("--config", "FILE", "Configuration file; a change of it is noticed."),
      one("--listen", "ADDRESS:PORT", "Address of dashboard and metrics (default 127.0.0.1:9469)."),
      one("--state", "FILE|none",
          "Remembers refused secrets (default: the configuration's history).")};
}

Options resume_options() {
  return {one("--config", "FILE", "Configuration file: its history, and accounts of its targets."),
          one("--state", "FILE", "The memory that check uses (default: the user's own)."),
          one("--history", "FILE", "The same as --state: of a check with --history.")};
}

Options page_options() {
  return {one("--url", "URL", "Where the page was saved from."),
          one("--idp", "NAME", "The identity provider, or auto (default)."),
          flag("--json", "JSON instead of text.")};
}

Options saml_options() {
  const std::string expected = "What to expect", output = "Output";
  return {
      one("--certificate", "FILE", "PEM file of the certificate that Twilio was given.", expected),
      one("--metadata", "FILE",
          "SAML metadata of the identity provider: its issuer and certificates.", expected),
      one("--entity-id", "TEXT", "Entity ID of the connection.", expected),
      one("--acs-url", "URL", "ACS URL of the connection.", expected),
      one("--issuer", "TEXT", "Issuer of the identity provider.", expected),
      one("--request-id", "TEXT", "ID of the AuthnRequest that the response must answer.",
          expected),
      one("--role", "TEXT", "Role that the user must have.", expected),
      one("--idp", "NAME", "Whose field labels a fix names.", expected),
      one("--at", "RFC3339",
          "The moment at which times are judged (default: now, or when the HAR was recorded).",
          expected),
      flag("--show-values", "Show personal values: NameID, e-mail address, name.", output),
      flag("--json", "JSON instead of text.", output),
      color_option()};
}

Options report_command_options() {
  return {one("--format", "FORMAT", formats() + " (default text)."),
          one("-o,--output", "FILE", "Where to write it; standard output is the default."),
          flag("-v,--verbose", "Every request as well, in a text."), color_option()};
}

Options compare_options() {
  return {one("--format", "text|json|html", "text is the default."),
          flag("--json", "The same as --format json."),
          one("-o,--output", "FILE", "Where to write it; standard output is the default."),
          flag("-v,--verbose", "What is the same as well, in a text."), color_option()};
}

Options init_options() {
  return {one("-o,--output", "FILE", "Where to write it; standard output is the default.")};
}

Options codes_options() { return {flag("--json", "JSON instead of text.")}; }
Options no_options() { return {}; }

constexpr std::array kCommands = {
    CommandRow{"hosted", "Verify one login at the Flex page that Twilio hosts.", "URL",
               "Where agents open Flex.", check_options, check_command},
    CommandRow{"self-hosted", "Verify one login at a Flex page that you host.", "URL",
               "Where agents open Flex.", check_options, check_command},
    CommandRow{"check", "Verify the targets of a configuration.", "NAME",
               "Targets; all when none is named.", check_command_options, check_command},
    CommandRow{"preflight", "The same arguments as these three; stops before a password is used.",
               "URL|NAME", "Optionally hosted, self-hosted or check, then its arguments.",
               configured_options, check_command},
    CommandRow{"serve",
               "Checks every target of a configuration by its schedule; dashboard, metrics, "
               "alerts.",
               "", "", serve_options, serve_command},
    CommandRow{"resume", "A refused account may be tried again, by check and serve.", "NAME",
               "Targets whose account it is.", resume_options, resume_command},
    CommandRow{"report", "Any report again from a saved run.", "RUN.json",
               "A result of --json; - is standard input.", report_command_options, report_command},
    CommandRow{"compare", "What changed between two saved runs: exit 0 same, 1 differs.",
               "BEFORE.json", "The run before, and the run after.", compare_options,
               compare_command},
    CommandRow{"page", "Which adapter recognises a saved page, and what it would do.", "FILE",
               "HTML or JSON.", page_options, page_command},
    CommandRow{"saml",
               "Reads and audits a saved SAML message: XML, base64, a URL, a form or a HAR.",
               "FILE", "What was saved; - is standard input.", saml_options, saml_command},
    CommandRow{"explain", "What a finding means, who must act, what to do.", "CODE",
               "Such as saml-audience-mismatch.", no_options, explain_command},
    CommandRow{"codes", "Every finding there is.", "", "", codes_options, codes_command},
    CommandRow{"config-check", "Every fault of a configuration at once.", "FILE",
               "Configuration file.", no_options, config_check_command},
    CommandRow{"init", "Writes a commented starter configuration; asks, when on a terminal.", "",
               "", init_options, init_command},
    CommandRow{"completion", "A completion script: bash, zsh or fish.", "SHELL",
               "The shell that will read it.", no_options, completion_command},
    CommandRow{"manual", "The manual page, for man -l -.", "", "", no_options, manual_command},
};

}  // namespace

std::string long_name(const OptionRow& option) {
  return option.names.substr(option.names.rfind("--"));
}

std::span<const CommandRow> all_commands() { return kCommands; }

}  // namespace flexverify::app
