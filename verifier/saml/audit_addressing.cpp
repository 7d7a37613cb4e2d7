// From whom, to whom, and in answer to what.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/web/url.h"

namespace flexverify::saml {
namespace {

using model::Code;

void audit_issuer(const Response& response, const Expected& expected, Findings& out) {
  if (expected.idp_issuer.empty()) return;
  const std::array<std::pair<std::string_view, std::string_view>, 2> issuers = {
      {{"response", response.issuer},
       {"assertion", response.assertion ? std::string_view(response.assertion->issuer) : ""}}};
  for (const auto& [of, issuer] : issuers) {
    if (issuer.empty() || issuer == expected.idp_issuer) continue;
    auto finding = model::make_mismatch(
        Code::SamlIssuerMismatch, fmt::format("the {} names the issuer {}", of, quoted(issuer)),
        base::printable(issuer), expected.idp_issuer);
    out.push_back(with_flex_fix(std::move(finding), expected.idp_adapter, FlexField::Issuer));
    return;
  }
}

std::string joined(const std::vector<std::string>& values) {
  return values.empty() ? "none" : base::printable(base::join(values, ", "));
}

bool audience_is_wrong(const Response& response, const Expected& expected) {
  return response.assertion && !expected.entity_id.empty() &&
         std::ranges::count(response.assertion->audiences, expected.entity_id) == 0;
}

void audit_audience(const Response& response, const Expected& expected, Findings& out) {
  if (!audience_is_wrong(response, expected)) return;
  const auto& audiences = response.assertion->audiences;
  std::string detail = audiences.empty()
                           ? "the assertion names no audience"
                           : fmt::format("the assertion is for {}, Flex is {}",
                                         quoted(joined(audiences)), quoted(expected.entity_id));
  auto finding = model::make_mismatch(Code::SamlAudienceMismatch, std::move(detail),
                                      joined(audiences), expected.entity_id);
  finding.fix = idp_fix(expected.idp_adapter, IdpField::EntityId);
  for (const std::string& audience : audiences)
    if (other_kind(audience, expected.entity_id))
      finding.follows_from = Code::ConnectionKindMismatch;
  out.push_back(std::move(finding));
}

// The usual slip: the address is right, "?connection=JQ…" was cut off.
bool only_query_is_missing(std::string_view found, std::string_view expected) {
  return expected.starts_with(found) && expected.substr(found.size()).starts_with('?');
}

model::Finding address_mismatch(Code code, std::string_view what, std::string_view found,
                                const Expected& expected) {
  std::string detail =
      only_query_is_missing(found, expected.acs_url)
          ? fmt::format("{} is the right address, but its end {} is missing", what,
                        quoted(std::string_view(expected.acs_url).substr(found.size())))
          : fmt::format("{} is {}", what, quoted(found));
  auto finding =
      model::make_mismatch(code, std::move(detail), base::printable(found), expected.acs_url);
  finding.fix = idp_fix(expected.idp_adapter, IdpField::AcsUrl);
  if (other_kind(found, expected.acs_url)) finding.follows_from = Code::ConnectionKindMismatch;
  return finding;
}

bool is_wrong_address(std::string_view found, const Expected& expected) {
  return !found.empty() && !expected.acs_url.empty() && found != expected.acs_url;
}

// A form's action arrives as a browser writes it: "HTTPS://Host" is "https://host/" by then.
bool is_wrong_action(std::string_view posted_to, const Expected& expected) {
  if (!is_wrong_address(posted_to, expected)) return false;
  const auto url = web::parse_url(expected.acs_url);
  return !url || web::to_string(*url) != posted_to;
}

// SAML bindings 3.5.5.2; service providers let it pass.
void note_absent_destination(const Response& response, const Expected& expected, Findings& out) {
  if (!response.destination.empty() || response.response_signature.state != SignatureState::Valid)
    return;
  auto note =
      model::make_mismatch(Code::SamlDestinationMismatch,
                           "the response names no Destination, which a signed response should",
                           "none", expected.acs_url.empty() ? "the ACS URL" : expected.acs_url);
  note.severity = model::Severity::Note;
  note.fix = idp_fix(expected.idp_adapter, IdpField::AcsUrl);
  out.push_back(std::move(note));
}

void audit_destination(const Response& response, std::string_view posted_to,
                       const Expected& expected, Findings& out) {
  const bool wrong_action = is_wrong_action(posted_to, expected);
  if (wrong_action)
    out.push_back(address_mismatch(Code::SamlDestinationMismatch,
                                   "the address to which the response is posted", posted_to,
                                   expected));
  const bool said_already = wrong_action && response.destination == posted_to;
  if (!said_already && is_wrong_address(response.destination, expected))
    out.push_back(address_mismatch(Code::SamlDestinationMismatch, "the response's Destination",
                                   response.destination, expected));
}

// SAML profiles 4.1.4.2: a bearer confirmation names its recipient.
void note_absent_recipient(const Response& response, const Expected& expected, Findings& out) {
  if (!response.assertion) return;
  for (const SubjectConfirmation& confirmation : response.assertion->confirmations) {
    if (!confirmation.method.ends_with(":cm:bearer") || !confirmation.recipient.empty()) continue;
    auto note = model::make_mismatch(Code::SamlRecipientMismatch,
                                     "the assertion's confirmation names no Recipient", "none",
                                     expected.acs_url.empty() ? "the ACS URL" : expected.acs_url);
    note.severity = model::Severity::Warning;
    note.fix = idp_fix(expected.idp_adapter, IdpField::AcsUrl);
    out.push_back(std::move(note));
    return;
  }
}

void audit_recipient(const Response& response, const Expected& expected, Findings& out) {
  if (!response.assertion) return;
  for (const SubjectConfirmation& confirmation : response.assertion->confirmations) {
    if (!is_wrong_address(confirmation.recipient, expected)) continue;
    auto finding = address_mismatch(Code::SamlRecipientMismatch, "the assertion's Recipient",
                                    confirmation.recipient, expected);
    const auto same = [&](const model::Finding& other) {
      return other.code == Code::SamlDestinationMismatch && other.found == finding.found;
    };
    if (!finding.follows_from && std::ranges::any_of(out, same))
      finding.follows_from = Code::SamlDestinationMismatch;
    out.push_back(std::move(finding));
    return;
  }
}

// "" in one place may be made good by the other; a wrong value may not.
std::string answered_request(const Response& response, const Expected& expected) {
  std::vector<std::string_view> values{response.in_response_to};
  if (response.assertion)
    for (const auto& confirmation : response.assertion->confirmations)
      values.push_back(confirmation.in_response_to);
  std::string answered;
  for (const std::string_view value : values) {
    if (value.empty()) continue;
    if (value != expected.request_id) return std::string(value);
    answered = value;
  }
  return answered;
}

void audit_in_response_to(const Response& response, const Expected& expected, Findings& out) {
  if (expected.request_id.empty()) return;
  const std::string answered = answered_request(response, expected);
  if (answered == expected.request_id) return;
  auto finding = model::make_mismatch(
      Code::SamlInResponseToMismatch,
      answered.empty() ? "the response answers no request, as if the login had been started at the "
                         "identity provider"
                       : "the response answers another request than the one of this login",
      answered.empty() ? "no InResponseTo" : "the id of another request",
      "the id of this login's request");
  finding.fix = fix_beside(expected.idp_adapter, IdpField::AcsUrl, "InResponseTo");
  out.push_back(std::move(finding));
}

struct Candidate {
  IdpField field;
  std::string_view name;
  std::string_view found;
  std::string_view expected;
};

std::vector<Candidate> candidates(const Response& response, std::string_view posted_to,
                                  const Expected& expected) {
  std::vector<Candidate> all;
  if (audience_is_wrong(response, expected))
    for (const std::string& audience : response.assertion->audiences)
      all.push_back({IdpField::EntityId, "Entity ID", audience, expected.entity_id});
  all.push_back({IdpField::AcsUrl, "ACS URL", posted_to, expected.acs_url});
  all.push_back({IdpField::AcsUrl, "ACS URL", response.destination, expected.acs_url});
  if (response.assertion)
    for (const auto& confirmation : response.assertion->confirmations)
      all.push_back({IdpField::AcsUrl, "ACS URL", confirmation.recipient, expected.acs_url});
  return all;
}

// The migration's main risk: the application of the identity provider was not changed, or was
// changed back.
std::optional<model::Finding> kind_mismatch(const Response& response, std::string_view posted_to,
                                            const Expected& expected) {
  for (const Candidate& candidate : candidates(response, posted_to, expected)) {
    const auto kind = other_kind(candidate.found, candidate.expected);
    if (!kind) continue;
    const bool legacy = *kind == model::ConnectionKind::Legacy;
    auto finding = model::make_mismatch(
        Code::ConnectionKindMismatch,
        fmt::format("the identity provider still, or again, holds the {} of the {} connection, "
                    "but the login uses the {} one",
                    candidate.name, legacy ? "legacy" : "enhanced", legacy ? "enhanced" : "legacy"),
        base::printable(candidate.found), std::string(candidate.expected));
    finding.fix = idp_fix(expected.idp_adapter, candidate.field);
    return finding;
  }
  return std::nullopt;
}

}  // namespace

void audit_addressing(const Response& response, std::string_view posted_to,
                      const Expected& expected, Findings& out) {
  if (auto mixed = kind_mismatch(response, posted_to, expected))
    out.insert(out.begin(), std::move(*mixed));
  audit_issuer(response, expected, out);
  audit_audience(response, expected, out);
  audit_destination(response, posted_to, expected, out);
  note_absent_destination(response, expected, out);
  audit_recipient(response, expected, out);
  note_absent_recipient(response, expected, out);
  audit_in_response_to(response, expected, out);
}

}  // namespace flexverify::saml
