// init: a starter configuration. What a recording shows need not be asked; what nobody answers
// keeps the example.
#include <unistd.h>

#include <iostream>

#include "verifier/app/commands.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/output.h"
#include "verifier/app/questions.h"
#include "verifier/app/recorded_answers.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/cli/terminal.h"
#include "verifier/config/fault_text.h"
#include "verifier/config/load.h"

namespace flexverify::app {
namespace {

int refuse(const std::string& what) {
  complain("flexverify: " + what + "\n");
  return kUsageError;
}

std::optional<std::string> ask_at_terminal(const std::string& text) {
  complain(text);
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  return line;
}

bool says_yes(const std::string& question) {
  const auto line = ask_at_terminal(question + " [y/N] ");
  return line && (base::trim(*line) == "y" || base::trim(*line) == "yes");
}

// "flexverify.json" has its certificate beside it, in "flexverify-idp.pem".
std::string certificate_path(const std::string& output) {
  constexpr std::string_view kEnd = ".json";
  const std::string stem =
      output.ends_with(kEnd) ? output.substr(0, output.size() - kEnd.size()) : output;
  return stem + "-idp.pem";
}

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool is_there(const std::string& path) { return path != "-" && base::exists(path); }

// A configuration on standard output has no place beside it.
base::Result<void> keep_certificate(const std::string& output, const std::string& pem,
                                    StarterAnswers& answers) {
  if (pem.empty() || output == "-") return {};
  const std::string path = certificate_path(output);
  answers.certificate = file_name(path);
  return write_output(path, pem);
}

int write(const cli::InitCommand& command, const StarterAnswers& answers) {
  const std::string text = starter_configuration(answers);
  if (const auto written = write_output(command.output, text); !written)
    return complain(written.error()), kUsageError;
  const auto loaded = config::load(text, "", known_names());
  if (!loaded) complain(config::fault_text(loaded.error(), command.output, text));
  if (command.output != "-") complain("flexverify: wrote " + command.output + "\n");
  return loaded ? 0 : kUsageError;
}

// As far as goes without a password: the page, discovery, the connection, the provider's first
// page.
void try_it(const std::string& file) {
  cli::CheckCommand check;
  check.logins = cli::Configured{.file = file, .names = {}};
  check.purpose = cli::Purpose::Preflight;
  if (run(check) == 0) complain("Next: flexverify check --config " + file + "\n");
}

int ask_and_write(const cli::InitCommand& command, StarterAnswers answers, Asked asked) {
  for (;;) {
    if (!ask_all(answers, asked, ask_at_terminal)) complain("\n");
    const int status = write(command, answers);
    if (status != 0 || command.output == "-") return status;
    if (!says_yes(
            "Try it now without a password? It asks Twilio and the page, and changes nothing."))
      return status;
    try_it(command.output);
    if (!says_yes("Go through the questions again?")) return status;
    asked = Asked::Everything;
  }
}

}  // namespace

int run(const cli::InitCommand& command) {
  if (is_there(command.output))
    return refuse(command.output + ": is there already; nothing was written");
  StarterAnswers answers;
  if (!command.from_har.empty()) {
    auto recorded = answers_of_recording(command.from_har);
    if (!recorded) return complain(recorded.error()), kUsageError;
    complain(recorded->found);
    answers = std::move(recorded->answers);
    if (is_there(certificate_path(command.output)))
      return refuse(certificate_path(command.output) + ": is there already; nothing was written");
    if (const auto kept = keep_certificate(command.output, recorded->certificate, answers); !kept)
      return complain(kept.error()), kUsageError;
  }
  const Asked asked = command.from_har.empty() ? Asked::Everything : Asked::WhatIsMissing;
  return cli::can_ask() ? ask_and_write(command, std::move(answers), asked)
                        : write(command, answers);
}

}  // namespace flexverify::app
