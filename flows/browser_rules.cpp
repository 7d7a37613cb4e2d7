#include "flows/browser_rules.h"

#include <algorithm>

#include "flows/page_rules.h"
#include "flows/refusal_owner.h"
#include "verifier/base/text.h"
#include "verifier/model/refusal.h"
#include "verifier/web/document_base.h"
#include "verifier/web/form.h"
#include "verifier/web/navigate.h"
#include "verifier/web/script_policy.h"
#include "verifier/web/select.h"
#include "verifier/web/xhtml.h"

namespace flexverify::flows {
namespace {

using model::Finding;

constexpr std::size_t kMostFiles = 5;  // of one page that hands over

std::optional<web::Url> url_of(const web::Page& page, const web::Element& script) {
  const std::string* src = script.attribute("src");
  const web::Url base = web::document_base(page);
  return src == nullptr ? std::nullopt : web::parse_url(*src, &base);
}

const web::Element* script_with(const web::Page& page, const web::Url& src) {
  for (const web::Element* script : web::elements(page.document, "script"))
    if (const auto url = url_of(page, *script); url && web::to_string(*url) == web::to_string(src))
      return script;
  return nullptr;
}

void note_reports(Login& login, const std::vector<web::Refused>& refused) {
  for (const web::Refused& one : refused)
    if (one.disposition == web::Disposition::Reported) add(login, browser_refuses(login, one));
}

// Adds notes of what is only reported; gives what is enforced.
std::optional<Finding> judged(Login& login, const std::vector<web::Refused>& refused) {
  note_reports(login, refused);
  const web::Refused* first = web::enforced(refused);
  return first == nullptr ? std::nullopt : std::optional(browser_refuses(login, *first));
}

// The form of the page that holds the field.
std::optional<web::Form> form_with(const web::Page& page, std::string_view field) {
  for (web::Form& form : web::forms(page))
    if (web::find_control(form, field) != nullptr) return std::move(form);
  return std::nullopt;
}

web::Refused by_sandbox(const web::Policy& policy, std::string step, std::string keyword) {
  return web::refused_by(policy, *web::find_directive(policy, "sandbox"), std::move(step),
                         std::move(keyword));
}

web::Refused not_there(const web::Page& answer) {
  return {.header = "status",
          .words = std::to_string(answer.status),
          .page = answer.url,
          .step = "run a script that is not there",
          .allow = "status 200 with the script that submits the form"};
}

// Why none of the page's script files runs; nullopt when one does, or when there is none.
std::optional<Finding> stopped_files(Login& login, const web::Page& page) {
  std::optional<Finding> first;
  std::size_t fetched = 0;
  for (const web::Element* script : web::elements(page.document, "script")) {
    const auto url = url_of(page, *script);
    if (!url || ++fetched > kMostFiles) continue;
    auto followed =
        follow(login.browser, script_request(page, *url), Steps::Redirects, hold_nothing);
    const auto* arrived = std::get_if<Arrived>(&followed);
    if (arrived == nullptr) continue;
    auto finding = arrived->page.status == 200
                       ? refuse_script(login, page, *url, arrived->page)
                       : std::optional(browser_refuses(login, not_there(arrived->page)));
    if (!finding) return std::nullopt;
    if (!first) first = std::move(finding);
  }
  return first;
}

}  // namespace

Finding browser_refuses(const Login& login, const web::Refused& refused) {
  Finding finding = model::refusal_finding(refused);
  name_owner(login.spec, login.page_url, finding);
  return finding;
}

std::optional<Finding> refuse_script(Login& login, const web::Page& page, const web::Url& src,
                                     const web::Page& answer) {
  const web::Element* script = script_with(page, src);
  if (script == nullptr) return std::nullopt;
  const web::Policies policies = web::policies_of(page);
  if (const web::Policy* policy = web::sandbox_without(policies, "allow-scripts"))
    return browser_refuses(login, by_sandbox(*policy, "run a script", "allow-scripts"));
  std::vector<web::Refused> refused = web::refuse_file(policies, *script, src, web::Hop::First);
  if (web::to_string(src) != web::to_string(answer.url))
    for (web::Refused& more : web::refuse_file(policies, *script, answer.url, web::Hop::Redirected))
      refused.push_back(std::move(more));
  const web::Response response{answer.status, answer.headers, answer.body};
  if (auto by_answer = web::refuse_answer(page, *script, answer.url, response))
    refused.push_back(std::move(*by_answer));
  return judged(login, refused);
}

web::Request script_request(const web::Page& page, const web::Url& src) {
  web::Request request = web::get(src);
  request.mode = web::Mode::Subresource;
  request.initiator = page.url;
  const web::Element* script = script_with(page, src);
  if (script != nullptr && web::asks_with_cors(page, *script, src))
    request.headers.push_back({"Origin", web::origin(page.url)});
  return request;
}

bool needs_whole_file(const web::Page& page, const web::Url& src) {
  const web::Element* script = script_with(page, src);
  return script != nullptr && web::has_integrity(*script);
}

std::optional<Finding> refuse_storage(const Login& login, const web::Page& page) {
  const web::Policies policies = web::policies_of(page);
  const web::Policy* policy = web::sandbox_without(policies, "allow-same-origin");
  if (policy == nullptr) return std::nullopt;
  return browser_refuses(
      login, by_sandbox(*policy, "give Flex UI a storage for its login", "allow-same-origin"));
}

std::optional<Finding> refuse_hand_over(Login& login, const web::Page& page,
                                        std::string_view field) {
  if (auto hidden = refuse_display(page)) return browser_refuses(login, *hidden);
  const auto form = form_with(page, field);
  const web::Policies policies = web::policies_of(page);
  if (!form) return std::nullopt;
  // What is enforced is found where the form is sent.
  note_reports(login, web::refuse_form(policies, form->action, web::Hop::First));
  if (const web::Policy* policy = web::sandbox_without(policies, "allow-forms"))
    return browser_refuses(login, by_sandbox(*policy, "submit the form", "allow-forms"));
  // Without scripts, what stands below <noscript> is shown: mostly a button.
  if (web::sandbox_without(policies, "allow-scripts") != nullptr) return std::nullopt;
  if (web::has_visible_button(*form) || web::auto_submit(page)) return std::nullopt;
  if (web::auto_submit(page, {})) return judged(login, stopped_scripts(page, policies));
  return stopped_files(login, page);
}

}  // namespace flexverify::flows
