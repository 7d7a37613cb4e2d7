#include "flows/external_sign_in.h"

#include "idp-adapters/external/printed.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/saml/authn_request.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

std::optional<Finding> unusable(const Login& login) {
  if (login.spec.idp.command.empty() || !login.services.run_command)
    return model::make_finding(Code::ConfigInvalid,
                               "the external adapter needs a command; expected --idp-command "
                               "'CMD' or \"command\" below \"idp\"");
  if (std::holds_alternative<web::NoBody>(login.to_idp->request.body)) return std::nullopt;
  return model::make_finding(Code::ConfigInvalid,
                             "Twilio posts the AuthnRequest, and a command can only be given one "
                             "that is in a URL (HTTP-Redirect)");
}

Finding failed_command(const base::Error& error) {
  return model::make_finding(Code::NeedsBrowser, "the external adapter's command gave nothing: " +
                                                     base::printable(error.where, 100) + " " +
                                                     base::printable(error.what, 200));
}

// The session that the command brought, tried at the place where the login stands.
std::optional<Finding> try_cookies(Login& login, const idp::PrintedCookies& cookies) {
  const web::Request& request = login.to_idp->request;
  if (login.browser.import_cookies(request.url, cookies.headers) == 0)
    return model::make_mismatch(Code::PageNotRecognised,
                                "the command printed a cookie file without a usable cookie of the "
                                "identity provider",
                                std::to_string(cookies.others) + " cookies of other hosts",
                                "cookies of " + web::host_name(request.url));
  auto followed = follow(login.browser, request, Steps::Redirects, hold_nothing);
  if (auto* finding = std::get_if<Finding>(&followed)) return std::move(*finding);
  login.idp_page = std::move(std::get<Arrived>(followed));
  return std::nullopt;
}

}  // namespace

bool is_external(const Login& login) {
  return login.adapter != nullptr && login.adapter->id == idp::kExternalId;
}

std::optional<Finding> sign_in_externally(Login& login) {
  if (auto finding = unusable(login)) return finding;
  const web::Url& url = login.to_idp->request.url;
  std::vector<std::string> arguments = login.spec.idp.command;
  arguments.push_back(web::to_string(url, web::WithFragment::No));
  const auto output = login.services.run_command(arguments);
  if (!output) return failed_command(output.error());
  auto printed = idp::read_printed(*output, url);
  if (!printed)
    return model::make_finding(Code::PageNotRecognised,
                               "the external adapter's command " + printed.error().what);
  login.result.idp_adapter = idp::kExternalId;
  login.adapter = nullptr;
  return std::visit(
      base::overload{
          [&](idp::PrintedPage& page) {
            login.idp_page = Arrived{std::move(page.page), login.browser.exchanges().size()};
            return std::optional<Finding>();
          },
          [&](const idp::PrintedCookies& cookies) { return try_cookies(login, cookies); }},
      *printed);
}

}  // namespace flexverify::flows
