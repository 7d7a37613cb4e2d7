// The one place where secrets and session values are taken out of what is kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verifier/web/url.h"

namespace flexverify::model {

// One per check. Values that were declared sensitive are replaced wherever they appear, plain,
// URL-encoded (both cases), base64, base64url, hexadecimal, HTML- or JSON-escaped, by
// "<redacted:8 hex of HMAC-SHA-256 under a per-run key>", so equal values stay recognisable
// inside one run.
class Redactor {
 public:
  explicit Redactor(std::string run_key);
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;

  // Declares a value. Values shorter than 4 bytes are only replaced where their place is known
  // (query and form names), or every "a" would go.
  void add(std::string_view value);
  // The replacement for one value.
  [[nodiscard]] std::string mark(std::string_view value) const;
  // Replaces every declared value inside the text.
  [[nodiscard]] std::string text(std::string_view input) const;
  // A URL whose sensitive query and fragment values (SAMLRequest, SAMLResponse, RelayState, code,
  // state, nonce, Token, tokens, session ids …) are marked, and declared from now on; then text().
  [[nodiscard]] std::string url(const web::Url& url);

 private:
  enum class Coding { Whole, Base64Core };
  struct Variant {
    std::string needle;
    std::string replacement;
    Coding coding;
  };
  void insert(Variant variant);
  // Of values that "…" cut off.
  [[nodiscard]] std::string without_cut_values(std::string text) const;

  std::string key_;
  std::vector<Variant> variants_;  // longest first
};

// Query, form and JSON names whose values are always sensitive, ASCII case-insensitive.
[[nodiscard]] bool is_sensitive_name(std::string_view name);

}  // namespace flexverify::model
