#include "verifier/app/specs.h"

#include <algorithm>
#include <memory>

#include "verifier/app/configuration_file.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/config/keys.h"
#include "verifier/config/load.h"
#include "verifier/config/users.h"

namespace flexverify::app {
namespace {

using base::Json;
using Specs = tl::expected<model::CheckSpecs, std::string>;

// The option behind a fault: that of the key, else that of what the key is in.
std::string spelled(const config::Fault& fault, const cli::Spelling& spelling) {
  std::string pattern = fault.pattern;
  while (!pattern.empty()) {
    if (const auto found = spelling.find(pattern); found != spelling.end()) return found->second;
    pattern.resize(pattern.rfind('/'));
  }
  return base::printable(fault.pointer);
}

std::string secret_options(const config::Fault& fault) {
  const std::string name = fault.pattern.substr(fault.pattern.rfind('/') + 1);
  return "--" + name + "-env, --" + name + "-file and --" + name + "-command exclude each other\n";
}

std::string option_faults(const std::vector<config::Fault>& faults, const cli::Spelling& spelling) {
  std::string text;
  for (const config::Fault& fault : faults) {
    const config::Key* key = config::key_at(fault.pattern);
    text += "flexverify: ";
    text += key != nullptr && key->rule == config::Rule::Secret
                ? secret_options(fault)
                : spelled(fault, spelling) + ": " + fault.what + "\n";
  }
  return text;
}

std::string guessed_setup(const std::string& url) {
  const auto parsed = web::parse_url(url);
  const bool twilio = parsed && base::contains(web::host_name(*parsed), ".twilio.com");
  return twilio ? "hosted" : "self-hosted";
}

// A name for reports: the URL without scheme, query and last slash.
std::string name_of(const std::string& url) {
  const auto parsed = web::parse_url(url);
  if (!parsed) return "login";
  std::string name = web::host_and_port(*parsed) + parsed->path;
  while (name.ends_with('/')) name.pop_back();
  return base::printable(name, 90);
}

Specs from_url(const cli::OneUrl& login, const cli::CheckCommand& command) {
  Json target;
  target.set("name", name_of(login.url));
  target.set("setup", login.setup.empty() ? guessed_setup(login.url) : login.setup);
  target.set("url", login.url);
  cli::Spelling spelling = command.spelling;
  spelling["/targets/*/url"] = "URL";
  const config::Known known = known_names();
  auto faults = config::validate(target, config::kTarget, "", config::Required::All, known);
  const auto more =
      config::validate(command.over, config::kTarget, "", config::Required::Given, known);
  faults.insert(faults.end(), more.begin(), more.end());
  if (!faults.empty()) return tl::unexpected(option_faults(faults, spelling));
  return model::specs_of({config::make_spec(Json(), target, command.over)});
}

std::vector<std::string_view> names_of(const config::Configuration& configuration) {
  std::vector<std::string_view> names;
  names.reserve(configuration.targets.size());
  for (const Json& target : configuration.targets) names.push_back(*target.find("name")->string());
  return names;
}

std::string unknown_target(const std::string& name, const std::vector<std::string_view>& names) {
  std::string near = config::suggestion(name, names);
  if (near.empty()) {
    near = "; the configuration has";
    for (const std::string_view known : names)
      near += (known == names.front() ? " " : ", ") + base::printable(known, 60);
  }
  return "flexverify: no target \"" + base::printable(name) + "\"" + near + "\n";
}

// Valid JSON of the targets that are checked: as text it takes a fifth of what it takes as values.
struct Written {
  Json defaults, over;
  std::vector<std::string> targets;
};

model::CheckSpecs specs_of(Written written) {
  const auto all = std::make_shared<const Written>(std::move(written));
  return {.count = all->targets.size(), .at = [all](std::size_t i) {
            return config::make_spec(all->defaults, *base::parse_json(all->targets[i]), all->over);
          }};
}

// Each target goes once it is text again: of ten thousand, both would be much.
Specs chosen(config::Configuration configuration, const cli::Configured& login, const Json& over) {
  const auto names = names_of(configuration);
  const auto means = [](const std::string& wanted, std::string_view name) {
    return config::names_target(wanted, std::string(name));
  };
  for (const std::string& name : login.names)
    if (std::none_of(names.begin(), names.end(), [&](auto one) { return means(name, one); }))
      return tl::unexpected(unknown_target(name, names));
  Written written{.defaults = std::move(configuration.defaults), .over = over, .targets = {}};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (login.names.empty() ||
        std::any_of(login.names.begin(), login.names.end(),
                    [&](const std::string& wanted) { return means(wanted, names[i]); })) {
      written.targets.push_back(base::dump_json(configuration.targets[i]));
      configuration.targets[i] = Json();
    }
  return specs_of(std::move(written));
}

Specs from_file(const cli::Configured& login, const cli::CheckCommand& command) {
  const auto faults =
      config::validate(command.over, config::kTarget, "", config::Required::Given, known_names());
  if (!faults.empty()) return tl::unexpected(option_faults(faults, command.spelling));
  const auto file = configuration_file(login.file);
  if (!file) return tl::unexpected(file.error());
  auto configuration = read_configuration(*file);
  if (!configuration) return tl::unexpected(configuration.error());
  return chosen(std::move(*configuration), login, command.over);
}

// A preflight stops before any password; it may be asked to stop earlier, not later.
Specs limited(Specs specs, cli::Purpose purpose) {
  if (!specs || purpose == cli::Purpose::Login) return specs;
  specs->at = [at = std::move(specs->at)](std::size_t i) {
    model::CheckSpec spec = at(i);
    spec.depth = std::min(spec.depth, model::Depth::AuthnRequest);
    return spec;
  };
  return specs;
}

}  // namespace

Specs make_specs(const cli::CheckCommand& command) {
  const std::string depth = command.over.text("depth");
  if (command.purpose == cli::Purpose::Preflight && !depth.empty() && depth != "page" &&
      depth != "authn-request" && model::depth_named(depth))
    return tl::unexpected("flexverify: --depth: a preflight stops at authn-request; \"" + depth +
                          "\" needs hosted, self-hosted or check\n");
  auto specs = std::visit(
      base::overload{[&](const cli::OneUrl& login) { return from_url(login, command); },
                     [&](const cli::Configured& login) { return from_file(login, command); }},
      command.logins);
  return limited(std::move(specs), command.purpose);
}

}  // namespace flexverify::app
