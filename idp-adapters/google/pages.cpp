#include "idp-adapters/google/pages.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp::google {
namespace {

bool may_be_ours(const PageView& page) {
  constexpr std::array<std::string_view, 6> kMarks = {
      "accounts.google.com", "/v3/signin/", "/signin/challenge",
      "gaia_loginform",      "app_not_",    "GlifWebSignIn"};
  return owns(page.url) || path_has(page, "/signin/") || path_has(page, "/speedbump/") ||
         std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return base::contains(page.body, mark); });
}

// The path of the challenge: of the form on the page, else of the page, which may still be the one
// that was answered.
std::string challenge(const PageView& page) {
  for (const web::Form& form : page.forms)
    if (base::contains(form.action.path, "/challenge/") &&
        !base::contains(form.action.path, "/skip"))
      return form.action.path;
  return path_has(page, "/challenge/") ? page.url.path : "";
}

std::string challenge_type(const PageView& page) {
  const auto form = form_having(page, "challengeType");
  return form ? value_of(*form, "challengeType") : "";
}

bool has_captcha(const PageView& page) {
  constexpr std::array<std::string_view, 4> kIds = {"logincaptcha", "identifier-captcha-input",
                                                    "captchaimg", "playCaptchaButton"};
  if (typed_form(page, "ca")) return true;
  return std::any_of(kIds.begin(), kIds.end(), [&](std::string_view id) {
    const web::Element* element = web::element_by_id(page.document, id);
    return element != nullptr && web::is_visible(*element);
  });
}

State interruption(const PageView& page) {
  constexpr std::array<std::pair<std::string_view, State>, 8> kPaths = {{
      {"/signin/rejected", State::Rejected},
      {"/deniedsigninrejected", State::Rejected},
      {"/changepassword", State::ChangePassword},
      {"/ChangePassword", State::ChangePassword},
      {"/speedbump/", State::Interruption},
      {"/interstitials/", State::Interruption},
      {"/signin/recovery", State::Interruption},
      {"/termsofservice", State::Interruption},
  }};
  for (const auto& [part, state] : kPaths)
    if (path_has(page, part)) return state;
  return State::None;
}

// "challenge/totp/2": the word behind it says which one.
State challenge_state(const PageView& page, const std::string& path) {
  const auto is = [&](std::string_view word) {
    return base::contains(path, "/challenge/" + std::string(word));
  };
  const bool refused = !error_text(page).empty();
  if (is("totp") || challenge_type(page) == "6") {
    if (typed_form(page, "Pin") || typed_form(page, "totpPin"))
      return refused ? State::CodeRefused : State::CodeForm;
  }
  if (is("bc") && !typed_form(page, "Pin")) return State::Enrolment;
  if (is("dp") || challenge_type(page) == "39") return State::Push;
  if (is("selection") || base::contains(path, "selectchallenge")) return State::Choice;
  const bool known = is("ipp") || is("iap") || is("ipe") || is("skotp") || is("ootp") || is("bc") ||
                     is("az") || is("sk") || is("pk") || !challenge_type(page).empty();
  return known ? State::OtherFactor : State::None;
}

}  // namespace

bool owns(const web::Url& url) {
  return web::host_name(url) == "accounts.google.com" || base::contains(url.path, "/o/saml2/idp") ||
         base::contains(url.path, "/o/saml2/initsso");
}

const web::Form* typed_form(const PageView& page, std::string_view name) {
  for (const web::Form& form : page.forms) {
    const web::Control* control = web::find_control(form, name);
    if (control != nullptr && is_usable(*control)) return &form;
  }
  return nullptr;
}

std::string error_text(const PageView& page) {
  for (const std::string_view id : {"passwordError", "errorMsg", "identifierError"})
    if (std::string text = text_at(page, id); !text.empty()) return text;
  for (const web::Element* element : web::elements(page.document, ""))
    if (web::has_class(*element, "error-msg") && web::is_visible(*element))
      if (std::string text = web::text_of(*element); !base::trim(text).empty()) return text;
  return "";
}

State state_of(const PageView& page) {
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  if (const State state = interruption(page); state != State::None) return state;
  if (page.status == 403 || page.status == 400)
    if (base::contains(page.body, "app_not_") ||
        base::contains(page.body, "malformed_certificate") ||
        base::contains(page.body, "invalid_idp"))
      return State::NotConfigured;
  if (has_captcha(page)) return State::Captcha;
  const bool refused = !error_text(page).empty();
  if (typed_form(page, "Passwd")) return refused ? State::PasswordRefused : State::Password;
  if (typed_form(page, "identifier") || typed_form(page, "Email"))
    return refused ? State::UserRefused : State::UserName;
  const bool chosen = typed_form(page, "Pin") || typed_form(page, "totpPin");
  if (!chosen && (path_has(page, "selectchallenge") || path_has(page, "/challenge/selection")))
    return State::Choice;
  const std::string path = challenge(page);
  if (!path.empty() || !challenge_type(page).empty()) return challenge_state(page, path);
  const bool script = base::contains(page.body, "GlifWebSignIn") ||
                      (web::host_name(page.url) == "accounts.google.com" && page.forms.empty());
  return script ? State::ScriptLogin : State::None;
}

}  // namespace flexverify::idp::google
