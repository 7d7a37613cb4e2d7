// What is done with a sign-in form.
#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/other_reason.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/page_words.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/required_fields.h"
#include "idp-adapters/shared/script_fields.h"
#include "idp-adapters/shared/sentences.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using web::Control;
using web::Form;

// What it marks as an error, else all that is no field.
std::string reason_on(const PageView& page) {
  const std::string errors = shown_errors(page);
  const std::string beside = errors.empty() ? words_beside_fields(page) : "";
  if (!beside.empty()) return "no reason is marked; beside its field it says: " + quoted(beside);
  return errors.empty() ? "it shows no reason" : "it says: " + errors;
}

// Some pages mark no error as such: samlidp's has a paragraph above the form.
std::string refusal_on(const PageView& page) {
  const std::string errors = shown_errors(page);
  return errors.empty() ? base::printable(refusing_sentence(web::visible_text(page.document)))
                        : errors;
}

// The page's words may blame something else than the password.
std::string_view what_it_did(std::string_view errors) {
  const bool other = common_refusal(errors) == nullptr && other_reason(errors) != nullptr;
  return other ? " shows the login form again and says: " : " refused the user name or password: ";
}

Action refused_password(const PageView& page) {
  const std::string errors = refusal_on(page);
  if (!errors.empty())
    return unknown_refusal(errors, AsksAgain::Yes,
                           place_of(page) + std::string(what_it_did(errors)) + errors);
  const std::string beside = words_beside_fields(page);
  return silent_refusal(place_of(page) +
                        ": login form shown again after the password, reason unknown" +
                        (beside.empty() ? "" : "; beside its fields it says: " + quoted(beside)));
}

bool is_get(const Form& form, const Control* button) {
  const std::string* method =
      button == nullptr ? nullptr : button->element->attribute("formmethod");
  if (method != nullptr) return !base::equals_ignoring_case(base::trim(*method), "post");
  return form.method != web::Method::Post;
}

// Sent without it, the form would be refused, and the password might count as a wrong one.
Action send_filled(const PageView& page, const Form& form, const Control* button,
                   const web::Values& values) {
  const std::string field = required_field_left_empty(form, button, values);
  if (field.empty()) return send_form(page, form, button, values);
  return stop(model::Code::PageNotRecognised,
              place_of(page) + " does not let its form be sent without the field " + quoted(field) +
                  ", which is not known here; nothing was sent",
              "Let the identity provider ask for a user name, a password and a code alone, or use "
              "--idp external with a command of yours.");
}

Action send_secret(const PageView& page, const Form& form, const web::Values& values) {
  const Control* button = forward_button(form);
  if (is_get(form, button))
    return stop(model::Code::PageNotRecognised,
                place_of(page) +
                    ": the form would put a secret into a URL (its method is GET); nothing was "
                    "sent. Expected a form with method=post");
  return send_filled(page, form, button, values);
}

Stop no_username(const PageView& page) {
  return stop(model::Code::ConfigInvalid,
              place_of(page) + " asks for a user name and none is given; use --username");
}

Stop filled_by_script(const PageView& page, std::string_view field) {
  return needs_browser(page, "has a script fill or change the field " + quoted(field) +
                                 " in a way that is not known here");
}

void add_copies(const ScriptFields& scripts, web::Values& values) {
  for (const web::FormEntry& copy : scripts.copies)
    if (std::ranges::find(values, copy.name, &web::FormEntry::name) == values.end())
      values.push_back(copy);
}

Action send_password(const PageView& page, const SignInForm& found, const LoginFacts& facts,
                     const Memory& memory) {
  if (memory.password_sent) return refused_password(page);
  if (!facts.has_password)
    return stop(model::Code::SecretMissing,
                place_of(page) + " asks for the password and no source for it is configured");
  web::Values values;
  if (!found.username.empty()) {
    if (facts.username.empty()) return no_username(page);
    values.push_back({found.username, facts.username});
  }
  values.push_back({found.password, base::SecretRef::Password});
  if (!found.code.empty() && facts.has_one_time_code)
    values.push_back({found.code, base::SecretRef::OneTimeCode});
  const ScriptFields scripts = fields_of_scripts(page, found.form, facts.username);
  if (!scripts.unknown.empty()) return filled_by_script(page, scripts.unknown);
  if (!scripts.copies.empty() && facts.username.empty()) return no_username(page);
  add_copies(scripts, values);
  return send_secret(page, found.form, values);
}

Action send_username(const PageView& page, const SignInForm& found, const LoginFacts& facts,
                     const Memory& memory) {
  const std::string errors = shown_errors(page);
  if (memory.username_sent && !errors.empty())
    return stop(model::Code::UnknownUser, place_of(page) + " refused the user name: " + errors);
  if (memory.password_sent)
    return silent_refusal(place_of(page) + ": asks for a user name once more, after the password");
  if (facts.username.empty()) return no_username(page);
  if (has_nameless_password(found.form))
    if (const auto scripts = fields_of_scripts(page, found.form, facts.username);
        !scripts.unknown.empty())
      return filled_by_script(page, scripts.unknown);
  return send_filled(page, found.form, forward_button(found.form),
                     {{found.username, facts.username}});
}

// The old password, a new one, and that once more; who registers has no old one.
bool asks_for_the_old_one(const Form& form) {
  return std::ranges::count_if(form.controls, [](const Control& control) {
           return control.kind == web::ControlKind::Password && is_usable(control);
         }) > 2;
}

// A QR code is a picture, whose words are in its attribute.
std::string text_with_pictures(const web::Document& document) {
  std::string words = web::visible_text(document);
  for (const web::Element* picture : web::elements(document, "img"))
    words += ". " + picture->attribute_or_empty("alt");
  return words;
}

Action refused_code(const PageView& page) {
  const std::string reason = reason_on(page);
  return stop(says_code_was_used(reason) ? model::Code::MfaCodeUsed : model::Code::MfaRejected,
              place_of(page) + " asks for the one-time code again; " + reason);
}

// "Have a code sent to me instead".
constexpr std::array<std::string_view, 2> kOffers = {"a", "button"};

Action send_code(const PageView& page, const SignInForm& found, const LoginFacts& facts,
                 const Memory& memory) {
  if (memory.one_time_code_sent) return refused_code(page);
  if (says_code_was_sent(web::visible_text_without(page.document, kOffers)))
    return stop(model::Code::MfaRequired,
                place_of(page) + " asks for a code that it sent to a telephone or an address, " +
                    "which an authenticator app does not know; nothing was sent");
  if (says_factor_is_to_be_set_up(text_with_pictures(page.document)))
    return stop(model::Code::MfaEnrolmentRequired,
                place_of(page) +
                    " shows a key for an authenticator app that is to be set up, and "
                    "asks for its first code; nothing was sent");
  if (!facts.has_one_time_code)
    return stop(model::Code::MfaRequired, place_of(page) + " asks for a one-time code (field \"" +
                                              base::printable(found.code, 60) +
                                              "\") and none is configured");
  web::Values values;
  if (!found.username.empty()) values.push_back({found.username, facts.username});
  values.push_back({found.code, base::SecretRef::OneTimeCode});
  return send_secret(page, found.form, values);
}

}  // namespace

Action sign_in(const PageView& page, const SignInForm& found, const LoginFacts& facts,
               const Memory& memory) {
  switch (found.kind) {
    case SignInKind::Login:
    case SignInKind::PasswordOnly:
      return send_password(page, found, facts, memory);
    case SignInKind::NewPassword:
      if (!memory.password_sent && !asks_for_the_old_one(found.form))
        return stop(model::Code::PageNotRecognised,
                    place_of(page) + " asks for a new password before it asked for the old one: " +
                        "a form to register, perhaps; nothing was sent");
      return stop(model::Code::PasswordExpired, place_of(page) +
                                                    " asks for a new password; nothing was sent. " +
                                                    "Expected the login form or the SAMLResponse");
    case SignInKind::Code:
      return send_code(page, found, facts, memory);
    case SignInKind::Identifier:
      return send_username(page, found, facts, memory);
  }
  return stop(model::Code::PageNotRecognised, place_of(page));
}

}  // namespace flexverify::idp
