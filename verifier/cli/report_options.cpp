// How a check is shown, and how many run at once.
#include <fmt/format.h>

#include <charconv>

#include "verifier/base/text.h"
#include "verifier/base/time.h"
#include "verifier/cli/options.h"

namespace flexverify::cli {
namespace {

const std::string kGroup = "Output";

CheckCommand& check_of(Command& command) { return std::get<CheckCommand>(command); }

void read_report(const Given& given, Command& command) {
  for (const std::string& text : given.values) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size())
      throw Usage{given.spelled + ": \"" + base::printable(text) +
                  "\" is not FORMAT=PATH, such as json=run.json (- is standard output)"};
    check_of(command).reports.push_back(
        {known_format(text.substr(0, equals), given.spelled), text.substr(equals + 1)});
  }
}

void read_json(const Given& given, Command& command) {
  if (!is_no(given)) check_of(command).reports.push_back({"json", "-"});
}

std::size_t number_up_to(std::size_t most, const Given& given, std::string_view of_what) {
  std::size_t number = 0;
  const std::string& text = value_of(given);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > most)
    throw Usage{fmt::format("{}: \"{}\" is no number of {}; expected 1 to {}", given.spelled,
                            base::printable(text), of_what, most)};
  return number;
}

void read_jobs(const Given& given, Command& command) {
  check_of(command).crowding.jobs = number_up_to(256, given, "checks");
}
void read_browsers(const Given& given, Command& command) {
  check_of(command).browsers = number_up_to(16, given, "browsers");
}
void read_jobs_per_provider(const Given& given, Command& command) {
  check_of(command).crowding.courtesy.at_once = number_up_to(256, given, "checks");
}
void read_pace(const Given& given, Command& command) {
  const auto pace = base::parse_duration(value_of(given));
  if (!pace)
    throw Usage{given.spelled + ": \"" + base::printable(value_of(given)) +
                "\" is no time, such as 50ms or 2s"};
  check_of(command).crowding.courtesy.pace = *pace;
}

void set_detail(Command& command, reports::Detail detail) {
  CheckCommand& check = check_of(command);
  if (check.detail != reports::Detail::Normal)
    throw Usage{"--quiet and --verbose exclude each other"};
  check.detail = detail;
}

void read_quiet(const Given& given, Command& command) {
  if (!is_no(given)) set_detail(command, reports::Detail::Brief);
}
void read_verbose(const Given& given, Command& command) {
  if (!is_no(given)) set_detail(command, reports::Detail::Verbose);
}

}  // namespace

Options report_options() {
  return {
      {"--report", Arity::Many, "FORMAT=PATH...",
       "Also write this report (" + formats() + "); - is standard output.", kGroup, read_report},
      {"--json", Arity::Flag, "", "The same as --report json=-", kGroup, read_json},
      {"--jobs", Arity::One, "N", "Checks that run at once (default 4).", kGroup, read_jobs},
      {"--browsers", Arity::One, "N",
       "Real browsers that run at once, half a GiB each (default 1).", kGroup, read_browsers},
      {"--jobs-per-provider", Arity::One, "N",
       "Checks at one identity provider at once (default 4).", kGroup, read_jobs_per_provider},
      {"--pace", Arity::One, "DURATION",
       "Least time between two starts at one identity provider (default 50ms).", kGroup, read_pace},
      {"-q,--quiet", Arity::Flag, "", "Findings and verdict only.", kGroup, read_quiet},
      {"-v,--verbose", Arity::Flag, "", "Every request as well.", kGroup, read_verbose},
      color<CheckCommand>()};
}

}  // namespace flexverify::cli
