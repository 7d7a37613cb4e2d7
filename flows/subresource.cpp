#include "flows/subresource.h"

#include "flows/browser_rules.h"
#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

using model::Finding;

// W3C Mixed Content: a script over http is blocked in a page over https.
bool is_mixed(const web::Page& page, const web::Url& script) {
  return page.url.scheme == "https" && script.scheme == "http";
}

Finding mixed(const Login& login, const web::Page& page, const web::Url& script) {
  return browser_refuses(login, {.header = "mixed content",
                                 .words = "http:",
                                 .page = page.url,
                                 .step = "load " + web::host_and_port(script) +
                                         base::printable(script.path, 100) + " into it",
                                 .allow = "https: for every script of the page"});
}

web::Request request_for(const web::Page& page, const web::Url& src, Part part) {
  web::Request request = script_request(page, src);
  if (part == Part::Head) request.method = web::Method::Head;
  if (part == Part::Start) request.headers.push_back({"Range", "bytes=0-65535"});
  return request;
}

// Upgrade Insecure Requests: the page asks for https in place of http.
web::Url upgraded(const web::Page& page, web::Url src) {
  if (is_mixed(page, src) && web::upgrades_insecure_requests(web::policies_of(page)))
    src.scheme = "https";
  return src;
}

}  // namespace

void ask_for_script_ahead(Login& login, const web::Page& page, const web::Url& src, Part part) {
  const web::Url url = upgraded(page, src);
  if (!is_mixed(page, url)) login.browser.ask_ahead(request_for(page, url, part));
}

std::variant<Arrived, Finding> fetch_script(Login& login, const web::Page& page,
                                            const web::Url& src, Part part) {
  const web::Url url = upgraded(page, src);
  if (is_mixed(page, url)) return mixed(login, page, url);
  auto followed = follow(login.browser, request_for(page, url, part), Steps::Redirects,
                         [&](const web::Request& next) { return is_mixed(page, next.url); });
  if (auto* finding = std::get_if<Finding>(&followed)) return std::move(*finding);
  if (const auto* held = std::get_if<Held>(&followed)) return mixed(login, page, held->request.url);
  Arrived& arrived = std::get<Arrived>(followed);
  if (auto trouble = server_trouble(arrived.page.url, arrived.page.status))
    return std::move(*trouble);
  return std::move(arrived);
}

}  // namespace flexverify::flows
