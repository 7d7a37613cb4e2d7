// Audits messages that were saved, as a login would have audited them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/model/examination.h"
#include "verifier/model/field_labels.h"
#include "verifier/saml/facts.h"
#include "verifier/saml/metadata.h"
#include "verifier/saml/unwrap.h"

namespace flexverify::saml {

// "" and empty: not known, so not compared.
struct ExamineOptions {
  std::string entity_id;
  std::string acs_url;
  std::string issuer;                                       // of the identity provider
  std::string request_id;                                   // of the AuthnRequest that was answered
  std::string role;                                         // that the message must carry
  const model::FieldLabels* labels = &model::kAnyProvider;  // by which a fix names a field
  std::vector<std::string> pasted;  // the certificates that Flex holds, PEM or bare base64
  std::vector<Metadata> metadata;   // the entities that the identity provider publishes
  // The moment at which times are judged; else that of the HAR file, else `now`.
  std::optional<base::WallTime> at;
  base::WallTime now;
  base::Millis expiry_warning{std::chrono::hours{24 * 30}};
  PersonalValues personal = PersonalValues::Marked;
};

// In the order of the messages. What an AuthnRequest among them asked for (its ID, Entity ID and
// ACS URL) is what the responses after it are compared with, unless the options say otherwise.
[[nodiscard]] model::Examination examine(const std::vector<WrappedMessage>& messages,
                                         const ExamineOptions& options);

}  // namespace flexverify::saml
