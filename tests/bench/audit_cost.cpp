// What the audit of one message costs: read N times, so that callgrind's figure for one is the
// difference of two runs divided by that of N. Usage: audit_cost N MESSAGE.xml CERTIFICATE.pem
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "verifier/saml/audit.h"

namespace {

using namespace flexverify;

std::string text_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// What the message itself says is right: nothing is found, and every rule looks.
saml::Expected expected_of(const saml::Response& response) {
  saml::Expected expected;
  expected.entity_id = response.assertion->audience_restrictions.at(0).at(0);
  expected.acs_url = response.destination;
  expected.idp_issuer = response.issuer;
  expected.request_id = response.in_response_to;
  expected.role = "agent";
  expected.now = *response.issue_instant;
  return expected;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const std::string xml = text_of(arguments[2]);
  const saml::TrustedCertificates trusted{.pasted = {text_of(arguments[3])}};
  const auto first = saml::parse_response(xml, trusted);
  if (!first || !first->assertion) return 1;
  const saml::Expected expected = expected_of(*first);
  std::size_t findings = 0;
  for (int i = 0; i < std::atoi(arguments[1]); ++i)
    findings +=
        saml::audit_response(*saml::parse_response(xml, trusted), expected.acs_url, expected)
            .findings.size();
  std::printf("%zu findings\n", findings);
}
