// What an audit says of messages that somebody saved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/model/run.h"

namespace flexverify::model {

struct SamlMetadataFacts {
  std::string entity_id;                      // of the EntityDescriptor
  std::vector<std::string> sso_urls;          // "HTTP-Redirect https://…"
  std::vector<std::string> acs_urls;          // of a service provider, written likewise
  std::vector<std::string> name_id_formats;   // in their order
  std::optional<base::WallTime> valid_until;  // absent when the metadata has no end
  bool wants_signed_requests = false;         // WantAuthnRequestsSigned
};

// One message. Exactly one of the three facts is there, unless it could not be read.
struct ExaminedMessage {
  std::string kind;          // "AuthnRequest", "Response", "metadata", "unknown"
  std::string place;         // where in the input it stood
  base::WallTime judged_at;  // the moment at which times were compared
  std::optional<SamlRequestFacts> request = {};    // of an AuthnRequest
  std::optional<SamlResponseFacts> response = {};  // of a Response
  std::optional<SamlMetadataFacts> metadata = {};  // of an EntityDescriptor
  std::vector<Certificate> certificates = {};      // that it carries
  std::vector<Compared> compared = {};             // its values, and with what
  std::vector<Finding> findings = {};              // causes first
};

struct Examination {
  std::string tool_version;               // of the verifier that judged
  Verdict verdict = Verdict::Unknown;     // the worst of the messages
  std::vector<ExaminedMessage> messages;  // in the order of the input
};

}  // namespace flexverify::model
