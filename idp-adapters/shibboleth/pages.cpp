#include "idp-adapters/shibboleth/pages.h"

#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::idp::shibboleth {
namespace {

bool may_be_ours(const PageView& page) {
  return owns(page.url) || base::contains(page.body, "j_username") ||
         base::contains(page.body, "_shib_idp_") || base::contains(page.body, "shib_idp_ls_") ||
         base::contains(page.body, kProceed);
}

bool in_flow(const PageView& page) {
  return page.url.query && web::query_value(*page.url.query, "execution").has_value();
}

State consent_state(const PageView& page, const std::vector<web::Form>& forms) {
  const bool released = form_with(forms, "_shib_idp_consentOptions") != nullptr ||
                        form_with(forms, "_eventId_AttributeReleaseRejected") != nullptr;
  if (released) return State::Release;
  if (form_with(forms, "_eventId_TermsRejected") != nullptr) return State::Terms;
  const bool ids = form_with(forms, "_shib_idp_consentIds") != nullptr;
  return ids && path_has(page, "/idp/profile/") ? State::Terms : State::None;
}

}  // namespace

bool owns(const web::Url& url) {
  return base::contains(url.path, "/idp/profile/") || base::contains(url.path, "/idp/Authn/");
}

std::string error_text(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "")) {
    const bool marked = web::has_class(*element, "form-error") ||
                        web::has_class(*element, "output--error") ||
                        web::has_class(*element, "alert-danger");
    if (!marked || !web::is_visible(*element)) continue;
    if (std::string text = web::text_of(*element); !base::trim(text).empty()) return text;
  }
  return "";
}

const web::Control* code_control(const web::Form& form) {
  constexpr std::array<std::string_view, 4> kNames = {"tokencode", "j_tokenNumber", "otp", "token"};
  for (const std::string_view name : kNames)
    if (const web::Control* control = web::find_control(form, name); control && is_usable(*control))
      return control;
  return nullptr;
}

const web::Form* code_form(const PageView& page) {
  for (const web::Form& form : page.forms)
    if (web::find_control(form, kProceed) != nullptr && code_control(form) != nullptr) return &form;
  return nullptr;
}

State state_of(const PageView& page) {
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  const auto& forms = page.forms;
  if (form_with(forms, "shib_idp_ls_supported") != nullptr) return State::LocalStorage;
  // The same two names are those of any Java login.
  const web::Form* login = form_with(forms, "j_password");
  if (login != nullptr && (web::find_control(*login, kProceed) != nullptr || owns(page.url)))
    return error_text(page).empty() ? State::Login : State::LoginRefused;
  if (form_with(forms, "sig_response") != nullptr || has_id(page, "duo_iframe"))
    return owns(page.url) ? State::Duo : State::None;
  if (const State state = consent_state(page, forms); state != State::None) return state;
  if (code_form(page)) return error_text(page).empty() ? State::CodeForm : State::CodeRefused;
  const bool notice = in_flow(page) && base::contains(page.body, "http-equiv") &&
                      base::contains(page.body, kProceed);
  if (notice && owns(page.url)) return State::PasswordNotice;
  const bool error = owns(page.url) && forms.empty() && !error_text(page).empty();
  const bool failed = owns(page.url) && (page.status >= 400 || path_has(page, "/error"));
  return error || failed ? State::Error : State::None;
}

}  // namespace flexverify::idp::shibboleth
