#include "verifier/app/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>

#include "reports/layout.h"
#include "verifier/app/command_values.h"
#include "verifier/app/version.h"
#include "verifier/base/text.h"
#include "verifier/config/keys.h"
#include "verifier/config/rules.h"

namespace flexverify::app {
namespace {

using config::Key;

constexpr std::size_t kHelpWidth = 80;
constexpr std::size_t kHelpIndent = 30;

// CLI11 counts bytes and lets the terminal break its lines.
class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool positional) const override {
    const std::string name = "  " + make_option_name(option, positional) + make_option_opts(option);
    const std::string first = reports::display_width(name) + 2 <= kHelpIndent
                                  ? reports::padded(name, kHelpIndent)
                                  : name + "\n" + std::string(kHelpIndent, ' ');
    return reports::hanging(first, kHelpIndent, make_option_desc(option), kHelpWidth);
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return reports::hanging(reports::padded("  " + command->get_name(), kHelpIndent), kHelpIndent,
                            command->get_description(), kHelpWidth);
  }
};

// One command: CLI11 writes into the arguments.
struct Parser {
  CLI::App* app = nullptr;
  Arguments arguments;
  std::map<std::string, CLI::Option*, std::less<>> options;
};

std::string group_of(std::string_view pattern) {
  if (base::contains(pattern, "/idp/")) return "Identity provider and test user";
  if (base::contains(pattern, "/expect/") || base::contains(pattern, "sid") ||
      base::contains(pattern, "sso_profile"))
    return "What to expect";
  for (const std::string_view word : {"depth", "connection", "revert", "counter", "migrated"})
    if (base::contains(pattern, word)) return "Which connection, and how far to go";
  return "Network";
}

void add_option(Parser& parser, const std::string& names, Arity arity, const std::string& type,
                const std::string& description, const std::string& group) {
  const std::string name = names.substr(names.rfind("--"));
  Given& given = parser.arguments.options[name];
  given.arity = arity;
  CLI::Option*& option = parser.options[name];
  if (arity == Arity::Flag) {
    option = parser.app->add_flag(names)->description(description);
  } else {
    option = parser.app->add_option(names, given.values, description);
    option->expected(1)->allow_extra_args(false)->type_name(type);
    option->multi_option_policy(arity == Arity::Many ? CLI::MultiOptionPolicy::TakeAll
                                                     : CLI::MultiOptionPolicy::Throw);
  }
  option->group(group);
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
void add_target_options(Parser& parser) {
  for (const Key& key : config::all_keys())
    if (!key.option.empty())
      add_option(parser, std::string(key.option), arity_of(key), type_name(key),
                 std::string(key.description), group_of(key.pattern));
  add_option(parser, "--endpoint", Arity::Many, "NAME=URL...",
             "Base URL of one of Twilio's services: services, login, flex_api, iam, preview, flex.",
             "Network");
}

void add_report_options(Parser& parser) {
  const std::string group = "Output";
  add_option(parser, "--report", Arity::Many, "FORMAT=PATH...",
             "Also write this report (text, json); - is standard output.", group);
  add_option(parser, "--json", Arity::Flag, "", "The same as --report json=-", group);
  add_option(parser, "--jobs", Arity::One, "N", "Checks that run at once (default 4).", group);
  add_option(parser, "-q,--quiet", Arity::Flag, "", "Findings and verdict only.", group);
  add_option(parser, "-v,--verbose", Arity::Flag, "", "Every request as well.", group);
  add_option(parser, "--color", Arity::One, "WHEN", "auto (default), always or never.", group);
}

Parser make_parser(CLI::App& root, const std::string& name, const std::string& description) {
  Parser parser;
  parser.app = root.add_subcommand(name, description);
  parser.app->allow_extras();
  parser.app->set_help_flag("-h,--help", "This help.");
  return parser;
}

void add_words(Parser& parser, const std::string& name, const std::string& description) {
  parser.app->add_option(name, parser.arguments.words, description)->expected(0, -1);
}

using MakeCommand = Command (*)(const Arguments&, const std::string& name);

struct CommandRow {
  std::string_view name;
  std::string_view description;
  std::string_view words;
  std::string_view words_description;
  void (*add_options)(Parser&);
  MakeCommand make;
};

void check_options(Parser& parser) {
  add_target_options(parser);
  add_report_options(parser);
}
void configured_options(Parser& parser) {
  add_option(parser, "--config", Arity::One, "FILE", "Configuration file.", "Configuration");
  check_options(parser);
}
void page_options(Parser& parser) {
  add_option(parser, "--url", Arity::One, "URL", "Where the page was saved from.", "Options");
  add_option(parser, "--idp", Arity::One, "NAME", "The identity provider, or auto (default).",
             "Options");
  add_option(parser, "--json", Arity::Flag, "", "JSON instead of text.", "Options");
}
void saml_options(Parser& parser) {
  const std::string expected = "What to expect", output = "Output";
  add_option(parser, "--certificate", Arity::One, "FILE",
             "PEM file of the certificate that Twilio was given.", expected);
  add_option(parser, "--metadata", Arity::One, "FILE",
             "SAML metadata of the identity provider: its issuer and certificates.", expected);
  add_option(parser, "--entity-id", Arity::One, "TEXT", "Entity ID of the connection.", expected);
  add_option(parser, "--acs-url", Arity::One, "URL", "ACS URL of the connection.", expected);
  add_option(parser, "--issuer", Arity::One, "TEXT", "Issuer of the identity provider.", expected);
  add_option(parser, "--request-id", Arity::One, "TEXT",
             "ID of the AuthnRequest that the response must answer.", expected);
  add_option(parser, "--role", Arity::One, "TEXT", "Role that the user must have.", expected);
  add_option(parser, "--idp", Arity::One, "NAME", "Whose field labels a fix names.", expected);
  add_option(parser, "--at", Arity::One, "RFC3339",
             "The moment at which times are judged (default: now, or when the HAR was recorded).",
             expected);
  add_option(parser, "--show-values", Arity::Flag, "",
             "Show personal values: NameID, e-mail address, name.", output);
  add_option(parser, "--json", Arity::Flag, "", "JSON instead of text.", output);
  add_option(parser, "--color", Arity::One, "WHEN", "auto (default), always or never.", output);
}
void codes_options(Parser& parser) {
  add_option(parser, "--json", Arity::Flag, "", "JSON instead of text.", "Options");
}
void no_options(Parser&) {}

constexpr std::array kCommands = {
    CommandRow{"hosted", "Verify one login at the Flex page that Twilio hosts.", "URL",
               "Where agents open Flex.", check_options, check_command},
    CommandRow{"self-hosted", "Verify one login at a Flex page that you host.", "URL",
               "Where agents open Flex.", check_options, check_command},
    CommandRow{"check", "Verify the targets of a configuration.", "NAME",
               "Targets; all when none is named.", configured_options, check_command},
    CommandRow{"preflight", "The same arguments as these three; stops before a password is used.",
               "URL|NAME", "Optionally hosted, self-hosted or check, then its arguments.",
               configured_options, check_command},
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
};

void note_spelling(Parser& parser) {
  for (const auto& [name, option] : parser.options) {
    if (option->count() == 0) continue;
    Given& given = parser.arguments.options[name];
    given.spelled = name;
    if (given.arity == Arity::Flag) given.values = {"true"};
  }
}

std::string unknown_option(const std::string& argument, const Parser& parser) {
  const std::string name = argument.substr(0, argument.find('='));
  if (name == "--password" || name == "--totp" || name == "--security-answer")
    return "a secret is never an argument, where every user of this machine can read it; "
           "expected " +
           name + "-env VAR, " + name + "-file FILE or " + name + "-command 'CMD'";
  std::vector<std::string_view> names = {"--help"};
  for (const auto& [option, ignored] : parser.options) names.push_back(option);
  return "unknown option " + base::printable(name, 60) + config::suggestion(name, names);
}

void refuse_extras(const Parser& parser) {
  const auto extras = parser.app->remaining();
  const auto option = std::find_if(extras.begin(), extras.end(),
                                   [](const std::string& e) { return e.starts_with("-"); });
  if (option != extras.end()) throw Usage{unknown_option(*option, parser)};
  if (!extras.empty()) throw Usage{"\"" + base::printable(extras[0]) + "\" is not expected here"};
}

std::string unknown_command(const std::string& word) {
  std::vector<std::string_view> names;
  std::string all;
  for (const CommandRow& row : kCommands) {
    names.push_back(row.name);
    all += (all.empty() ? "" : ", ") + std::string(row.name);
  }
  const std::string near = config::suggestion(word, names);
  const std::string kind = word.starts_with("-") ? "unknown option " : "unknown command ";
  return kind + "\"" + base::printable(word.substr(0, word.find('=')), 60) + "\"" +
         (near.empty() ? "; expected one of " + all : near);
}

struct Program {
  CLI::App root{"Verifies a Twilio Flex SSO login from the page to the loaded agent desktop.",
                "flexverify"};
  bool version = false;
  std::map<std::string, Parser> parsers;
};

void build(Program& program) {
  program.root.require_subcommand(0, 1);
  program.root.allow_extras();
  program.root.formatter(std::make_shared<HelpFormatter>());
  program.root.set_help_flag("-h,--help", "This help.");
  program.root.add_flag("--version", program.version, "The version.");
  program.root.footer(
      "Exit status: 0 ok, 1 warning, 2 critical, 3 unknown (also bad usage).\n"
      "Every option may be given as FLEXVERIFY_<OPTION> in the environment.");
  for (const CommandRow& row : kCommands) {
    const std::string name(row.name);
    Parser& parser = program.parsers[name] =
        make_parser(program.root, name, std::string(row.description));
    row.add_options(parser);
    if (!row.words.empty())
      add_words(parser, std::string(row.words), std::string(row.words_description));
  }
}

// CLI11's words are for whoever wrote the program.
std::string words_of(const CLI::ParseError& error) {
  const std::string text = base::printable(error.what(), 300);
  if (error.get_name() != "ArgumentMismatch") return text;
  return text.substr(0, text.find(':')) +
         (base::contains(text, "At Most") ? " is given more than once" : " expects a value");
}

std::string hint(const std::string& command) {
  return "Try: flexverify " + (command.empty() ? "" : command + " ") + "--help\n";
}

Command chosen(Program& program, const Environment& environment, std::string& command) {
  for (const CommandRow& row : kCommands) {
    Parser& parser = program.parsers[std::string(row.name)];
    if (!parser.app->parsed()) continue;
    command = row.name;
    refuse_extras(parser);
    note_spelling(parser);
    read_environment(parser.arguments, environment);
    return row.make(parser.arguments, command);
  }
  if (program.version) return ShowText{"flexverify " + std::string(kVersion) + "\n"};
  const auto extras = program.root.remaining();
  throw Usage{extras.empty() ? "expected a command" : unknown_command(extras[0])};
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv, const Environment& environment) {
  Program program;
  std::string command;
  build(program);
  try {
    program.root.parse(argc, argv);
    return chosen(program, environment, command);
  } catch (const CLI::CallForHelp&) {
    const auto chosen_apps = program.root.get_subcommands();
    return ShowText{chosen_apps.empty() ? program.root.help() : chosen_apps[0]->help("flexverify")};
  } catch (const CLI::ParseError& error) {
    const auto chosen_apps = program.root.get_subcommands();
    const std::string name = chosen_apps.empty() ? "" : chosen_apps[0]->get_name();
    return BadUsage{"flexverify: " + words_of(error) + "\n" + hint(name)};
  } catch (const Usage& usage) {
    return BadUsage{"flexverify: " + usage.text + "\n" + hint(command)};
  }
}

}  // namespace flexverify::app
