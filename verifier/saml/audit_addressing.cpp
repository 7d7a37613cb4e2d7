// From whom, to whom, and in answer to what.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"
#include "verifier/saml/difference.h"
#include "verifier/web/url.h"

namespace flexverify::saml {
namespace {

using model::Code;

struct RightIssuer {
  std::string_view value;
  model::ComparedWith with;
};

// What was pasted into Flex counts; what the provider publishes, where nobody knows that.
RightIssuer right_issuer(const Expected& expected) {
  if (!expected.idp_issuer.empty()) return {expected.idp_issuer, model::ComparedWith::Pasted};
  return {expected.published_issuer, model::ComparedWith::Published};
}

void wrong_issuer(const Case& c, std::string_view of, std::string_view issuer,
                  std::string_view right) {
  auto finding = model::make_mismatch(Code::SamlIssuerMismatch,
                                      fmt::format("the {} names the issuer {}{}", of,
                                                  quoted(issuer), unseen_difference(issuer, right)),
                                      base::printable(issuer), std::string(right));
  c.report(with_flex_fix(std::move(finding), *c.expected.labels, FlexField::Issuer));
}

// SAML core 2.3.3: an assertion names its issuer; a response need not.
void judge_issuer_presence(const Case& c) {
  if (!c.response.assertion || !base::trim(c.response.assertion->issuer).empty()) return;
  auto finding =
      objection(c, Code::SamlIssuerMismatch, RefusedBy::Legacy, "the assertion names no issuer",
                "none", std::string(right_issuer(c.expected).value));
  c.report(with_flex_fix(std::move(finding), *c.expected.labels, FlexField::Issuer));
}

// "has our value somewhere": how each reader of several audiences looks at them.
bool names(const std::vector<std::string>& audiences, const std::string& entity_id) {
  return std::ranges::count(audiences, entity_id) > 0;
}

std::string joined(const std::vector<std::string>& values) {
  return values.empty() ? "none" : base::printable(base::join(values, ", "));
}

bool audience_is_missing(const Case& c) {
  return c.response.assertion && !c.expected.entity_id.empty() &&
         !names(audiences_of(c.response), c.expected.entity_id);
}

model::Finding audience_finding(const Case& c, Code code, RefusedBy refused_by,
                                std::string detail) {
  const auto audiences = audiences_of(c.response);
  return with_fix(
      objection(c, code, refused_by, std::move(detail), joined(audiences),
                c.expected.entity_id.empty() ? "the Entity ID of Flex" : c.expected.entity_id),
      c.expected, IdpField::EntityId);
}

void wrong_audience(const Case& c, const std::vector<std::string>& audiences) {
  const std::string& right = c.expected.entity_id;
  const auto spaced = std::ranges::find_if(
      audiences, [&](const std::string& one) { return base::trim(one) == right; });
  std::string detail =
      fmt::format("the assertion is for {}, Flex is {}", quoted(joined(audiences)), quoted(right));
  for (const std::string& audience : audiences)
    if (const auto unseen = unseen_difference(audience, right); !unseen.empty()) {
      detail += unseen;
      break;
    }
  auto finding = audience_finding(c, Code::SamlAudienceMismatch,
                                  spaced == audiences.end() ? RefusedBy::Both : RefusedBy::Enhanced,
                                  std::move(detail));
  for (const std::string& audience : audiences)
    if (other_kind(audience, right)) finding.follows_from = Code::ConnectionKindMismatch;
  c.report(std::move(finding));
}

bool every_restriction_names(const Case& c) {
  return std::ranges::all_of(c.response.assertion->audience_restrictions,
                             [&](const auto& one) { return names(one, c.expected.entity_id); });
}

// The usual slip: the address is right, "?connection=JQ…" was cut off.
bool only_query_is_missing(std::string_view found, std::string_view expected) {
  return expected.starts_with(found) && expected.substr(found.size()).starts_with('?');
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

// SAML bindings 3.5.5.2; service providers let an absent one pass.
void judge_absent_destination(const Case& c) {
  const Response& response = c.response;
  if (!response.destination.empty()) return;
  if (!response.empty_destination && response.response_signature.state != SignatureState::Valid)
    return;
  const std::string wanted = c.expected.acs_url.empty() ? "the ACS URL" : c.expected.acs_url;
  auto finding =
      response.empty_destination
          ? objection(c, Code::SamlDestinationMismatch, RefusedBy::Legacy,
                      "the response's Destination is there, but empty", "an empty value", wanted)
          : model::make_mismatch(
                Code::SamlDestinationMismatch,
                "the response names no Destination, which a signed response should", "none",
                wanted);
  if (!response.empty_destination) finding.severity = model::Severity::Note;
  c.report(with_fix(std::move(finding), c.expected, IdpField::AcsUrl));
}

struct Candidate {
  IdpField field;
  std::string_view name;
  std::string found;
  std::string_view expected;
};

std::vector<Candidate> candidates(const Case& c) {
  std::vector<Candidate> all;
  if (audience_is_missing(c))
    for (std::string& audience : audiences_of(c.response))
      all.push_back({IdpField::EntityId, "Entity ID", std::move(audience), c.expected.entity_id});
  const auto add = [&](std::string_view found) {
    all.push_back({IdpField::AcsUrl, "ACS URL", std::string(found), c.expected.acs_url});
  };
  add(c.posted_to);
  add(c.response.destination);
  if (c.response.assertion)
    for (const auto& confirmation : c.response.assertion->confirmations)
      add(confirmation.recipient);
  return all;
}

model::Finding kind_mismatch(const Case& c, const Candidate& candidate,
                             model::ConnectionKind kind) {
  const bool legacy = kind == model::ConnectionKind::Legacy;
  auto finding = model::make_mismatch(
      Code::ConnectionKindMismatch,
      fmt::format("the identity provider still, or again, holds the {} of the {} connection, "
                  "but the login uses the {} one",
                  candidate.name, legacy ? "legacy" : "enhanced", legacy ? "enhanced" : "legacy"),
      base::printable(candidate.found), std::string(candidate.expected));
  return with_fix(std::move(finding), c.expected, candidate.field);
}

}  // namespace

model::Finding address_mismatch(const Case& c, Code code, RefusedBy refused_by,
                                std::string_view what, std::string_view found) {
  const std::string& right = c.expected.acs_url;
  std::string detail =
      only_query_is_missing(found, right)
          ? fmt::format("{} is the right address, but its end {} is missing", what,
                        quoted(std::string_view(right).substr(found.size())))
          : fmt::format("{} is {}{}", what, quoted(found), unseen_difference(found, right));
  auto finding =
      with_fix(objection(c, code, refused_by, std::move(detail), base::printable(found), right),
               c.expected, IdpField::AcsUrl);
  if (other_kind(found, right)) finding.follows_from = Code::ConnectionKindMismatch;
  return finding;
}

void judge_issuer(const Case& c) {
  judge_issuer_presence(c);
  const RightIssuer right = right_issuer(c.expected);
  const std::array<std::pair<std::string_view, std::string_view>, 2> issuers = {
      {{"response", c.response.issuer},
       {"assertion", c.response.assertion ? std::string_view(c.response.assertion->issuer) : ""}}};
  bool told = false;
  for (const auto& [of, issuer] : issuers) {
    if (issuer.empty()) continue;
    const std::string name = of == "response" ? "issuer" : "assertion issuer";
    if (compare(c.out, name, issuer, right.value, right.with) || told) continue;
    wrong_issuer(c, of, issuer, right.value);
    told = true;
  }
}

void judge_audience(const Case& c) {
  const auto audiences = audiences_of(c.response);
  const std::string& right = c.expected.entity_id;
  const bool ours = names(audiences, right);
  const std::string_view shown = audiences.empty() ? "" : std::string_view(audiences.front());
  compare(c.out, "audience", ours ? std::string_view(right) : shown, right, c.expected.values_from);
  const auto blank = [](const std::string& one) { return base::trim(one).empty(); };
  if (std::ranges::all_of(audiences, blank))
    return c.report(audience_finding(c, Code::SamlAudienceMismatch, RefusedBy::Enhanced,
                                     "the assertion names no audience"));
  if (right.empty()) return;
  if (!ours) return wrong_audience(c, audiences);
  if (!every_restriction_names(c))
    return c.report(audience_finding(
        c, Code::SamlAudienceMismatch, RefusedBy::Both,
        "the assertion has several audience restrictions, and not each of them names Flex"));
  if (audiences.front() == right) return;
  auto order = audience_finding(
      c, Code::SamlAudienceOrder, RefusedBy::Neither,
      "the assertion names several audiences and Flex is not the first: that is right by the "
      "standard, but the enhanced connection may look at the first one only");
  c.report(std::move(order));
}

void judge_destination(const Case& c) {
  const std::string& found = c.response.destination;
  const bool wrong_action = is_wrong_action(c.posted_to, c.expected);
  if (wrong_action)
    c.report(address_mismatch(c, Code::SamlDestinationMismatch, RefusedBy::Both,
                              "the address to which the response is posted", c.posted_to));
  if (!c.posted_to.empty())
    compare(c.out, "posted to", wrong_action ? c.posted_to : c.expected.acs_url, c.expected.acs_url,
            c.expected.values_from);
  if (!found.empty())
    compare(c.out, "destination", found, c.expected.acs_url, c.expected.values_from);
  const bool said_already = wrong_action && found == c.posted_to;
  if (!said_already && is_wrong_address(found, c.expected))
    c.report(address_mismatch(c, Code::SamlDestinationMismatch, RefusedBy::Both,
                              "the response's Destination", found));
  judge_absent_destination(c);
}

void judge_connection_kind(const Case& c) {
  for (const Candidate& candidate : candidates(c))
    if (const auto kind = other_kind(candidate.found, candidate.expected))
      return c.report(kind_mismatch(c, candidate, *kind));
}

}  // namespace flexverify::saml
