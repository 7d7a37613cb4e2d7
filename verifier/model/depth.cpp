#include "verifier/model/depth.h"

#include "verifier/model/names.h"

namespace flexverify::model {
namespace {

constexpr std::array<Named<Depth>, 6> kDepthNames = {{{Depth::None, "none"},
                                                      {Depth::Page, "page"},
                                                      {Depth::AuthnRequest, "authn-request"},
                                                      {Depth::Assertion, "assertion"},
                                                      {Depth::Landing, "landing"},
                                                      {Depth::Loaded, "loaded"}}};
constexpr std::array<Named<Setup>, 2> kSetupNames = {
    {{Setup::Hosted, "hosted"}, {Setup::SelfHosted, "self-hosted"}}};
constexpr std::array<Named<ConnectionKind>, 3> kConnectionNames = {
    {{ConnectionKind::Auto, "auto"},
     {ConnectionKind::OAuth2, "oauth2"},
     {ConnectionKind::Legacy, "legacy"}}};

}  // namespace

std::string_view name_of(Depth depth) { return name_in(kDepthNames, depth); }
std::string_view name_of(Setup setup) { return name_in(kSetupNames, setup); }
std::string_view name_of(ConnectionKind kind) { return name_in(kConnectionNames, kind); }

std::optional<Depth> depth_named(std::string_view name) {
  const auto depth = value_in(kDepthNames, name);
  return depth == Depth::None ? std::nullopt : depth;
}
std::optional<Setup> setup_named(std::string_view name) { return value_in(kSetupNames, name); }
std::optional<ConnectionKind> connection_named(std::string_view name) {
  return value_in(kConnectionNames, name);
}

}  // namespace flexverify::model
