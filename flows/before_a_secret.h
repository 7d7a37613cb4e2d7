// What a person would see before typing a password, and stop.
#pragma once

#include <optional>

#include "flows/login.h"

namespace flexverify::flows {

// bot-protection for a captcha beside the form, wrong-idp for a page of another provider than the
// one that was named; nullopt when the action carries no secret, or nothing speaks against it.
[[nodiscard]] std::optional<model::Finding> refuse_before_a_secret(const Login& login,
                                                                   const idp::Recognised& page_is,
                                                                   const idp::Action& action,
                                                                   const idp::PageView& page);

}  // namespace flexverify::flows
