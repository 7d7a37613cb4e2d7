// The end of a legacy login: the token arrives in the URL of the page.
#include <fmt/core.h>

#include "flows/legs.h"
#include "verifier/base/text.h"
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

Finding lacks(const web::Url& url, std::string_view name) {
  return make_mismatch(Code::CodeMissing,
                       fmt::format("the page was reached without {}: Flex would start the login "
                                   "again, and again",
                                   name),
                       place(url), "?Token=…&Identity=…&Expiration=…&Roles=…");
}

MaybeFinding oauth_error(const web::Url& url) {
  const std::string error = value(url, "error");
  if (error.empty()) return std::nullopt;
  const std::string said = base::printable(error + ": " + value(url, "error_description"), 200);
  return make_mismatch(Code::OauthError, "Twilio ended the login with an error", said, "a Token");
}

// Where the identity provider started the login, the default redirect URL may have another path.
MaybeFinding elsewhere(const Login& login, const web::Url& url) {
  const auto wanted = web::parse_url(login.redirect_url);
  const bool there = !wanted || (login.entry == Entry::AppLink ? web::same_origin(*wanted, url)
                                                               : web::same_place(*wanted, url));
  return there ? std::nullopt : MaybeFinding(landed_elsewhere(login, url));
}

// Flex UI 2.17 takes the login only with all three.
MaybeFinding read_token(Login& login, const web::Url& url) {
  if (auto finding = oauth_error(url)) return finding;
  login.redactor.add(value(url, "Token"));
  if (auto finding = elsewhere(login, url)) return finding;
  for (const char* name : {"Token", "Identity", "Expiration"})
    if (value(url, name).empty()) return lacks(url, name);
  login.let_in = LetIn::Message;
  login.token.token = value(url, "Token");
  login.token.facts.identity = value(url, "Identity");
  login.token.facts.expiration = base::parse_rfc3339(value(url, "Expiration"));
  if (auto roles = values(url, "Roles"); !roles.empty()) login.token.facts.roles = std::move(roles);
  return std::nullopt;
}

}  // namespace

LegResult landing_legacy_leg(Login& login) {
  const web::Request request = login.landing->request;
  if (auto finding = read_token(login, request.url)) {
    finding->exchange = login.landing->exchange;
    return failed(login, std::move(*finding));
  }
  auto followed = follow(login.browser, request, Steps::RedirectsToAnything,
                         [](const web::Request& next) { return value(next.url, "Token").empty(); });
  if (auto* finding = std::get_if<Finding>(&followed)) return failed(login, std::move(*finding));
  if (auto* held = std::get_if<Held>(&followed))
    return failed(login, make_mismatch(Code::QueryDropped,
                                       "the web server redirects the landing and loses the Token",
                                       place(request.url) + " → " + place(held->request.url),
                                       "the page itself, at once"));
  const web::Page& page = std::get<Arrived>(followed).page;
  const std::size_t length = web::to_string(request.url).size();
  if (auto finding = refused_landing(login, page, length))
    return failed(login, std::move(*finding));
  if (auto finding = check_landed_page(login, page)) return failed(login, std::move(*finding));
  return passed("the Token came back to " + place(request.url));
}

LegResult token_legacy_leg(Login& login) { return accept_token(login, login.token); }

}  // namespace flexverify::flows
