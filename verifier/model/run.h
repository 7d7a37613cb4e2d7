// One immutable result. Every report is rendered from a Run and from nothing else.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/model/depth.h"
#include "verifier/model/exchange.h"
#include "verifier/model/finding.h"
#include "verifier/model/verdict.h"

namespace flexverify::model {

enum class StepState { Passed, Failed, Unclear };
[[nodiscard]] std::string_view name_of(StepState state);  // "passed", "failed", "unclear"

// One leg of the login, as a line of the terminal report.
struct Step {
  std::string leg;  // "page", "start", "request", "sign-in", "assertion", "acs" …
  StepState state = StepState::Passed;
  std::string summary;  // "connection JQ…a001 is active; authorize accepted the redirect URL"
  std::size_t first_exchange = 0;  // 0: none
  std::size_t last_exchange = 0;
  base::Millis duration{0};
};

// What the decoded AuthnRequest said. Nothing in it is personal.
struct SamlRequestFacts {
  std::string id;  // marked: it is a session value
  std::string issuer;
  std::string acs_url;
  std::string destination;
  std::string binding;  // "HTTP-Redirect", "HTTP-POST"
  std::string name_id_format;
  bool signed_request = false;
};

struct SamlAttributeFacts {
  std::string name;
  std::vector<std::string> values;  // of roles only; others are marked
};

struct SamlResponseFacts {
  std::string issuer;
  std::string status;
  std::string status_message;
  std::string audience;
  std::string destination;
  std::string recipient;
  std::string in_response_to;  // marked
  std::string name_id_format;
  std::string name_id;             // marked
  std::string response_signature;  // "rsa-sha256, verified", "none" …
  std::string assertion_signature;
  std::optional<base::WallTime> issued, not_before, not_on_or_after, session_not_on_or_after;
  std::vector<SamlAttributeFacts> attributes;
};

// What a check was asked; it decides which sentence its result may say.
enum class Question {
  Finish,       // is it safe to click Finish, for an enhanced connection
  Legacy,       // can agents log in through the legacy connection
  AfterRevert,  // the same after a switch back, with nothing of the other connection left
  Migrated      // can agents log in, the migration being past
};
[[nodiscard]] std::string_view name_of(Question question);  // "finish", "after-revert" …
[[nodiscard]] std::optional<Question> question_named(std::string_view name);

// What became of a secret of the test account in this run, recorded where it happened.
enum class SecretOutcome {
  NotSent,
  Accepted,   // the login went on without asking for it again
  Refused,    // it was asked for again, or rejected in words
  Unanswered  // a timeout, a server error, a cut connection, or a page that says nothing about it
};
[[nodiscard]] std::string_view name_of(SecretOutcome outcome);  // "not-sent", "accepted" …
[[nodiscard]] std::optional<SecretOutcome> secret_outcome_named(std::string_view name);
struct SecretFact {
  std::string name;  // "password", "one-time-code", "security-answer"
  SecretOutcome outcome = SecretOutcome::NotSent;
};

// One value of the SAML messages and what it was compared with.
enum class ComparedWith { Nothing, Pasted, Published, Message, User };
enum class ComparedOutcome { Equal, Different, NotCompared };
[[nodiscard]] std::string_view name_of(ComparedWith with);  // "" for Nothing, "pasted" …
[[nodiscard]] std::string_view name_of(ComparedOutcome outcome);
[[nodiscard]] std::optional<ComparedWith> compared_with_named(std::string_view name);
[[nodiscard]] std::optional<ComparedOutcome> compared_outcome_named(std::string_view name);
struct Compared {
  std::string value;     // which one: "issuer", "audience", "destination", "recipient" …
  std::string found;     // "" when absent; marked when personal
  std::string expected;  // "" when nobody knows it
  // Pasted into Flex, published by the provider, carried in the message, given by the user.
  ComparedWith with = ComparedWith::Nothing;
  ComparedOutcome outcome = ComparedOutcome::NotCompared;
};

// A page of the identity provider, as it was recognised.
struct PageFact {
  std::size_t exchange = 0;  // 0: none
  std::string adapter;       // "" for a rule that all share
  std::string state;
  std::string fingerprint;  // of its structure, without values; "" when none was made
};

struct FlexFacts {
  std::string account_sid;
  std::string connection;  // JQ…
  std::string identity;    // marked unless values may be shown
  std::vector<std::string> roles;
  std::string worker_sid;
  std::string ui_version;
};

struct CheckResult {
  std::string name;
  Setup setup = Setup::Hosted;
  std::string url;
  ConnectionKind connection = ConnectionKind::Auto;
  Question question = Question::Finish;
  std::string migrated_on;  // "2026-03-01", "" when not given
  Depth depth = Depth::Loaded;
  Depth reached = Depth::None;
  Verdict verdict = Verdict::Unknown;
  base::WallTime started;
  base::Millis duration{0};
  std::string exchange_used;  // of the code: "A", "B", "C"; "" when none worked
  std::vector<SecretFact> secrets;
  std::vector<Compared> compared;
  std::vector<PageFact> pages;
  std::string idp_adapter;
  std::vector<std::string> idp_hosts;
  FlexFacts flex;
  std::vector<Step> steps;
  std::vector<Finding> findings;  // causes first
  std::optional<SamlRequestFacts> saml_request;
  std::optional<SamlResponseFacts> saml_response;
  std::vector<Certificate> certificates;
  std::vector<Exchange> exchanges;
};

// The id of the finding that comes first, "" when there is none.
[[nodiscard]] std::string_view first_code(const CheckResult& check);

struct Run {
  std::string tool_version;
  base::WallTime started;
  base::Millis duration{0};
  Verdict verdict = Verdict::Ok;
  std::vector<CheckResult> checks;
};

// One check as a run of its own.
[[nodiscard]] Run run_of_one(std::string tool_version, CheckResult check);

}  // namespace flexverify::model
