#include "verifier/cli/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <span>

#include "reports/layout.h"
#include "verifier/base/text.h"
#include "verifier/cli/command_table.h"
#include "verifier/cli/version.h"
#include "verifier/config/rules.h"

namespace flexverify::cli {
namespace {

constexpr char kFirstSteps[] =
    "expected a command. To begin:\n"
    "  flexverify init -o flexverify.json     describes your login; --from-har reads it from a\n"
    "                                         browser's recording, rehearse compares with it\n"
    "  flexverify preflight check             follows it up to the identity provider\n"
    "  flexverify check                       logs in, and says whether agents can\n"
    "  flexverify explain                     every finding, by stage";
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

void add_option(Parser& parser, const OptionRow& row) {
  const std::string name = long_name(row);
  Given& given = parser.arguments.options[name];
  given.arity = row.arity;
  CLI::Option*& option = parser.options[name];
  if (row.arity == Arity::Flag) {
    option = parser.app->add_flag(row.names)->description(row.description);
  } else {
    option = parser.app->add_option(row.names, given.values, row.description);
    option->expected(1)->allow_extra_args(false)->type_name(row.type);
    option->multi_option_policy(row.arity == Arity::Many ? CLI::MultiOptionPolicy::TakeAll
                                                         : CLI::MultiOptionPolicy::Throw);
  }
  option->group(row.group);
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
  for (const CommandRow& row : all_commands()) {
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

// Options are made for a command that is among the arguments; all others would cost more than them.
void build(Program& program, std::span<const char* const> arguments) {
  program.root.require_subcommand(0, 1);
  program.root.allow_extras();
  program.root.formatter(std::make_shared<HelpFormatter>());
  program.root.set_help_flag("-h,--help", "This help.");
  program.root.add_flag("--version", program.version, "The version.");
  program.root.footer(
      "Exit status: 0 ok, 1 warning, 2 critical, 3 unknown (also bad usage).\n"
      "Every option may be given as FLEXVERIFY_<OPTION> in the environment.");
  for (const CommandRow& row : all_commands()) {
    const std::string name(row.name);
    Parser& parser = program.parsers[name] =
        make_parser(program.root, name, std::string(row.description));
    if (std::ranges::find(arguments, row.name) == arguments.end()) continue;
    for (const OptionRow& option : row.options()) add_option(parser, option);
    if (!row.words.empty())
      add_words(parser, std::string(row.words), std::string(row.words_description));
  }
}

// CLI11's words are for whoever wrote the program.
std::string words_of(const CLI::ParseError& error) {
  std::string text = base::printable(error.what(), 300);
  if (error.get_name() != "ArgumentMismatch") return text;
  return text.substr(0, text.find(':')) +
         (base::contains(text, "At Most") ? " is given more than once" : " expects a value");
}

// A variable that is nearly the name of an option, of whatever command, is a slip of the pen;
// others may be somebody else's.
void refuse_misspelt_variables(const Environment& environment) {
  const auto is_ours = [](const std::string& name) { return name.starts_with("FLEXVERIFY_"); };
  if (std::ranges::none_of(environment.names, is_ours)) return;
  std::set<std::string> known;
  for (const CommandRow& row : all_commands())
    for (const OptionRow& option : row.options()) known.insert(environment_name(long_name(option)));
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const std::string& name : environment.names) {
    if (!is_ours(name) || known.contains(name)) continue;
    if (const std::string near = config::suggestion(name, names); !near.empty())
      throw Usage{"unknown variable " + base::printable(name, 60) + near};
  }
}

std::string hint(const std::string& command) {
  return "Try: flexverify " + (command.empty() ? "" : command + " ") + "--help\n";
}

Command made(const CommandRow& row, const Arguments& arguments) {
  Command command = row.fresh();
  for (const OptionRow& option : row.options()) {
    const Given& given = arguments.options.at(long_name(option));
    if (!given.values.empty()) option.read(given, command);
  }
  row.take_words(command, arguments.words, std::string(row.name));
  return command;
}

Command chosen(Program& program, const Environment& environment, std::string& command) {
  for (const CommandRow& row : all_commands()) {
    Parser& parser = program.parsers[std::string(row.name)];
    if (!parser.app->parsed()) continue;
    command = row.name;
    refuse_extras(parser);
    note_spelling(parser);
    read_environment(parser.arguments, environment);
    return made(row, parser.arguments);
  }
  if (program.version) return ShowText{"flexverify " + std::string(kVersion) + "\n"};
  const auto extras = program.root.remaining();
  throw Usage{extras.empty() ? kFirstSteps : unknown_command(extras[0])};
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv, const Environment& environment) {
  Program program;
  std::string command;
  build(program, {argv, static_cast<std::size_t>(argc)});
  try {
    program.root.parse(argc, argv);
    refuse_misspelt_variables(environment);
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

}  // namespace flexverify::cli
