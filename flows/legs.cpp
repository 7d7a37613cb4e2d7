#include "flows/legs.h"

#include <array>

namespace flexverify::flows {
namespace {

using model::Depth;

bool is_legacy(const Login& login) { return login.kind == model::ConnectionKind::Legacy; }
bool is_enhanced(const Login& login) { return !is_legacy(login); }

bool always(const Login&) { return true; }
bool has_metadata(const Login& login) { return login.metadata.has_value(); }
bool from_page(const Login& login) { return login.entry == Entry::FromPage; }
bool as_is(const Login& login) { return login.entry == Entry::AsIs; }
bool app_link(const Login& login) { return login.entry == Entry::AppLink; }
bool asked_for(const Login& login) { return login.entry != Entry::AppLink; }
bool enhanced_and_asked_for(const Login& login) { return is_enhanced(login) && asked_for(login); }
bool enhanced_app_link(const Login& login) { return is_enhanced(login) && app_link(login); }
bool page_must_log_in_itself(const Login& login) {
  return as_is(login) || enhanced_app_link(login);
}

constexpr std::array kLegs = {
    Leg{"provider", Depth::None, provider_leg, has_metadata},
    Leg{"page", Depth::Page, page_leg, always},
    Leg{"start", Depth::None, start_leg, from_page},
    Leg{"start", Depth::None, start_as_is_leg, as_is},
    // No AuthnRequest here; the place is the same: at the provider, and no password was used.
    Leg{"start", Depth::AuthnRequest, app_link_leg, app_link},
    Leg{"request", Depth::AuthnRequest, request_leg, asked_for},
    Leg{"sign-in", Depth::None, sign_in_leg, always},
    Leg{"assertion", Depth::Assertion, assertion_leg, always},
    Leg{"acs", Depth::None, acs_leg, always},
    Leg{"landing", Depth::Landing, landing_leg, enhanced_and_asked_for},
    Leg{"landing", Depth::Landing, landing_unasked_leg, enhanced_app_link},
    Leg{"landing", Depth::Landing, landing_legacy_leg, is_legacy},
    Leg{"second pass", Depth::None, second_pass_leg, page_must_log_in_itself},
    Leg{"token", Depth::None, token_leg, is_enhanced},
    Leg{"token", Depth::None, token_legacy_leg, is_legacy},
    Leg{"loaded", Depth::Loaded, loaded_leg, always},
};

}  // namespace

std::span<const Leg> all_legs() { return kLegs; }

}  // namespace flexverify::flows
