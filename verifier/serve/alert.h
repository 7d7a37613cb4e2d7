// What people are told, and when.
#pragma once

#include <optional>
#include <string>

#include "verifier/base/json.h"
#include "verifier/config/serve.h"
#include "verifier/model/run.h"

namespace flexverify::serve {

enum class AlertKind { Problem, Reminder, Recovered };

// What was told or published before, and what is true now.
struct Change {
  std::optional<model::Verdict> before;     // nullopt: the first result ever
  model::Verdict now = model::Verdict::Ok;  // the verdict that is told
  base::WallTime told{};                    // this receiver, about this target; 1970 when never
  base::WallTime at{};                      // when it was found
};

// nullopt when this receiver is not told.
[[nodiscard]] std::optional<AlertKind> alert_due(const config::Receiver& receiver,
                                                 const Change& change);

// What a receiver gets that somebody tries (`flexverify alert-test`).
[[nodiscard]] base::Json make_test_alert(base::WallTime at);
// flexverify-alert/1: facts, the first finding, what to change, and the same as text. `link` is ""
// without a public URL. `check` is a redacted result, and nothing secret gets in.
[[nodiscard]] base::Json make_alert(AlertKind kind, const model::CheckResult& check,
                                    std::optional<model::Verdict> before, base::WallTime at,
                                    const std::string& link);

// Bodies made of an alert.
[[nodiscard]] base::Json slack_body(const base::Json& alert);
// PagerDuty Events API v2. The routing key is the caller's to put in.
[[nodiscard]] base::Json pagerduty_body(const base::Json& alert);

}  // namespace flexverify::serve
