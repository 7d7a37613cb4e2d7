#include "flows/ask_ahead.h"

#include <algorithm>

#include "flows/legs.h"
#include "flows/page.h"
#include "verifier/flex/discovery.h"

namespace flexverify::flows {
namespace {

bool ends_at_the_page(const Login& login) { return login.spec.depth == model::Depth::Page; }

std::size_t scripts_to_look_at(const Login& login, const flex::PageFacts& facts) {
  using Kind = flex::PageScript::Kind;
  if (login.spec.setup == model::Setup::Hosted) return facts.bundles.size();
  return facts.bundles.size() + static_cast<std::size_t>(std::ranges::count(
                                    facts.scripts, Kind::AppConfig, &flex::PageScript::kind));
}

// What find_account or discover asks first, if appConfig has nothing to add to it.
std::optional<web::Request> first_question(const Login& login) {
  if (ends_at_the_page(login) || asks_for_legacy(login)) return std::nullopt;
  const std::string domain = flex::runtime_domain(login.spec.url);
  if (!login.account_sid.empty())
    return discovery_request(login, login.account_sid, wanted_connection(login));
  if (login.spec.setup == model::Setup::SelfHosted || domain.empty()) return std::nullopt;
  return flex::public_configuration(login.spec.endpoints, domain);
}

// By the configuration or the page; "" when Twilio has to be asked.
std::string account_named(const Login& login) {
  if (!login.account_sid.empty() || !login.app_config) return login.account_sid;
  return login.app_config->account_sid.text;
}

}  // namespace

void ask_beside_scripts(Login& login, const web::Page& page, const flex::PageFacts& facts) {
  if (scripts_to_look_at(login, facts) > 1) {
    if (login.spec.setup == model::Setup::SelfHosted) ask_for_app_config_ahead(login, page, facts);
    ask_for_bundles_ahead(login, page, facts);
  }
  if (auto question = first_question(login))
    login.browser.ask_ahead(by_page(login, std::move(*question)));
}

std::optional<web::Request> ask_beside_discovery(Login& login) {
  login.connection = connection_named(login);
  if (login.connection.empty()) return std::nullopt;
  login.redirect_url = enhanced_destination(login);
  web::Request request = authorize_request(login);
  if (const std::string account = account_named(login); !account.empty())
    login.browser.ask_ahead(by_page(login, discovery_request(login, account, login.connection)));
  login.browser.ask_ahead(request);
  return request;
}

}  // namespace flexverify::flows
