#include "flows/legs.h"

#include <array>

#include "flows/browser_sign_in.h"

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
    Leg{"provider", Depth::None, provider_leg, has_metadata, Part::Nothing, Part::Nothing},
    Leg{"page", Depth::Page, page_leg, always, Part::Nothing, Part::Start},
    Leg{"start", Depth::None, start_leg, from_page, Part::Start, Part::WayToProvider},
    Leg{"start", Depth::None, start_as_is_leg, as_is, Part::Start, Part::WayToProvider},
    // No AuthnRequest here; the place is the same: at the provider, and no password was used.
    Leg{"start", Depth::AuthnRequest, app_link_leg, app_link, Part::Start, Part::ProviderPage},
    Leg{"request", Depth::AuthnRequest, request_leg, asked_for, Part::WayToProvider,
        Part::ProviderPage},
    Leg{"sign-in", Depth::None, sign_in_leg, always, Part::ProviderPage, Part::Message},
    Leg{"assertion", Depth::Assertion, assertion_leg, always, Part::Message, Part::Message},
    Leg{"acs", Depth::None, acs_leg, always, Part::Message, Part::Landing},
    Leg{"landing", Depth::Landing, landing_leg, enhanced_and_asked_for, Part::Landing, Part::Code},
    Leg{"landing", Depth::Landing, landing_unasked_leg, enhanced_app_link, Part::Landing,
        Part::Landing},
    Leg{"landing", Depth::Landing, landing_legacy_leg, is_legacy, Part::Landing, Part::Token},
    Leg{"second pass", Depth::None, second_pass_leg, page_must_log_in_itself, Part::Landing,
        Part::Code},
    Leg{"token", Depth::None, token_leg, is_enhanced, Part::Code, Part::Token},
    Leg{"token", Depth::None, token_legacy_leg, is_legacy, Part::Token, Part::Token},
    Leg{"loaded", Depth::Loaded, loaded_leg, always, Part::Token, Part::Token},
};

}  // namespace

bool has(const Login& login, Part part) {
  const bool landed = login.landing.has_value();
  switch (part) {
    case Part::Nothing:
      return true;
    case Part::Start:
      return login.page_url || login.as_is;
    case Part::WayToProvider:
      return login.to_idp || landed;
    case Part::ProviderPage:
      return login.idp_page || landed || browser_begins(login);
    case Part::Message:
      return login.to_acs || landed;
    case Part::Landing:
      return landed;
    case Part::Code:
      return !login.code.empty();
    case Part::Token:
      return !login.token.token.empty();
  }
  return false;
}

std::span<const Leg> all_legs() { return kLegs; }

}  // namespace flexverify::flows
