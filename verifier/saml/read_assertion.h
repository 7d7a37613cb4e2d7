// One Assertion element as values.
#pragma once

#include "verifier/saml/response.h"
#include "verifier/saml/xml.h"

namespace flexverify::saml {

// A time with which somebody compares a clock, or one that is only there.
enum class TimeUse { Compared, Recorded };

// Times that cannot be read, but those of subject confirmations, are added to `unreadable`.
[[nodiscard]] Assertion read_assertion(XmlNode node, std::vector<UnreadableTime>& unreadable);
[[nodiscard]] std::optional<base::WallTime> read_time(XmlNode node, std::string_view name,
                                                      std::string_view of, TimeUse use,
                                                      std::vector<UnreadableTime>& unreadable);

}  // namespace flexverify::saml
