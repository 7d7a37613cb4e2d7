#include "tests/lab/options.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "verifier/base/files.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

using base::fail;
using base::Result;

constexpr std::size_t kMaxCertificate = 64 * 1024;
constexpr std::size_t kMaxBuild = 64 * 1024 * 1024;

Result<void> set_listen(Command& command, const std::string& value) {
  const auto colon = value.rfind(':');
  int port = -1;
  if (colon != std::string::npos)
    std::from_chars(value.data() + colon + 1, value.data() + value.size(), port);
  if (port < 0 || port > 65535) return fail("--listen", "expected ADDRESS:PORT, found " + value);
  command.lab.address = value.substr(0, colon);
  command.lab.port = port;
  return {};
}

Result<void> set_drill(Command& command, const std::string& value) {
  command.lab.drill = drill_named(value);
  if (command.lab.drill != nullptr) return {};
  std::vector<std::string_view> names;
  for (const Drill& drill : all_drills()) names.push_back(drill.name);
  const auto near = base::did_you_mean(value, names);
  return fail("--drill",
              "no drill \"" + value + "\"" +
                  (near ? "; did you mean " + std::string(*near) + "?" : "; see --list-drills"));
}

Result<void> set_write_config(Command& command, const std::string& value) {
  command.write_config = value;
  return {};
}

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// NAME=SSO_URL,ISSUER,CERTIFICATE; the SSO URL may hold '=' itself.
Result<void> add_idp(Command& command, const std::string& value) {
  const auto equals = value.find('=');
  const std::string name = value.substr(0, equals);
  const auto parts = equals == std::string::npos
                         ? std::vector<std::string_view>{}
                         : base::split(std::string_view(value).substr(equals + 1), ',');
  if (parts.size() != 3 || !is_name(name))
    return fail("--idp", "expected NAME=SSO_URL,ISSUER,CERTIFICATE.pem with a NAME of a-z, 0-9, -");
  auto certificate = base::read_file(std::string(parts[2]), kMaxCertificate);
  if (!certificate) return tl::unexpected(certificate.error());
  command.lab.external.push_back({.name = name,
                                  .facts = {.sso_url = std::string(parts[0]),
                                            .issuer = std::string(parts[1]),
                                            .certificate_pem = *std::move(certificate)}});
  return {};
}

Result<void> set_deviation(Command& command, const std::string& value) {
  constexpr std::size_t kMaxTable = 1024 * 1024;
  const auto equals = value.rfind('=');
  if (equals == std::string::npos) return fail("--deviation", "expected FILE=NAME");
  const auto text = base::read_file(value.substr(0, equals), kMaxTable);
  if (!text) return tl::unexpected(text.error());
  const auto json = base::parse_json(*text);
  if (!json) return tl::unexpected(json.error());
  const auto rows = read_deviations(*json);
  if (!rows) return tl::unexpected(rows.error());
  const auto found = std::ranges::find(*rows, value.substr(equals + 1), &Deviation::name);
  if (found == rows->end()) return fail("--deviation", "the table has no row of that name");
  command.lab.deviation = *found;
  return {};
}

Result<void> set_names(Command& command, const std::string& value) {
  if (value != "public" && value != "local") return fail("--names", "expected public or local");
  command.lab.names = value == "public" ? Names::Public : Names::Local;
  return {};
}

Result<void> set_flex_ui(Command& command, const std::string& value) {
  auto build = base::read_file(value, kMaxBuild);
  if (!build) return tl::unexpected(build.error());
  command.lab.flex_ui = *std::move(build);
  return {};
}

Result<void> set_request_log(Command& command, const std::string& value) {
  command.lab.request_log = value;
  return {};
}

Result<void> set_delay(Command& command, const std::string& value) {
  constexpr int kLongest = 1'000;
  int delay = -1;
  std::from_chars(value.data(), value.data() + value.size(), delay);
  if (delay < 0 || delay > kLongest)
    return fail("--delay", "expected 0 to 1000 milliseconds, found " + value);
  command.lab.delay = std::chrono::milliseconds{delay};
  return {};
}

struct Option {
  std::string_view name;
  Result<void> (*set)(Command&, const std::string&);
};
constexpr std::array kOptions = {Option{"--listen", set_listen},
                                 Option{"--drill", set_drill},
                                 Option{"--write-config", set_write_config},
                                 Option{"--deviation", set_deviation},
                                 Option{"--idp", add_idp},
                                 Option{"--names", set_names},
                                 Option{"--flex-ui", set_flex_ui},
                                 Option{"--request-log", set_request_log},
                                 Option{"--delay", set_delay}};

bool read_flag(Command& command, std::string_view name) {
  if (name == "--help") command.help = true;
  if (name == "--list-drills" && command.list == DrillList::No) command.list = DrillList::Text;
  if (name == "--scripts") command.lab.scripts = Scripts::Yes;
  if (name == "--json") command.list = DrillList::Json;
  return name == "--help" || name == "--list-drills" || name == "--json" || name == "--scripts";
}

}  // namespace

Result<Command> read_command(const std::vector<std::string>& arguments) {
  Command command;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (read_flag(command, argument)) continue;
    const auto equals = argument.find('=');  // "--option=value" as well
    const std::string name = argument.substr(0, equals);
    const auto option = std::find_if(kOptions.begin(), kOptions.end(),
                                     [&](const Option& o) { return o.name == name; });
    if (option == kOptions.end()) return fail(name, "no such option; see --help");
    if (equals == std::string::npos && i + 1 == arguments.size())
      return fail(name, "a value is missing");
    const std::string value =
        equals == std::string::npos ? arguments[++i] : argument.substr(equals + 1);
    if (auto set = option->set(command, value); !set) return tl::unexpected(set.error());
  }
  return command;
}

}  // namespace flexverify::lab
