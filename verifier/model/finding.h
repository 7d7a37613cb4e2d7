// A finding: one thing about the login that somebody should know, out of THE table of codes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "verifier/model/codes.h"

namespace flexverify::model {

// The parties of a fix that are no identity provider.
inline constexpr std::string_view kFlexConsole = "Flex Console";
inline constexpr std::string_view kFlexPage = "self-hosted Flex";
inline constexpr std::string_view kWebServer = "your web server";
inline constexpr std::string_view kThisMachine = "this machine";

// Where a person changes it.
struct Fix {
  std::string party;  // one of those above, or the identity provider: "Okta", "Azure AD"
  std::string page;   // "Create SAML integration"
  std::string field;  // "Audience URI (SP Entity ID)"
};

// A field on the SSO page of the Console.
[[nodiscard]] Fix console_fix(std::string field);

struct Finding {
  Code code = Code::InternalBug;          // which one of the table
  Severity severity = Severity::Unknown;  // the table's, unless this case is graver
  std::string detail;                     // one or two sentences: what happened here
  std::string found;                      // "" when there is no such value
  std::string expected;                   // "" likewise
  std::optional<std::size_t> exchange;    // number of the request in which it was seen
  std::optional<Fix> fix;                 // where to change what
  std::optional<Code> follows_from;       // the finding that explains this one
  std::string hint;                       // what to do in this case; "": the table's
  std::optional<Owner> owner;             // who must act in this case; absent: the table's
};

// What to do: the finding's own, else the table's.
[[nodiscard]] std::string_view hint_of(const Finding& finding);
// Who must act: the finding's own, else whoever can change the place of the fix, else the table's.
[[nodiscard]] Owner owner_of(const Finding& finding);
[[nodiscard]] Owner owner_of(const Fix& fix);

// With the severity of the table.
[[nodiscard]] Finding make_finding(Code code, std::string detail);
[[nodiscard]] Finding make_mismatch(Code code, std::string detail, std::string found,
                                    std::string expected);

}  // namespace flexverify::model
