// Secrets: a SecretRef is a name that may travel anywhere; a Secret is the value, wiped when it
// ends, that cannot be printed, copied or compared by accident.
#pragma once

#include <string>
#include <string_view>

namespace flexverify::base {

// Which of the test account's secrets a form field or a JSON value stands for.
enum class SecretRef { Password, OneTimeCode, SecurityAnswer };

[[nodiscard]] std::string_view secret_name(SecretRef secret);  // "password", "one-time code" …

// Overwrites the bytes in a way that the compiler may not remove.
void wipe(std::string& text);

class Secret {
 public:
  explicit Secret(std::string value) : value_(std::move(value)) {}
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  // The value itself. Only the function that writes the request body, and the redactor, call this.
  [[nodiscard]] std::string_view reveal() const { return value_; }

 private:
  std::string value_;
};

}  // namespace flexverify::base
