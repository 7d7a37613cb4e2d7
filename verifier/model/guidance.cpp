#include "verifier/model/guidance.h"

#include <array>

#include "verifier/base/check.h"

namespace flexverify::model {
namespace {

constexpr std::array kGuidance = {
#define FV_GUIDANCE(constant, place, why) Guidance{Code::constant, Place::place, why},
#include "verifier/model/guidance.def"
#undef FV_GUIDANCE
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kGuidance.size(); ++i)
    if (kGuidance[i].code != static_cast<Code>(i)) return false;
  return true;
}
static_assert(in_order(), "guidance.def has the rows of codes.def, in their order");
static_assert(kGuidance.size() == static_cast<std::size_t>(Code::Interrupted) + 1);

}  // namespace

const Guidance& guidance(Code code) { return kGuidance[static_cast<std::size_t>(code)]; }

Proof proof_of(Stage stage) {
  switch (stage) {
    case Stage::Config:
      return {"it says that there are no faults", "flexverify config-check FILE"};
    case Stage::Network:
    case Stage::Browser:
      return {"the step at which it was found is ok", "the same command"};
    case Stage::Start:
    case Stage::AuthnRequest:
      return {"the login is followed to the identity provider; no password is used",
              "flexverify preflight TARGET"};
    case Stage::Idp:
      return {"the login gets past this page", "the same command"};
    case Stage::Credentials:
    case Stage::Mfa:
      return {"the identity provider answers with a SAML response",
              "flexverify resume TARGET, if the secret was right; then flexverify check TARGET "
              "--depth assertion"};
    case Stage::Assertion:
      return {"the audit of the response has no such line; nothing is posted to Twilio",
              "flexverify check TARGET --depth assertion"};
    case Stage::Acs:
    case Stage::Landing:
    case Stage::Token:
    case Stage::Loaded:
      return {"the last line says yes", "flexverify check TARGET"};
    case Stage::Budget:
    case Stage::Internal:
      return {"the check comes to its end", "the same command"};
  }
  FV_CHECK(false);
}

}  // namespace flexverify::model
