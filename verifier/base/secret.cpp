#include "verifier/base/secret.h"

#include <openssl/crypto.h>

#include <utility>

namespace flexverify::base {

std::string_view secret_name(SecretRef secret) {
  switch (secret) {
    case SecretRef::Password:
      return "password";
    case SecretRef::OneTimeCode:
      return "one-time code";
    case SecretRef::SecurityAnswer:
      return "answer to the security question";
  }
  return "";
}

void wipe(std::string& text) {
  text.resize(text.capacity());
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

// Copies, then wipes: a moved-from short string would keep its bytes.
Secret::Secret(Secret&& other) noexcept
    : value_(other.value_) {  // NOLINT(performance-move-constructor-init)
  wipe(other.value_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe(value_);
    value_ = other.value_;
    wipe(other.value_);
  }
  return *this;
}

Secret::~Secret() { wipe(value_); }

}  // namespace flexverify::base
