// make_spec: valid JSON becomes a CheckSpec.
#include <array>

#include "verifier/base/check.h"
#include "verifier/config/load.h"
#include "verifier/config/merge.h"
#include "verifier/config/secret_source.h"
#include "verifier/model/account_secrets.h"

namespace flexverify::config {
namespace {

using base::Json;

model::BrowserSpec browser(const Json& idp) {
  return {.use = model::browser_use_named(idp.text("browser")).value_or(model::BrowserUse::Never),
          .webdriver = idp.text("webdriver"),
          .allow = idp.texts("browser_allow"),
          .picture = idp.text("browser_picture")};
}

model::IdpSpec idp(const Json& idp) {
  const std::string adapter = idp.text("adapter");
  model::IdpSpec spec{.adapter = adapter.empty() ? "auto" : adapter,
                      .hosts = idp.texts("hosts"),
                      .username = idp.text("username"),
                      .password = {},
                      .totp = {},
                      .security_answer = {},
                      .app_link = idp.text("app_link"),
                      .command = idp.texts("command"),
                      .allow_push = member(idp, "allow_push").boolean().value_or(false),
                      .accept_consent = member(idp, "accept_consent").boolean().value_or(false),
                      .accept_terms = member(idp, "accept_terms").boolean().value_or(false),
                      .browser = browser(idp),
                      .metadata = idp.text("metadata"),
                      .certificate = idp.text("certificate"),
                      .issuer = idp.text("issuer"),
                      .sso_url = idp.text("sso_url"),
                      // Read by whoever runs the check.
                      .trusted_certificates = {},
                      .pasted_certificates = 0,
                      .metadata_xml = {}};
  for (const model::AccountSecret& row : model::kAccountSecrets)
    spec.*row.source = secret_source(member(idp, row.key));
  return spec;
}

model::Endpoints endpoints(const Json& json) {
  model::Endpoints endpoints;
  const std::array<std::pair<std::string_view, std::string*>, 6> fields = {
      {{"services", &endpoints.services},
       {"login", &endpoints.login},
       {"flex_api", &endpoints.flex_api},
       {"iam", &endpoints.iam},
       {"preview", &endpoints.preview},
       {"flex", &endpoints.flex}}};
  for (const auto& [name, field] : fields)
    if (const auto url = web::parse_url(json.text(name))) *field = web::origin(*url);
  return endpoints;
}

model::NetworkSpec network(const Json& target) {
  model::NetworkSpec network;
  network.ca_file = target.text("ca_file");
  network.client_certificate = target.text("client_cert");
  network.client_key = target.text("client_key");
  network.proxy = target.text("proxy");
  network.resolve = target.texts("resolve");
  network.user_agent = target.text("user_agent");
  network.insecure_http = target.texts("insecure_http");
  return network;
}

model::Expect expect(const Json& json) {
  return {.entity_id = json.text("entity_id"),
          .acs_url = json.text("acs_url"),
          .role = json.text("role"),
          .identity = json.text("identity")};
}

}  // namespace

model::CheckSpec make_spec(const Json& defaults, const Json& target, const Json& over) {
  const Json all = merged(merged(defaults, target), over);
  const auto url = web::parse_url(all.text("url"));
  FV_CHECK(url.has_value());
  model::CheckSpec spec;
  spec.name = all.text("name");
  spec.url = *url;
  spec.setup = model::setup_named(all.text("setup")).value_or(spec.setup);
  spec.connection = model::connection_named(all.text("connection")).value_or(spec.connection);
  spec.depth = model::depth_named(all.text("depth")).value_or(spec.depth);
  spec.after_revert = member(all, "after_revert").boolean().value_or(false);
  if (spec.after_revert) spec.connection = model::ConnectionKind::Legacy;
  spec.show_values = member(all, "show_values").boolean().value_or(false);
  spec.counter_check = member(all, "counter_check").boolean().value_or(false);
  spec.migrated_on = all.text("migrated_on");
  spec.account_sid = all.text("account_sid");
  spec.sso_profile = all.text("sso_profile");
  spec.redirect_url = all.text("redirect_url");
  spec.expect = expect(member(all, "expect"));
  spec.idp = idp(member(all, "idp"));
  spec.endpoints = endpoints(member(all, "endpoints"));
  spec.network = network(all);
  spec.expiry_warning =
      base::parse_duration(all.text("expiry_warning")).value_or(spec.expiry_warning);
  spec.timeout = base::parse_duration(all.text("timeout")).value_or(spec.timeout);
  return spec;
}

}  // namespace flexverify::config
