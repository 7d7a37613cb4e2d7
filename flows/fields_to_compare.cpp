#include "flows/fields_to_compare.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

#include "verifier/base/check.h"
#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::FlexField;
using model::IdpField;

constexpr std::array kEntityId = {IdpField::EntityId};
constexpr std::array kAcsUrl = {IdpField::AcsUrl};
constexpr std::array kOfTheRequest = {IdpField::EntityId, IdpField::AcsUrl, IdpField::Signing};
constexpr std::array kOfThePerson = {IdpField::Claims, IdpField::NameId};
constexpr std::array kAddress = {FlexField::SsoUrl};
constexpr std::array kTrust = {FlexField::Certificate, FlexField::Issuer};

struct Fields {
  Code code;
  std::span<const IdpField> of_provider;  // in its application for Flex
  std::span<const FlexField> of_flex;     // on the SSO page
};
constexpr std::array kFields = {
    Fields{Code::IdpError, kOfTheRequest, {}},
    Fields{Code::IdpAppNotFound, kEntityId, kAddress},
    Fields{Code::IdpAcsNotRegistered, kAcsUrl, {}},
    Fields{Code::AcsRejected, kOfTheRequest, kTrust},
    Fields{Code::OauthError, kOfThePerson, {}},
};

std::string first_known(const std::string& seen, const std::string& expected) {
  return base::printable(seen.empty() ? expected : seen, 300);
}

std::string signing(const model::CheckResult& result) {
  if (result.saml_response)
    return fmt::format("response {}, assertion {}", result.saml_response->response_signature,
                       result.saml_response->assertion_signature);
  if (!result.saml_request) return "";
  return result.saml_request->signed_request ? "the request is signed"
                                             : "the request is not signed";
}

std::string name_id(const model::CheckResult& result) {
  return result.saml_response ? base::printable(result.saml_response->name_id_format, 120) : "";
}

// As this login has it; "" when that is not known.
std::string value_of(const Login& login, IdpField field) {
  const saml::Expected expected = expected_values(login);
  const auto& seen = login.result.saml_request;
  const model::SamlRequestFacts request = seen ? *seen : model::SamlRequestFacts{};
  switch (field) {
    case IdpField::EntityId:
      return first_known(request.issuer, expected.entity_id);
    case IdpField::AcsUrl:
      return first_known(request.acs_url, expected.acs_url);
    case IdpField::Signing:
      return signing(login.result);
    case IdpField::Claims:
      return "email, full_name, roles";
    case IdpField::NameId:
      return name_id(login.result);
    case IdpField::Access:
      return "";
  }
  FV_CHECK(false);
}

std::string certificate(const model::CheckResult& result) {
  const auto found =
      std::ranges::find(result.certificates, "saml signing", &model::Certificate::use);
  return found == result.certificates.end() ? "" : "SHA-256 " + found->sha256;
}

std::string sso_url(const Login& login) {
  if (!login.to_idp) return base::printable(login.spec.idp.sso_url, 300);
  const web::Url& url = login.to_idp->request.url;
  return base::printable(web::origin(url) + url.path, 300);
}

std::string value_of(const Login& login, FlexField field) {
  switch (field) {
    case FlexField::SsoUrl:
      return sso_url(login);
    case FlexField::Certificate:
      return certificate(login.result);
    case FlexField::Issuer:
      return first_known(login.result.saml_response ? login.result.saml_response->issuer : "",
                         login.spec.idp.issuer);
  }
  FV_CHECK(false);
}

std::string with_value(const std::string& field, const std::string& value) {
  return value.empty() ? field : field + " = " + value;
}

std::string fields_text(const Login& login, const Fields& fields,
                        const model::FieldLabels& labels) {
  std::vector<std::string> lines;
  for (const IdpField field : fields.of_provider) {
    const model::Label& label = model::label_of(labels, field);
    lines.push_back(
        with_value(fmt::format("{} > {}", label.page, label.field), value_of(login, field)));
  }
  std::string text = fmt::format("Compare in {}: {}.", labels.party, base::join(lines, "; "));
  lines.clear();
  for (const FlexField field : fields.of_flex)
    lines.push_back(with_value(fmt::format("{} (in {}: {})", model::console_field(field),
                                           labels.party, model::source_name(labels, field)),
                               value_of(login, field)));
  return lines.empty()
             ? text
             : text + " In the Flex Console, on the SSO page: " + base::join(lines, "; ") + ".";
}

// The one field that these codes are about.
std::optional<IdpField> field_of(Code code) {
  if (code == Code::IdpAppNotFound) return IdpField::EntityId;
  if (code == Code::IdpAcsNotRegistered) return IdpField::AcsUrl;
  return std::nullopt;
}

void name_fields(const Login& login, Finding& finding) {
  const auto row = std::ranges::find(kFields, finding.code, &Fields::code);
  if (row == kFields.end() || finding.follows_from) return;
  const model::FieldLabels& labels = *expected_values(login).labels;
  finding.hint = std::string(model::hint_of(finding)) + " " + fields_text(login, *row, labels);
  if (const auto field = field_of(finding.code); field && !finding.fix)
    finding.fix = model::idp_fix(labels, *field);
}

}  // namespace

void name_fields_to_compare(Login& login) {
  for (Finding& finding : login.findings) name_fields(login, finding);
}

}  // namespace flexverify::flows
