// How an answer of Okta's Identity Engine is read: steps ("remediations") with the fields that they
// want, and the objects that these are about. Pure; "" or null where something is missing.
#pragma once

#include <string>
#include <string_view>

#include "verifier/base/json.h"
#include "verifier/web/message.h"

namespace flexverify::idp::okta {

[[nodiscard]] const base::Json::Array& items(const base::Json* list);
[[nodiscard]] const base::Json::Array& remediations(const base::Json& answer);
[[nodiscard]] const base::Json* remediation(const base::Json& answer, std::string_view name);
[[nodiscard]] const base::Json* field(const base::Json& step, std::string_view name);
// A field of the nested form "credentials".
[[nodiscard]] bool has_credential(const base::Json& step, std::string_view name);
// What goes back unchanged, always with the stateHandle.
[[nodiscard]] web::JsonBody fixed_fields(const base::Json& step);
// "$.authenticatorEnrollments.value[3]": the object that an option or a step is about.
[[nodiscard]] const base::Json* related(const base::Json& answer, const base::Json* relates_to);
// "okta_password", "google_otp" …: the authenticator that is asked for now.
[[nodiscard]] std::string current_key(const base::Json& answer);

}  // namespace flexverify::idp::okta
