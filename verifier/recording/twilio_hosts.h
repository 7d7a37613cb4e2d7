// Where Twilio's services were, when it was not at Twilio's usual hosts.
#pragma once

#include <map>
#include <string>

#include "verifier/recording/login.h"

namespace flexverify::recording {

// Empty where all that the recording shows are Twilio's usual hosts. Else each of them: what the
// recording does not show is named after those that it shows.
[[nodiscard]] std::map<std::string, std::string> unusual_endpoints(const web::Recording& recording,
                                                                   const RecordedLogin& login);

}  // namespace flexverify::recording
