// What was reached in place of a Flex page.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "flows/page.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

bool is_hosted(const Login& login, const web::Url& url) {
  const auto flex = web::parse_url(login.spec.endpoints.flex);
  return flex && web::same_origin(*flex, url);
}

bool is_console(const web::Url& url) {
  constexpr std::array<std::string_view, 4> kHosts = {"console.twilio.com", "www.twilio.com",
                                                      "twilio.com", "login.twilio.com"};
  return std::ranges::find(kHosts, web::host_name(url)) != kHosts.end();
}

Finding type_instead(std::string detail, const web::Url& given, const std::string& command) {
  auto finding = make_mismatch(Code::WrongUrl, std::move(detail),
                               web::origin(given) + base::printable(given.path, 80), command);
  finding.hint = "Type: " + command;
  return finding;
}

std::string hosted_command(const Login& login) {
  return "flexverify hosted " + login.spec.endpoints.flex + "/<your-runtime-domain>";
}

// The pages at which Flex asks who you are: no login link.
bool is_bare(const Login& login, const web::Url& url) {
  const bool nowhere = url.path.empty() || url.path == "/" || url.path.starts_with("/admin");
  const bool named = !login.spec.account_sid.empty() || !login.connection.empty() ||
                     !login.spec.expect.entity_id.empty();
  return nowhere || (!named && flex::runtime_domain(url).empty());
}

// A page that shows nothing by itself and is made by a script.
bool has_application(const flex::PageFacts& facts) {
  constexpr std::size_t kWholeBuild = 20'000;
  return std::ranges::any_of(facts.scripts, [](const flex::PageScript& script) {
    const bool other = script.kind == flex::PageScript::Kind::Bundle ||
                       script.kind == flex::PageScript::Kind::Other;
    return other || script.source.size() > kWholeBuild || base::contains(script.source, "import(");
  });
}

Finding something_else(const web::Page& page, std::string found) {
  return make_mismatch(Code::NotAFlexPage,
                       web::host_and_port(page.url) + " serves something else than Flex",
                       std::move(found), "a page with appConfig.js and Flex's scripts");
}

std::string described(const web::Page& page) {
  return fmt::format("\"{}\", {} scripts", base::printable(web::title(page.document), 60),
                     web::script_elements(page.document).size());
}

Finding without_bundle(const web::Page& page) {
  return make_mismatch(Code::BundleMissing,
                       web::host_and_port(page.url) + " names appConfig, and no script of Flex",
                       described(page), "a script with the Flex build");
}

}  // namespace

MaybeFinding wrong_url(const Login& login) {
  const web::Url& url = login.spec.url;
  if (is_console(url))
    return type_instead("this is a page of Twilio's Console, which needs a login of its own", url,
                        hosted_command(login));
  if (!is_hosted(login, url)) return std::nullopt;
  if (login.spec.setup == model::Setup::SelfHosted) return wrong_setup(login, url);
  if (!is_bare(login, url)) return std::nullopt;
  return type_instead("nobody logs in here: a login link names the runtime domain", url,
                      hosted_command(login));
}

MaybeFinding wrong_setup(const Login& login, const web::Url& arrived) {
  const bool hosted = is_hosted(login, arrived);
  const bool wanted = login.spec.setup == model::Setup::Hosted;
  if (hosted == wanted || (wanted && is_hosted(login, login.spec.url))) return std::nullopt;
  const std::string url = web::to_string(login.spec.url, web::WithFragment::No);
  return hosted ? type_instead("this is a page of hosted Flex, not a self-hosted one", arrived,
                               "flexverify hosted " + url)
                : type_instead("this page is not hosted by Twilio", arrived,
                               "flexverify self-hosted " + url);
}

MaybeFinding no_flex_page(const Login& login, const web::Page& page, const flex::PageFacts& facts) {
  const bool hosted = is_hosted(login, page.url);
  if (std::string why = flex::why_no_page(page); !why.empty())
    return something_else(page, std::move(why));
  // Twilio's own page was never seen by us: any application there passes, and nothing without one.
  const bool passes = facts.names_flex || (hosted && has_application(facts));
  if (!passes) return something_else(page, described(page));
  return has_application(facts) ? std::nullopt : MaybeFinding(without_bundle(page));
}

}  // namespace flexverify::flows
