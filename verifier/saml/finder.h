// What unwrap has found so far; for verifier/saml/unwrap*.cpp only.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/saml/wrapped_message.h"
#include "verifier/web/query.h"
#include "verifier/web/url.h"

namespace flexverify::saml {

class Finder {
 public:
  void add(WrappedMessage message);
  // Every SAMLRequest, SAMLResponse and SAMLart among the pairs; `around` says the rest.
  void add_pairs(std::span<const web::NameValue> pairs, const WrappedMessage& around);
  void add_url(const web::Url& url, WrappedMessage around);
  // The forms of a page; `base` is its address.
  void add_page(std::string_view html, const web::Url& base, WrappedMessage around);

  [[nodiscard]] bool is_empty() const { return found_.empty(); }
  [[nodiscard]] std::vector<WrappedMessage> take() { return std::move(found_); }

 private:
  std::vector<WrappedMessage> found_;
};

// By the first element; nullopt: none of the three.
[[nodiscard]] std::optional<MessageKind> kind_of_root(std::string_view xml);
// The local name of the first element, whether or not the rest is well-formed or safe.
[[nodiscard]] std::string_view first_element(std::string_view xml);
// A HAR file, or an export of SAML-tracer.
void find_in_recording(const base::Json& recording, Finder& finder);

}  // namespace flexverify::saml
