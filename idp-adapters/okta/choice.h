// Which of the authenticators on offer is used: the best that is configured.
#pragma once

#include <string>
#include <vector>

#include "idp-adapters/adapter.h"

namespace flexverify::idp::okta {

// Code is of an app whose secret can be had as text (Google Authenticator); OtherCode of Okta
// Verify, whose secret stays on the phone, or of the org's own app.
enum class Rank { Password, Code, OtherCode, Question, Push, No };

struct Choice {
  Rank rank = Rank::No;  // how well the choice fits the configured factor
  base::Json body;       // of "authenticator"
  std::string name;      // of the choice, as the page calls it
};

[[nodiscard]] Rank rank_of(const std::string& key, const std::string& method,
                           const LoginFacts& facts, const Memory& memory);
// "totp", "push" …; one that is "" when the option names none.
[[nodiscard]] std::vector<std::string> methods_of(const base::Json& option);
[[nodiscard]] base::Json option_body(const base::Json& option, const std::string& method);
// The best of what select-authenticator-authenticate offers; Rank::No when nothing fits.
[[nodiscard]] Choice choose(const base::Json& answer, const LoginFacts& facts,
                            const Memory& memory);
// For people: the labels on offer.
[[nodiscard]] std::string offered(const base::Json& answer);

}  // namespace flexverify::idp::okta
