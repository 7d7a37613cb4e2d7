// What a field's label says that it is for. Labels come before names: a "token" in a name is often
// something else.
#pragma once

#include <string_view>

namespace flexverify::web {

enum class LabelSays {
  Nothing,   // there is none, or none that we know
  Username,  // of an account
  Password,  // "Passwort"
  Code,      // of one use: "one-time password", "code from your app"
  Other      // something else: an answer to a question, a postal code, a company's number
};

// In English, German, French, Spanish, Portuguese, Italian, Dutch and Japanese.
[[nodiscard]] LabelSays label_says(std::string_view label);

}  // namespace flexverify::web
