#include "idp-adapters/keycloak/answers.h"

#include <algorithm>
#include <array>
#include <optional>

#include "idp-adapters/keycloak/pages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp::keycloak {
namespace {

using model::Code;

// A method is told by the icon that every theme of Keycloak's own gives it.
const web::Element* icon(const PageView& page, std::string_view name) {
  for (const web::Element* element : web::elements(page.document, ""))
    if (web::has_class(*element, name)) return element;
  return nullptr;
}

const web::Element* around(const web::Element* element, std::string_view tag) {
  while (element != nullptr && element->tag != tag) element = element->parent;
  return element;
}

// fillAndSubmit('ID') in the onclick of an element around the icon: Keycloak 8 to 12.
std::string id_in_script(const web::Element* element) {
  constexpr std::string_view kCall = "fillAndSubmit('";
  for (; element != nullptr; element = element->parent) {
    const std::string script = element->attribute_or_empty("onclick");
    const std::size_t start = script.find(kCall);
    if (start == std::string::npos) continue;
    const std::size_t end = script.find('\'', start + kCall.size());
    if (end != std::string::npos)
      return script.substr(start + kCall.size(), end - start - kCall.size());
  }
  return "";
}

// Today each method is a list item with a form of its own; before, it was a button of one form.
std::optional<Action> press(const PageView& page, const web::Form& form,
                            const web::Control& control, const web::Element& method) {
  if (control.element == around(&method, "button")) return send_form(page, form, &control, {});
  const web::Element* item = around(&method, "li");
  if (item != nullptr && around(control.element, "li") == item)
    return send_form(page, form, nullptr, {});
  const std::string id = id_in_script(&method);
  if (id.empty()) return std::nullopt;
  return send_form(page, form, nullptr, {{control.name, id}});
}

Action choose(const PageView& page, const web::Element& method) {
  for (const web::Form& form : our_forms(page))
    for (const web::Control& control : form.controls)
      if (control.name == "authenticationExecution")
        if (auto action = press(page, form, control, method)) return *std::move(action);
  return needs_factor(page, "a choice of methods in a form that is not known");
}

std::string methods(const PageView& page) {
  std::string names;
  for (const web::Element* element : web::elements(page.document, ""))
    if (web::has_class(*element, "select-auth-box-headline"))
      names += (names.empty() ? "" : ", ") + web::text_of(*element);
  return names.empty() ? "a choice of methods without names" : names;
}

// In English; in another language the text is quoted and the code is idp-error. Keycloak 26 says
// "Invalid Request" of an unknown client, earlier ones "Unknown login requester".
constexpr std::string_view kClient =
    "; expected a client whose Client ID is the Entity ID of Flex, character by character";
constexpr auto kErrors = std::to_array<VendorMessage>({
    {"Unknown login requester", Code::IdpAppNotFound, kClient},
    {"Client not found", Code::IdpAppNotFound, kClient},
    {"Login requester not enabled", Code::IdpAppNotFound, "; the client is switched off"},
    {"Client disabled", Code::IdpAppNotFound, "; the client is switched off"},
    {"Invalid redirect uri", Code::IdpAcsNotRegistered,
     "; expected the ACS URL of Flex among Valid redirect URIs of the client"},
    {"Invalid requester", Code::IdpError, "; it wants a signed AuthnRequest, and Flex signs none",
     "Switch Client signature required off in the client."},
    {"Realm not enabled", Code::IdpError, "; the realm is switched off"},
    {"Cookie not found", Code::SessionLost, ""},
    {"Access denied", Code::UserNotAssigned, "; a step of the login flow denies this user"},
});

// The Single Sign-On URL in Flex names a realm that is not there, or begins with http.
constexpr std::array<std::string_view, 2> kOfTheSignOnUrl = {"Realm does not exist",
                                                             "HTTPS required"};

std::string error_text(const PageView& page) {
  if (page.json) return page.json->text("error");
  for (const std::string_view id : {"kc-error-message", "kc-info-message"})
    if (std::string text = text_at(page, id); !text.empty()) return text;
  return web::body_text(page.document);
}

Stop shows_error(const PageView& page, Code code, std::string_view why,
                 std::string_view hint = "") {
  return stop(code,
              place_of(page) + " shows the error " + quoted(error_text(page)) + std::string(why),
              std::string(hint));
}

}  // namespace

bool can_send_password(const LoginFacts& facts, const Memory& memory) {
  return facts.has_password && !memory.password_sent;
}

Action choose_method(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const web::Element* password = icon(page, "fa-unlock");
  if (password != nullptr && can_send_password(facts, memory)) return choose(page, *password);
  const web::Element* code = icon(page, "fa-mobile");
  if (code != nullptr && facts.has_one_time_code) return choose(page, *code);
  return needs_factor(page, methods(page));
}

Action report_error(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string text = error_text(page);
  if (const std::string action = required_action_in_words(page); !action.empty())
    return shows_error(page, Code::PolicyDenied, " at the required action " + quoted(action));
  for (const std::string_view words : kOfTheSignOnUrl)
    if (base::contains_ignoring_case(text, words))
      return with_sso_url(shows_error(page, Code::IdpError, ""));
  if (const VendorMessage* known = message_in(kErrors, KeyIs::Words, text))
    return shows_error(page, known->code, known->meaning, known->advice);
  if (base::contains_ignoring_case(text, "Invalid Request") && path_has(page, "/protocol/saml"))
    return shows_error(page, Code::IdpAppNotFound,
                       std::string(kClient) + ", or a Single Sign-On URL as Keycloak knows it");
  return shows_error(page, Code::IdpError, "");
}

}  // namespace flexverify::idp::keycloak
