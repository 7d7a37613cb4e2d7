#include "verifier/app/browser_starter.h"

#include <utility>

namespace flexverify::app {

// The driver on this machine is reached without a proxy.
std::variant<std::unique_ptr<webdriver::Window>, model::Finding> BrowserStarter::open(
    const webdriver::Wish& wish) {
  if (!turn_) turn_ = turns_.take(spec_.timeout, stop_);
  if (!turn_)
    return model::make_finding(model::Code::TimeBudget,
                               "the time was over while another check's browser was open");
  const auto remote = web::parse_url(spec_.idp.browser.webdriver);
  transport_ = net::make_curl_transport(trust_, remote ? spec_.network : model::NetworkSpec{});
  if (remote) return webdriver::Window::open_at(*remote, wish, *transport_, stop_);
  return webdriver::Window::open_here(wish, *transport_, stop_);
}

}  // namespace flexverify::app
