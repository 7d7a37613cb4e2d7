// Bodies as bytes. Secrets are put in here and nowhere else.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verifier/base/secret.h"
#include "verifier/web/message.h"

namespace flexverify::net {

using SecretValue = std::pair<base::SecretRef, base::Secret>;

// "" for a request without a body. Every secret that the body names must be in `values`.
// The caller wipes the text.
[[nodiscard]] std::string wire_body(const web::Body& body, const std::vector<SecretValue>& values);
// "" for no body.
[[nodiscard]] std::string content_type(const web::Body& body);

}  // namespace flexverify::net
