#include "verifier/app/recorded_answers.h"

#include <fmt/format.h>

#include <array>

#include "reports/layout.h"
#include "verifier/app/configuration_file.h"
#include "verifier/app/recording_file.h"
#include "verifier/base/text.h"
#include "verifier/config/keys.h"

namespace flexverify::app {
namespace {

using recording::Shown;
using recording::Tenant;

struct Row {
  std::string_view key;  // pattern in the table of keys
  std::string_view called;
  Shown Tenant::* shown;
  std::string StarterAnswers::* answer;
};
constexpr std::string_view kTarget = "/targets/*/";
constexpr std::array<Row, 10> kRows = {
    {{"url", "page", &Tenant::page, &StarterAnswers::url},
     {"account_sid", "account", &Tenant::account_sid, &StarterAnswers::account_sid},
     {"sso_profile", "connection", &Tenant::sso_profile, &StarterAnswers::sso_profile},
     {"redirect_url", "redirect URL", &Tenant::redirect_url, &StarterAnswers::redirect_url},
     {"expect/entity_id", "Entity ID", &Tenant::entity_id, &StarterAnswers::entity_id},
     {"expect/acs_url", "ACS URL", &Tenant::acs_url, &StarterAnswers::acs_url},
     {"expect/role", "role", &Tenant::role, &StarterAnswers::role},
     {"idp/issuer", "issuer", &Tenant::issuer, &StarterAnswers::issuer},
     {"idp/sso_url", "sign-on URL", &Tenant::sso_url, &StarterAnswers::sso_url},
     {"idp/app_link", "app link", &Tenant::app_link, &StarterAnswers::app_link}}};

// A recording may hold anything: what no configuration may hold is left out.
bool is_fit(const Row& row, const std::string& value) {
  const auto* key = config::key_at(std::string(kTarget) + std::string(row.key));
  return key != nullptr && !config::fault_in(value, *key, known_names());
}

std::string line(std::string_view called, const std::string& value, const std::string& seen_in) {
  return "  " + reports::padded(std::string(called), 14) + base::printable(value, 300) +
         (seen_in.empty() ? "" : "  (" + seen_in + ")") + "\n";
}

std::string member_of(std::string_view key) { return std::string(key.substr(key.find('/') + 1)); }

void take(const Tenant& tenant, const Row& row, RecordedAnswers& result) {
  const Shown& shown = tenant.*row.shown;
  std::string& answer = result.answers.*row.answer;
  answer.clear();
  if (shown.value.empty() || !is_fit(row, shown.value)) return;
  answer = shown.value;
  result.answers.seen_in[member_of(row.key)] = shown.seen_in;
  result.found += line(row.called, shown.value, shown.seen_in);
}

std::string kind_text(const Tenant& tenant) {
  const bool enhanced = tenant.kind == model::ConnectionKind::OAuth2;
  const bool hosted = tenant.setup == model::Setup::Hosted;
  return std::string(hosted ? "hosted" : "self-hosted") +
         (enhanced ? ", enhanced (OAuth 2.0) connection" : ", legacy connection") +
         (tenant.app_link.value.empty() ? "" : ", by a link of the provider's");
}

void take_provider(const Tenant& tenant, RecordedAnswers& result) {
  StarterAnswers& answers = result.answers;
  answers.adapter = tenant.adapter;
  answers.hosts.clear();
  const auto* key = config::key_at("/targets/*/idp/hosts/*");
  for (const std::string& host : tenant.hosts)
    if (!config::fault_in(host, *key, known_names())) answers.hosts.push_back(host);
  answers.seen_in["adapter"] = tenant.adapter_seen_in;
  result.certificate = tenant.certificate;
  result.found += line("provider", tenant.adapter, tenant.adapter_seen_in);
  result.found += line("password to", base::join(answers.hosts, ", "), "");
}

// What only the user knows, and what this recording does not show.
std::string open_ends(const Tenant& tenant) {
  std::string text = "Not from the recording: user name, and where the password is read from.\n";
  if (tenant.hosts.empty())
    text += "It does not show the identity provider: name its host in idp.hosts.\n";
  if (!tenant.accepted)
    text +=
        "It does not show that Twilio took the response: issuer and certificate are left out.\n";
  if (!tenant.endpoints.empty())
    text +=
        "Twilio's services are not at Twilio's usual hosts in it. Is it another region, or a "
        "lab? If not, do not use this file.\n";
  return text;
}

}  // namespace

base::Result<RecordedAnswers> answers_of_recording(const std::string& har_file) {
  const auto file = read_recording_file(har_file);
  if (!file) return tl::unexpected(file.error());
  const Tenant tenant = recording::tenant_of(file->recording, file->login);

  RecordedAnswers result;
  result.answers.username.clear();
  result.answers.password.clear();
  result.answers.setup = tenant.setup == model::Setup::Hosted ? "hosted" : "self-hosted";
  result.answers.connection = tenant.kind == model::ConnectionKind::Legacy ? "legacy" : "oauth2";
  result.answers.endpoints = tenant.endpoints;
  result.found = "Found in " + base::printable(har_file, 100) + ": " + kind_text(tenant) + "\n";
  for (const Row& row : kRows) take(tenant, row, result);
  take_provider(tenant, result);
  result.found += open_ends(tenant);
  return result;
}

}  // namespace flexverify::app
