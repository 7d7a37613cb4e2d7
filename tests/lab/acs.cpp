#include "tests/lab/acs.h"

#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

sp::Expected expected_of(const World& world, const Connection& connection,
                         const std::string& request_id) {
  return {.entity_id = world.entity_id(connection),
          .acs_url = world.acs_url(connection),
          .request_id = request_id,
          .idp_issuer = connection.provider.issuer,
          .certificate_pem = connection.provider.certificate_pem,
          .now = now(),
          .certificate_times = world.faults.login == LoginFault::LooksAtCertificateTimes
                                   ? sp::CertificateTimes::Checked
                                   : sp::CertificateTimes::NotLookedAt};
}

sp::Judgement judge(const Connection& connection, const std::string& message,
                    const sp::Expected& expected) {
  switch (connection.kind) {
    case ConnectionKind::Enhanced:
      return sp::judge_enhanced(message, expected);
    case ConnectionKind::Legacy:
      return sp::judge_legacy(message, expected);
  }
  return sp::Refused{};
}

// Several roles come as several values or as one with commas.
std::vector<std::string> roles_of(const std::vector<std::string>& values) {
  std::vector<std::string> roles;
  for (const std::string& value : values)
    for (const std::string_view part : base::split(value, ','))
      if (std::string role(base::trim(part)); !role.empty()) roles.push_back(std::move(role));
  return roles;
}

Person person_of(const sp::Accepted& accepted) {
  Person person{.name_id = accepted.name_id, .email = "", .full_name = "", .roles = {}};
  for (const sp::NamedValues& attribute : accepted.attributes) {
    const std::string first = attribute.values.empty() ? "" : attribute.values.front();
    if (attribute.name == "email") person.email = first;
    if (attribute.name == "full_name") person.full_name = first;
    if (attribute.name == "roles") person.roles = roles_of(attribute.values);
  }
  return person;
}

}  // namespace

std::variant<Person, sp::Refused> accept_response(World& world, const Connection& connection,
                                                  const std::string& request_id,
                                                  const std::string& saml_response) {
  const sp::Judgement judgement =
      judge(connection, saml_response, expected_of(world, connection, request_id));
  if (const auto* refused = std::get_if<sp::Refused>(&judgement)) return *refused;
  const sp::Accepted& accepted = std::get<sp::Accepted>(judgement);
  if (world.used_assertions.find(accepted.assertion_id))
    return sp::Refused{"The assertion was used before"};
  world.used_assertions.put("used", accepted.assertion_id);
  return person_of(accepted);
}

}  // namespace flexverify::lab
