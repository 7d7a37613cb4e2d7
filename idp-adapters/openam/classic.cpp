#include "idp-adapters/openam/classic.h"

#include <algorithm>
#include <vector>

#include "idp-adapters/openam/messages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp::openam {
namespace {

using model::Code;

constexpr std::string_view kToken = "IDToken";

bool is_question(const web::Control& control) {
  const bool typed =
      control.kind == web::ControlKind::Text || control.kind == web::ControlKind::Email ||
      control.kind == web::ControlKind::Tel || control.kind == web::ControlKind::Password;
  return typed && is_usable(control) && control.name.starts_with(kToken);
}

// Of all forms, in the order of the page.
std::vector<const web::Control*> questions(const PageView& page) {
  std::vector<const web::Control*> found;
  for (const web::Form& form : page.forms)
    for (const web::Control& control : form.controls)
      if (is_question(control)) found.push_back(&control);
  return found;
}

bool is_password(const web::Control* control) {
  return control->kind == web::ControlKind::Password;
}

std::string first_name(const PageView& page, bool password) {
  for (const web::Control* control : questions(page))
    if (is_password(control) == password) return control->name;
  return "";
}

SignInForm sign_in_form(const PageView& page, const Memory& memory) {
  const web::Form& form = *main_form(page);
  const std::string name = first_name(page, false), password = first_name(page, true);
  switch (asked_by(page)) {
    case Asks::UserNameAndPassword:
      return {SignInKind::Login, form, name, password, ""};
    case Asks::UserName:
      if (memory.password_sent) return {SignInKind::Code, form, "", "", name};
      return {SignInKind::Identifier, form, name, "", ""};
    case Asks::Password:
      if (memory.password_sent) return {SignInKind::Code, form, "", "", password};
      return {SignInKind::PasswordOnly, form, "", password, ""};
    case Asks::Nothing:
    case Asks::NewPassword:
      break;
  }
  return {SignInKind::NewPassword, form, "", password, ""};
}

// The word that the page's script would send for its button: LoginSubmit('Log In').
std::string button_word(const PageView& page) {
  constexpr std::string_view kCall = "LoginSubmit('";
  const std::size_t at = page.body.find(kCall);
  if (at == std::string::npos) return "";
  const std::size_t from = at + kCall.size(), end = page.body.find('\'', from);
  return end == std::string::npos ? "" : page.body.substr(from, end - from);
}

Action with_button(Action action, const std::string& word) {
  auto* send = std::get_if<Send>(&action);
  auto* body = send == nullptr ? nullptr : std::get_if<web::FormBody>(&send->request.body);
  if (body == nullptr || word.empty()) return action;
  for (web::FormEntry& entry : body->entries)
    if (entry.name == "IDButton") {
      entry.value = word;
      return action;
    }
  body->entries.push_back({"IDButton", word});
  return action;
}

}  // namespace

const web::Form* main_form(const PageView& page) {
  if (questions(page).empty()) return nullptr;
  if (const web::Form* sent = form_having(page, "SunQueryParamsString")) return sent;
  const web::Form* named = form_with_id(page, "Login");
  return named != nullptr ? named : form_having(page, questions(page).front()->name);
}

Asks asked_by(const PageView& page) {
  const auto asked = questions(page);
  const auto passwords = std::ranges::count_if(asked, is_password);
  const auto others = static_cast<std::ptrdiff_t>(asked.size()) - passwords;
  if (passwords > 1) return Asks::NewPassword;
  if (passwords == 1 && others == 1) return Asks::UserNameAndPassword;
  if (passwords == 1 && others == 0) return Asks::Password;
  return passwords == 0 && others == 1 ? Asks::UserName : Asks::Nothing;
}

std::string error_text(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, ""))
    if (web::has_class(*element, "AlrtErrTxt") && web::is_visible(*element))
      if (std::string text = web::text_of(*element); !base::trim(text).empty()) return text;
  return shown_errors(page);
}

Action enter(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  return with_button(sign_in(page, sign_in_form(page, memory), facts, memory), button_word(page));
}

Action report_refusal(const PageView& page, const LoginFacts&, const Memory& memory) {
  return stop_for_words(page, error_text(page), memory);
}

Action report_new_password(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::PasswordExpired, place_of(page) + " asks for a new password; nothing was sent");
}

Action report_end(const PageView& page, const LoginFacts&, const Memory& memory) {
  return stop_for_words(page, web::body_text(page.document), memory);
}

}  // namespace flexverify::idp::openam
