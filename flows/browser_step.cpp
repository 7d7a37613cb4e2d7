#include "flows/browser_step.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/sentences.h"
#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

using model::Code;
using webdriver::Button;
using webdriver::Field;
using webdriver::FieldKind;
using webdriver::Screen;

std::string host_of(const Screen& screen) {
  return screen.url ? web::host_and_port(*screen.url) : "a page";
}

// What leads on and decides nothing. "Submit" is not here: nobody knows what it submits.
constexpr std::array<std::string_view, 8> kLeadOn = {
    "next", "continue", "log in", "login", "sign in", "weiter", "fortfahren", "anmelden"};
// A page with such words wants a person's consent, or changes the account.
constexpr std::array<std::string_view, 14> kDecides = {
    "terms",    "consent", "agree",  "accept", "enrol",       "enroll",     "set up",
    "register", "profile", "update", "backup", "bedingungen", "einrichten", "zustimm"};
// A page that shows the key of a new second factor.
constexpr std::array<std::string_view, 5> kEnrols = {"qr code", "qr-code", "barcode", "setup key",
                                                     "otpauth://"};
constexpr std::array<std::string_view, 6> kCodeChoices = {
    "authenticator app",   "totp", "one-time", "one time", "verification code from",
    "google authenticator"};

bool has_any(std::string_view text, const auto& words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return base::contains_ignoring_case(text, word); });
}

bool leads_on(const Button& button) {
  return std::ranges::any_of(kLeadOn, [&](std::string_view word) {
    return base::equals_ignoring_case(base::trim(button.words), word);
  });
}

model::Finding at(const Screen& screen, Code code, std::string_view what) {
  return model::make_finding(code, host_of(screen) + " " + std::string(what));
}

// The user name is typed again where a later step shows it empty.
bool wants_user_name(const Field& user, const idp::Memory& memory) {
  return !memory.username_sent || user.empty;
}

BrowserStep with_user_name(const Screen& screen, const idp::LoginFacts& facts,
                           const idp::Memory& memory, FillIn fill) {
  const Field* user = webdriver::field_of(screen, FieldKind::Username);
  if (user == nullptr || !wants_user_name(*user, memory)) return fill;
  if (facts.username.empty())
    return at(screen, Code::ConfigInvalid,
              "asks for a user name and none is given; use --username");
  fill.fields.insert(fill.fields.begin(), *user);
  return fill;
}

BrowserStep fill_password(const Screen& screen, const idp::LoginFacts& facts,
                          const idp::Memory& memory, const Field& password) {
  if (!facts.has_password)
    return at(screen, Code::SecretMissing,
              "asks for the password and no source for it is configured");
  FillIn fill{{password}};
  const Field* code = webdriver::field_of(screen, FieldKind::OneTimeCode);
  if (code != nullptr && facts.has_one_time_code && !memory.one_time_code_sent)
    fill.fields.push_back(*code);
  return with_user_name(screen, facts, memory, std::move(fill));
}

BrowserStep fill_code(const Screen& screen, const idp::LoginFacts& facts, const Field& code) {
  if (has_any(screen.words, kEnrols))
    return at(screen, Code::MfaEnrolmentRequired,
              "shows the key of a new second factor; nothing was filled in");
  if (idp::says_code_was_sent(screen.words))
    return at(screen, Code::MfaRequired,
              "asks for a code that it sent to a telephone or an address; nothing was filled in");
  if (facts.has_one_time_code) return FillIn{{code}};
  return at(screen, Code::MfaRequired,
            "asks for a one-time code (" + field_title(code) + ") and none is configured");
}

// A choice of the configured factor, or a page that only leads on.
BrowserStep press(const Screen& screen, const idp::LoginFacts& facts, const idp::Memory& memory) {
  if (facts.has_one_time_code && memory.password_sent && !memory.one_time_code_sent)
    for (const Button& button : screen.buttons)
      if (has_any(button.words, kCodeChoices)) return Press{button};
  const auto on = std::ranges::find_if(screen.buttons, leads_on);
  const bool alone = screen.buttons.size() == 1 && screen.fields.empty();
  if (on == screen.buttons.end() || !alone || has_any(screen.words, kDecides)) return NothingToDo{};
  return Press{*on};
}

bool carries(const idp::Send& send, const Button& button) {
  const auto* form = std::get_if<web::FormBody>(&send.request.body);
  if (form == nullptr || button.name.empty()) return false;
  return std::ranges::any_of(form->entries, [&](const web::FormEntry& entry) {
    const auto* value = std::get_if<std::string>(&entry.value);
    return entry.name == button.name && value != nullptr && *value == button.value;
  });
}

bool carries_secret(const idp::Send& send, base::SecretRef secret) {
  const auto* form = std::get_if<web::FormBody>(&send.request.body);
  return form != nullptr && std::ranges::any_of(form->entries, [&](const web::FormEntry& entry) {
           const auto* carried = std::get_if<base::SecretRef>(&entry.value);
           return carried != nullptr && *carried == secret;
         });
}

// Which of the page's forms it would submit: the one with its address and its fields; -1 when none.
int form_of(const idp::Send& send, const idp::PageView& page) {
  const auto* body = std::get_if<web::FormBody>(&send.request.body);
  const auto has = [](const web::Form& form, const web::FormEntry& entry) {
    return web::find_control(form, entry.name) != nullptr;
  };
  for (std::size_t i = 0; body != nullptr && i < page.forms.size(); ++i) {
    const web::Form& form = page.forms[i];
    if (web::same_place(form.action, send.request.url) &&
        std::ranges::all_of(body->entries, [&](const auto& entry) { return has(form, entry); }))
      return static_cast<int>(i);
  }
  return -1;
}

bool is_same(const web::Control& control, const Button& button) {
  const std::string id = control.element->attribute_or_empty("id");
  if (!id.empty() || !button.id.empty()) return id == button.id;
  return control.name == button.name && (control.value.empty() || control.value == button.value);
}

}  // namespace

std::string field_title(const Field& field) {
  const std::string& name = field.name.empty() ? field.id : field.name;
  return name.empty() ? "a field without a name" : "field \"" + base::printable(name, 60) + '"';
}

std::optional<base::SecretRef> secret_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::Password:
      return base::SecretRef::Password;
    case FieldKind::OneTimeCode:
      return base::SecretRef::OneTimeCode;
    case FieldKind::Username:
    case FieldKind::NewPassword:
    case FieldKind::Captcha:
    case FieldKind::Other:
      return std::nullopt;
  }
  return std::nullopt;
}

const Field* asked_again(const Screen& screen, const idp::Memory& memory) {
  if (const Field* field = webdriver::field_of(screen, FieldKind::Password))
    return memory.password_sent ? field : nullptr;
  if (const Field* field = webdriver::field_of(screen, FieldKind::OneTimeCode))
    return memory.one_time_code_sent ? field : nullptr;
  const Field* field = webdriver::field_of(screen, FieldKind::Username);
  return memory.username_sent ? field : nullptr;
}

BrowserStep next_step(const Screen& screen, const idp::LoginFacts& facts,
                      const idp::Memory& memory) {
  if (const Field* captcha = webdriver::field_of(screen, FieldKind::Captcha))
    return at(screen, Code::BotProtection,
              "wants a captcha (" + field_title(*captcha) + "); nothing was filled in");
  if (webdriver::field_of(screen, FieldKind::NewPassword) != nullptr)
    return at(screen, memory.password_sent ? Code::PasswordExpired : Code::PageNotRecognised,
              "asks for a new password; nothing was filled in");
  if (const Field* password = webdriver::field_of(screen, FieldKind::Password))
    return memory.password_sent ? BrowserStep(NothingToDo{})
                                : fill_password(screen, facts, memory, *password);
  if (const Field* code = webdriver::field_of(screen, FieldKind::OneTimeCode))
    return memory.one_time_code_sent ? BrowserStep(NothingToDo{}) : fill_code(screen, facts, *code);
  if (webdriver::field_of(screen, FieldKind::Username) != nullptr && !memory.username_sent)
    return with_user_name(screen, facts, memory, {});
  return press(screen, facts, memory);
}

Screen for_step(Screen screen, const idp::Send& send, const idp::PageView& page) {
  if (form_of(send, page) < 0) return screen;
  std::erase_if(screen.fields, [&](const Field& field) {
    const auto secret = secret_of(field.kind);
    return secret && !carries_secret(send, *secret);
  });
  return screen;
}

const Button* button_for(const idp::Send& send, const idp::PageView& page, const Screen& screen) {
  for (const Button& button : screen.buttons)
    if (carries(send, button)) return &button;
  const int form = form_of(send, page);
  if (form < 0) return nullptr;
  const web::Control* forward = idp::forward_button(page.forms[static_cast<std::size_t>(form)]);
  std::vector<const Button*> inside;
  for (const Button& button : screen.buttons) {
    if (forward != nullptr && button.form == form && is_same(*forward, button)) return &button;
    if (button.form == form) inside.push_back(&button);
  }
  // A link that submits by a script.
  return forward == nullptr && inside.size() == 1 ? inside.front() : nullptr;
}

}  // namespace flexverify::flows
