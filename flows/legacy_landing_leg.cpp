// The end of a legacy login: the token arrives in the URL of the page.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "flows/legs.h"
#include "verifier/base/text.h"
#include "verifier/flex/legacy.h"
#include "verifier/oauth/twilio_codes.h"
#include "verifier/web/query.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

std::vector<std::string> values(const web::Url& url, std::string_view name) {
  std::vector<std::string> found;
  for (web::NameValue& pair : web::parse_query(url.query.value_or("")))
    if (pair.first == name) found.push_back(std::move(pair.second));
  return found;
}

std::string value(const web::Url& url, std::string_view name) {
  const auto all = values(url, name);
  return all.empty() ? "" : all.front();
}

std::string place(const web::Url& url) { return web::origin(url) + url.path; }

MaybeFinding read_token(Login& login, const web::Url& url) {
  if (const std::string error = value(url, "error"); !error.empty()) {
    const std::string said = base::printable(error + ": " + value(url, "error_description"), 200);
    return make_mismatch(Code::OauthError, "Twilio ended the login with an error", said, "a Token");
  }
  login.token.token = value(url, "Token");
  if (login.token.token.empty())
    return make_mismatch(Code::CodeMissing, "the page was reached without a Token", place(url),
                         "?Token=…&Identity=…&Roles=…");
  login.redactor.add(login.token.token);
  login.token.account_sid = login.account_sid;
  login.token.identity = value(url, "Identity");
  login.token.roles = values(url, "Roles");
  return std::nullopt;
}

// A login that Twilio let in; only the customer's own web server stands in the way.
MaybeFinding refused(const web::Page& page, std::size_t length) {
  constexpr std::array kTooLong = {400, 414, 431};
  if (auto trouble = server_trouble(page.url, page.status)) return trouble;
  if (page.status < 400) return std::nullopt;
  const bool too_long = std::ranges::count(kTooLong, page.status) > 0;
  auto finding = make_mismatch(
      Code::LandingRefused,
      "Twilio accepted the login; your web server refused the landing URL" +
          (too_long ? fmt::format(", which is {} characters long: raise its limit for the request "
                                  "line and headers",
                                  length)
                    : std::string()),
      std::to_string(page.status), "200 with the Flex page");
  finding.fix = model::Fix{.party = "your web server",
                           .page = "limits of request line and headers",
                           .field = "at least 16 KiB"};
  return finding;
}

}  // namespace

LegResult landing_legacy_leg(Login& login) {
  const web::Request request = login.landing->request;
  if (auto finding = read_token(login, request.url)) {
    finding->exchange = login.landing->exchange;
    return failed(login, std::move(*finding));
  }
  auto followed = follow(login.browser, request, Steps::Redirects,
                         [](const web::Request& next) { return value(next.url, "Token").empty(); });
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  if (auto* held = std::get_if<Held>(&followed))
    return failed(login, make_mismatch(Code::QueryDropped,
                                       "the web server redirects the landing and loses the Token",
                                       place(request.url) + " → " + place(held->request.url),
                                       "the page itself, at once"));
  const web::Page& page = std::get<Arrived>(followed).page;
  const std::size_t length = web::to_string(request.url).size();
  if (auto finding = refused(page, length)) return failed(login, std::move(*finding));
  return passed("the Token came back to " + place(request.url));
}

LegResult token_legacy_leg(Login& login) {
  const std::string base =
      flex::legacy_base(login.spec.endpoints, login.account_sid, login.legacy_form);
  auto reply = call_api(login, flex::validate(base, login.token.token));
  if (auto* finding = std::get_if<Finding>(&reply)) return failed(login, std::move(*finding));
  const web::Response& response = std::get<web::Response>(reply);
  const auto info = flex::read_token_info(response);
  if (!info || !info->valid)
    return failed(
        login, make_mismatch(Code::TokenInvalid, "Twilio does not confirm the token",
                             fmt::format("{} {}", response.status, oauth::twilio_error(response)),
                             "valid"));
  if (!info->identity.empty()) login.token.identity = info->identity;
  if (!info->roles.empty()) login.token.roles = info->roles;
  login.token.worker_sid = info->worker_sid;
  return accept_token(login, login.token);
}

}  // namespace flexverify::flows
