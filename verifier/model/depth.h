// How far a check goes, what it is a check of, and the names of both.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace flexverify::model {

// In the order in which they are proved.
enum class Depth { None, Page, AuthnRequest, Assertion, Landing, Loaded };
inline constexpr std::array kDepths = {Depth::Page, Depth::AuthnRequest, Depth::Assertion,
                                       Depth::Landing, Depth::Loaded};

enum class Setup { Hosted, SelfHosted };
enum class ConnectionKind { Auto, OAuth2, Legacy };

[[nodiscard]] std::string_view name_of(Depth depth);          // "none", "page", "authn-request" …
[[nodiscard]] std::string_view name_of(Setup setup);          // "hosted", "self-hosted"
[[nodiscard]] std::string_view name_of(ConnectionKind kind);  // "auto", "oauth2", "legacy"
[[nodiscard]] std::optional<Depth> depth_named(std::string_view name);
[[nodiscard]] std::optional<Setup> setup_named(std::string_view name);
[[nodiscard]] std::optional<ConnectionKind> connection_named(std::string_view name);

}  // namespace flexverify::model
