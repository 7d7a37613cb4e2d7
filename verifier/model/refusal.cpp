#include "verifier/model/refusal.h"

#include "verifier/base/text.h"

namespace flexverify::model {

Finding refusal_finding(const web::Refused& refused) {
  const bool enforced = refused.disposition == web::Disposition::Enforced;
  const std::string host = web::host_and_port(refused.page);
  Finding finding = make_finding(
      Code::BrowserRefuses,
      "a browser would " + std::string(enforced ? "not " : "report, and still ") + refused.step +
          ", because of " + host + base::printable(refused.page.path, 200));
  finding.found = base::printable(refused.header + ": " + refused.words, 400);
  finding.expected = refused.allow;
  finding.fix = Fix{.party = host, .page = "the server's headers or page", .field = refused.header};
  finding.hint = "Allow it there: " + refused.allow + ".";
  if (!enforced) finding.severity = Severity::Note;
  return finding;
}

}  // namespace flexverify::model
