#include "tests/support/lab_login.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "tests/lab/hosts.h"
#include "tests/lab/look_alike.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/base/totp.h"
#include "verifier/saml/audit.h"

namespace flexverify::test {
namespace {

// The test user's, at the target that is signed in to.
class UserSecrets final : public net::SecretStore {
 public:
  UserSecrets(const lab::World& world, const model::CheckSpec& spec) : world_(world), spec_(spec) {}

  std::variant<base::Secret, model::Finding> get(const net::SecretWish& wish) override {
    switch (wish.secret) {
      case base::SecretRef::Password:
        return base::Secret(world_.user.password);
      case base::SecretRef::SecurityAnswer:
        return base::Secret(world_.user.answer);
      case base::SecretRef::OneTimeCode:
        return base::Secret(base::totp(lab::totp_key(world_, spec_.name), lab::now()));
    }
    return model::make_finding(model::Code::SecretMissing, "none is configured");
  }
  void settle(base::SecretRef, const net::SecretFate&) override {}

 private:
  const lab::World& world_;
  const model::CheckSpec& spec_;
};

model::Endpoints endpoints_of(const lab::World& world) {
  return {.services = world.origin(lab::kServicesHost),
          .login = world.origin(lab::kLoginHost),
          .flex_api = world.origin(lab::kFlexApiHost),
          .iam = world.origin(lab::kIamHost),
          .preview = world.origin(lab::kPreviewHost),
          .flex = world.origin(lab::kFlexHost)};
}

}  // namespace

model::CheckSpec spec_for(const lab::World& world, std::string_view name) {
  const auto target = std::find_if(world.targets.begin(), world.targets.end(),
                                   [&](const lab::Target& one) { return one.name == name; });
  if (target == world.targets.end()) throw std::runtime_error("no such target in the lab");
  model::CheckSpec spec;
  spec.name = target->name;
  spec.setup = model::setup_named(target->setup).value();
  spec.url = web::parse_url(target->url).value();
  spec.endpoints = endpoints_of(world);
  spec.connection = target->kind == lab::ConnectionKind::Legacy ? model::ConnectionKind::Legacy
                                                                : model::ConnectionKind::OAuth2;
  spec.after_revert = world.drill != nullptr && world.drill->revert == lab::Revert::Checked;
  if (world.drill != nullptr) spec.migrated_on = world.drill->migrated_on;
  const bool named =
      world.drill == nullptr || world.drill->expectations == lab::Expectations::Named;
  if (named) {
    spec.expect.entity_id = world.entity_id(*world.connection(target->connection));
    spec.expect.identity = lab::flex_identity(world.user.username);
    spec.expect.acs_url = world.acs_url(*world.connection(target->connection));
  }
  spec.expect.role = "agent";
  if (target->profile == lab::Target::Profile::Named) spec.sso_profile = target->connection;
  spec.network.resolve = world.addresses_of_inner_hosts();
  spec.idp.hosts = {target->idp_host};
  spec.idp.username = world.user.username;
  const model::SecretSource in_the_store = model::EnvironmentSource{"IN_THE_STORE"};
  spec.idp.password = in_the_store;
  spec.idp.app_link = target->app_link;
  if (target->look_alike == nullptr) return spec;
  spec.idp.adapter = target->look_alike->adapter;
  if (const std::string_view other = target->look_alike->leads_to; !other.empty())
    spec.idp.hosts.push_back(lab::look_alike_host(other));
  if (base::contains(target->look_alike->needs, "code")) spec.idp.totp = in_the_store;
  if (base::contains(target->look_alike->needs, "answer")) spec.idp.security_answer = in_the_store;
  return spec;
}

std::shared_ptr<const net::TrustStore> trust_in(const lab::Lab& lab) {
  std::string path = "/tmp/flexverify-ca-XXXXXX";
  const int fd = ::mkstemp(path.data());
  ::close(fd);
  const auto written = base::write_file(path, lab.ca_pem());
  auto trust = net::TrustStore::load(path);
  ::unlink(path.c_str());
  if (!written || !trust) throw std::runtime_error("the lab's authority cannot be loaded");
  return *trust;
}

model::CheckResult run_in_lab(const lab::Lab& lab, const model::CheckSpec& spec,
                              std::shared_ptr<const net::TrustStore> trust) {
  model::NetworkSpec network = spec.network;
  network.inner_hosts = model::hosts_that_are_named(spec);
  const auto transport = net::make_curl_transport(std::move(trust), network);
  return run_in_lab(lab, spec, *transport);
}

model::CheckResult run_in_lab(const lab::Lab& lab, const model::CheckSpec& spec,
                              net::Transport& transport) {
  base::SystemClock clock;
  return run_in_lab(lab, spec, transport, clock, {});
}

model::CheckResult run_in_lab(const lab::Lab& lab, const model::CheckSpec& spec,
                              net::Transport& transport, base::Clock& clock,
                              std::function<void(const flows::ProgressEvent&)> progress) {
  UserSecrets secrets(lab.world(), spec);
  return flows::run_check(
      spec,
      {.transport = transport, .secrets = secrets, .clock = clock, .progress = std::move(progress)},
      {});
}

}  // namespace flexverify::test
