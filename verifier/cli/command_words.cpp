#include "verifier/cli/command_words.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"

namespace flexverify::cli {
namespace {

const std::string& one_word(const Values& words, std::string_view what) {
  if (words.size() == 1) return words[0];
  throw Usage{"expected " + std::string(what) + (words.empty() ? "" : " and no more")};
}

OneUrl one_url(const std::string& setup, const Values& words) {
  if (words.empty()) throw Usage{"which login? Expected the URL at which agents open Flex"};
  if (words.size() > 1)
    throw Usage{"one URL at a time; \"" + base::printable(words[1]) + "\" is one too many"};
  return {.setup = setup, .url = words[0]};
}

void refuse_two_on_output(const CheckCommand& command) {
  const auto on_output = std::ranges::count(command.reports, "-", &ReportWish::path);
  if (on_output > 1) throw Usage{"two reports on standard output; give one of them a path"};
}

void name_targets(CheckCommand& check, Values names) {
  if (!std::holds_alternative<Configured>(check.logins)) check.logins = Configured{};
  std::get<Configured>(check.logins).names = std::move(names);
}

}  // namespace

void take_login(Command& command, const Values& words, const std::string& name) {
  auto& check = std::get<CheckCommand>(command);
  check.logins = one_url(name, words);
  refuse_two_on_output(check);
}

void take_targets(Command& command, const Values& words, const std::string&) {
  auto& check = std::get<CheckCommand>(command);
  name_targets(check, words);
  refuse_two_on_output(check);
}

// It takes the arguments of the other three, with or without their names.
void take_preflight(Command& command, const Values& given, const std::string&) {
  auto& check = std::get<CheckCommand>(command);
  check.purpose = Purpose::Preflight;
  Values words = given;
  const std::string first = words.empty() ? "" : words[0];
  const bool configured = std::holds_alternative<Configured>(check.logins);
  // With a configuration and no URL, a target may have such a name.
  const bool is_target = configured && words.size() == 1 && first != "check";
  const bool named =
      !is_target && (first == "hosted" || first == "self-hosted" || first == "check");
  if (named) words.erase(words.begin());
  if (first == "check" || (!named && configured))
    name_targets(check, std::move(words));
  else
    check.logins = one_url(named ? first : "", words);
  refuse_two_on_output(check);
}

void take_receivers(Command& command, const Values& words, const std::string&) {
  std::get<AlertTestCommand>(command).names = words;
}

void take_resume(Command& command, const Values& words, const std::string&) {
  if (words.empty()) throw Usage{"expected the NAME of a target"};
  std::get<ResumeCommand>(command).names = words;
}

void take_report(Command& command, const Values& words, const std::string&) {
  std::get<ReportCommand>(command).file =
      one_word(words, "the RUN.json of a saved run, or - for standard input");
}

void take_compare(Command& command, const Values& words, const std::string&) {
  if (words.size() != 2) throw Usage{"expected two saved runs: BEFORE.json AFTER.json"};
  auto& compare = std::get<CompareCommand>(command);
  compare.before = words[0];
  compare.after = words[1];
}

void take_page(Command& command, const Values& words, const std::string&) {
  auto& page = std::get<PageCommand>(command);
  page.file = one_word(words, "the FILE of a saved page");
  if (page.url.empty()) throw Usage{"expected --url URL: where the page was saved from"};
}

void take_saml(Command& command, const Values& words, const std::string&) {
  std::get<SamlCommand>(command).file =
      one_word(words, "the FILE of a saved message, or - for standard input");
}

void take_rehearse(Command& command, const Values& words, const std::string&) {
  std::get<RehearseCommand>(command).file = one_word(words, "the LOGIN.har of a recorded login");
}

void take_code(Command& command, const Values& words, const std::string&) {
  if (words.size() > 1) throw Usage{"one CODE at a time"};
  if (!words.empty()) std::get<ExplainCommand>(command).code = words[0];
}

void take_configuration(Command& command, const Values& words, const std::string&) {
  std::get<ConfigCheckCommand>(command).file = one_word(words, "the FILE of a configuration");
}

void take_shell(Command& command, const Values& words, const std::string&) {
  static constexpr std::array<std::string_view, 3> kShells = {"bash", "zsh", "fish"};
  std::get<CompletionCommand>(command).shell =
      one_of(one_word(words, "a shell: bash, zsh or fish"), kShells, "completion");
}

void take_none(Command&, const Values&, const std::string&) {}

}  // namespace flexverify::cli
