#include "verifier/model/finding.h"

#include <utility>

namespace flexverify::model {

Fix console_fix(std::string field) {
  return {.party = std::string(kFlexConsole),
          .page = "Single sign-on (SSO)",
          .field = std::move(field)};
}

std::string_view hint_of(const Finding& finding) {
  return finding.hint.empty() ? info(finding.code).hint : std::string_view(finding.hint);
}

Owner owner_of(const Fix& fix) {
  if (fix.party == kFlexConsole || fix.party == kFlexPage || fix.party == kWebServer)
    return Owner::FlexAdmin;
  return fix.party == kThisMachine ? Owner::Verifier : Owner::IdpAdmin;
}

Owner owner_of(const Finding& finding) {
  if (finding.owner) return *finding.owner;
  return finding.fix ? owner_of(*finding.fix) : info(finding.code).owner;
}

Finding make_finding(Code code, std::string detail) {
  return {.code = code,
          .severity = info(code).severity,
          .detail = std::move(detail),
          .found = "",
          .expected = "",
          .exchange = std::nullopt,
          .fix = std::nullopt,
          .follows_from = std::nullopt,
          .hint = "",
          .owner = std::nullopt};
}

Finding make_mismatch(Code code, std::string detail, std::string found, std::string expected) {
  Finding finding = make_finding(code, std::move(detail));
  finding.found = std::move(found);
  finding.expected = std::move(expected);
  return finding;
}

}  // namespace flexverify::model
