// The decoded AuthnRequest and Response, as the verbose terminal report shows them.
#pragma once

#include <string>

#include "reports/renderer.h"

namespace flexverify::reports {

// "" when the login did not come that far.
[[nodiscard]] std::string saml_text(const model::CheckResult& check, const RenderOptions& options);

}  // namespace flexverify::reports
