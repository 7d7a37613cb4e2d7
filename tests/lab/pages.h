// The hosts of the lab, each a function from a request to a reply.
#pragma once

#include "tests/lab/http.h"
#include "tests/lab/world.h"

namespace flexverify::lab {

[[nodiscard]] Reply flex_host(World& world, const Request& request);      // flex.twilio
[[nodiscard]] Reply assets_host(World& world, const Request& request);    // assets.flex.twilio
[[nodiscard]] Reply services_host(World& world, const Request& request);  // services.twilio
[[nodiscard]] Reply login_host(World& world, const Request& request);     // login.flex.us1.twilio
[[nodiscard]] Reply flex_api_host(World& world, const Request& request);  // flex-api.twilio
[[nodiscard]] Reply preview_host(World& world, const Request& request);   // preview.twilio
[[nodiscard]] Reply iam_host(World& world, const Request& request);       // iam.twilio
// The same service at its older address, preview.twilio/iam.
[[nodiscard]] Reply legacy_service(World& world, const Request& request, std::string_view path);
[[nodiscard]] Reply idp_host(World& world, const Request& request);     // idp.acme
[[nodiscard]] Reply self_hosted(World& world, const Request& request);  // every deployment

// The host's reply to the whole request, CORS included.
[[nodiscard]] Reply answer(World& world, const Request& request);
// Every name that the certificate must have: the fixed ones and the given.
[[nodiscard]] std::vector<std::string> host_names(const std::vector<std::string>& more);

// What Flex's token looks like.
[[nodiscard]] std::string make_token();
// The token of "Basic token:<token>", "" without one.
[[nodiscard]] std::string basic_token(const Request& request);
// The list of plugins, for who sends the right token, version and roles.
[[nodiscard]] Reply plugin_list(World& world, const Request& request);
// Shared by the two forms of the exchange.
[[nodiscard]] Reply exchange_by_services(World& world, const Request& request);
[[nodiscard]] Reply exchange_by_preview(World& world, const Request& request);
// The script of both pages: it logs in as Flex does, so that a person can try the lab in a browser.
[[nodiscard]] Reply bundle(const World& world);
// The same, as the drill has it served.
[[nodiscard]] Reply served_bundle(const World& world, const Request& request);
// Where Twilio serves a version of Flex UI; "" is the newest that the lab knows.
[[nodiscard]] std::string bundle_path(std::string_view version);

}  // namespace flexverify::lab
