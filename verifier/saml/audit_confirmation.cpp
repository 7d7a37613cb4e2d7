// The SubjectConfirmations and what they answer: SAML profiles 4.1.4.3 asks for one bearer
// confirmation that is good in every respect, whatever the others say.
#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/saml/audit_parts.h"

namespace flexverify::saml {
namespace {

using model::Code;

constexpr std::string_view kBearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

bool is_bearer(const SubjectConfirmation& confirmation) { return confirmation.method == kBearer; }

std::string acs_or_words(const Case& c) {
  return c.expected.acs_url.empty() ? "the ACS URL" : c.expected.acs_url;
}

model::Finding not_for_us(const Case& c, std::string detail, std::string found) {
  return with_fix(objection(c, Code::SamlSubjectConfirmation, RefusedBy::Legacy, std::move(detail),
                            std::move(found), "a bearer confirmation for this login"),
                  c.expected, IdpField::AcsUrl);
}

// A bearer confirmation names its recipient.
void check_recipient(const Case& c, const SubjectConfirmation& one, bool is_first, Findings& out) {
  if (one.recipient.empty()) {
    out.push_back(with_fix(
        objection(c, Code::SamlRecipientMismatch, RefusedBy::Legacy,
                  "the assertion's confirmation names no Recipient", "none", acs_or_words(c)),
        c.expected, IdpField::AcsUrl));
  } else if (!c.expected.acs_url.empty() && one.recipient != c.expected.acs_url) {
    // passport-wsfed-saml2 looks at the first one only.
    out.push_back(address_mismatch(c, Code::SamlRecipientMismatch,
                                   is_first ? RefusedBy::Both : RefusedBy::Legacy,
                                   "the assertion's Recipient", one.recipient));
  }
}

// java-saml wants the same value as in the response, or none in either.
void check_in_response_to(const Case& c, const SubjectConfirmation& one, Findings& out) {
  if (one.in_response_to == c.response.in_response_to) return;
  if (c.response.in_response_to.empty() && one.in_response_to == c.expected.request_id) return;
  auto finding =
      objection(c, Code::SamlInResponseToMismatch, RefusedBy::Legacy,
                one.in_response_to.empty()
                    ? "the assertion's confirmation answers no request, though the response does"
                    : "the assertion's confirmation answers another request than the response",
                one.in_response_to.empty() ? "no InResponseTo" : "the id of another request",
                "the id of this login's request");
  finding.fix = fix_beside(*c.expected.labels, IdpField::AcsUrl, "InResponseTo");
  out.push_back(std::move(finding));
}

void check_times(const Case& c, const SubjectConfirmation& one, Findings& out) {
  const base::WallTime now = judging_time(c.expected);
  const auto time_fault = [&](Code code, std::string detail, base::WallTime found,
                              const std::string& wanted, std::string field) {
    auto finding = objection(c, code, RefusedBy::Legacy, std::move(detail),
                             base::format_rfc3339(found), wanted + base::format_rfc3339(now));
    finding.fix = time_fix(c.expected, std::move(field));
    out.push_back(std::move(finding));
  };
  if (!one.not_on_or_after && one.unreadable.empty())
    out.push_back(not_for_us(c, "the assertion's bearer confirmation has no NotOnOrAfter", "none"));
  if (one.not_on_or_after && *one.not_on_or_after <= now - c.expected.skew)
    time_fault(Code::SamlExpired, "the assertion's confirmation ceased to be valid",
               *one.not_on_or_after, "later than ", "clock, or lifetime of the assertion");
  if (one.not_before && *one.not_before > now + c.expected.skew)
    time_fault(Code::SamlNotYetValid, "the assertion's confirmation is not valid yet",
               *one.not_before, "not later than ", "clock");
}

Findings faults_of(const Case& c, const SubjectConfirmation& one, bool is_first) {
  if (!one.has_data)
    return {not_for_us(c, "the assertion's bearer confirmation has no SubjectConfirmationData",
                       "none")};
  Findings out;
  check_recipient(c, one, is_first, out);
  check_in_response_to(c, one, out);
  for (const UnreadableTime& time : one.unreadable) out.push_back(unreadable_time(c, time));
  check_times(c, one, out);
  return out;
}

const SubjectConfirmation* first_with_data(const Case& c) {
  const auto& all = c.response.assertion->confirmations;
  const auto found = std::ranges::find(all, true, &SubjectConfirmation::has_data);
  return found == all.end() ? nullptr : &*found;
}

// A symptom where the address is wrong in the same way elsewhere.
void link_to_destination(const Case& c, model::Finding& finding) {
  if (finding.code != Code::SamlRecipientMismatch || finding.follows_from) return;
  const auto same = [&](const model::Finding& other) {
    return other.code == Code::SamlDestinationMismatch && other.found == finding.found;
  };
  if (std::ranges::any_of(c.out.findings, same))
    finding.follows_from = Code::SamlDestinationMismatch;
}

// What Conditions have said already.
bool is_about_time(Code code) { return code == Code::SamlExpired || code == Code::SamlNotYetValid; }

// Right by the standard; passport-wsfed-saml2 looks at the recipient of the first one only.
void judge_order(const Case& c) {
  const SubjectConfirmation* first = first_with_data(c);
  const std::string& right = c.expected.acs_url;
  if (first->recipient.empty() || right.empty() || first->recipient == right) return;
  c.report(address_mismatch(c, Code::SamlRecipientMismatch, RefusedBy::Neither,
                            "the assertion has a confirmation for this login, but the Recipient of "
                            "its first one, at which the enhanced connection may stop,",
                            first->recipient));
}

void judge_absence(const Case& c) {
  const auto& all = c.response.assertion->confirmations;
  c.report(not_for_us(c,
                      all.empty()
                          ? "the assertion has no SubjectConfirmation"
                          : fmt::format("no SubjectConfirmation is a bearer one; the first is {}",
                                        quoted(all.front().method)),
                      all.empty() ? "none" : base::printable(all.front().method)));
  // passport-wsfed-saml2 compares the recipient, whatever the method.
  const SubjectConfirmation* first = first_with_data(c);
  if (first != nullptr && !first->recipient.empty() && !c.expected.acs_url.empty() &&
      first->recipient != c.expected.acs_url)
    c.report(address_mismatch(c, Code::SamlRecipientMismatch, RefusedBy::Both,
                              "the assertion's Recipient", first->recipient));
}

}  // namespace

void judge_confirmation(const Case& c) {
  std::optional<Findings> best;
  std::string recipient;
  for (const SubjectConfirmation& one : c.response.assertion->confirmations) {
    if (!is_bearer(one)) continue;
    Findings faults = faults_of(c, one, &one == first_with_data(c));
    if (best && faults.size() >= best->size()) continue;
    best = std::move(faults);
    recipient = one.recipient;
  }
  if (!best) return judge_absence(c);
  if (!recipient.empty())
    compare(c.out, "recipient", recipient, c.expected.acs_url, c.expected.values_from);
  if (best->empty()) return judge_order(c);
  for (model::Finding& finding : *best) {
    if (is_about_time(finding.code) && is_told(c, finding.code)) continue;
    link_to_destination(c, finding);
    c.report(std::move(finding));
  }
}

// "" in one place may be made good by the other; a wrong value may not.
void judge_in_response_to(const Case& c) {
  const std::string& right = c.expected.request_id;
  const std::string& found = c.response.in_response_to;
  if (right.empty()) return;
  const auto answers = [&](const SubjectConfirmation& one) { return one.in_response_to == right; };
  const bool elsewhere =
      c.response.assertion && std::ranges::any_of(c.response.assertion->confirmations, answers);
  const bool equal = found == right;
  c.out.compared.push_back(
      {.value = "in-response-to",
       .found = equal           ? "the id of this login's request"
                : found.empty() ? ""
                                : "the id of another request",
       .expected = "the id of this login's request",
       .with = model::ComparedWith::Message,
       .outcome = equal ? model::ComparedOutcome::Equal : model::ComparedOutcome::Different});
  if (equal) return;
  auto finding = objection(
      c, Code::SamlInResponseToMismatch,
      found.empty() && elsewhere ? RefusedBy::Legacy : RefusedBy::Both,
      !found.empty() ? "the response answers another request than the one of this login"
      : elsewhere    ? "the response itself answers no request, only its assertion does"
                     : "the response answers no request, as if the login had been started at the "
                       "identity provider",
      found.empty() ? "no InResponseTo" : "the id of another request",
      "the id of this login's request");
  finding.fix = fix_beside(*c.expected.labels, IdpField::AcsUrl, "InResponseTo");
  c.report(std::move(finding));
}

}  // namespace flexverify::saml
