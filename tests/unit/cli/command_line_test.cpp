// What is typed becomes a command: every row of the table, the environment, and bad usage.
#include <gtest/gtest.h>

#include "verifier/base/text.h"
#include "verifier/cli/command_line.h"
#include "verifier/cli/command_table.h"

namespace flexverify::cli {
namespace {

using Variables = std::map<std::string, std::string>;

Command parse(std::vector<std::string> words, const Variables& variables = {}) {
  words.insert(words.begin(), "flexverify");
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  Environment environment;
  environment.value = [&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  };
  for (const auto& [name, value] : variables) environment.names.push_back(name);
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data(), environment);
}

template <class Of>
Of get(const std::vector<std::string>& words, const Variables& variables = {}) {
  Command command = parse(words, variables);
  if (const auto* bad = std::get_if<BadUsage>(&command)) ADD_FAILURE() << bad->text;
  return std::get<Of>(std::move(command));
}

std::string usage(const std::vector<std::string>& words, const Variables& variables = {}) {
  const Command command = parse(words, variables);
  const auto* bad = std::get_if<BadUsage>(&command);
  return bad == nullptr ? "" : bad->text;
}

TEST(CommandLine, OneLogin) {
  const auto command = get<CheckCommand>({"hosted", "https://flex.twilio.com/glad-fox-1234",
                                          "--idp", "okta", "--depth", "page", "--jobs", "3",
                                          "--jobs-per-provider", "2", "--pace", "1500ms"});
  const auto& login = std::get<OneUrl>(command.logins);
  EXPECT_EQ(login.setup, "hosted");
  EXPECT_EQ(login.url, "https://flex.twilio.com/glad-fox-1234");
  EXPECT_EQ(base::dump_json(command.over), R"({"depth":"page","idp":{"adapter":"okta"}})");
  EXPECT_EQ(command.spelling.find("/targets/*/depth")->second, "--depth");
  EXPECT_EQ(command.crowding.jobs, 3U);
  EXPECT_EQ(command.crowding.courtesy.at_once, 2U);
  EXPECT_EQ(command.crowding.courtesy.pace, base::Millis{1500});
  EXPECT_EQ(command.purpose, Purpose::Login);
}

TEST(CommandLine, TargetsOfAConfiguration) {
  const auto command =
      get<CheckCommand>({"check", "--config", "flex.json", "a", "b", "--history", "h.sqlite"});
  const auto& configured = std::get<Configured>(command.logins);
  EXPECT_EQ(configured.file, "flex.json");
  EXPECT_EQ(configured.names, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(command.history, "h.sqlite");
}

TEST(CommandLine, PreflightTakesTheArgumentsOfTheOtherThree) {
  const std::string url = "https://agents.acme.example/";
  for (const auto& words : {std::vector<std::string>{"preflight", "self-hosted", url},
                            std::vector<std::string>{"preflight", url}}) {
    const auto command = get<CheckCommand>(words);
    EXPECT_EQ(command.purpose, Purpose::Preflight);
    EXPECT_EQ(std::get<OneUrl>(command.logins).url, url);
  }
  const auto configured = [](std::vector<std::string> words) {
    return std::get<Configured>(get<CheckCommand>(words).logins).names;
  };
  EXPECT_EQ(configured({"preflight", "check", "--config", "f", "a"}),
            std::vector<std::string>{"a"});
  EXPECT_EQ(configured({"preflight", "--config", "f", "hosted"}),
            std::vector<std::string>{"hosted"});
}

TEST(CommandLine, ReportsAndDetail) {
  const auto command =
      get<CheckCommand>({"hosted", "https://x.example", "--report", "html=run.html", "--report",
                         "junit=j.xml", "--json", "-v", "--color", "never"});
  ASSERT_EQ(command.reports.size(), 3U);
  EXPECT_EQ(command.reports[1].format, "junit");
  EXPECT_EQ(command.reports[2].path, "-");
  EXPECT_EQ(command.detail, reports::Detail::Verbose);
  EXPECT_EQ(command.color, ColorWish::Never);
}

TEST(CommandLine, TheEnvironmentFillsWhatWasNotGiven) {
  const Variables variables = {{"FLEXVERIFY_IDP", "entra"},
                               {"FLEXVERIFY_DEPTH", "page"},
                               {"FLEXVERIFY_IDP_HOST", "a.example b.example\nc.example"},
                               {"FLEXVERIFY_AFTER_REVERT", "no"}};
  const auto command =
      get<CheckCommand>({"hosted", "https://x.example", "--depth", "landing"}, variables);
  EXPECT_EQ(base::dump_json(command.over),
            R"({"after_revert":false,"depth":"landing","idp":{"adapter":"entra",)"
            R"("hosts":["a.example","b.example","c.example"]}})");
  EXPECT_EQ(command.spelling.find("/targets/*/idp/adapter")->second, "FLEXVERIFY_IDP");
}

TEST(CommandLine, OfTheSourcesOfOneSecretTheCommandLineCounts) {
  const auto command =
      get<CheckCommand>({"hosted", "https://x.example", "--password-file", "p"},
                        {{"FLEXVERIFY_PASSWORD_ENV", "P"}, {"FLEXVERIFY_TOTP_ENV", "T"}});
  EXPECT_EQ(base::dump_json(command.over),
            R"({"idp":{"password":{"file":"p"},"totp":{"env":"T"}}})");
}

TEST(CommandLine, TheOtherCommands) {
  EXPECT_EQ(get<ServeCommand>({"serve", "--config", "c", "--listen", "127.0.0.1:9000"}).listen,
            "127.0.0.1:9000");
  EXPECT_EQ(get<ResumeCommand>({"resume", "--state", "s", "a"}).state, "s");
  EXPECT_EQ(get<ReportCommand>({"report", "run.json", "--format", "html"}).format, "html");
  EXPECT_EQ(get<CompareCommand>({"compare", "a", "b", "--json"}).format, "json");
  EXPECT_EQ(get<PageCommand>({"page", "f", "--url", "https://x.example"}).idp, "auto");
  const auto page = get<PageCommand>(
      {"page", "f", "--url", "https://x.example", "--status", "500", "--after", "password"});
  EXPECT_EQ(page.status, 500);
  EXPECT_EQ(page.after, "password");
  EXPECT_TRUE(get<SamlCommand>({"saml", "-", "--show-values"}).show_values);
  EXPECT_EQ(get<ExplainCommand>({"explain", "dns-failed"}).code, "dns-failed");
  EXPECT_TRUE(get<CodesCommand>({"codes", "--json"}).json);
  EXPECT_EQ(get<ConfigCheckCommand>({"config-check", "c"}).file, "c");
  EXPECT_EQ(get<InitCommand>({"init", "-o", "c"}).output, "c");
  EXPECT_EQ(get<InitCommand>({"init", "--from-har", "l.har"}).from_har, "l.har");
  EXPECT_EQ(get<RehearseCommand>({"rehearse", "l.har", "--json"}).file, "l.har");
  EXPECT_TRUE(get<RehearseCommand>({"rehearse", "l.har", "--json"}).json);
  EXPECT_EQ(get<CompletionCommand>({"completion", "zsh"}).shell, "zsh");
  get<ManualCommand>({"manual"});
  get<SchemaCommand>({"schema"});
  EXPECT_EQ(get<AlertTestCommand>({"alert-test", "--config", "c", "pager"}).names,
            std::vector<std::string>{"pager"});
}

TEST(CommandLine, BadUsageSaysWhatWasExpected) {
  struct Case {
    std::vector<std::string> words;
    std::string says;
  };
  const std::vector<Case> cases = {
      {{}, "expected a command"},
      {{"hostde", "u"}, "did you mean \"hosted\""},
      {{"hosted"}, "Expected the URL"},
      {{"hosted", "u", "v"}, "\"v\" is one too many"},
      {{"serve", "--config", "c", "--listen", "nowhere"}, "--listen: "},
      {{"hosted", "u", "--dept", "page"}, "did you mean \"--depth\""},
      {{"hosted", "u", "--password", "x"}, "--password-env VAR"},
      {{"hosted", "u", "--depth"}, "expects a value"},
      {{"hosted", "u", "--depth", "page", "--depth", "page"}, "more than once"},
      {{"hosted", "u", "-q", "-v"}, "exclude each other"},
      {{"hosted", "u", "--jobs", "0"}, "expected 1 to 256"},
      {{"hosted", "u", "--jobs-per-provider", "x"}, "expected 1 to 256"},
      {{"hosted", "u", "--pace", "fast"}, "no time"},
      {{"hosted", "u", "--report", "html"}, "FORMAT=PATH"},
      {{"hosted", "u", "--report", "htlm=x"}, "did you mean \"html\""},
      {{"hosted", "u", "--json", "--report", "html=-"}, "two reports on standard output"},
      {{"hosted", "u", "--endpoint", "services"}, "NAME=URL"},
      {{"hosted", "u", "--color", "red"}, "auto, always or never"},
      {{"compare", "a"}, "BEFORE.json AFTER.json"},
      {{"page", "f"}, "expected --url URL"},
      {{"page", "f", "--url", "u", "--status", "9"}, "expected 100 to 599"},
      {{"page", "f", "--url", "u", "--after", "login"}, "password or code"},
      {{"resume"}, "NAME of a target"},
      {{"explain", "a", "b"}, "one CODE at a time"},
      {{"codes", "x"}, "\"x\" is not expected here"},
      {{"init", "x"}, "\"x\" is not expected here"},
      {{"completion", "fihs"}, "did you mean \"fish\""},
  };
  for (const Case& one : cases)
    EXPECT_NE(usage(one.words).find(one.says), std::string::npos)
        << base::join(one.words, " ") << ": " << usage(one.words);
}

TEST(CommandLine, AMisspeltVariableIsAnError) {
  const std::vector<std::string> words = {"hosted", "https://x.example"};
  EXPECT_NE(usage(words, {{"FLEXVERIFY_DEPHT", "page"}}).find("FLEXVERIFY_DEPTH"),
            std::string::npos);
  EXPECT_EQ(usage(words, {{"FLEXVERIFY_FARM_OF_MINE", "1"}, {"DEPHT", "page"}}), "");
  EXPECT_EQ(usage({"codes"}, {{"FLEXVERIFY_DEPTH", "page"}}), "");
}

TEST(CommandLine, WithoutAFileAConfigurationIsLookedFor) {
  EXPECT_EQ(std::get<Configured>(get<CheckCommand>({"check", "a"}).logins).file, "");
  EXPECT_EQ(get<ServeCommand>({"serve"}).file, "");
}

TEST(CommandTable, EveryOptionReadsIntoItsCommand) {
  for (const CommandRow& row : all_commands())
    for (const OptionRow& option : row.options()) {
      Command command = row.fresh();
      const Given given{.arity = option.arity, .values = {"1"}, .spelled = long_name(option)};
      ASSERT_TRUE(option.read) << row.name << " " << option.names;
      EXPECT_NO_THROW(try { option.read(given, command); } catch (const Usage&){})
          << row.name << " " << option.names;
      EXPECT_EQ(command.index(), row.fresh().index()) << row.name << " " << option.names;
    }
}

TEST(CommandTable, NamesAreUnique) {
  for (const CommandRow& row : all_commands()) {
    std::vector<std::string> names;
    for (const OptionRow& option : row.options()) names.push_back(long_name(option));
    std::ranges::sort(names);
    EXPECT_EQ(std::ranges::adjacent_find(names), names.end()) << row.name;
  }
}

}  // namespace
}  // namespace flexverify::cli
