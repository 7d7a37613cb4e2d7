#include "idp-adapters/shared/script_fields.h"

#include <algorithm>
#include <array>
#include <optional>

#include "verifier/base/text.h"
#include "verifier/web/policy_container.h"
#include "verifier/web/script_code.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

using web::Control;
using web::ControlKind;
using web::Form;

constexpr std::size_t kMostWrites = 100;
constexpr std::string_view kSpace = "\t\n\r ";

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$';
}

// "target = value", each as it is written.
struct Write {
  std::string target;
  std::string value;
};

struct Writes {
  std::vector<Write> fields;     // x.value = …, x.val(…)
  std::vector<Write> variables;  // var x = …
};

std::string before(const web::Script& script, std::size_t end) {
  const std::size_t stop =
      end == 0 ? std::string::npos : script.code.find_last_of(";{}\n", end - 1);
  const std::size_t from = stop == std::string::npos ? 0 : stop + 1;
  return std::string(base::trim(script.source.substr(from, end - from)));
}

std::string after(const web::Script& script, std::size_t begin) {
  const std::size_t from =
      std::min(script.code.find_first_not_of(kSpace, begin), script.code.size());
  const std::size_t end = std::min(script.code.find_first_of(";}\n", from), script.code.size());
  return script.source.substr(from, end - from);
}

bool assigns(std::string_view code, std::size_t at) {
  if (code.substr(at, 2) == "==" || code.substr(at, 2) == "=>") return false;
  return at == 0 || std::string_view("=!<>+-*/").find(code[at - 1]) == std::string_view::npos;
}

void add_assignments(const web::Script& script, Writes& writes) {
  constexpr std::string_view kValue = ".value";
  for (std::size_t at = 0; (at = script.code.find('=', at)) != std::string::npos; ++at) {
    if (!assigns(script.code, at) || writes.variables.size() > kMostWrites) continue;
    std::string target = before(script, at);
    const bool field = target.ends_with(kValue);
    if (field) target.resize(target.size() - kValue.size());
    auto& found = field ? writes.fields : writes.variables;
    if (found.size() < kMostWrites) found.push_back({std::move(target), after(script, at + 1)});
  }
}

// jQuery's: with an argument it writes.
void add_jquery(const web::Script& script, Writes& writes) {
  constexpr std::string_view kCall = ".val(";
  for (std::size_t at = 0; (at = script.code.find(kCall, at)) != std::string::npos;
       at += kCall.size()) {
    std::string value = after(script, at + kCall.size());
    if (!value.starts_with(')') && writes.fields.size() < kMostWrites)
      writes.fields.push_back({before(script, at), std::move(value)});
  }
}

void add_handler(const web::Element& element, std::string_view attribute, Writes& writes) {
  const std::string text = element.attribute_or_empty(attribute);
  if (!text.empty()) add_assignments({text, text, {}}, writes);
}

Writes writes_of(const PageView& page, const Form& form) {
  Writes writes;
  for (const web::Script& script : web::scripts_of(page.document, web::policies_of(page.whole))) {
    add_assignments(script, writes);
    add_jquery(script, writes);
  }
  add_handler(*form.element, "onsubmit", writes);
  for (const Control& control : form.controls) add_handler(*control.element, "onclick", writes);
  return writes;
}

// As a string, a selector or a property: 'user', "#user", .user
bool mentions(std::string_view text, std::string_view key) {
  constexpr std::string_view kInFront = "'\"#.=";
  if (key.empty()) return false;
  for (std::size_t at = 0; (at = text.find(key, at)) != std::string_view::npos; at += key.size()) {
    const std::size_t end = at + key.size();
    const bool whole = end == text.size() || !is_name_char(text[end]);
    if (at > 0 && whole && kInFront.find(text[at - 1]) != std::string_view::npos) return true;
  }
  return false;
}

bool is_variable_in(std::string_view text, std::string_view name) {
  for (std::size_t at = 0; (at = text.find(name, at)) != std::string_view::npos;
       at += name.size()) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || (!is_name_char(text[at - 1]) && text[at - 1] != '.');
    if (begins && (end == text.size() || !is_name_char(text[end]))) return true;
  }
  return false;
}

std::string_view last_word(std::string_view text) {
  std::size_t from = text.size();
  while (from > 0 && is_name_char(text[from - 1])) --from;
  return text.substr(from);
}

// Nothing but a reference to a field, its value, and white space taken away.
bool is_plain(std::string_view value) {
  constexpr std::array<std::string_view, 9> kCalls = {"getElementById",
                                                      "getElementsByName",
                                                      "querySelector",
                                                      "$",
                                                      "jQuery",
                                                      "val",
                                                      "trim",
                                                      "find",
                                                      ""};
  if (value.find_first_of("+?%^&|*") != std::string_view::npos) return false;
  for (std::size_t at = 0; (at = value.find('(', at)) != std::string_view::npos; ++at)
    if (std::ranges::find(kCalls, last_word(value.substr(0, at))) == kCalls.end()) return false;
  return true;
}

enum class Use { None, Copy, Changed };

Use use_of(std::string_view text, const Control& control, const std::vector<Write>& variables) {
  const auto direct = [&](std::string_view part) {
    return mentions(part, control.element->attribute_or_empty("id")) ||
           mentions(part, control.name);
  };
  if (direct(text)) return is_plain(text) ? Use::Copy : Use::Changed;
  for (const Write& variable : variables) {
    const std::string_view name = last_word(variable.target);
    if (name.empty() || !is_variable_in(text, name) || !direct(variable.value)) continue;
    return is_plain(text) && is_plain(variable.value) ? Use::Copy : Use::Changed;
  }
  return Use::None;
}

const Control* first_that_shows(const Form& form, std::initializer_list<ControlKind> kinds) {
  for (const Control& control : form.controls)
    if (control.visible && !control.disabled && std::ranges::count(kinds, control.kind) > 0)
      return &control;
  return nullptr;
}

struct Typed {
  const Control* username;  // null when the form has none
  const Control* password;
};

Use use_of(const Control* typed, const std::string& value, const Writes& writes) {
  return typed == nullptr ? Use::None : use_of(value, *typed, writes.variables);
}

bool is_of_a_user(const Control& control) {
  constexpr std::array<std::string_view, 5> kUser = {"username", "user", "userid", "user_name",
                                                     "j_username"};
  return std::ranges::find(kUser, base::ascii_lower(control.name)) != kUser.end();
}

// "password" in whatever way it is changed.
bool is_of_a_password(const Control& control) {
  constexpr std::array<std::string_view, 3> kPassword = {"password", "passwd", "pwd"};
  constexpr std::array<std::string_view, 6> kElse = {"forgot", "reset", "change",
                                                     "show",   "new",   "expire"};
  const std::string name = base::ascii_lower(control.name);
  const auto has = [&](std::string_view word) { return base::contains(name, word); };
  return std::ranges::any_of(kPassword, has) && std::ranges::none_of(kElse, has);
}

// A visible field that is called so is the user name itself.
bool sounds_typed(const Control& control, const Typed& typed) {
  const bool named = typed.username != nullptr && is_of_a_user(*typed.username);
  return is_of_a_password(control) || (is_of_a_user(control) && !named);
}

bool is_to_be_filled(const Control& control) {
  return control.kind == ControlKind::Hidden && !control.name.empty() && !control.disabled &&
         base::trim(control.value).empty();
}

class Filling {
 public:
  Filling(const PageView& page, const Form& form, const std::string& username)
      : page_(page),
        writes_(writes_of(page, form)),
        typed_{first_that_shows(form, {ControlKind::Text, ControlKind::Email, ControlKind::Tel}),
               first_that_shows(form, {ControlKind::Password})},
        username_(username) {}

  void fill(const Control& control) {
    bool written = false;
    for (const Write& write : writes_.fields) {
      if (use_of(write.target, control, writes_.variables) == Use::None) continue;
      const Use user = use_of(typed_.username, write.value, writes_);
      const Use password = use_of(typed_.password, write.value, writes_);
      written |= user != Use::None || password != Use::None;
      if (user == Use::Changed || password == Use::Changed) found_.unknown = control.name;
      if (user == Use::Copy) copy(control, username_);
      if (password == Use::Copy) copy(control, base::SecretRef::Password);
    }
    const bool scripted = !web::elements(page_.document, "script").empty();
    if (!written && scripted && sounds_typed(control, typed_)) found_.unknown = control.name;
  }

  // The password itself is changed before it is sent.
  void look_at_password() {
    const Control* password = typed_.password;
    if (password == nullptr) return;
    for (const Write& write : writes_.fields)
      if (use_of(write.target, *password, writes_.variables) != Use::None &&
          use_of(password, write.value, writes_) == Use::Changed)
        found_.unknown = password->name;
  }

  [[nodiscard]] ScriptFields found() const { return found_; }

 private:
  void copy(const Control& control, web::FieldValue value) {
    const bool known = std::ranges::any_of(
        found_.copies, [&](const web::FormEntry& entry) { return entry.name == control.name; });
    if (!known) found_.copies.push_back({control.name, std::move(value)});
  }

  const PageView& page_;
  Writes writes_;
  Typed typed_;
  const std::string& username_;
  ScriptFields found_;
};

}  // namespace

ScriptFields fields_of_scripts(const PageView& page, const Form& form,
                               const std::string& username) {
  Filling filling(page, form, username);
  filling.look_at_password();
  for (const Control& control : form.controls)
    if (is_to_be_filled(control)) filling.fill(control);
  return filling.found();
}

}  // namespace flexverify::idp
