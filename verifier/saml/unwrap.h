// SAML messages out of whatever they are wrapped in: what people have at hand when a login fails.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/time.h"

namespace flexverify::saml {

enum class MessageKind {
  AuthnRequest,
  Response,
  Metadata,
  Artifact,  // a reference to a Response, which only a server can follow
  Other
};

struct WrappedMessage {
  MessageKind kind = MessageKind::Other;
  std::string xml = {};  // may be anything when the wrapping was not what its name says
  std::string place =
      {};  // "the query of the URL", "entry 12 of the HAR file: POST acs.example/saml"
  std::string sent_to = {};  // the URL without query SAML values; "" when not known
  std::optional<base::WallTime> seen_at = {};  // when the browser sent it; of a recording only
  bool in_query = false;                       // HTTP-Redirect brought it
};

// At most this many messages are taken out of one input.
inline constexpr std::size_t kMostMessages = 20;

// XML, base64 (also URL-encoded), deflated base64, a URL with SAMLRequest or SAMLResponse in its
// query, a form body, what developer tools show of one, a saved HTML page with such a form, a HAR
// file, or an export of SAML-tracer; UTF-8 or UTF-16. A '+' that somebody's tool turned into a
// space is put back where the text is XML only then. In the order in which they were found; the
// same message twice counts once. Empty: nothing of the kind is in it.
[[nodiscard]] std::vector<WrappedMessage> unwrap(std::string_view input);

}  // namespace flexverify::saml
