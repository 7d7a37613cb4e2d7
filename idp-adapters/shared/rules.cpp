#include "idp-adapters/shared/rules.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/bot_marks.h"
#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"
#include "verifier/web/form.h"
#include "verifier/web/navigate.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

std::optional<web::Form> message_form(const web::Page& page, std::string_view name) {
  for (web::Form& form : web::forms(page)) {
    const web::Control* control = web::find_control(form, name);
    if (control != nullptr && !control->disabled && !control->value.empty()) return std::move(form);
  }
  return std::nullopt;
}

bool has_root_element(const web::Page& page) {
  constexpr std::array<std::string_view, 5> kRoots = {"root", "app", "__next", "app-root",
                                                      "okta-login-container"};
  return std::any_of(kRoots.begin(), kRoots.end(), [&page](std::string_view id) {
    return web::element_by_id(page.document, id) != nullptr;
  });
}

bool asks_for_script(const web::Page& page) {
  const auto parts = web::elements(page.document, "noscript");
  return std::any_of(parts.begin(), parts.end(), [](const web::Element* part) {
    return base::contains_ignoring_case(web::text_of(*part), "javascript");
  });
}

// Scripts, hardly any text, and nothing that a person could fill in without them.
bool is_script_shell(const web::Page& page) {
  constexpr std::size_t kHardlyAny = 300;
  if (web::elements(page.document, "script").empty()) return false;
  const auto forms = web::forms(page);
  if (std::any_of(forms.begin(), forms.end(), web::wants_a_person)) return false;
  const std::string text = web::body_text(page.document);
  return text.size() < kHardlyAny &&
         (text.empty() || has_root_element(page) || asks_for_script(page));
}

using Predicate = bool (*)(const web::Page&);

// In the order in which they are asked. A page is in the first state that holds, so that no two
// shared rules match it.
constexpr std::array<Predicate, 5> kFirst = {
    [](const web::Page& page) { return message_form(page, "SAMLResponse").has_value(); },
    [](const web::Page& page) { return message_form(page, "SAMLRequest").has_value(); },
    [](const web::Page& page) { return !bot_mark(page).empty(); },
    [](const web::Page& page) { return web::refresh(page).has_value(); },
    [](const web::Page& page) { return web::auto_submit(page).has_value(); },
};
constexpr std::array<Predicate, 5> kLast = {
    [](const web::Page& page) { return page.status == 429; },
    [](const web::Page& page) { return page.status >= 500; },
    [](const web::Page& page) { return web::bare_hand_over(page).has_value(); },
    [](const web::Page& page) { return web::script_hop(page).has_value(); },
    is_script_shell,
};

bool any_holds(std::span<const Predicate> predicates, const web::Page& page) {
  return std::any_of(predicates.begin(), predicates.end(),
                     [&page](Predicate holds) { return holds(page); });
}

template <std::size_t index>
bool is_first(const web::Page& page) {
  return kFirst[index](page) && !any_holds(std::span(kFirst).first(index), page);
}

template <std::size_t index>
bool is_last(const web::Page& page) {
  return kLast[index](page) && !any_holds(std::span(kLast).first(index), page) &&
         !any_holds(kFirst, page);
}

Action answer(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto form = message_form(page, "SAMLResponse");
  auto post = form ? web::submit(*form, nullptr, {}, page.url) : std::nullopt;
  if (!post)
    return stop(model::Code::SamlResponseMalformed,
                place_of(page) + ": the form with the SAMLResponse has no usable address");
  return Answer{*std::move(post)};
}

Action pass_request_on(const web::Page& page, const LoginFacts&, const Memory&) {
  const auto form = message_form(page, "SAMLRequest");
  if (!form) return stop(model::Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, nullptr, {});
}

Action refuse_challenge(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(model::Code::BotProtection, place_of(page) + " wants to see a person: found " +
                                              bot_mark(page) + ", expected the login form");
}

template <std::optional<web::Request> (*step)(const web::Page&)>
Action go_on(const web::Page& page, const LoginFacts&, const Memory&) {
  auto request = step(page);
  if (!request) return stop(model::Code::PageNotRecognised, place_of(page));
  return Send{*std::move(request)};
}

std::string with_title(const web::Page& page) {
  const std::string title = base::printable(web::title(page.document), 100);
  return title.empty() ? std::string() : " (\"" + title + "\")";
}

Action report_rate_limit(const web::Page& page, const LoginFacts&, const Memory&) {
  const std::string* after = web::find_header(page.headers, "Retry-After");
  const std::string wait =
      after == nullptr ? "" : "; try again after " + base::printable(*after, 40);
  return stop(model::Code::RateLimited,
              place_of(page) + " answered with status 429" + with_title(page) + wait);
}

Action report_server_error(const web::Page& page, const LoginFacts&, const Memory&) {
  return stop(model::Code::ServerError, place_of(page) + " answered with status " +
                                            std::to_string(page.status) + with_title(page));
}

Action report_shell(const web::Page& page, const LoginFacts&, const Memory&) {
  Stop shell = stop(model::Code::NeedsBrowser,
                    place_of(page) + with_title(page) +
                        " is a shell that only scripts fill; expected a form or a known page");
  shell.says = SecretAnswer::None;  // what its script would show is not known
  return shell;
}

constexpr std::array<Rule, 5> kShared = {{
    {"saml-response", is_first<0>, answer},
    {"saml-request", is_first<1>, pass_request_on},
    {"bot-challenge", is_first<2>, refuse_challenge},
    {"meta-refresh", is_first<3>, go_on<web::refresh>},
    {"auto-submit", is_first<4>, go_on<web::auto_submit>},
}};

constexpr std::array<Rule, 5> kLastResort = {{
    {"rate-limited", is_last<0>, report_rate_limit},
    {"server-error", is_last<1>, report_server_error},
    {"hand-over", is_last<2>, go_on<web::bare_hand_over>},
    {"script-hop", is_last<3>, go_on<web::script_hop>},
    {"script-shell", is_last<4>, report_shell},
}};

}  // namespace

std::span<const Rule> shared_rules() { return kShared; }
std::span<const Rule> last_resort_rules() { return kLastResort; }

}  // namespace flexverify::idp
