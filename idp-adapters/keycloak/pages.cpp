#include "idp-adapters/keycloak/pages.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"
#include "verifier/web/select.h"

namespace flexverify::idp::keycloak {
namespace {

using web::Element;
using web::Form;

constexpr std::string_view kActions = "/login-actions/";

// Cheap, and true for all of our pages.
bool may_be_ours(const PageView& page) {
  constexpr std::array<std::string_view, 3> kMarks = {kActions, "kc-error-message", "kc-oauth"};
  return owns(page.url) ||
         std::any_of(kMarks.begin(), kMarks.end(),
                     [&page](std::string_view mark) { return base::contains(page.body, mark); });
}

std::string visible_text(const Element& element) {
  if (!web::is_visible(element)) return "";
  return std::string(base::trim(web::text_of(element)));
}

// input-error-username, but not its container, which is there without an error as well.
bool is_field_error(const Element& element) {
  constexpr std::string_view kContainer = "input-error-container";
  const std::string id = element.attribute_or_empty("id");
  return id.starts_with("input-error") && !id.starts_with(kContainer);
}

bool below_field_error(const Element* element) {
  for (; element != nullptr; element = element->parent)
    if (is_field_error(*element)) return true;
  return false;
}

bool is_alert_of_errors(const Element& element) {
  return web::has_class(element, "alert-error") || web::has_class(element, "pf-m-danger");
}

bool in_alert_of_errors(const Element* element) {
  for (; element != nullptr; element = element->parent)
    if (is_alert_of_errors(*element)) return true;
  return false;
}

bool has_invalid_control(const std::vector<Form>& forms) {
  return std::any_of(forms.begin(), forms.end(), [](const Form& form) {
    return std::any_of(form.controls.begin(), form.controls.end(), [](const web::Control& control) {
      return control.element->attribute_or_empty("aria-invalid") == "true";
    });
  });
}

bool shows_error(const PageView& page, const std::vector<Form>& forms) {
  return has_invalid_control(forms) || !field_error(page).empty() || !alert_above(page).empty();
}

std::string action_in(const web::Url& url) {
  if (!url.path.ends_with("/login-actions/required-action")) return "";
  return web::query_value(url.query.value_or(""), "execution").value_or("");
}

State sign_in_state(const PageView& page, const std::vector<Form>& forms) {
  const bool user = form_for(forms, "username") != nullptr;
  const bool password = form_for(forms, "password") != nullptr;
  if (!user && !password) return State::None;
  if (shows_error(page, forms)) return State::Refused;
  if (user && password) return State::Login;
  return user ? State::UserName : State::Password;
}

State code_state(const PageView& page, const std::vector<Form>& forms) {
  if (form_with(forms, "totpSecret") != nullptr) return State::Enrolment;
  if (form_for(forms, "otp") == nullptr && form_for(forms, "totp") == nullptr) return State::None;
  return shows_error(page, forms) ? State::CodeRefused : State::CodeForm;
}

// Before any rule for passwords: the page for a new one has decoys named "password".
State action_state(const PageView& page, const std::vector<Form>& forms) {
  constexpr std::array<std::string_view, 4> kEnrolments = {
      "CONFIGURE_TOTP", "CONFIGURE_RECOVERY_AUTHN_CODES", "webauthn-register",
      "webauthn-register-passwordless"};
  if (form_with(forms, "password-new") != nullptr) return State::UpdatePassword;
  const std::string action = required_action(page);
  if (std::find(kEnrolments.begin(), kEnrolments.end(), action) != kEnrolments.end())
    return State::Enrolment;
  if (const Form* accept = form_with(forms, "accept"))
    return has_id(page, "kc-oauth") || web::find_control(*accept, "code") ? State::Consent
                                                                          : State::Terms;
  return action.empty() ? State::None : State::RequiredAction;
}

State factor_state(const PageView& page, const std::vector<Form>& forms) {
  if (form_for(forms, "recoveryCodeInput") != nullptr) return State::RecoveryCode;
  if (form_with(forms, "authenticationExecution") != nullptr) return State::MethodChoice;
  if (form_with(forms, "clientDataJSON") != nullptr) return State::SecurityKey;
  if (form_with(forms, "kc.org") != nullptr) return State::Organization;
  if (owns(page.url) && !broker_links(page).empty()) return State::Brokers;
  return forms.empty() ? State::None : State::RequiredAction;
}

using Question = State (*)(const PageView&, const std::vector<Form>&);
// In this order: a page for a passkey beside the password is one for the password.
constexpr std::array<Question, 4> kQuestions = {action_state, code_state, sign_in_state,
                                                factor_state};

State state_of_forms(const PageView& page) {
  const auto forms = our_forms(page);
  for (const Question ask : kQuestions)
    if (const State state = ask(page, forms); state != State::None) return state;
  return State::None;
}

// {"error": "Realm does not exist"}
bool is_json_error(const PageView& page) {
  return page.status >= 400 && owns(page.url) && page.json && page.json->find("error") != nullptr;
}

}  // namespace

bool owns(const web::Url& url) {
  return base::contains(url.path, "/realms/") &&
         (base::contains(url.path, "/protocol/") || base::contains(url.path, kActions) ||
          base::contains(url.path, "/broker/"));
}

std::vector<Form> our_forms(const PageView& page) {
  std::vector<Form> forms = page.forms;
  std::erase_if(forms,
                [](const Form& form) { return !base::contains(form.action.path, kActions); });
  return forms;
}

const Form* form_for(const std::vector<Form>& forms, std::string_view name) {
  const auto found = std::find_if(forms.begin(), forms.end(), [name](const Form& form) {
    const web::Control* control = web::find_control(form, name);
    return control != nullptr && is_usable(*control);
  });
  return found == forms.end() ? nullptr : &*found;
}

std::vector<const Element*> broker_links(const PageView& page) {
  std::vector<const Element*> links = web::elements(page.document, "a");
  std::erase_if(links, [](const Element* link) {
    const std::string id = link->attribute_or_empty("id");
    return !id.starts_with("social-") && !id.starts_with("zocial-");
  });
  return links;
}

std::string field_error(const PageView& page) {
  for (const Element* element : web::elements(page.document, ""))
    if (is_field_error(*element))
      if (std::string text = visible_text(*element); !text.empty()) return text;
  return "";
}

std::string alert_above(const PageView& page) {
  for (const Element* element : web::elements(page.document, ""))
    if (web::has_class(*element, "kc-feedback-text") && in_alert_of_errors(element) &&
        !below_field_error(element))
      if (std::string text = visible_text(*element); !text.empty()) return text;
  return "";
}

bool keeps_errors_at_fields(const PageView& page) {
  const auto forms = our_forms(page);
  return std::any_of(forms.begin(), forms.end(), [](const Form& form) {
    return std::any_of(form.controls.begin(), form.controls.end(), [](const web::Control& control) {
      return control.element->attribute("aria-invalid") != nullptr;
    });
  });
}

bool began_anew(const PageView& page) {
  const std::string query = page.url.query.value_or("");
  return page.url.path.ends_with("/login-actions/authenticate") &&
         !web::query_value(query, "session_code") && !web::query_value(query, "code");
}

std::string required_action(const PageView& page) {
  if (std::string action = action_in(page.url); !action.empty()) return action;
  for (const Form& form : our_forms(page))
    if (std::string action = action_in(form.action); !action.empty()) return action;
  return "";
}

std::string required_action_in_words(const PageView& page) {
  std::string words = base::ascii_lower(required_action(page));
  std::replace_if(words.begin(), words.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  return words;
}

State state_of(const PageView& page) {
  if (is_json_error(page)) return State::Error;
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  if (has_id(page, "kc-error-message")) return State::Error;
  if (has_id(page, "loginRestartLink") && has_id(page, "loginContinueLink")) return State::Expired;
  if (const State state = state_of_forms(page); state != State::None) return state;
  if (!owns(page.url)) return State::None;
  return has_id(page, "kc-info-message") || page.status >= 400 ? State::Error : State::None;
}

}  // namespace flexverify::idp::keycloak
