#include "tests/lab/acs.h"

#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/saml/response.h"

namespace flexverify::lab {
namespace {

using saml::Assertion;
using saml::Response;
using saml::SignatureState;
using Refusal = std::optional<std::string>;

constexpr std::chrono::minutes kSkew{1};
constexpr std::string_view kSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success";
constexpr std::string_view kBearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

struct Context {
  const World& world;
  const Connection& connection;
  const LoginTransaction& transaction;
};

Refusal check_status(const Response& response) {
  if (response.status == kSuccess) return std::nullopt;
  return fmt::format("The responder answered with status {} {}", response.second_status,
                     response.status_message);
}

Refusal check_form(const Response& response) {
  if (response.encrypted_count > 0)
    return "Assertion is encrypted. Please set options.decryptionKey with your decryption key.";
  if (response.assertion_count == 0) return "saml response does not contain an Assertion element";
  if (response.assertion_count > 1 || !response.assertion)
    return "A SAMLResponse can contain only one Assertion element.";
  return std::nullopt;
}

bool is_pinned(const saml::SignatureReport& report) {
  return report.state == SignatureState::Valid && report.pinned;
}

// One signature is enough, and none may be bad.
Refusal check_signatures(const Response& response) {
  const auto& outer = response.response_signature;
  const auto& inner = response.assertion_signature;
  if (outer.state == SignatureState::Absent && inner.state == SignatureState::Absent)
    return "neither the response nor the assertion are signed";
  for (const auto* report : {&outer, &inner}) {
    if (report->state == SignatureState::Absent || is_pinned(*report)) continue;
    return "Signature check errors: " + report->detail;
  }
  return std::nullopt;
}

// A message that is whole, by the certificate that it brings, which is not the pinned one.
Refusal check_thumbprint(const Response& response) {
  for (const auto* report : {&response.response_signature, &response.assertion_signature}) {
    if (report->state == SignatureState::Valid) return std::nullopt;
    if (report->other_certificate && report->certificate)
      return fmt::format("Invalid thumbprint (calculated: {})", report->certificate->sha256);
  }
  return std::nullopt;
}

Refusal check_certificate_time(const Response& response) {
  for (const auto* report : {&response.response_signature, &response.assertion_signature})
    if (report->certificate && report->certificate->not_after < now())
      return "The signing certificate is not currently valid.";
  return std::nullopt;
}

Refusal check_issuer(const Context& context, const Response& response) {
  const std::string& expected = context.connection.provider.issuer;
  for (const std::string& found : {response.issuer, response.assertion->issuer})
    if (!found.empty() && found != expected)
      return fmt::format("Issuer is invalid. Configured: {} Received: {}", expected, found);
  return response.assertion->issuer.empty() ? Refusal("Issuer is missing") : std::nullopt;
}

Refusal check_audience(const Context& context, const Assertion& assertion) {
  const std::string expected = context.world.entity_id(context.connection);
  const auto& found = assertion.audiences;
  if (std::find(found.begin(), found.end(), expected) != found.end()) return std::nullopt;
  return "Audience is invalid. Configured: " + expected;
}

Refusal check_destination(const Context& context, const Response& response) {
  const std::string expected = context.world.acs_url(context.connection);
  if (response.destination.empty() || response.destination == expected) return std::nullopt;
  return fmt::format("Destination endpoint {} did not match {}", response.destination, expected);
}

Refusal check_request(const Context& context, const std::string& in_response_to) {
  if (in_response_to == context.transaction.request_id) return std::nullopt;
  return "InResponseTo is not the id of the request that was sent";
}

bool is_over(const std::optional<base::WallTime>& end) { return end && *end + kSkew < now(); }
bool is_to_come(const std::optional<base::WallTime>& start) {
  return start && *start - kSkew > now();
}

// SAML profiles 4.1.4.3: bearer, with Recipient and NotOnOrAfter.
Refusal check_subject(const Context& context, const Assertion& assertion) {
  const auto bearer =
      std::find_if(assertion.confirmations.begin(), assertion.confirmations.end(),
                   [](const auto& confirmation) { return confirmation.method == kBearer; });
  if (bearer == assertion.confirmations.end()) return "No bearer SubjectConfirmation";
  if (bearer->recipient != context.world.acs_url(context.connection))
    return "Recipient is invalid. Configured: " + context.world.acs_url(context.connection);
  if (!bearer->not_on_or_after || is_over(bearer->not_on_or_after)) return "assertion has expired.";
  return check_request(context, bearer->in_response_to);
}

Refusal check_times(const Assertion& assertion) {
  if (is_to_come(assertion.not_before)) return "assertion is not yet valid (NotBefore).";
  if (is_over(assertion.not_on_or_after)) return "assertion has expired.";
  return std::nullopt;
}

Refusal check_name_id(const Assertion& assertion) {
  return assertion.name_id.empty() ? Refusal("The assertion has no NameID") : std::nullopt;
}

// In the order of the library's own checks.
Refusal check_all(const Context& context, const Response& response) {
  if (auto refusal = check_status(response)) return refusal;
  if (auto refusal = check_form(response)) return refusal;
  if (auto refusal = check_thumbprint(response)) return refusal;
  if (auto refusal = check_signatures(response)) return refusal;
  if (auto refusal = check_certificate_time(response)) return refusal;
  if (auto refusal = check_issuer(context, response)) return refusal;
  if (auto refusal = check_destination(context, response)) return refusal;
  if (auto refusal = check_times(*response.assertion)) return refusal;
  if (auto refusal = check_audience(context, *response.assertion)) return refusal;
  if (auto refusal = check_request(context, response.in_response_to)) return refusal;
  if (auto refusal = check_subject(context, *response.assertion)) return refusal;
  return check_name_id(*response.assertion);
}

std::string trimmed(std::string_view text) { return std::string(base::trim(text)); }

// Several roles come as several values or as one with commas.
std::vector<std::string> roles_of(const std::vector<std::string>& values) {
  std::vector<std::string> roles;
  for (const std::string& value : values)
    for (const std::string_view part : base::split(value, ','))
      if (std::string role = trimmed(part); !role.empty()) roles.push_back(std::move(role));
  return roles;
}

Person person_of(const Assertion& assertion) {
  Person person{.name_id = assertion.name_id, .email = "", .full_name = "", .roles = {}};
  for (const saml::NamedAttribute& attribute : assertion.attributes) {
    const std::string first = attribute.values.empty() ? "" : attribute.values.front();
    if (attribute.name == "email") person.email = first;
    if (attribute.name == "full_name") person.full_name = first;
    if (attribute.name == "roles") person.roles = roles_of(attribute.values);
  }
  return person;
}

}  // namespace

std::variant<Person, Refused> accept_response(World& world, const Connection& connection,
                                              const LoginTransaction& transaction,
                                              const std::string& saml_response) {
  const auto response = saml::decode_response(saml_response, {connection.provider.certificate_pem});
  if (!response) return Refused{"SAMLResponse should be a valid xml: " + response.error().detail};
  const Context context{world, connection, transaction};
  if (auto refusal = check_all(context, *response)) return Refused{*refusal};
  const Assertion& assertion = *response->assertion;
  if (world.used_assertions.find(assertion.id)) return Refused{"The assertion was used before"};
  world.used_assertions.put("used", assertion.id);
  return person_of(assertion);
}

}  // namespace flexverify::lab
