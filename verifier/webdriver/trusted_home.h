// The authorities of --ca-file, in the store that Chromium reads from its home.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "verifier/model/finding.h"

namespace flexverify::webdriver {

// Makes HOME/.pki/nssdb with them, by NSS's own certutil. browser-unavailable when that cannot be
// done: the browser would distrust the identity provider.
[[nodiscard]] std::optional<model::Finding> trust_in_home(const std::string& ca_file,
                                                          const std::string& home,
                                                          const std::stop_token& stop);

}  // namespace flexverify::webdriver
