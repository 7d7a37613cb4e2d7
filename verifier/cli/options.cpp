#include "verifier/cli/options.h"

#include <array>

#include "reports/renderer.h"
#include "verifier/base/text.h"
#include "verifier/config/rules.h"

namespace flexverify::cli {

std::string long_name(const OptionRow& option) {
  return option.names.substr(option.names.rfind("--"));
}

Options joined(Options first, const Options& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

ColorWish color_wish(const Given& given) {
  static constexpr std::array<std::string_view, 3> kWords = {"auto", "always", "never"};
  const std::string& word = one_of(value_of(given), kWords, given.spelled);
  return static_cast<ColorWish>(std::ranges::find(kWords, word) - kWords.begin());
}

std::string formats() {
  std::string names;
  for (const reports::Renderer& renderer : reports::all_renderers())
    names += (names.empty() ? "" : ", ") + std::string(renderer.name);
  return names;
}

std::string known_format(const std::string& format, const std::string& spelled) {
  if (reports::renderer_named(format) != nullptr) return format;
  std::vector<std::string_view> names;
  for (const auto& renderer : reports::all_renderers()) names.push_back(renderer.name);
  const std::string near = config::suggestion(format, names);
  throw Usage{spelled + ": no report format \"" + base::printable(format) + "\"" +
              (near.empty() ? "; expected one of " + formats() : near)};
}

}  // namespace flexverify::cli
