// Following a chain of hops, one exchange each.
#pragma once

#include <cstddef>
#include <functional>
#include <variant>

#include "verifier/model/finding.h"
#include "verifier/net/browser.h"
#include "verifier/web/message.h"
#include "verifier/web/page.h"

namespace flexverify::flows {

struct Arrived {         // the chain ended at a page
  web::Page page;        // the page that stays
  std::size_t exchange;  // the number of the request that it answers
};
struct Held {            // the next request, which was not sent
  web::Request request;  // what a browser would send next
  std::size_t exchange;  // that led to it
};
using Followed = std::variant<Arrived, Held, model::Finding>;

enum class Steps {
  Redirects,            // HTTP redirects only
  RedirectsToAnything,  // the same; the caller judges what a browser would not show
  AllAutomatic,         // refreshes, forms that submit themselves and script hops as well
};
using HoldBefore = std::function<bool(const web::Request&)>;

inline constexpr int kMaxHops = 20;  // of one chain

// Sends `first`, then whatever a browser would send by itself, until a page stays or `hold` says
// that the next request is somebody else's business. Findings: those of Browser::send,
// redirect-loop, response-malformed (a Location that is no URL), response-too-large.
[[nodiscard]] Followed follow(net::Browser& browser, web::Request first, Steps steps,
                              const HoldBefore& hold);
[[nodiscard]] bool hold_nothing(const web::Request&);

}  // namespace flexverify::flows
