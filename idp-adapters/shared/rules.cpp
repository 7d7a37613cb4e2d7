#include "idp-adapters/shared/rules.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/bot_marks.h"
#include "idp-adapters/shared/content_hop.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/page_words.h"
#include "idp-adapters/shared/refusal.h"
#include "verifier/base/text.h"
#include "verifier/web/form.h"
#include "verifier/web/navigate.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

const web::Form* message_form(const PageView& page, std::string_view name) {
  for (const web::Form& form : page.forms) {
    const web::Control* control = web::find_control(form, name);
    if (control != nullptr && !control->disabled && !control->value.empty()) return &form;
  }
  return nullptr;
}

bool has_root_element(const PageView& page) {
  constexpr std::array<std::string_view, 5> kRoots = {"root", "app", "__next", "app-root",
                                                      "okta-login-container"};
  return std::any_of(kRoots.begin(), kRoots.end(), [&page](std::string_view id) {
    return web::element_by_id(page.document, id) != nullptr;
  });
}

bool asks_for_script(const PageView& page) {
  const auto parts = web::elements(page.document, "noscript");
  return std::any_of(parts.begin(), parts.end(), [](const web::Element* part) {
    return base::contains_ignoring_case(web::text_of(*part), "javascript");
  });
}

// Scripts, hardly any text, and nothing that a person could fill in without them.
bool is_script_shell(const PageView& page) {
  constexpr std::size_t kHardlyAny = 300;
  if (web::elements(page.document, "script").empty()) return false;
  if (std::ranges::any_of(page.forms, web::wants_a_person)) return false;
  const std::string text = web::body_text(page.document);
  return text.size() < kHardlyAny &&
         (text.empty() || has_root_element(page) || asks_for_script(page));
}

template <std::optional<web::Request> (*step)(const PageView&)>
bool has(const PageView& page) {
  return step(page).has_value();
}

std::optional<web::Request> refresh(const PageView& page) { return web::refresh(page.whole); }
std::optional<web::Request> auto_submit(const PageView& page) {
  return web::auto_submit(page.whole, page.forms, web::policies_of(page.whole));
}
std::optional<web::Request> bare_hand_over(const PageView& page) {
  return web::bare_hand_over(page.whole, page.forms);
}
std::optional<web::Request> inner_page(const PageView& page) {
  const bool is_inner = std::ranges::any_of(page.forms, web::wants_a_person);
  return is_inner ? std::nullopt : content_hop(page);
}
std::optional<web::Request> script_hop(const PageView& page) {
  return web::script_hop(page.whole, page.forms);
}

Action answer(const PageView& page, const LoginFacts&, const Memory&) {
  const auto form = message_form(page, "SAMLResponse");
  auto post = form ? web::submit(*form, nullptr, {}, page.url) : std::nullopt;
  if (!post)
    return stop(model::Code::SamlResponseMalformed,
                place_of(page) + ": the form with the SAMLResponse has no usable address");
  return Answer{*std::move(post)};
}

Action pass_request_on(const PageView& page, const LoginFacts&, const Memory&) {
  const auto form = message_form(page, "SAMLRequest");
  if (!form) return stop(model::Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, nullptr, {});
}

Action refuse_challenge(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(model::Code::BotProtection, place_of(page) + " wants to see a person: found " +
                                              bot_mark(page) + ", expected the login form");
}

template <std::optional<web::Request> (*step)(const PageView&)>
Action go_on(const PageView& page, const LoginFacts&, const Memory&) {
  auto request = step(page);
  if (!request) return stop(model::Code::PageNotRecognised, place_of(page));
  return Send{*std::move(request)};
}

std::string with_title(const PageView& page) {
  const std::string title = base::printable(web::title(page.document), 100);
  return title.empty() ? std::string() : " (\"" + title + "\")";
}

Action report_rate_limit(const PageView& page, const LoginFacts&, const Memory& memory) {
  if (auto known = says_what_is_wrong(page, memory)) return *std::move(known);
  const std::string* after = web::find_header(page.headers, "Retry-After");
  const std::string wait =
      after == nullptr ? "" : "; try again after " + base::printable(*after, 40);
  return stop(model::Code::RateLimited, place_of(page) + " answered with status 429" +
                                            with_title(page) + and_says(page) + wait);
}

Action report_server_error(const PageView& page, const LoginFacts&, const Memory& memory) {
  if (auto known = says_what_is_wrong(page, memory)) return *std::move(known);
  return stop(model::Code::ServerError, place_of(page) + " answered with status " +
                                            std::to_string(page.status) + with_title(page) +
                                            and_says(page));
}

Action report_shell(const PageView& page, const LoginFacts&, const Memory&) {
  Stop shell = stop(model::Code::NeedsBrowser,
                    place_of(page) + with_title(page) +
                        " is a shell that only scripts fill; expected a form or a known page");
  shell.says = SecretAnswer::None;  // what its script would show is not known
  return shell;
}

constexpr auto kShared = std::to_array<SharedRule>({
    {"saml-response",
     [](const PageView& page) { return message_form(page, "SAMLResponse") != nullptr; }, answer},
    {"saml-request",
     [](const PageView& page) {
       const web::Form* form = message_form(page, "SAMLRequest");
       return form != nullptr && !web::wants_a_person(*form);
     },
     pass_request_on},
    {"bot-challenge", [](const PageView& page) { return !bot_mark(page).empty(); },
     refuse_challenge},
    {"meta-refresh", has<refresh>, go_on<refresh>},
    {"auto-submit", has<auto_submit>, go_on<auto_submit>},
});

constexpr auto kLastResort = std::to_array<SharedRule>({
    {"rate-limited", [](const PageView& page) { return page.status == 429; }, report_rate_limit},
    {"server-error", [](const PageView& page) { return page.status >= 500; }, report_server_error},
    {"hand-over", has<bare_hand_over>, go_on<bare_hand_over>},
    {"content-hop", has<inner_page>, go_on<inner_page>},
    {"script-hop", has<script_hop>, go_on<script_hop>},
    {"script-shell", is_script_shell, report_shell},
});

}  // namespace

std::span<const SharedRule> shared_rules() { return kShared; }
std::span<const SharedRule> last_resort_rules() { return kLastResort; }

}  // namespace flexverify::idp
