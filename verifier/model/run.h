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
  Depth depth = Depth::Loaded;
  Depth reached = Depth::None;
  Verdict verdict = Verdict::Unknown;
  base::WallTime started;
  base::Millis duration{0};
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
