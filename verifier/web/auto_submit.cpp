// Forms that a page submits by itself.
#include <algorithm>
#include <utility>
#include <vector>

#include "verifier/base/text.h"
#include "verifier/web/content_security_policy.h"
#include "verifier/web/form.h"
#include "verifier/web/form_controls.h"
#include "verifier/web/navigate.h"
#include "verifier/web/script_code.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

enum class How { Submits, Clicks };

struct Call {
  How how;
  std::string statement;  // what stands in front of ".submit()"
};

std::string statement_before(const Script& script, std::size_t end) {
  constexpr std::size_t kLongest = 300;
  const std::size_t stop = script.code.find_last_of(";{}", end);
  const std::size_t from =
      std::max(stop == std::string::npos ? 0 : stop + 1, end > kLongest ? end - kLongest : 0);
  return script.source.substr(from, end - from);
}

void find_calls(const Script& script, std::string_view method, How how, std::vector<Call>& calls) {
  constexpr std::size_t kMaxCalls = 20;
  for (std::size_t at = 0; (at = script.code.find(method, at)) != std::string::npos;
       at += method.size()) {
    const std::size_t next = script.code.find_first_not_of("\t\n\r ", at + method.size());
    const bool no_arguments = next != std::string::npos && script.code[next] == ')';
    if (no_arguments && runs_by_itself(script, at) && calls.size() < kMaxCalls)
      calls.push_back({how, statement_before(script, at)});
  }
}

std::vector<Call> calls_of(const Document& document, const Policies& policies) {
  std::vector<Call> calls;
  for (const Script& script : scripts_of(document, policies)) {
    // A page that asks for a security key waits for a person.
    if (base::contains(script.code, "navigator.credentials")) return {};
    find_calls(script, ".submit(", How::Submits, calls);
    find_calls(script, ".requestSubmit(", How::Clicks, calls);
    find_calls(script, ".click(", How::Clicks, calls);
  }
  return calls;
}

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// As a whole word: a form may be called "f".
bool names(const std::string& statement, const std::string& word) {
  if (word.empty()) return false;
  for (std::size_t at = 0; (at = statement.find(word, at)) != std::string::npos; ++at)
    if ((at == 0 || !is_name_char(statement[at - 1])) &&
        !is_name_char(statement.c_str()[at + word.size()]))
      return true;
  return false;
}

const Control* clicked_control(const Form& form, const Call& call) {
  for (const Control& control : form.controls)
    if (names(call.statement, control.element->attribute_or_empty("id")) ||
        names(call.statement, control.name))
      return &control;
  return nullptr;
}

// document.forms[N]
const Form* form_by_number(const std::vector<Form>& all, const std::string& statement) {
  constexpr std::string_view kForms = "forms[";
  const std::size_t at = statement.find(kForms);
  if (at == std::string::npos) return nullptr;
  const char digit = statement.c_str()[at + kForms.size()];
  const auto index = static_cast<std::size_t>(digit - '0');
  return digit >= '0' && digit <= '9' && index < all.size() ? &all[index] : nullptr;
}

// The form that the call means; the only form there is when it is held in a variable.
const Form* form_of(const std::vector<Form>& all, const Call& call) {
  if (const Form* numbered = form_by_number(all, call.statement)) return numbered;
  for (const Form& form : all)
    if (names(call.statement, form.id) || names(call.statement, form.name) ||
        (call.how == How::Clicks && clicked_control(form, call) != nullptr))
      return &form;
  return all.size() == 1 ? &all.front() : nullptr;
}

std::optional<Request> submit_by(const Call& call, const Form& form, const Page& page) {
  const Control* button = nullptr;
  if (call.how == How::Clicks) button = clicked_control(form, call);
  if (call.how == How::Clicks && button == nullptr) button = default_button(form);
  return submit(form, button, {}, page.url);
}

bool all_hidden(const Form& form) {
  return !form.controls.empty() &&
         std::all_of(form.controls.begin(), form.controls.end(),
                     [](const Control& control) { return control.kind == ControlKind::Hidden; });
}

bool has_external_script(const Document& document) {
  const auto scripts = elements(document, "script");
  return std::any_of(scripts.begin(), scripts.end(),
                     [](const Element* script) { return script->attribute("src") != nullptr; });
}

std::size_t visible_text_length(const Document& document) {
  const auto bodies = elements(document, "body");
  return bodies.empty() ? 0 : text_of(*bodies.front()).size();
}

// No person could do anything with it, so that the script must.
bool is_bare_hand_over(const std::vector<Form>& all, const Page& page) {
  constexpr std::size_t kShort = 200;
  return all.size() == 1 && all_hidden(all.front()) && has_external_script(page.document) &&
         visible_text_length(page.document) < kShort && inline_scripts(page.document).empty();
}

}  // namespace

bool wants_a_person(const Form& form) {
  return std::any_of(form.controls.begin(), form.controls.end(), [](const Control& control) {
    const bool filled_in = control.kind != ControlKind::Hidden && !is_button(control.kind);
    return filled_in && control.visible && !control.disabled;
  });
}

std::optional<Request> auto_submit(const Page& page, const std::vector<Form>& all,
                                   const Policies& policies) {
  for (const Call& call : calls_of(page.document, policies)) {
    const Form* form = form_of(all, call);
    if (form != nullptr && !wants_a_person(*form)) return submit_by(call, *form, page);
  }
  return std::nullopt;
}

std::optional<Request> auto_submit(const Page& page, const Policies& policies) {
  return auto_submit(page, forms(page), policies);
}

std::optional<Request> auto_submit(const Page& page) {
  return auto_submit(page, policies_of(page));
}

std::optional<Request> bare_hand_over(const Page& page, const std::vector<Form>& all) {
  return is_bare_hand_over(all, page) ? submit(all.front(), nullptr, {}, page.url) : std::nullopt;
}

}  // namespace flexverify::web
