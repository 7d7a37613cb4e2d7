#include "flows/before_a_secret.h"

#include <algorithm>
#include <variant>

#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

bool carries_a_secret(const idp::Action& action) {
  const auto* send = std::get_if<idp::Send>(&action);
  return send != nullptr && !web::secrets_in(send->request).empty();
}

bool is_captcha(const web::Control& control) {
  return idp::is_usable(control) && control.value.empty() &&
         (base::contains_ignoring_case(control.name, "captcha") ||
          base::contains_ignoring_case(control.element->attribute_or_empty("id"), "captcha"));
}

// A text that only a person can read, beside the password.
std::optional<std::string> captcha_field(const idp::PageView& page) {
  for (const web::Form& form : page.forms)
    for (const web::Control& control : form.controls)
      if (is_captcha(control)) return control.name;
  return std::nullopt;
}

// A captcha that the page's script would show, in its own words.
bool wants_captcha(const idp::PageView& page) {
  const base::Json* captcha = page.json ? page.json->find("captcha") : nullptr;
  return captcha != nullptr && captcha->object() != nullptr;
}

std::optional<Finding> refuse_captcha(const idp::PageView& page) {
  const auto field = captcha_field(page);
  if (!field && !wants_captcha(page)) return std::nullopt;
  return model::make_mismatch(
      Code::BotProtection,
      idp::place_of(page) + " wants a captcha together with the password; nothing was sent",
      field ? "field \"" + base::printable(*field, 60) + '"' : "a captcha in its JSON",
      "a login form without one");
}

// Whoever names a provider does not want the password typed into another one's page.
std::optional<Finding> refuse_other_provider(const Login& login, const idp::Recognised& page_is,
                                             const idp::PageView& page) {
  const idp::Adapter* named = login.adapter;
  const bool expects = named != nullptr && named->id != "generic-form";
  const bool is_first_host =
      login.to_idp && web::host_and_port(login.to_idp->request.url) == web::host_and_port(page.url);
  if (!expects || !is_first_host || page_is.adapter == nullptr) return std::nullopt;
  if (page_is.adapter == named || page_is.adapter->id == "duo") return std::nullopt;
  Finding finding =
      model::make_mismatch(Code::WrongIdp,
                           idp::place_of(page) +
                               " is a page of another identity provider than --idp names; nothing "
                               "was sent",
                           std::string(page_is.adapter->title), std::string(named->title));
  finding.hint =
      "If it is the right provider, correct --idp (or leave it out); if not, correct "
      "Single Sign-On URL on the SSO page.";
  return finding;
}

}  // namespace

std::optional<Finding> refuse_before_a_secret(const Login& login, const idp::Recognised& page_is,
                                              const idp::Action& action,
                                              const idp::PageView& page) {
  if (!carries_a_secret(action)) return std::nullopt;
  if (auto finding = refuse_captcha(page)) return finding;
  return refuse_other_provider(login, page_is, page);
}

}  // namespace flexverify::flows
