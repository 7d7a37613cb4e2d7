// The one place where secrets and session values are taken out of what is kept.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "verifier/model/known_values.h"
#include "verifier/web/url.h"

namespace flexverify::model {

// Whose a value is: the account's secrets and the session's are long or not said by chance; a claim
// or a cookie may be any word, and may be part of a host's name.
enum class Whose { Account, Server };

// One per check. Values that were declared are replaced wherever they appear, however they are
// spelled (redact_places.h), by "<redacted:8 hex of HMAC-SHA-256 under a per-run key>", so equal
// values stay recognisable inside one run. The time that a text takes depends on its length alone.
class Redactor {
 public:
  explicit Redactor(std::string run_key);
  ~Redactor();
  Redactor(const Redactor&) = delete;
  Redactor& operator=(const Redactor&) = delete;

  // Declares a value. Values shorter than 4 bytes are only replaced where their place is known
  // (query and form names), or every "a" would go.
  void add(std::string_view value, Whose whose = Whose::Server);
  // More was declared than a login has: no further request is made (net/browser.cpp).
  [[nodiscard]] bool is_full() const;
  // The replacement for one value.
  [[nodiscard]] std::string placeholder(std::string_view value) const;
  // Replaces every declared value inside the text. An ordinary word or number that was declared is
  // replaced in quotation marks, where a server's words stand, and where it is encoded: our own
  // sentences say such words as well.
  [[nodiscard]] std::string text(std::string_view input);
  // The same of a text that is a server's as a whole: ordinary words go as well.
  [[nodiscard]] std::string words_of_a_server(std::string_view input);
  // A URL whose sensitive query and fragment values (SAMLRequest, SAMLResponse, RelayState, code,
  // state, nonce, Token, tokens, session ids …) are marked, and declared from now on; then text().
  // Of a URL that is longer than 8 KiB then the beginning is kept.
  [[nodiscard]] std::string url(const web::Url& url);

 private:
  enum class Speaker { Anybody, Server };
  [[nodiscard]] std::string replaced(std::string_view input, Speaker speaker);

  struct Value {
    std::string bytes;
    Whose whose;
  };
  std::string key_;
  std::deque<Value> values_;
  std::map<std::string_view, std::size_t> numbers_;  // of values_
  std::size_t bytes_ = 0;
  KnownValues known_;
};

// Query, form and JSON names whose values are always sensitive, ASCII case-insensitive.
[[nodiscard]] bool is_sensitive_name(std::string_view name);

}  // namespace flexverify::model
