#include "flows/follow.h"

#include <map>
#include <string>
#include <utility>

#include "flows/page_rules.h"
#include "verifier/base/json_limits.h"
#include "verifier/base/text.h"
#include "verifier/model/refusal.h"
#include "verifier/web/navigate.h"

namespace flexverify::flows {
namespace {

using model::Code;

constexpr int kMaxVisits = 3;  // of one URL in one chain

model::Finding loop_finding(const web::Request& request, std::size_t exchange) {
  auto finding = model::make_finding(Code::RedirectLoop, "the redirects come back to " +
                                                             web::host_and_port(request.url) +
                                                             request.url.path + " without an end");
  finding.exchange = exchange;
  return finding;
}

model::Finding bad_location(const web::BadLocation& location, const web::Request& request,
                            std::size_t exchange) {
  auto finding = model::make_mismatch(
      Code::ResponseMalformed,
      web::host_and_port(request.url) + " redirects to something that is no URL",
      base::printable(location.value), "an absolute or relative URL");
  finding.exchange = exchange;
  return finding;
}

model::Finding refused_at(const web::Refused& refused, std::size_t exchange) {
  model::Finding finding = model::refusal_finding(refused);
  finding.exchange = exchange;
  return finding;
}

// Method and URL; the third time is a loop.
std::string visit_key(const web::Request& request) {
  return std::string(web::method_name(request.method)) + ' ' +
         web::to_string(request.url, web::WithFragment::No);
}

}  // namespace

std::string refusal_of(const web::Page& page) {
  if (!page.document.refusal().empty()) return page.document.refusal();
  const bool no_json = !page.json && base::contains(page.content_type, "json");
  return no_json && base::has_too_many_values(page.body) ? "JSON of more than 200,000 values" : "";
}

bool hold_nothing(const web::Request&) { return false; }

Followed follow(net::Browser& browser, web::Request first, Steps steps, const HoldBefore& hold) {
  web::Request request = std::move(first);
  std::map<std::string, int> visits;
  for (int hop = 0;; ++hop) {
    net::SendResult result = browser.send(request);
    if (auto* finding = std::get_if<model::Finding>(&result)) return std::move(*finding);
    auto& [response, exchange] = std::get<net::Sent>(result);

    std::optional<web::Request> next;
    std::optional<web::Page> page;
    if (auto redirected = web::redirect(request, response)) {
      if (auto* bad = std::get_if<web::BadLocation>(&*redirected))
        return bad_location(*bad, request, exchange);
      next = std::move(std::get<web::Request>(*redirected));
    } else {
      page = web::make_page(request.url, std::move(response));
      if (const std::string why = refusal_of(*page); !why.empty())
        return model::make_finding(Code::ResponseTooLarge,
                                   "the page of " + web::host_and_port(request.url) + " is " + why);
      if (request.mode == web::Mode::Navigation && steps != Steps::RedirectsToAnything)
        if (auto hidden = refuse_display(*page)) return refused_at(*hidden, exchange);
      if (steps == Steps::AllAutomatic) {
        next = web::automatic_step(*page);
        if (auto stopped = refuse_step(*page)) return refused_at(*stopped, exchange);
      }
    }
    if (!next) return Arrived{std::move(*page), exchange};
    if (hold(*next)) return Held{std::move(*next), exchange};
    if (hop >= kMaxHops || ++visits[visit_key(*next)] > kMaxVisits)
      return loop_finding(*next, exchange);
    request = std::move(*next);
  }
}

}  // namespace flexverify::flows
