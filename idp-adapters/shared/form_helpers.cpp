#include "idp-adapters/shared/form_helpers.h"

#include <algorithm>
#include <array>
#include <span>

#include "idp-adapters/shared/script_fields.h"
#include "verifier/base/text.h"
#include "verifier/web/field_label.h"
#include "verifier/web/label.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using web::Control;
using web::ControlKind;
using web::Form;
using web::LabelSays;

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return base::contains_ignoring_case(text, word);
  });
}

std::string attribute(const Control& control, std::string_view name) {
  return base::ascii_lower(base::trim(control.element->attribute_or_empty(name)));
}

// "mfaToken-code" gives " mfa token code ": short words are looked for as whole ones.
std::string words_of(std::string_view name) {
  std::string words = " ";
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z');
    if ((upper && !words.ends_with(' ')) || !letter) words += ' ';
    if (letter) words += c;
  }
  return base::ascii_lower(words + " ");
}

bool sounds_like_code(std::string_view name) {
  constexpr std::array<std::string_view, 12> kParts = {
      "otp",      "passcode", "one-time", "onetime",   "tokencode",   "verificationcode",
      "authcode", "mfatoken", "mfacode",  "securityc", "tokennumber", "smscode"};
  constexpr std::array<std::string_view, 7> kWords = {" code ", " token ", " pin ", " mfa ",
                                                      " tc ",   " emc ",   " smc "};
  const std::string words = words_of(name);
  if (words.ends_with(" name ")) return false;
  return contains_any(name, kParts) ||
         std::any_of(kWords.begin(), kWords.end(),
                     [&words](std::string_view word) { return base::contains(words, word); });
}

bool is_text(const Control& control) {
  return control.kind == ControlKind::Text || control.kind == ControlKind::Email ||
         control.kind == ControlKind::Tel || control.kind == ControlKind::Number;
}

bool is_short_number(const Control& control) {
  const std::string length = attribute(control, "maxlength");
  return attribute(control, "inputmode") == "numeric" &&
         (length == "6" || length == "7" || length == "8");
}

LabelSays says(const Control& control) { return web::label_says(web::label_of(*control.element)); }

// What is typed there is a code by its name: where no label says what it is.
bool is_named_like_a_code(const Control& control) {
  return sounds_like_code(control.name) ||
         sounds_like_code(control.element->attribute_or_empty("id")) ||
         (is_text(control) && is_short_number(control));
}

bool is_typed_in(const Control& control) {
  return is_usable(control) && (is_text(control) || control.kind == ControlKind::Password);
}

bool is_code(const Control& control) {
  if (!is_typed_in(control)) return false;
  const std::string complete = attribute(control, "autocomplete");
  if (complete == "one-time-code") return true;
  if (complete == "current-password" || complete == "new-password" || complete == "username")
    return false;
  switch (says(control)) {
    case LabelSays::Code:
      return true;
    case LabelSays::Username:
    case LabelSays::Password:
    case LabelSays::Other:
      return false;
    case LabelSays::Nothing:
      return is_named_like_a_code(control);
  }
  return false;
}

bool is_password(const Control& control) {
  return control.kind == ControlKind::Password && is_usable(control) && !is_code(control);
}

bool is_username(const Control& control) {
  const bool fixed = control.element->attribute("readonly") != nullptr;
  return is_text(control) && is_usable(control) && !fixed && !is_code(control);
}

bool sounds_like_username(const Control& control) {
  constexpr std::array<std::string_view, 9> kWords = {
      "user", "login", "mail", "ident", "account", "upn", "uid", "principal", "signin"};
  const auto has = [&](std::string_view text) { return contains_any(text, kWords); };
  return has(control.name) || has(attribute(control, "id")) ||
         has(attribute(control, "autocomplete")) || has(attribute(control, "placeholder")) ||
         says(control) == LabelSays::Username;
}

std::vector<const Control*> controls_that(const Form& form, bool (*wanted)(const Control&)) {
  std::vector<const Control*> found;
  for (const Control& control : form.controls)
    if (wanted(control)) found.push_back(&control);
  return found;
}

bool is_text_area(const Control& control) { return control.kind == ControlKind::TextArea; }

std::string name_of(const Control* control) { return control == nullptr ? "" : control->name; }

// The nearest one in front of the password, or one that says what it is.
const Control* username_before(const Form& form, const Control* password) {
  const Control* nearest = nullptr;
  for (const Control& control : form.controls) {
    if (is_username(control) && attribute(control, "autocomplete") == "username") return &control;
    const bool before = nearest == nullptr || &control < password;
    if (is_username(control) && before && (&control < password || sounds_like_username(control)))
      nearest = &control;
  }
  return nearest;
}

bool is_new_password(const Control& control) {
  return attribute(control, "autocomplete") == "new-password";
}

// The one field beside user name and password that takes a code: by its label, since countries and
// companies have codes, too.
std::string code_beside(const Form& form, const Control* username, const Control* password) {
  std::vector<const Control*> codes;
  for (const Control& control : form.controls) {
    if (&control == username || &control == password || !is_code(control)) continue;
    if (attribute(control, "autocomplete") == "one-time-code" || says(control) == LabelSays::Code)
      codes.push_back(&control);
  }
  return codes.size() == 1 ? codes.front()->name : "";
}

std::optional<SignInForm> as_password_form(const Form& form) {
  const auto passwords = controls_that(form, is_password);
  if (passwords.empty()) return std::nullopt;
  if (passwords.size() > 1 || is_new_password(*passwords.front()))
    return SignInForm{SignInKind::NewPassword, form, "", name_of(passwords.front()), ""};
  const Control* username = username_before(form, passwords.front());
  const SignInKind kind = username == nullptr ? SignInKind::PasswordOnly : SignInKind::Login;
  return SignInForm{kind, form, name_of(username), name_of(passwords.front()),
                    code_beside(form, username, passwords.front())};
}

std::optional<SignInForm> as_code_form(const Form& form) {
  const auto codes = controls_that(form, is_code);
  const auto others = controls_that(form, is_username);
  if (codes.size() != 1 || others.size() > 1) return std::nullopt;
  if (!controls_that(form, is_text_area).empty()) return std::nullopt;
  if (!others.empty() && !sounds_like_username(*others.front())) return std::nullopt;
  const Control* username = others.empty() ? nullptr : others.front();
  return SignInForm{SignInKind::Code, form, name_of(username), "", name_of(codes.front())};
}

// A person would not press it to sign in: its names say so, or what it shows, or that nothing need
// be filled in for it.
bool leads_elsewhere(const Control& control) {
  constexpr std::array<std::string_view, 13> kNames = {
      "cancel", "regist", "signup", "forgot", "reset",  "help",  "abort",
      "reject", "lang",   "back",   "deny",   "resend", "unlock"};
  constexpr std::array<std::string_view, 35> kShown = {
      "cancel",    "subscri",      "unlock",      "entsperr",      "abbrech",
      "annul",     "cancelar",     "anuluj",      "avbryt",        "annuler",
      "zurück",    "reset",        "forgot",      "atrás",         "volver",
      "voltar",    "retour",       "indietro",    "terug",         "go back",
      "戻る",      "キャンセル",   "regist",      "sign up",       "create an account",
      "inscri",    "sign in with", "log in with", "continue with", "oublié",
      "vergessen", "olvid",        "esquec",      "dimentic",      "forget"};
  const web::Element& element = *control.element;
  return contains_any(control.name, kNames) || contains_any(attribute(control, "id"), kNames) ||
         contains_any(control.value, kShown) || contains_any(web::text_of(element), kShown) ||
         element.attribute("formnovalidate") != nullptr;
}

// All that it offers is to register, to reset a password, to unlock an account.
bool leads_only_elsewhere(const Form& form) {
  const Control* button = forward_button(form);
  return button != nullptr && leads_elsewhere(*button);
}

std::optional<SignInForm> as_identifier_form(const Form& form) {
  const auto names = controls_that(form, is_username);
  if (names.size() != 1 || !sounds_like_username(*names.front())) return std::nullopt;
  if (leads_only_elsewhere(form)) return std::nullopt;
  if (!controls_that(form, is_text_area).empty()) return std::nullopt;
  return SignInForm{SignInKind::Identifier, form, names.front()->name, "", ""};
}

// A script copies what is typed into hidden fields.
std::optional<SignInForm> as_copied_form(const PageView& page, const Form& form) {
  if (!has_nameless_password(form)) return std::nullopt;
  SignInForm found{SignInKind::PasswordOnly, form, "", "", ""};
  const ScriptFields scripts = fields_of_scripts(page, form, "");
  for (const web::FormEntry& copy : scripts.copies) {
    const bool secret = std::holds_alternative<base::SecretRef>(copy.value);
    (secret ? found.password : found.username) = copy.name;
  }
  if (found.password.empty()) return std::nullopt;
  if (const auto named = as_identifier_form(form)) found.username = named->username;
  if (!found.username.empty()) found.kind = SignInKind::Login;
  return found;
}

// A form with more fields is none to sign in with.
bool has_too_many_fields(const Form& form) {
  constexpr std::ptrdiff_t kMost = 40;
  return std::ranges::count_if(form.controls, [](const Control& control) {
           return is_text(control) || control.kind == ControlKind::Password;
         }) > kMost;
}

std::optional<SignInForm> as_sign_in(const PageView& page, const Form& form) {
  if (has_too_many_fields(form)) return std::nullopt;
  if (auto found = as_password_form(form)) return found;
  if (auto found = as_copied_form(page, form)) return found;
  if (auto found = as_code_form(form)) return found;
  return as_identifier_form(form);
}

}  // namespace

bool has_nameless_password(const Form& form) {
  return std::ranges::any_of(form.controls, [](const Control& control) {
    return control.kind == ControlKind::Password && control.name.empty() && control.visible &&
           !control.disabled;
  });
}

bool is_usable(const Control& control) {
  return !control.name.empty() && control.visible && !control.disabled;
}

const Control* forward_button(const Form& form) {
  for (const Control& control : form.controls) {
    const bool submits = control.kind == ControlKind::Submit || control.kind == ControlKind::Image;
    if (submits && !control.disabled && !leads_elsewhere(control)) return &control;
  }
  return web::default_button(form);
}

const Form* form_with(const std::vector<Form>& forms, std::string_view control_name) {
  for (const Form& form : forms)
    if (web::find_control(form, control_name) != nullptr) return &form;
  return nullptr;
}

std::optional<SignInForm> find_sign_in_form(const PageView& page) {
  std::optional<SignInForm> best;
  for (const Form& form : page.forms) {
    auto found = as_sign_in(page, form);
    if (found && (!best || found->kind < best->kind)) best = std::move(found);
  }
  return best;
}

std::string place_of(const PageView& page) {
  return base::printable(web::host_and_port(page.url) + page.url.path, 160);
}

std::string shown_errors(const PageView& page) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> texts = web::error_texts(page.document);
  if (texts.size() > kMost) texts.resize(kMost);
  for (std::string& text : texts) text = '"' + base::printable(text) + '"';
  return base::join(texts, ", ");
}

Stop stop(model::Code code, std::string detail) {
  return {model::make_finding(code, std::move(detail)), secret_answer_of(code)};
}

Stop stop(model::Code code, std::string detail, std::string hint) {
  Stop made = stop(code, std::move(detail));
  made.finding.hint = std::move(hint);
  return made;
}

Action send_form(const PageView& page, const Form& form, const Control* button,
                 const web::Values& values) {
  auto request = web::submit(form, button, values, page.url);
  if (!request)
    return stop(model::Code::PageNotRecognised,
                place_of(page) + ": the form's action is no http or https address (found \"" +
                    base::printable(form.element->attribute_or_empty("action"), 80) +
                    "\"); nothing was sent");
  return Send{*std::move(request)};
}

}  // namespace flexverify::idp
