// Whose job a refusal of the browser is.
#pragma once

#include <optional>

#include "verifier/model/check_spec.h"
#include "verifier/model/finding.h"
#include "verifier/web/url.h"

namespace flexverify::flows {

// By the host whose header or page it is: the Flex page's web server, Twilio, or another.
void name_owner(const model::CheckSpec& spec, const std::optional<web::Url>& page_url,
                model::Finding& finding);

}  // namespace flexverify::flows
