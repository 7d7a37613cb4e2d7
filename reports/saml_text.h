// The decoded AuthnRequest and Response, as the verbose terminal report shows them: a ✓ stands
// behind what was compared with something and is equal to it.
#pragma once

#include <string>
#include <vector>

#include "reports/renderer.h"
#include "verifier/model/examination.h"

namespace flexverify::reports {

[[nodiscard]] std::string request_text(const model::SamlRequestFacts& request,
                                       const std::vector<model::Compared>& compared,
                                       const RenderOptions& options);
[[nodiscard]] std::string response_text(const model::SamlResponseFacts& response,
                                        const std::vector<model::Compared>& compared,
                                        const RenderOptions& options);
[[nodiscard]] std::string metadata_text(const model::SamlMetadataFacts& metadata,
                                        const std::vector<model::Compared>& compared,
                                        const RenderOptions& options);
// "" when the login did not come that far.
[[nodiscard]] std::string saml_text(const model::CheckResult& check, const RenderOptions& options);

}  // namespace flexverify::reports
