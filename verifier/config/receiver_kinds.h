// THE table of kinds of receivers of alerts: what each is called and what it must be given. What is
// sent to each is in serve/notifier.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "verifier/base/check.h"

namespace flexverify::config {

enum class ReceiverKind { Webhook, Slack, PagerDuty, Command };
enum class Needed { No, Maybe, Yes };

struct ReceiverKindRow {
  ReceiverKind kind;           // the row's own
  std::string_view name;       // in the configuration
  Needed url;                  // Maybe: it has one of its own
  std::string_view own_url;    // where it is reached when none is given
  Needed secret;               // whether it needs a token or key
  std::string_view secret_is;  // "its routing key"
  Needed command;              // whether it needs a command
};

inline constexpr std::array kReceiverKinds = {
    ReceiverKindRow{ReceiverKind::Webhook, "webhook", Needed::Yes, "", Needed::Maybe,
                    "a bearer token", Needed::No},
    ReceiverKindRow{ReceiverKind::Slack, "slack", Needed::Yes, "", Needed::No, "", Needed::No},
    ReceiverKindRow{ReceiverKind::PagerDuty, "pagerduty", Needed::Maybe,
                    "https://events.pagerduty.com/v2/enqueue", Needed::Yes, "its routing key",
                    Needed::No},
    ReceiverKindRow{ReceiverKind::Command, "command", Needed::No, "", Needed::No, "", Needed::Yes},
};
// Their names, as the table of keys wants them.
inline constexpr std::string_view kReceiverKindNames = "webhook|slack|pagerduty|command";

// nullptr when there is no such kind.
[[nodiscard]] constexpr const ReceiverKindRow* receiver_kind_named(std::string_view name) {
  const auto* row = std::ranges::find(kReceiverKinds, name, &ReceiverKindRow::name);
  return row == kReceiverKinds.end() ? nullptr : row;
}
[[nodiscard]] inline const ReceiverKindRow& row_of(ReceiverKind kind) {
  const auto* row = std::ranges::find(kReceiverKinds, kind, &ReceiverKindRow::kind);
  FV_CHECK(row != kReceiverKinds.end());
  return *row;
}

}  // namespace flexverify::config
