// The identity provider's part of a recorded login: which pages are its own, and who knows them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "verifier/recording/login.h"

namespace flexverify::recording {

struct Provider {
  std::string adapter = "auto";    // that knows a page of it, else that owns its address
  std::string adapter_seen_in;     // "entry 12", "" when none is known
  std::vector<std::string> hosts;  // where the login arrived; each that was sent a password
  std::optional<std::size_t> first_page;
};

[[nodiscard]] Provider provider_of(const web::Recording& recording, const RecordedLogin& login);

// The documents and answers of the provider's part that a login goes through, as places in the
// recording: in its windows, at hosts to which it was led; none of Twilio's.
[[nodiscard]] std::vector<std::size_t> provider_exchanges(const web::Recording& recording,
                                                          const RecordedLogin& login);
// A field of the exchange's body was a password, or a name for one; its value is not looked at.
[[nodiscard]] bool sends_password(const web::RecordedExchange& exchange);

}  // namespace flexverify::recording
