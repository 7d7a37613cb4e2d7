// The assertion leg: the SAMLResponse is read and audited. Nothing is sent.
#include <algorithm>
#include <chrono>

#include "flows/legs.h"
#include "verifier/base/text.h"
#include "verifier/saml/facts.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

std::string field(const web::Request& request, std::string_view name) {
  const auto* form = std::get_if<web::FormBody>(&request.body);
  if (form == nullptr) return "";
  for (const web::FormEntry& entry : form->entries)
    if (entry.name == name && std::holds_alternative<std::string>(entry.value))
      return std::get<std::string>(entry.value);
  return "";
}

// With any certificate, be it that of the message.
bool holds(const saml::SignatureReport& report) {
  return report.state == saml::SignatureState::Valid ||
         report.state == saml::SignatureState::OtherCertificate;
}

// Whether a certificate is the wrong one, or the message: the service may not tell the two apart.
bool is_whole(const saml::Response& response) {
  const auto absent_or_holds = [](const saml::SignatureReport& report) {
    return report.state == saml::SignatureState::Absent || holds(report);
  };
  return absent_or_holds(response.response_signature) &&
         absent_or_holds(response.assertion_signature) &&
         (holds(response.response_signature) || holds(response.assertion_signature));
}

void add_certificate(Login& login, model::Certificate certificate) {
  const auto left = certificate.not_after - login.services.clock.now();
  certificate.days_left = std::chrono::floor<std::chrono::days>(left).count();
  login.result.certificates.push_back(std::move(certificate));
}

void record(Login& login, const saml::Response& response) {
  login.message_is_whole = is_whole(response);
  if (saml::is_demonstrably_forged(response)) login.forgery = Forgery::Shown;
  const auto personal =
      login.spec.show_values ? saml::PersonalValues::Shown : saml::PersonalValues::Marked;
  login.result.saml_response = saml::response_facts(response, personal, login.redactor);
  for (const auto* report : {&response.response_signature, &response.assertion_signature})
    if (report->certificate) {
      add_certificate(login, *report->certificate);
      break;
    }
}

// Defender for Cloud Apps puts its own domain behind the ACS host of a session that it controls.
bool is_session_proxy(const web::Url& url) {
  return base::ascii_lower(web::host_name(url)).ends_with(".mcas.ms");
}

Finding proxied(const web::Url& action) {
  auto finding = model::make_mismatch(
      Code::PolicyDenied,
      "a policy leads this login through Microsoft Defender for Cloud Apps; the SAMLResponse was "
      "not sent there",
      web::host_and_port(action), "Twilio's ACS host");
  finding.hint =
      "Exempt the test user from the Conditional Access policy with app control (Defender for "
      "Cloud "
      "Apps) for the Flex application; the ACS URL is not at fault.";
  return finding;
}

std::optional<Finding> foreign_host(const Login& login, const web::Url& action) {
  const auto expected = web::parse_url(expected_values(login).acs_url);
  if (expected && web::same_origin(*expected, action)) return std::nullopt;
  if (is_session_proxy(action)) return proxied(action);
  auto finding = model::make_mismatch(
      Code::AcsHostRefused, "the SAMLResponse would go to another host; it was not sent",
      web::origin(action) + action.path, expected ? web::to_string(*expected) : "Twilio's ACS URL");
  finding.fix = model::idp_fix(idp::labels_of(login.result.idp_adapter), model::IdpField::AcsUrl);
  return finding;
}

std::string valid_for(const saml::Assertion& assertion) {
  if (!assertion.not_before || !assertion.not_on_or_after) return "";
  return ", valid " + base::format_duration(*assertion.not_on_or_after - *assertion.not_before);
}

std::string describe(const saml::Response& response) {
  const bool outer = holds(response.response_signature);
  const bool inner = holds(response.assertion_signature);
  std::string summary = outer && inner ? "response and assertion signed"
                        : outer        ? "response signed"
                        : inner        ? "assertion signed"
                                       : "signature not checked";
  const auto& report = outer ? response.response_signature : response.assertion_signature;
  summary += " (" + report.algorithm + ")";
  if (response.assertion) {
    summary += valid_for(*response.assertion);
    for (const auto& attribute : response.assertion->attributes)
      if (attribute.name == "roles")
        summary += ", roles: " + base::printable(base::join(attribute.values, ", "), 80);
  }
  return summary;
}

// A login that goes on shows by itself what Twilio wants.
void add_note_at_this_depth(const Login& login, const saml::Response& response,
                            std::vector<Finding>& findings) {
  if (login.spec.depth != model::Depth::Assertion) return;
  if (auto note = saml::note_one_signature(response, expected_values(login)))
    findings.push_back(std::move(*note));
}

LegResult audit(Login& login, const saml::Response& response) {
  const web::Url& action = login.to_acs->request.url;
  std::vector<Finding> findings = take_findings(
      login, saml::audit_response(response, web::to_string(action), expected_values(login)));
  add_note_at_this_depth(login, response, findings);
  const auto foreign = foreign_host(login, action);
  // The values of the other connection explain the foreign host; nothing else comes before it.
  const auto kind = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.code == Code::ConnectionKindMismatch;
  });
  if (foreign) findings.insert(kind == findings.end() ? findings.begin() : kind + 1, *foreign);
  for (Finding& finding : findings) {
    finding.exchange = login.to_acs->exchange;
    add(login, finding);
  }
  const auto worst = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == model::Severity::Critical;
  });
  if (foreign) return ended_by(*foreign);
  if (worst == findings.end()) return passed(describe(response));
  // Twilio's answer decides: the login goes on.
  return {model::StepState::Failed, std::string(model::info(worst->code).title), Next::Continue};
}

// Metadata of a whole federation: the response says which of its providers this is.
void choose_provider(Login& login, std::string_view saml_response) {
  if (login.metadata || login.entities.empty()) return;
  const auto response = saml::decode_response(saml_response, {});
  const auto issuer = response ? base::trim(response->issuer) : std::string_view();
  if (const auto* provider = saml::identity_provider_in(login.entities, issuer))
    login.metadata = *provider;
}

}  // namespace

LegResult assertion_leg(Login& login) {
  if (login.landing) return passed("not needed: a session was there already");
  const std::string saml_response = field(login.to_acs->request, "SAMLResponse");
  login.redactor.add(saml_response);
  login.redactor.add(field(login.to_acs->request, "RelayState"));
  choose_provider(login, saml_response);
  const auto response = saml::decode_response(saml_response, trusted_certificates(login));
  if (!response) {
    Finding finding = saml::describe(response.error());
    finding.exchange = login.to_acs->exchange;
    return failed(login, std::move(finding));
  }
  record(login, *response);
  return audit(login, *response);
}

}  // namespace flexverify::flows
