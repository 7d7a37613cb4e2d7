#include "flows/legs.h"

#include <array>

namespace flexverify::flows {
namespace {

using model::Depth;

bool always(const Login&) { return true; }
bool from_page(const Login& login) { return login.entry == Entry::FromPage; }
bool as_is(const Login& login) { return login.entry == Entry::AsIs; }

constexpr std::array kOauth2 = {
    Leg{"page", Depth::Page, page_leg, always},
    Leg{"start", Depth::None, start_leg, from_page},
    Leg{"start", Depth::None, start_as_is_leg, as_is},
    Leg{"request", Depth::AuthnRequest, request_leg, always},
    Leg{"sign-in", Depth::None, sign_in_leg, always},
    Leg{"assertion", Depth::Assertion, assertion_leg, always},
    Leg{"acs", Depth::None, acs_leg, always},
    Leg{"landing", Depth::Landing, landing_leg, always},
    Leg{"second pass", Depth::None, second_pass_leg, as_is},
    Leg{"token", Depth::None, token_leg, always},
    Leg{"loaded", Depth::Loaded, loaded_leg, always},
};

}  // namespace

std::span<const Leg> oauth2_legs() { return kOauth2; }

}  // namespace flexverify::flows
