// Filling in what a page asks for. Every guard is here: the place as the browser says it, the
// declared hosts, the same place and the form's target once more in the task that inserts the
// value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flows/login.h"
#include "flows/provider_pages.h"
#include "verifier/webdriver/screen.h"
#include "verifier/webdriver/wire.h"

namespace flexverify::webdriver {
class Window;
}

namespace flexverify::flows {

enum class FillState {
  Done,   // everything is in its field
  Moved,  // the page went away before: look again
  Ended   // `finding` says why
};
struct FillOutcome {
  FillState state = FillState::Moved;
  std::optional<model::Finding> finding = {};
  std::optional<webdriver::Fault> fault = {};  // the browser is gone
  std::vector<std::string> filled = {};        // names of the fields
};

FillOutcome fill_in(Login& login, ProviderPages& pages, webdriver::Window& window,
                    const webdriver::Screen& screen, const std::vector<webdriver::Field>& fields);

}  // namespace flexverify::flows
