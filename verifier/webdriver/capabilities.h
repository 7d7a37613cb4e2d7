// What a session is asked for: a fresh, headless Chromium that cannot reach Twilio.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/model/check_spec.h"

namespace flexverify::webdriver {

// What a check wants of its browser.
struct Wish {
  web::Url acs;                      // where the SAMLResponse is posted
  std::vector<web::Url> closed;      // Twilio's other places: their names are not found
  std::vector<std::string> allowed;  // the only other hosts, when there are any
  std::vector<std::string> named;    // hosts that the user named: never closed
  model::NetworkSpec network;
};

// Of a browser on this machine: where its parts are.
struct Local {
  std::string folder;   // its profile is below
  std::string program;  // Chromium
  int catcher_port = 0;
  std::string catcher_pin;
  bool is_root = false;  // Chromium's sandbox refuses to run as root
};

// Without a value: of a WebDriver that runs elsewhere.
[[nodiscard]] base::Json capabilities(const Wish& wish, const std::optional<Local>& local);

// The rules by which the browser finds hosts, the first that fits counts.
[[nodiscard]] std::string resolver_rules(const Wish& wish, const std::optional<Local>& local);

}  // namespace flexverify::webdriver
