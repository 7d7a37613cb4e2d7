// The command line of flexverify-lab.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/lab/server.h"
#include "verifier/base/result.h"

namespace flexverify::lab {

inline constexpr std::string_view kUsage =
    R"(Usage: flexverify-lab [options]
Flex and a SAML identity provider on loopback, over TLS with an authority of its own.
  --listen ADDRESS:PORT  where to listen (default 127.0.0.1:9443; port 0: any free one)
  --drill NAME           plants one fault
  --list-drills          all drills and the findings that a verifier must come to
  --json                 the list as JSON
  --write-config FILE    writes a configuration for flexverify, with lab-ca.pem and
                         lab-password.txt beside it
  --deviation FILE=NAME  plants the server behaviour NAME of a table of them
  --idp NAME=SSO_URL,ISSUER,CERTIFICATE.pem
                         one more connection and self-hosted target NAME, for an identity
                         provider outside the lab (repeatable)
  --scripts              one more provider, script-page, which only a browser gets through, and
                         its drills
  --delay MS             holds every byte back, MS milliseconds in each direction, as a long way does
  --help
)";

enum class DrillList { No, Text, Json };
struct Command {
  Options lab{.port = 9443};
  std::string write_config;
  DrillList list = DrillList::No;
  bool help = false;
};
[[nodiscard]] base::Result<Command> read_command(const std::vector<std::string>& arguments);

}  // namespace flexverify::lab
