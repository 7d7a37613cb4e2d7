#include "verifier/cli/given.h"

#include <array>
#include <cctype>

#include "verifier/base/check.h"
#include "verifier/base/text.h"
#include "verifier/config/rules.h"
#include "verifier/model/account_secrets.h"

namespace flexverify::cli {
namespace {

Values values_in(const char* text, Arity arity) {
  if (arity != Arity::Many) return {text};
  Values values;
  const std::string line = base::replace_all(text, "\n", " ");
  for (const std::string_view part : base::split(line, ' '))
    if (!base::trim(part).empty()) values.emplace_back(base::trim(part));
  return values;
}

// "--password" of "--password-env": of the three only one counts, the command line's first.
std::string secret_of(std::string_view option) {
  for (const model::AccountSecret& row : model::kAccountSecrets)
    if (option.starts_with(row.option)) return std::string(row.option);
  return "";
}

}  // namespace

std::string environment_name(std::string_view option) {
  std::string name = "FLEXVERIFY_";
  for (const char c : option.substr(2))
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

const std::string& value_of(const Given& given) {
  FV_CHECK(!given.values.empty());
  return given.values[0];
}

bool is_no(const Given& given) {
  static constexpr std::array<std::string_view, 4> kNo = {"0", "false", "no", "off"};
  return std::ranges::count(kNo, value_of(given)) > 0;
}

std::string one_of(const std::string& word, std::span<const std::string_view> words,
                   const std::string& spelled) {
  if (std::ranges::count(words, word) > 0) return word;
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i)
    list += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string(words[i]);
  throw Usage{spelled + ": \"" + base::printable(word) + "\" is not one of " + list +
              config::suggestion(word, words)};
}

void read_environment(Arguments& arguments, const Environment& environment) {
  Values secrets_given;
  for (const auto& [name, given] : arguments.options)
    if (!given.values.empty() && !secret_of(name).empty()) secrets_given.push_back(secret_of(name));
  for (auto& [name, given] : arguments.options) {
    const bool taken =
        !given.values.empty() || std::ranges::count(secrets_given, secret_of(name)) > 0;
    const char* value = taken ? nullptr : environment.value(environment_name(name).c_str());
    if (value == nullptr || *value == '\0') continue;
    given.spelled = environment_name(name);
    given.values = values_in(value, given.arity);
  }
}

}  // namespace flexverify::cli
