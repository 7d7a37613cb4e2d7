// The ACS leg: the SAMLResponse is posted, and Twilio's answer read.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "flows/legs.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

// Key words of the service provider's libraries, and what each means for an admin.
struct Words {
  std::string_view words;
  Code code;
};
constexpr std::array kWords = {
    Words{"idp-initiated", Code::LandingNotReached},
    Words{"status code of the response", Code::SamlStatusNotSuccess},
    Words{"only one assertion", Code::SamlMultipleAssertions},
    Words{"must contain 1 assertion", Code::SamlMultipleAssertions},
    Words{"namequalifier", Code::SamlNameIdQualifier},
    Words{"thumbprint", Code::SamlCertificateMismatch},
    Words{"certificate is not currently valid", Code::SamlCertificateExpired},
    Words{"audience", Code::SamlAudienceMismatch},
    Words{"recipient", Code::SamlRecipientMismatch},
    Words{"destination", Code::SamlDestinationMismatch},
    Words{"was received at", Code::SamlDestinationMismatch},
    Words{"inresponseto", Code::SamlInResponseToMismatch},
    Words{"not yet valid", Code::SamlNotYetValid},
    Words{"invalid format", Code::SamlTimeUnreadable},
    Words{"sessionnotonorafter", Code::SamlSessionTooShort},
    Words{"expired", Code::SamlExpired},
    Words{"validate timestamp", Code::SamlExpired},
    Words{"subjectconfirmation", Code::SamlSubjectConfirmation},
    Words{"name id", Code::SamlNameIdMissing},
    Words{"nameid", Code::SamlNameIdMissing},
    Words{"neither the response nor the assertion", Code::SamlSignatureMissing},
    Words{"no signature found", Code::SamlSignatureMissing},
    Words{"not signed", Code::SamlSignatureMissing},
    Words{"encrypted", Code::SamlEncrypted},
    Words{"decrypt", Code::SamlEncrypted},
    Words{"invalid issuer", Code::SamlIssuerMismatch},
    Words{"issuer", Code::SamlIssuerMismatch},
    Words{"signature", Code::SamlSignatureInvalid},
};

// Where the identity provider's admin mends what the service provider complains about.
std::optional<model::IdpField> field_of(Code code) {
  using model::IdpField;
  constexpr std::array<std::pair<Code, IdpField>, 6> kFields = {
      {{Code::SamlAudienceMismatch, IdpField::EntityId},
       {Code::SamlRecipientMismatch, IdpField::AcsUrl},
       {Code::SamlDestinationMismatch, IdpField::AcsUrl},
       {Code::SamlSignatureMissing, IdpField::Signing},
       {Code::SamlSignatureInvalid, IdpField::Signing},
       {Code::SamlEncrypted, IdpField::Signing}}};
  const auto found = std::ranges::find(kFields, code, &std::pair<Code, IdpField>::first);
  return found == kFields.end() ? std::nullopt : std::optional(found->second);
}

std::string words_of(const web::Page& page) {
  if (page.json) return oauth::twilio_error({page.status, page.headers, page.body});
  const std::string text = web::body_text(page.document);
  return base::printable(text.empty() ? page.body : text, 160);
}

// A refused signature of a message that is whole: Flex holds another certificate.
Code cause_of(const Login& login, const Words& row) {
  const bool signature = row.code == Code::SamlSignatureInvalid;
  return signature && login.message_is_whole ? Code::SamlCertificateMismatch : row.code;
}

bool knows_as_grave(const Login& login, Code code) {
  return std::any_of(login.findings.begin(), login.findings.end(), [&](const Finding& finding) {
    return finding.code == code && finding.severity == model::Severity::Critical;
  });
}

std::string signing_certificate(const Login& login) {
  for (const model::Certificate& certificate : login.result.certificates)
    if (certificate.use == "saml signing")
      return "signed with " + certificate.subject + ", SHA-256 " +
             certificate.sha256.substr(0, 16) + "…";
  return "";
}

std::optional<Finding> explain(const Login& login, const std::string& words) {
  const auto row = std::find_if(kWords.begin(), kWords.end(), [&](const Words& candidate) {
    return base::contains_ignoring_case(words, candidate.words);
  });
  if (row == kWords.end()) return std::nullopt;
  const Code code = cause_of(login, *row);
  if (knows_as_grave(login, code)) return std::nullopt;
  Finding finding = model::make_finding(code, "Twilio says: " + words);
  finding.severity = model::Severity::Critical;  // whatever it is, it was refused for it
  if (code == Code::SamlCertificateMismatch) {
    finding.found = signing_certificate(login);
    finding.expected = "the certificate that was pasted into Flex";
    return model::with_flex_fix(std::move(finding), idp::labels_of(login.result.idp_adapter),
                                model::FlexField::Certificate);
  }
  if (code == Code::SamlIssuerMismatch)
    return model::with_flex_fix(std::move(finding), idp::labels_of(login.result.idp_adapter),
                                model::FlexField::Issuer);
  if (code == Code::LandingNotReached) finding.fix = model::console_fix("Default redirect URL");
  if (const auto field = field_of(code))
    finding.fix = model::idp_fix(idp::labels_of(login.result.idp_adapter), *field);
  return finding;
}

// The words are shown once: by their explanation, or else here.
Finding refusal(const Arrived& arrived, const std::string& words) {
  const web::Url& url = arrived.page.url;
  auto finding = model::make_mismatch(
      Code::AcsRejected,
      fmt::format("{} refused the SAMLResponse ({})", web::host_and_port(url), arrived.page.status),
      words, "a redirect that goes on with the login");
  finding.exchange = arrived.exchange;
  return finding;
}

// A page of somebody else's: Twilio let the login pass, to another place.
bool was_passed_on(const Login& login, const Arrived& arrived) {
  return !is_login_host(login, arrived.page.url) &&
         !web::same_origin(arrived.page.url, login.to_acs->request.url);
}

LegResult refused(Login& login, const Arrived& arrived) {
  if (auto trouble = server_trouble(arrived.page.url, arrived.page.status))
    return failed(login, std::move(*trouble));
  if (was_passed_on(login, arrived)) {
    Finding finding = landed_elsewhere(login, arrived.page.url);
    finding.exchange = arrived.exchange;
    return failed(login, std::move(finding));
  }
  const std::string words = words_of(arrived.page);
  auto cause = explain(login, words);
  if (!cause) return failed(login, refusal(arrived, words));
  cause->exchange = arrived.exchange;
  Finding symptom = refusal(arrived, "");
  symptom.follows_from = cause->code;
  add(login, std::move(*cause));
  return failed(login, std::move(symptom));
}

}  // namespace

LegResult acs_leg(Login& login) {
  if (login.landing) return passed("not needed: a session was there already");
  const std::string host = web::host_and_port(login.to_acs->request.url);
  auto followed = follow(login.browser, login.to_acs->request, Steps::AllAutomatic,
                         [&](const web::Request& next) { return is_landing(login, next); });
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  if (auto* arrived = std::get_if<Arrived>(&followed)) return refused(login, *arrived);
  login.landing = std::move(std::get<Held>(followed));
  return passed(host + " accepted it");
}

}  // namespace flexverify::flows
