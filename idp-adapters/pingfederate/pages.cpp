#include "idp-adapters/pingfederate/pages.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp::pingfederate {
namespace {

bool may_be_ours(const PageView& page) {
  constexpr std::array<std::string_view, 6> kMarks = {"pf.username", "pf.pass", "pf.ok",
                                                      "pingid/ppm",  "ping-",   "template name:"};
  return owns(page.url) || std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
           return base::contains(page.body, mark);
         });
}

bool has(const std::vector<web::Form>& forms, std::string_view name) {
  return form_with(forms, name) != nullptr;
}

// PingID's own form; a page of another provider may have a field called otp as well.
bool is_ping_id(const web::Form* form) {
  return form != nullptr && (base::contains(form->action.path, "/pingid/") ||
                             base::contains(form->action.path, "/ppm/") ||
                             web::find_control(*form, "csrfToken") != nullptr);
}

State ping_id_state(const PageView& page, const std::vector<web::Form>& forms) {
  if (is_ping_id(form_with(forms, "otp")))
    return error_text(page).empty() ? State::CodeForm : State::CodeRefused;
  if (has(forms, "isWebAuthnSupportedByBrowser")) return State::BrowserProbe;
  if (is_ping_id(form_with(forms, "deviceId"))) return State::DeviceChoice;
  const bool poll = form_with_id(page, "form1") && base::contains(page.body, "/ppm/auth/status");
  if (poll) return State::Swipe;
  if (has_template(page, "pingone-mfa-assertion-required")) return State::SecurityKey;
  if (has_template(page, "pingone-mfa-setup")) return State::Enrolment;
  if (has_template(page, "pingone-mfa-push-confirmation-waiting")) return State::Swipe;
  return State::None;
}

// What the script of the swipe page gets when it asks.
State poll_state(const PageView& page) {
  if (!path_has(page, "/ppm/auth/status")) return State::None;
  const std::string status = page.json->text("status");
  if (status == "ASYNC_AUTH_WAIT") return State::PushWaiting;
  if (status == "OK") return State::PushApproved;
  return status.empty() ? State::None : State::PushFailed;
}

}  // namespace

bool owns(const web::Url& url) {
  return is_below(url, {"pingone.com", "pingone.eu", "pingone.ca", "pingone.asia",
                        "pingidentity.com"}) ||
         base::contains(url.path, "/idp/SSO.saml2") || base::contains(url.path, "/startSSO.ping") ||
         base::contains(url.path, "/resumeSAML20/") || base::contains(url.path, "/pingid/ppm/");
}

bool has_template(const PageView& page, std::string_view name) {
  return base::contains(page.body, "template name: " + std::string(name)) ||
         base::contains(page.body, std::string(name) + ".template.html");
}

std::string error_text(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "")) {
    const bool marked = web::has_class(*element, "ping-error") ||
                        web::has_class(*element, "ping-messages-error") ||
                        web::has_class(*element, "error-message");
    if (!marked || !web::is_visible(*element)) continue;
    if (std::string text = web::text_of(*element); !base::trim(text).empty()) return text;
  }
  return "";
}

State state_of(const PageView& page) {
  if (page.json) return poll_state(page);
  if (page.document.empty() || !may_be_ours(page)) return State::None;
  const auto& forms = page.forms;
  if (has(forms, "pf.newPass1")) return State::ChangePassword;
  if (has(forms, "pf.pass")) return error_text(page).empty() ? State::Login : State::LoginRefused;
  if (has(forms, "pf.passwordExpiring") || has_template(page, "html.form.password.expiring"))
    return State::PasswordExpiring;
  if (has(forms, "clear.previous.selected.subject") || (has(forms, "subject") && owns(page.url)))
    return State::UserName;
  if (const State state = ping_id_state(page, forms); state != State::None) return state;
  if (has_template(page, "consent-form")) return State::Consent;
  const bool error = has_template(page, "idp.sso.error.page") ||
                     has_template(page, "general.error.page") ||
                     has_template(page, "state.not.found");
  if (error) return State::SignOnError;
  const bool shell = is_below(page.url, {"auth.pingone.com", "auth.pingone.eu"}) && forms.empty();
  return shell ? State::ScriptLogin : State::None;
}

}  // namespace flexverify::idp::pingfederate
