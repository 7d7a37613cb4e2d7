// init: a starter configuration. On a terminal it asks; what is left empty keeps the example.
#include <unistd.h>

#include <array>
#include <iostream>

#include "verifier/app/commands.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/output.h"
#include "verifier/app/starter.h"
#include "verifier/base/text.h"
#include "verifier/cli/terminal.h"
#include "verifier/config/fault_text.h"
#include "verifier/config/load.h"

namespace flexverify::app {
namespace {

struct Question {
  std::string_view text;
  std::string StarterAnswers::* answer;
};
constexpr std::array kQuestions = {
    Question{"hosted or self-hosted", &StarterAnswers::setup},
    Question{"URL at which agents open Flex", &StarterAnswers::url},
    Question{"connection to verify (JQ…; empty: the active one)", &StarterAnswers::sso_profile},
    Question{"host of the identity provider's login page", &StarterAnswers::idp_host},
    Question{"user name of the test user", &StarterAnswers::username},
    Question{"file that holds the password", &StarterAnswers::password_file},
    Question{"file that holds the TOTP secret (empty: none)", &StarterAnswers::totp_file},
};

StarterAnswers ask_all() {
  StarterAnswers answers;
  for (const Question& question : kQuestions) {
    std::string& answer = answers.*question.answer;
    complain(std::string(question.text) + (answer.empty() ? "" : " [" + answer + "]") + ": ");
    std::string line;
    if (!std::getline(std::cin, line)) break;
    if (const auto given = base::trim(line); !given.empty()) answer = given;
  }
  return answers;
}

int refuse(const std::string& what) {
  complain("flexverify: " + what + "\n");
  return kUsageError;
}

}  // namespace

int run(const cli::InitCommand& command) {
  const bool to_file = command.output != "-";
  if (to_file && ::access(command.output.c_str(), F_OK) == 0)
    return refuse(command.output + ": is there already; nothing was written");
  const std::string text = starter_configuration(cli::can_ask() ? ask_all() : StarterAnswers{});
  if (const auto written = write_output(command.output, text); !written)
    return refuse(written.error().where + ": " + written.error().what);
  const auto loaded = config::load(text, "", known_names());
  if (!loaded) complain(config::fault_text(loaded.error(), command.output, text));
  if (to_file) complain("flexverify: wrote " + command.output + "\n");
  return loaded ? 0 : kUsageError;
}

}  // namespace flexverify::app
