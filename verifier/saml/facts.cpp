#include "verifier/saml/facts.h"

#include "verifier/base/text.h"

namespace flexverify::saml {
namespace {

struct Teller {
  PersonalValues personal;
  model::Redactor& redactor;

  [[nodiscard]] std::string tell(const std::string& value) const {
    if (personal == PersonalValues::Shown) return base::printable(value);
    redactor.add(value);
    return redactor.placeholder(value);
  }
};

model::SamlAttributeFacts attribute_facts(const NamedAttribute& attribute, const Teller& teller) {
  model::SamlAttributeFacts facts{.name = base::printable(attribute.name), .values = {}};
  const bool is_personal = attribute.name != "roles";
  for (const std::string& value : attribute.values)
    facts.values.push_back(is_personal ? teller.tell(std::string(base::trim(value)))
                                       : base::printable(value));
  return facts;
}

std::string audiences_text(const Assertion& assertion) {
  std::vector<std::string> all;
  for (const auto& restriction : assertion.audience_restrictions)
    all.insert(all.end(), restriction.begin(), restriction.end());
  return base::printable(base::join(all, ", "), 400);
}

void add_assertion(const Assertion& assertion, const Teller& teller,
                   model::SamlResponseFacts& facts) {
  facts.audience = audiences_text(assertion);
  if (!assertion.confirmations.empty()) facts.recipient = assertion.confirmations.front().recipient;
  facts.name_id_format = assertion.name_id.format;
  const std::string name_id(base::trim(assertion.name_id.value));
  if (!name_id.empty()) facts.name_id = teller.tell(name_id);
  facts.not_before = assertion.not_before;
  facts.not_on_or_after = assertion.not_on_or_after;
  facts.session_not_on_or_after = assertion.session_not_on_or_after;
  for (const NamedAttribute& attribute : assertion.attributes)
    facts.attributes.push_back(attribute_facts(attribute, teller));
}

}  // namespace

std::string signature_text(const SignatureReport& report) {
  switch (report.state) {
    case SignatureState::Absent:
      return "none";
    case SignatureState::Valid:
      return report.algorithm +
             (is_pinned(report) ? ", verified" : ", whole (certificate not pinned)");
    case SignatureState::OtherCertificate:
      return report.algorithm + ", whole, by another certificate";
    case SignatureState::Unchecked:
      return report.algorithm + ", not checked";
    case SignatureState::Invalid:
      return report.algorithm + ", invalid";
    case SignatureState::Refused:
      return "refused: " + report.detail;
  }
  return "";
}

model::SamlRequestFacts request_facts(const AuthnRequest& request, Binding binding,
                                      const model::Redactor& redactor) {
  return {.id = redactor.placeholder(request.id),
          .issuer = request.issuer,
          .acs_url = request.acs_url,
          .destination = request.destination,
          .binding = std::string(name_of(binding)),
          .name_id_format = request.name_id_format,
          .signed_request = request.is_signed};
}

model::SamlResponseFacts response_facts(const Response& response, PersonalValues personal,
                                        model::Redactor& redactor) {
  model::SamlResponseFacts facts;
  facts.issuer = base::printable(response.issuer);
  facts.status = response.status;
  facts.status_message = base::printable(response.status_message);
  facts.destination = response.destination;
  if (!response.in_response_to.empty())
    facts.in_response_to = redactor.placeholder(response.in_response_to);
  facts.response_signature = signature_text(response.response_signature);
  facts.assertion_signature = signature_text(response.assertion_signature);
  facts.issued = response.issue_instant;
  if (response.assertion) add_assertion(*response.assertion, {personal, redactor}, facts);
  return facts;
}

}  // namespace flexverify::saml
