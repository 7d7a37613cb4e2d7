// One immutable result. Every report is rendered from a Run and from nothing else.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/boxed.h"
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
  StepState state = StepState::Passed;  // how it ended
  std::string summary;  // "connection JQ…a001 is active; authorize accepted the redirect URL"
  std::size_t first_exchange = 0;  // 0: none
  std::size_t last_exchange = 0;   // 0: none
  base::Millis duration{0};        // with its waits
};

// What the decoded AuthnRequest said. Nothing in it is personal.
struct SamlRequestFacts {
  std::string id;               // marked: it is a session value
  std::string issuer;           // the Entity ID of the service provider
  std::string acs_url;          // where the answer is wanted
  std::string destination;      // as it is written
  std::string binding;          // "HTTP-Redirect", "HTTP-POST"
  std::string name_id_format;   // that is asked for, "" for any
  bool signed_request = false;  // it carries a signature
};

struct SamlAttributeFacts {
  std::string name;                 // of the claim
  std::vector<std::string> values;  // of roles only; others are marked
};

struct SamlResponseFacts {
  std::string issuer;               // the identity provider's Entity ID
  std::string status;               // the top StatusCode, without its prefix
  std::string status_message;       // in the provider's words
  std::string audience;             // whom it is for
  std::string destination;          // as it is written
  std::string recipient;            // of the subject confirmation
  std::string in_response_to;       // marked
  std::string name_id_format;       // of its NameID
  std::string name_id;              // marked
  std::string response_signature;   // "rsa-sha256, verified", "none" …
  std::string assertion_signature;  // likewise
  std::optional<base::WallTime> issued, not_before, not_on_or_after, session_not_on_or_after;
  std::vector<SamlAttributeFacts> attributes;  // its claims
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
  std::string name;                                // "password", "one-time-code", "security-answer"
  SecretOutcome outcome = SecretOutcome::NotSent;  // what became of it
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
  std::size_t exchange = 0;              // 0: none
  std::string adapter;                   // "" for a rule that all share
  std::string state;                     // as the adapter calls it
  std::string fingerprint;               // of its structure, without values; "" when none was made
  Engine engine = Engine::Http;          // who saw it
  std::vector<std::string> filled = {};  // names of the fields that the browser engine filled in
};

struct FlexFacts {
  std::string account_sid;         // AC…
  std::string connection;          // JQ…
  std::string identity;            // marked unless values may be shown
  std::vector<std::string> roles;  // of the worker
  std::string worker_sid;          // WK…
  std::string ui_version;          // that the page loads
};

struct CheckResult {
  std::string name;                                  // of the target
  Setup setup = Setup::Hosted;                       // whose page it is
  std::string url;                                   // at which the login started
  ConnectionKind connection = ConnectionKind::Auto;  // the kind that was verified
  Question question = Question::Finish;              // what was asked
  std::string migrated_on;                           // "2026-03-01", "" when not given
  Depth depth = Depth::Loaded;                       // what was wanted
  Depth reached = Depth::None;                       // the deepest that was proved
  Verdict verdict = Verdict::Unknown;                // the worst of its findings, never rounded up
  base::WallTime started;                            // by this machine's clock
  base::Millis duration{0};                          // of the whole check
  std::string exchange_used;                   // of the code: "A", "B", "C"; "" when none worked
  std::vector<SecretFact> secrets;             // what became of each
  std::vector<Compared> compared;              // values of the messages
  std::vector<PageFact> pages;                 // of the identity provider, as they were recognised
  std::string idp_adapter;                     // that went through them; "" when none did
  std::vector<std::string> idp_hosts;          // that could be given secrets
  FlexFacts flex;                              // what Twilio said
  std::vector<Step> steps;                     // the legs, in their order
  std::vector<Finding> findings;               // causes first
  base::Boxed<SamlRequestFacts> saml_request;  // the AuthnRequest, when one was seen
  base::Boxed<SamlResponseFacts> saml_response;  // the Response, when one was seen
  std::vector<Certificate> certificates;         // of TLS and of signatures
  std::vector<Exchange> exchanges;               // every request, in its order
  // Host and port of each connection that was made before a request needed it.
  std::vector<std::string> connected_ahead;
  // Method and URL, redacted, of each request that was asked for in advance and whose answer was
  // not used.
  std::vector<std::string> asked_in_vain;
};

// The id of the finding that comes first, "" when there is none.
[[nodiscard]] std::string_view first_code(const CheckResult& check);

struct Run {
  std::string tool_version;         // of the verifier
  base::WallTime started;           // by this machine's clock
  base::Millis duration{0};         // of all checks
  Verdict verdict = Verdict::Ok;    // the worst of the checks
  std::vector<CheckResult> checks;  // in the order of the configuration
};

// One check as a run of its own.
[[nodiscard]] Run run_of_one(std::string tool_version, CheckResult check);

}  // namespace flexverify::model
