// THE table of finding codes (codes.def): constants, texts, schema, metrics and manual come from
// it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace flexverify::model {

enum class Stage {
  Config,
  Network,
  Browser,
  Start,
  AuthnRequest,
  Idp,
  Credentials,
  Mfa,
  Assertion,
  Acs,
  Landing,
  Token,
  Loaded,
  Budget,
  Internal
};
enum class Owner { Network, IdpAdmin, FlexAdmin, TestAccount, Verifier };
enum class Severity { Note, Warning, Unknown, Critical };
// What a finding says about agents, as opposed to the test user, this machine, or us.
enum class Agents {
  No,         // agents are kept out by this
  CannotTell  // it concerns the test account, this machine or the verifier
};

enum class Code {
#define FV_CODE(constant, id, stage, owner, severity, agents, title, hint) constant,
#include "verifier/model/codes.def"
#undef FV_CODE
};

struct CodeInfo {
  Code code;               // the row's own
  std::string_view id;     // "saml-audience-mismatch"
  Stage stage;             // where in a login it arises
  Owner owner;             // who must act
  Severity severity;       // unless the circumstances decide otherwise
  Agents agents;           // whether it keeps agents out
  std::string_view title;  // one line: what it means
  std::string_view hint;   // what to do
};

[[nodiscard]] std::span<const CodeInfo> all_codes();
[[nodiscard]] const CodeInfo& info(Code code);
[[nodiscard]] const CodeInfo* code_named(std::string_view id);  // null when unknown

[[nodiscard]] std::string_view name_of(Stage stage);        // "authn-request"
[[nodiscard]] std::string_view name_of(Owner owner);        // "idp-admin"
[[nodiscard]] std::string_view name_of(Severity severity);  // "critical"
[[nodiscard]] std::string_view name_of(Agents agents);      // "no", "cannot-tell"
// "no: where it is critical, …": the column in a sentence.
[[nodiscard]] std::string_view meaning_for_agents(Agents agents);
// "IdP admin must act", "nobody is at fault" …: the owner in a sentence.
[[nodiscard]] std::string_view who_must_act(Owner owner);

}  // namespace flexverify::model
