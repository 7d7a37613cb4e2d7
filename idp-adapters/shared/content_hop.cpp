#include "idp-adapters/shared/content_hop.h"

#include <string>

#include "verifier/web/document_base.h"
#include "verifier/web/policy_container.h"
#include "verifier/web/script_code.h"

namespace flexverify::idp {
namespace {

constexpr std::string_view kCall = "getToContent(";

std::optional<std::string> address_in(const web::Script& script) {
  for (std::size_t at = 0; (at = script.code.find(kCall, at)) != std::string::npos;) {
    const std::size_t call = at;
    at += kCall.size();
    const std::size_t argument = script.code.find_first_not_of("\t\n\r ", at);
    if (argument == std::string::npos || !web::runs_by_itself(script, call)) continue;
    if (auto address = web::literal_at(script, argument); address && !address->empty())
      return address;
  }
  return std::nullopt;
}

// The script says where the page is shown, which decides what is sent: recorded by saml2aws, which
// asks so as well.
web::Url for_content(web::Url url) {
  const std::string query = url.query.value_or("");
  url.query = (query.empty() ? "" : query + "&") + "uiDestination=contentDiv";
  return url;
}

}  // namespace

std::optional<web::Request> content_hop(const PageView& page) {
  const auto policies = web::policies_of(page.whole);
  const web::Url base = web::document_base(page.whole);
  for (const web::Script& script : web::scripts_of(page.document, policies)) {
    const auto address = address_in(script);
    auto url = address ? web::parse_url(*address, &base) : std::nullopt;
    if (!url || !web::is_http(*url)) continue;
    web::Request request = web::get(for_content(*std::move(url)));
    request.initiator = page.url;
    request.policies = page.whole.policies;
    return request;
  }
  return std::nullopt;
}

}  // namespace flexverify::idp
