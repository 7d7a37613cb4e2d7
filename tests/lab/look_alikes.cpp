#include <algorithm>
#include <array>

#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

// The last one is for browsers.
constexpr std::array<const LookAlike*, 19> kLookAlikes = {
    &kKeycloak,       &kOktaClassic,  &kOktaAppPolicy, &kOktaIdentityEngine, &kEntra,
    &kEntraFederated, &kAdfs,         &kGoogle,        &kSalesforce,         &kAuth0,
    &kAuth0Federated, &kAuth0Classic, &kPingFederate,  &kOneLogin,           &kShibboleth,
    &kJumpCloud,      &kLemonLdap,    &kOpenAm,        &kScriptPage};

}  // namespace

std::span<const LookAlike* const> all_look_alikes() { return kLookAlikes; }

std::span<const LookAlike* const> look_alikes() {
  return all_look_alikes().first(kLookAlikes.size() - 1);
}

const LookAlike* look_alike_named(std::string_view name) {
  const auto found = std::find_if(kLookAlikes.begin(), kLookAlikes.end(),
                                  [name](const LookAlike* one) { return one->name == name; });
  return found == kLookAlikes.end() ? nullptr : *found;
}

}  // namespace flexverify::lab
