// What it means that a real browser does not get on: findings, out of what it shows and says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flows/login.h"
#include "verifier/webdriver/screen.h"
#include "verifier/webdriver/wire.h"

namespace flexverify::flows {

// A page that could not be loaded, by Chromium's "net::ERR_…".
[[nodiscard]] model::Finding not_loaded(const std::string& host, const std::string& error);
// The page asks again for what was sent: which code, in whose words.
[[nodiscard]] model::Finding refused_again(const webdriver::Screen& screen,
                                           const webdriver::Field& field);
// What the page says of the account in words that many providers use; nullopt when it says nothing
// of the kind.
[[nodiscard]] std::optional<model::Finding> said_in_words(const webdriver::Screen& screen);
// Nothing to fill in, nothing to press, and nothing happens.
[[nodiscard]] model::Finding nothing_moves(const webdriver::Screen& screen);
// The page keeps what was filled in and does nothing with it.
[[nodiscard]] model::Finding does_nothing(const webdriver::Screen& screen,
                                          const webdriver::Field& field);
// The browser's own message that a policy forbids a form's target, "" when it says no such thing.
[[nodiscard]] std::string refused_by_browser(const base::Json& messages);
// A picture of the page cannot show somebody's new second factor.
[[nodiscard]] bool may_be_pictured(const model::Finding& finding, const webdriver::Screen& screen);
// The browser, or its driver, is gone.
[[nodiscard]] model::Finding browser_gone(const webdriver::Fault& fault, const std::string& words);

}  // namespace flexverify::flows
