// What an audit says of messages that somebody saved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/model/run.h"

namespace flexverify::model {

struct SamlMetadataFacts {
  std::string entity_id;
  std::vector<std::string> sso_urls;  // "HTTP-Redirect https://…"
  std::vector<std::string> acs_urls;
  std::vector<std::string> name_id_formats;
  std::optional<base::WallTime> valid_until;
  bool wants_signed_requests = false;
};

// One message. Exactly one of the three facts is there, unless it could not be read.
struct ExaminedMessage {
  std::string kind;   // "AuthnRequest", "Response", "metadata", "unknown"
  std::string place;  // where in the input it stood
  base::WallTime judged_at;
  std::optional<SamlRequestFacts> request = {};
  std::optional<SamlResponseFacts> response = {};
  std::optional<SamlMetadataFacts> metadata = {};
  std::vector<Certificate> certificates = {};
  std::vector<Compared> compared = {};
  std::vector<Finding> findings = {};  // causes first
};

struct Examination {
  std::string tool_version;
  Verdict verdict = Verdict::Unknown;  // the worst of the messages
  std::vector<ExaminedMessage> messages;
};

}  // namespace flexverify::model
