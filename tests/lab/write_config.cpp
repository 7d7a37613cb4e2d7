#include "tests/lab/write_config.h"

#include <filesystem>

#include "tests/lab/hosts.h"
#include "tests/lab/look_alike.h"
#include "tests/lab/saml_message.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

using base::Json;

Json endpoints(const World& world) {
  Json json;
  json.set("services", world.origin(kServicesHost))
      .set("login", world.origin(kLoginHost))
      .set("flex_api", world.origin(kFlexApiHost))
      .set("iam", world.origin(kIamHost))
      .set("preview", world.origin(kPreviewHost))
      .set("flex", world.origin(kFlexHost));
  return json;
}

Json expect(const World& world, const Target& target) {
  Json json;
  const Connection* connection = world.connection(target.connection);
  const bool left = world.drill != nullptr && world.drill->expectations == Expectations::Left;
  if (connection != nullptr && !left)
    json.set("entity_id", world.entity_id(*connection)).set("acs_url", world.acs_url(*connection));
  json.set("role", world.user.role).set("identity", flex_identity(world.user.username));
  return json;
}

Json file_source(std::string name) {
  Json source;
  source.set("file", std::move(name));
  return source;
}

std::string totp_file(const Target& target) { return "lab-totp-" + target.name + ".txt"; }

// Those that may be given the password.
Json hosts_of(const Target& target) {
  Json::Array hosts{Json(target.idp_host)};
  if (target.look_alike != nullptr && !target.look_alike->leads_to.empty())
    hosts.emplace_back(look_alike_host(target.look_alike->leads_to));
  return Json(std::move(hosts));
}

Json provider(const World& world, const Target& target) {
  Json json;
  json.set("adapter", "auto")
      .set("hosts", hosts_of(target))
      .set("username", world.user.username)
      .set("password", file_source(kPasswordFile));
  if (!target.app_link.empty()) json.set("app_link", target.app_link);
  if (target.look_alike == nullptr) return json;
  json.set("adapter", target.look_alike->adapter);
  if (base::contains(target.look_alike->needs, "code"))
    json.set("totp", file_source(totp_file(target)));
  if (base::contains(target.look_alike->needs, "answer"))
    json.set("security_answer", file_source(kAnswerFile));
  return json;
}

Json target_json(const World& world, const Target& target) {
  Json json;
  json.set("name", target.name).set("setup", target.setup).set("url", target.url);
  json.set("connection", target.kind == ConnectionKind::Legacy ? "legacy" : "oauth2");
  if (world.drill != nullptr && world.drill->revert == Revert::Checked)
    json.set("after_revert", true);
  if (target.profile == Target::Profile::Named) json.set("sso_profile", target.connection);
  json.set("depth", "loaded")
      .set("expect", expect(world, target))
      .set("idp", provider(world, target))
      .set("endpoints", endpoints(world));
  return json;
}

}  // namespace

Json configuration(const World& world) {
  Json defaults;
  // A drill with a server that does not answer should not take a minute.
  defaults.set("timeout", world.faults.page == PageFault::Slow ? "2s" : "60s");
  defaults.set("ca_file", kCaFile);
  Json::Array addresses;
  for (std::string& entry : world.addresses_of_inner_hosts())
    addresses.emplace_back(std::move(entry));
  defaults.set("resolve", Json(std::move(addresses)));
  Json::Array targets;
  for (const Target& target : world.targets) targets.push_back(target_json(world, target));
  Json json;
  json.set("defaults", std::move(defaults)).set("targets", Json(std::move(targets)));
  return json;
}

base::Result<void> write_configuration(const Lab& lab, const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  auto written = base::write_file((folder / kCaFile).string(), lab.ca_pem());
  if (!written) return written;
  written = base::write_file((folder / kPasswordFile).string(), lab.world().user.password + "\n");
  if (!written) return written;
  written = base::write_file((folder / kAnswerFile).string(), lab.world().user.answer + "\n");
  if (!written) return written;
  written = base::write_file((folder / kMetadataFile).string(), idp_metadata(lab.world()));
  if (!written) return written;
  written = base::write_file((folder / kCertificateFile).string(),
                             lab.world().idp_key->certificate_pem());
  if (!written) return written;
  for (const Target& target : lab.world().targets) {
    if (target.look_alike == nullptr) continue;
    written = base::write_file((folder / totp_file(target)).string(),
                               totp_secret(lab.world(), target.name) + "\n");
    if (!written) return written;
  }
  return base::write_file(path, base::dump_json(configuration(lab.world()), 2) + "\n");
}

}  // namespace flexverify::lab
