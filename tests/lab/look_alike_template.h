// Fills in the templates of look-alikes; look_alike.h describes the marks.
#pragma once

#include <string>
#include <string_view>

#include "tests/lab/http.h"
#include "tests/lab/look_alike.h"
#include "tests/lab/look_alike_session.h"

namespace flexverify::lab {

// What a mark may name. Tokens are renewed in `session`.
struct Scene {
  const World& world;
  const LookAlike& look_alike;
  const Request& request;
  LookAlikeSession& session;
};

[[nodiscard]] const Screen* screen_named(const LookAlike& look_alike, std::string_view name);
// The reply with the screen. A mark that nobody knows is a bug of the data: it throws.
[[nodiscard]] Reply render(const Scene& scene, const Screen& screen);
// A template that is no screen, such as an issuer; escaped by nothing.
[[nodiscard]] std::string render_text(const Scene& scene, std::string_view text);
// True when the screen hands over the SAMLResponse or the answer of WS-Federation.
[[nodiscard]] bool is_answer(const Screen& screen);

}  // namespace flexverify::lab
