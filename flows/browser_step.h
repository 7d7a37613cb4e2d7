// What is done with a page that a real browser shows, by its fields: pure decisions. Adapters were
// asked before; this is for what they leave open, and for pages that nobody knows.
#pragma once

#include <variant>
#include <vector>

#include "idp-adapters/adapter.h"
#include "verifier/webdriver/screen.h"

namespace flexverify::flows {

struct FillIn {
  std::vector<webdriver::Field> fields;  // user name, password, one-time code, in this order
};
struct Press {
  webdriver::Button button;
};
struct NothingToDo {};
using BrowserStep = std::variant<NothingToDo, FillIn, Press, model::Finding>;

// Each kind of field is filled in at most once. A Finding ends the login: a captcha, a new
// password, a value that is asked for and not configured. Nothing is pressed but a choice of the
// configured factor, and the one button of a page that only leads on.
[[nodiscard]] BrowserStep next_step(const webdriver::Screen& screen, const idp::LoginFacts& facts,
                                    const idp::Memory& memory);

// What the screen shows for the step that an adapter takes: where it would submit a form without a
// secret, that secret's field is a decoy, or for later (Google's hiddenPassword).
[[nodiscard]] webdriver::Screen for_step(webdriver::Screen screen, const idp::Send& send,
                                         const idp::PageView& page);

// The button that stands for what an adapter would send; null when the page shows none.
[[nodiscard]] const webdriver::Button* button_for(const idp::Send& send, const idp::PageView& page,
                                                  const webdriver::Screen& screen);

// The secret that a kind of field takes; nullopt for a user name.
[[nodiscard]] std::optional<base::SecretRef> secret_of(webdriver::FieldKind kind);
// The field asks again for what was sent: the user name, a secret.
[[nodiscard]] const webdriver::Field* asked_again(const webdriver::Screen& screen,
                                                  const idp::Memory& memory);
// "password", or what the field is called: for reports.
[[nodiscard]] std::string field_title(const webdriver::Field& field);

}  // namespace flexverify::flows
