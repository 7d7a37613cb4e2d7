// A SAML message, and where it was found.
#pragma once

#include <optional>
#include <string>

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
  MessageKind kind = MessageKind::Other;  // what the message is
  std::string xml = {};  // may be anything when the wrapping was not what its name says
  std::string place =
      {};  // "the query of the URL", "entry 12 of the HAR file: POST acs.example/saml"
  std::string sent_to = {};  // the URL without query SAML values; "" when not known
  std::optional<base::WallTime> seen_at = {};  // when the browser sent it; of a recording only
  bool in_query = false;                       // HTTP-Redirect brought it
};

// At most this many messages are taken out of one input.
inline constexpr std::size_t kMostMessages = 20;

}  // namespace flexverify::saml
