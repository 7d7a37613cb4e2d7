// saml: the audit of saved messages.
#include <unistd.h>

#include <algorithm>

#include "idp-adapters/adapter.h"
#include "reports/examination.h"
#include "verifier/app/commands.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/output.h"
#include "verifier/app/trusted_certificates.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/cli/terminal.h"
#include "verifier/cli/version.h"
#include "verifier/config/keys.h"
#include "verifier/model/verdict.h"
#include "verifier/saml/examine.h"

namespace flexverify::app {
namespace {

constexpr std::size_t kInputLimit = 64UL * 1024 * 1024;  // HAR files are large

template <class T>
using OrWhy = tl::expected<T, std::string>;

std::string why(const base::Error& error) { return error.where + ": " + error.what; }

OrWhy<std::string> read_input(const std::string& file) {
  auto content = base::read_file(file == "-" ? "/dev/stdin" : file, kInputLimit);
  if (!content) return tl::unexpected(why(content.error()));
  return std::move(*content);
}

OrWhy<void> read_files(const cli::SamlCommand& command, saml::ExamineOptions& options) {
  if (!command.certificate.empty()) {
    auto certificates = read_certificates(command.certificate);
    if (!certificates) return tl::unexpected(why(certificates.error()));
    options.pasted = std::move(*certificates);
  }
  if (command.metadata.empty()) return {};
  const auto xml = read_metadata(command.metadata);
  if (!xml) return tl::unexpected(why(xml.error()));
  options.metadata = *saml::parse_metadata(*xml);
  return {};
}

OrWhy<saml::ExamineOptions> options_of(const cli::SamlCommand& command) {
  saml::ExamineOptions options{.entity_id = command.entity_id,
                               .acs_url = command.acs_url,
                               .issuer = command.issuer,
                               .request_id = command.request_id,
                               .role = command.role,
                               .labels = &idp::labels_of(command.idp),
                               .pasted = {},
                               .metadata = {},
                               .at = {},
                               .now = base::SystemClock().now()};
  if (command.show_values) options.personal = saml::PersonalValues::Shown;
  if (!command.at.empty()) options.at = base::parse_rfc3339(command.at);
  if (!command.at.empty() && !options.at)
    return tl::unexpected("--at: \"" + base::printable(command.at) +
                          "\" is no time; expected RFC 3339, such as 2026-11-25T12:00:00Z");
  const auto* key = config::key_at("/targets/*/idp/adapter");
  if (const auto fault = config::fault_in(command.idp, *key, known_names()))
    return tl::unexpected("--idp: " + *fault);
  if (auto read = read_files(command, options); !read) return tl::unexpected(read.error());
  return options;
}

int bad(const std::string& what) {
  complain("flexverify: " + what + "\n");
  return kUsageError;
}

}  // namespace

int run(const cli::SamlCommand& command) {
  const auto options = options_of(command);
  if (!options) return bad(options.error());
  const auto input = read_input(command.file);
  if (!input) return bad(input.error());
  const auto messages = saml::unwrap(*input);
  if (messages.empty())
    return bad(command.file +
               ": no SAML message is in it; expected XML, base64, a URL with SAMLRequest or "
               "SAMLResponse, a form with one, or a HAR file");
  model::Examination examination = saml::examine(messages, *options);
  examination.tool_version = cli::kVersion;
  say(command.json ? reports::examination_json(examination)
                   : reports::examination_text(
                         examination, {.width = cli::width_of(STDOUT_FILENO),
                                       .color = cli::color_for(STDOUT_FILENO, command.color)}));
  return model::exit_code(examination.verdict);
}

}  // namespace flexverify::app
