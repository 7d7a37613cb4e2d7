#include "verifier/app/command_values.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <span>

#include "verifier/base/text.h"
#include "verifier/config/command.h"
#include "verifier/config/keys.h"
#include "verifier/config/rules.h"
#include "verifier/model/account_secrets.h"

namespace flexverify::app {
namespace {

using base::Json;
using config::Key;

std::string environment_name(std::string_view option) {
  std::string name = "FLEXVERIFY_";
  for (const char c : option.substr(2))
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

Values values_in(const char* text, Arity arity) {
  if (arity != Arity::Many) return {text};
  Values values;
  for (const std::string_view part : base::split(base::replace_all(text, "\n", " "), ' '))
    if (!base::trim(part).empty()) values.emplace_back(base::trim(part));
  return values;
}

// "--password" of "--password-env": of the three only one counts, the command line's first.
std::string secret_of(std::string_view option) {
  for (const model::AccountSecret& row : model::kAccountSecrets)
    if (option.starts_with(row.option)) return std::string(row.option);
  return "";
}

const Given* given(const Arguments& arguments, std::string_view name) {
  const auto found = arguments.options.find(name);
  const bool there = found != arguments.options.end() && !found->second.values.empty();
  return there ? &found->second : nullptr;
}

bool is_no(std::string_view word) {
  static constexpr std::array<std::string_view, 4> kNo = {"0", "false", "no", "off"};
  return std::find(kNo.begin(), kNo.end(), word) != kNo.end();
}

bool is_set(const Arguments& arguments, std::string_view name) {
  const Given* flag = given(arguments, name);
  return flag != nullptr && !is_no(flag->values[0]);
}

void set_path(Json& object, std::span<const std::string_view> path, Json value) {
  if (path.size() == 1) {
    object.set(path[0], std::move(value));
    return;
  }
  const Json* old = object.find(path[0]);  // as deep as a key of the table
  Json member = old == nullptr ? Json() : *old;
  set_path(member, path.subspan(1), std::move(value));
  object.set(path[0], std::move(member));
}

Json value_for(const Key& key, const Given& given) {
  Json::Array items(given.values.begin(), given.values.end());
  if (key.pattern.ends_with("/command")) {
    const auto words = config::split_words(given.values[0]);
    if (!words) throw Usage{given.spelled + ": " + words.error().what};
    items = Json::Array(words->begin(), words->end());
  }
  if (key.type == config::Type::Flag) return !is_no(given.values[0]);
  return key.type == config::Type::List ? Json(std::move(items)) : Json(given.values[0]);
}

void add_endpoints(const Arguments& arguments, CheckCommand& command) {
  const Given* endpoints = given(arguments, "--endpoint");
  if (endpoints == nullptr) return;
  command.spelling["/targets/*/endpoints"] = endpoints->spelled;
  for (const std::string& text : endpoints->values) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
      throw Usage{endpoints->spelled + ": \"" + base::printable(text) +
                  "\" is not NAME=URL, such as services=https://services.twilio.com"};
    const std::string name = base::replace_all(text.substr(0, equals), "-", "_");
    set_path(command.over, std::array<std::string_view, 2>{"endpoints", name},
             text.substr(equals + 1));
  }
}

void add_target_values(const Arguments& arguments, CheckCommand& command) {
  for (const Key& key : config::all_keys()) {
    const Given* value = key.option.empty() ? nullptr : given(arguments, key.option);
    if (value == nullptr) continue;
    command.spelling[std::string(key.pattern)] = value->spelled;
    const auto path = base::split(key.pattern.substr(config::kTarget.size() + 1), '/');
    set_path(command.over, path, value_for(key, *value));
  }
  add_endpoints(arguments, command);
}

std::string list_of_formats() {
  std::string text;
  for (const auto& renderer : reports::all_renderers())
    text += (text.empty() ? "" : ", ") + std::string(renderer.name);
  return text;
}

const std::string& known_format(const std::string& format, const std::string& spelled) {
  if (reports::renderer_named(format) != nullptr) return format;
  std::vector<std::string_view> names;
  for (const auto& renderer : reports::all_renderers()) names.push_back(renderer.name);
  const std::string near = config::suggestion(format, names);
  throw Usage{spelled + ": no report format \"" + base::printable(format) + "\"" +
              (near.empty() ? "; expected one of " + list_of_formats() : near)};
}

ReportWish report_wish(const std::string& text, const std::string& spelled) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size())
    throw Usage{spelled + ": \"" + base::printable(text) +
                "\" is not FORMAT=PATH, such as json=run.json (- is standard output)"};
  return {known_format(text.substr(0, equals), spelled), text.substr(equals + 1)};
}

void add_reports(const Arguments& arguments, CheckCommand& command) {
  if (const Given* wishes = given(arguments, "--report"))
    for (const std::string& text : wishes->values)
      command.reports.push_back(report_wish(text, wishes->spelled));
  if (is_set(arguments, "--json")) command.reports.push_back({"json", "-"});
  const auto to_stdout = std::count_if(command.reports.begin(), command.reports.end(),
                                       [](const ReportWish& wish) { return wish.path == "-"; });
  if (to_stdout > 1) throw Usage{"two reports on standard output; give one of them a path"};
}

void add_numbers(const Arguments& arguments, CheckCommand& command) {
  const Given* jobs = given(arguments, "--jobs");
  if (jobs == nullptr) return;
  const std::string& text = jobs->values[0];
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), command.jobs);
  if (error != std::errc() || end != text.data() + text.size() || command.jobs < 1 ||
      command.jobs > 256)
    throw Usage{jobs->spelled + ": \"" + base::printable(text) +
                "\" is no number of checks; expected 1 to 256"};
}

template <std::size_t count>
std::string one_of(const std::string& word, const std::array<std::string_view, count>& words,
                   const std::string& spelled) {
  if (std::ranges::count(words, word) > 0) return word;
  std::string list;
  for (std::size_t i = 0; i < count; ++i)
    list += (i == 0 ? "" : i + 1 == count ? " or " : ", ") + std::string(words[i]);
  throw Usage{spelled + ": \"" + base::printable(word) + "\" is not one of " + list +
              config::suggestion(word, words)};
}

ColorWish color_wish(const Arguments& arguments) {
  const Given* color = given(arguments, "--color");
  if (color == nullptr) return ColorWish::Auto;
  static constexpr std::array<std::string_view, 3> kWords = {"auto", "always", "never"};
  const std::string word = one_of(color->values[0], kWords, color->spelled);
  return static_cast<ColorWish>(std::ranges::find(kWords, word) - kWords.begin());
}

void add_looks(const Arguments& arguments, CheckCommand& command) {
  const bool quiet = is_set(arguments, "--quiet"), verbose = is_set(arguments, "--verbose");
  if (quiet && verbose) throw Usage{"--quiet and --verbose exclude each other"};
  if (quiet) command.detail = reports::Detail::Brief;
  if (verbose) command.detail = reports::Detail::Verbose;
  command.color = color_wish(arguments);
}

CheckCommand common(const Arguments& arguments) {
  CheckCommand command;
  add_target_values(arguments, command);
  add_reports(arguments, command);
  add_numbers(arguments, command);
  add_looks(arguments, command);
  if (const Given* state = given(arguments, "--state")) command.state = state->values[0];
  return command;
}

std::string config_file(const Arguments& arguments) {
  const Given* file = given(arguments, "--config");
  if (file == nullptr) throw Usage{"which configuration? Expected --config FILE"};
  return file->values[0];
}

OneUrl one_url(const std::string& setup, const Values& words) {
  if (words.empty()) throw Usage{"which login? Expected the URL at which agents open Flex"};
  if (words.size() > 1)
    throw Usage{"one URL at a time; \"" + base::printable(words[1]) + "\" is one too many"};
  return {.setup = setup, .url = words[0]};
}

// `preflight` takes the arguments of the other three, with or without their names.
std::variant<OneUrl, Configured> preflight_logins(const Arguments& arguments) {
  Values words = arguments.words;
  const std::string first = words.empty() ? "" : words[0];
  const bool configured = given(arguments, "--config") != nullptr;
  // With a configuration and no URL, a target may have such a name.
  const bool is_target = configured && words.size() == 1 && first != "check";
  const bool named =
      !is_target && (first == "hosted" || first == "self-hosted" || first == "check");
  if (named) words.erase(words.begin());
  if (first == "check" || (!named && configured))
    return Configured{.file = config_file(arguments), .names = words};
  return one_url(named ? first : "", words);
}

const std::string& one_word(const Arguments& arguments, std::string_view what) {
  if (arguments.words.size() == 1) return arguments.words[0];
  throw Usage{arguments.words.empty() ? "expected " + std::string(what)
                                      : "expected " + std::string(what) + " and no more"};
}

}  // namespace

void read_environment(Arguments& arguments, const Environment& environment) {
  Values secrets_given;
  for (const auto& [name, given] : arguments.options)
    if (!given.values.empty() && !secret_of(name).empty()) secrets_given.push_back(secret_of(name));
  for (auto& [name, given] : arguments.options) {
    const bool taken = !given.values.empty() ||
                       std::count(secrets_given.begin(), secrets_given.end(), secret_of(name)) > 0;
    const char* value = taken ? nullptr : environment(environment_name(name).c_str());
    if (value == nullptr || *value == '\0') continue;
    given.spelled = environment_name(name);
    given.values = values_in(value, given.arity);
  }
}

Command check_command(const Arguments& arguments, const std::string& name) {
  CheckCommand command = common(arguments);
  if (name == "preflight") {
    command.purpose = Purpose::Preflight;
    command.logins = preflight_logins(arguments);
  } else if (name == "check") {
    command.logins = Configured{.file = config_file(arguments), .names = arguments.words};
    if (const Given* history = given(arguments, "--history")) command.history = history->values[0];
  } else {
    command.logins = one_url(name, arguments.words);
  }
  return command;
}

Command serve_command(const Arguments& arguments, const std::string&) {
  ServeCommand command{.file = config_file(arguments), .listen = {}, .state = {}};
  if (const Given* state = given(arguments, "--state")) command.state = state->values[0];
  const Given* listen = given(arguments, "--listen");
  if (listen == nullptr) return command;
  const Key* key = config::key_at("/serve/listen");
  if (const auto fault = config::fault_in(listen->values[0], *key, {}))
    throw Usage{listen->spelled + ": " + *fault};
  command.listen = listen->values[0];
  return command;
}

Command resume_command(const Arguments& arguments, const std::string&) {
  if (arguments.words.empty()) throw Usage{"expected the NAME of a target"};
  ResumeCommand command{.file = {}, .state = {}, .names = arguments.words};
  if (const Given* file = given(arguments, "--config")) command.file = file->values[0];
  for (const std::string_view name : {"--history", "--state"})
    if (const Given* state = given(arguments, name)) command.state = state->values[0];
  return command;
}

Command report_command(const Arguments& arguments, const std::string&) {
  ReportCommand command;
  command.file = one_word(arguments, "the RUN.json of a saved run, or - for standard input");
  if (const Given* format = given(arguments, "--format"))
    command.format = known_format(format->values[0], format->spelled);
  if (const Given* output = given(arguments, "--output")) command.output = output->values[0];
  if (is_set(arguments, "--verbose")) command.detail = reports::Detail::Verbose;
  command.color = color_wish(arguments);
  return command;
}

Command compare_command(const Arguments& arguments, const std::string&) {
  if (arguments.words.size() != 2) throw Usage{"expected two saved runs: BEFORE.json AFTER.json"};
  CompareCommand command{.before = arguments.words[0], .after = arguments.words[1]};
  static constexpr std::array<std::string_view, 3> kFormats = {"text", "json", "html"};
  if (const Given* format = given(arguments, "--format"))
    command.format = one_of(format->values[0], kFormats, format->spelled);
  if (is_set(arguments, "--json")) command.format = "json";
  if (const Given* output = given(arguments, "--output")) command.output = output->values[0];
  if (is_set(arguments, "--verbose")) command.detail = reports::Detail::Verbose;
  command.color = color_wish(arguments);
  return command;
}

Command page_command(const Arguments& arguments, const std::string&) {
  PageCommand command;
  command.file = one_word(arguments, "the FILE of a saved page");
  const Given* url = given(arguments, "--url");
  if (url == nullptr) throw Usage{"expected --url URL: where the page was saved from"};
  command.url = url->values[0];
  if (const Given* idp = given(arguments, "--idp")) command.idp = idp->values[0];
  command.json = is_set(arguments, "--json");
  return command;
}

Command saml_command(const Arguments& arguments, const std::string&) {
  SamlCommand command;
  command.file = one_word(arguments, "the FILE of a saved message, or - for standard input");
  const std::array<std::pair<std::string_view, std::string*>, 9> texts = {
      {{"--certificate", &command.certificate},
       {"--metadata", &command.metadata},
       {"--entity-id", &command.entity_id},
       {"--acs-url", &command.acs_url},
       {"--issuer", &command.issuer},
       {"--request-id", &command.request_id},
       {"--role", &command.role},
       {"--at", &command.at},
       {"--idp", &command.idp}}};
  for (const auto& [name, text] : texts)
    if (const Given* value = given(arguments, name)) *text = value->values[0];
  command.json = is_set(arguments, "--json");
  command.show_values = is_set(arguments, "--show-values");
  command.color = color_wish(arguments);
  return command;
}

Command explain_command(const Arguments& arguments, const std::string&) {
  return ExplainCommand{one_word(arguments, "the CODE of a finding")};
}

Command codes_command(const Arguments& arguments, const std::string&) {
  return CodesCommand{is_set(arguments, "--json")};
}

Command config_check_command(const Arguments& arguments, const std::string&) {
  return ConfigCheckCommand{one_word(arguments, "the FILE of a configuration")};
}

Command init_command(const Arguments& arguments, const std::string&) {
  if (!arguments.words.empty())
    throw Usage{"\"" + base::printable(arguments.words[0]) +
                "\" is not expected here; the file is given by -o FILE"};
  InitCommand command;
  if (const Given* output = given(arguments, "--output")) command.output = output->values[0];
  return command;
}

Command completion_command(const Arguments& arguments, const std::string&) {
  static constexpr std::array<std::string_view, 3> kShells = {"bash", "zsh", "fish"};
  return CompletionCommand{
      one_of(one_word(arguments, "a shell: bash, zsh or fish"), kShells, "completion")};
}

Command manual_command(const Arguments&, const std::string&) { return ManualCommand{}; }

}  // namespace flexverify::app
