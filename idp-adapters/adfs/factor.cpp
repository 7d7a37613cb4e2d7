#include "idp-adapters/adfs/factor.h"

#include <algorithm>
#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/navigate.h"
#include "verifier/web/select.h"

namespace flexverify::idp::adfs {
namespace {

using model::Code;

constexpr std::string_view kPasswordMethod = "FormsAuthentication";

enum class Means { Code, Push, Duo, Certificate, Unknown };
struct Method {
  std::string_view name;  // how AuthMethod begins
  Means means;
};
constexpr std::array<Method, 13> kMethods = {{
    {"TotpAuthenticationProvider", Means::Code},
    {"OathCode", Means::Code},
    {"SecurID", Means::Code},
    {"VIPAuthenticationProvider", Means::Code},
    {"SymantecVip", Means::Code},
    {"SafeNet-MFA", Means::Code},
    {"Defender AD FS Adapter", Means::Code},
    {"SilverfortAdfs", Means::Code},
    {"AzureMfa", Means::Push},
    {"AzureMultiFactor", Means::Push},
    {"WindowsAzureMultiFactor", Means::Push},
    {"Duo", Means::Duo},
    {"CertificateAuthentication", Means::Certificate},
}};

Means means_of(std::string_view method) {
  const auto* known = std::ranges::find_if(
      kMethods, [&](const Method& one) { return method.starts_with(one.name); });
  return known == kMethods.end() ? Means::Unknown : known->means;
}

// The other form, #options, has an AuthMethod too.
const web::Form* factor_form(const PageView& page) {
  for (const web::Form& form : page.forms)
    if (form.id != "options" && web::find_control(form, "Context") != nullptr &&
        web::find_control(form, "AuthMethod") != nullptr)
      return &form;
  return nullptr;
}

// The only control into which a person could type. A vendor may call it as it likes.
const web::Control* typed_control(const web::Form& form) {
  const web::Control* found = nullptr;
  for (const web::Control& control : form.controls) {
    const bool typed =
        control.kind == web::ControlKind::Text || control.kind == web::ControlKind::Password ||
        control.kind == web::ControlKind::Tel || control.kind == web::ControlKind::Number;
    if (!typed || !is_usable(control)) continue;
    if (found != nullptr) return nullptr;
    found = &control;
  }
  return found;
}

std::string method_of(const PageView& page) {
  const auto form = factor_form(page);
  return form ? value_of(*form, "AuthMethod") : "";
}

// The methods of #authOptions, by the ids that its script puts into AuthMethod.
std::vector<std::string> listed_methods(const PageView& page) {
  std::vector<std::string> methods;
  const web::Element* list = web::element_by_id(page.document, "authOptions");
  if (list == nullptr) return methods;
  for (const web::Element* element : web::elements_below(*list, ""))
    if (base::contains(element->attribute_or_empty("onclick"), "SelectOption("))
      methods.emplace_back(element->attribute_or_empty("id"));
  std::erase(methods, "");
  return methods;
}

std::string first_with(const std::vector<std::string>& methods, Means means) {
  const auto found = std::ranges::find(methods, means, means_of);
  return found == methods.end() ? "" : *found;
}

// A method for codes when one is configured; Azure's may take one too. "" when none will do.
std::string best_method(const std::vector<std::string>& methods, const LoginFacts& facts,
                        const Memory& memory) {
  const bool has_code = facts.has_one_time_code && !memory.one_time_code_sent;
  std::string method = has_code ? first_with(methods, Means::Code) : "";
  if (method.empty() && (has_code || facts.allow_push)) method = first_with(methods, Means::Push);
  return method;
}

Action choose(const PageView& page, const std::string& method) {
  const auto form = form_with_id(page, "options");
  if (!form) return stop(Code::PageNotRecognised, place_of(page) + " lists methods without a form");
  return send_form(page, *form, nullptr, {{"AuthMethod", method}});
}

Action choose_first_method(const PageView& page, const std::vector<std::string>& methods) {
  const bool offered = methods.empty() || std::ranges::count(methods, kPasswordMethod) > 0;
  if (offered) return choose(page, std::string(kPasswordMethod));
  return needs_browser(page, "offers no sign-in by password, only: " +
                                 base::printable(base::join(methods, ", "), 200));
}

std::string or_unnamed(const std::vector<std::string>& methods) {
  return methods.empty() ? "methods without a name" : base::join(methods, ", ");
}

FactorPage page_of(Means means) {
  switch (means) {
    case Means::Code:
      return FactorPage::Start;
    case Means::Push:
      return FactorPage::Push;
    case Means::Duo:
      return FactorPage::Duo;
    case Means::Certificate:
      return FactorPage::Certificate;
    case Means::Unknown:
      break;
  }
  return FactorPage::Other;
}

}  // namespace

FactorPage factor_page(const PageView& page) {
  const auto form = factor_form(page);
  if (!form) return FactorPage::None;
  const bool error = !text_at(page, "errorText").empty();
  if (typed_control(*form) != nullptr)
    return error ? FactorPage::CodeRefused : FactorPage::CodeForm;
  const FactorPage kind = page_of(means_of(value_of(*form, "AuthMethod")));
  if (!error) return kind;
  return kind == FactorPage::Push    ? FactorPage::PushFailed
         : kind == FactorPage::Start ? FactorPage::CodeRefused
                                     : kind;
}

bool is_method_choice(const PageView& page) {
  return form_with_id(page, "options") != nullptr && has_id(page, "authOptions");
}

// Before the password the first factor is chosen, after it the second.
Action choose_method(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto methods = listed_methods(page);
  if (!memory.password_sent) return choose_first_method(page, methods);
  const std::string method = best_method(methods, facts, memory);
  return method.empty() ? Action(needs_factor(page, or_unnamed(methods))) : choose(page, method);
}

Action send_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto form = factor_form(page);
  const web::Control* control = form ? typed_control(*form) : nullptr;
  if (control == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Code, *form, "", "", control->name}, facts, memory);
}

Action report_code(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected,
              place_of(page) + " (" + base::printable(method_of(page), 60) +
                  ") refused the one-time code: " + quoted(text_at(page, "errorText")));
}

Action start_method(const PageView& page, const LoginFacts& facts, const Memory&) {
  const auto form = factor_form(page);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  if (!facts.has_one_time_code) return needs_factor(page, method_of(page));
  return send_form(page, *form, forward_button(*form), {});
}

// The page sends its form again by itself until the phone has answered.
Action wait_for_push(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  constexpr base::Millis kPause{3'000};
  const auto form = factor_form(page);
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  if (!facts.allow_push) {
    const std::string other = facts.has_one_time_code && !memory.one_time_code_sent
                                  ? first_with(listed_methods(page), Means::Code)
                                  : "";
    return other.empty() ? Action(needs_factor(page, method_of(page) + " (push)"))
                         : choose(page, other);
  }
  auto request = web::submit(*form, nullptr, {}, page.url);
  if (!request) return stop(Code::PageNotRecognised, place_of(page));
  const std::string number = base::printable(text_at(page, "validEntropyNumber"), 10);
  return Wait{kPause, *std::move(request),
              "Approve the sign-in on the phone" +
                  (number.empty() ? "" : "; the number to enter is " + number)};
}

Action report_push(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaRejected,
              place_of(page) + " ended the approval: " + quoted(text_at(page, "errorText")));
}

// The newer adapter of Duo's leaves for Duo's own host by a script; the older one is a frame.
Action go_to_duo(const PageView& page, const LoginFacts&, const Memory&) {
  if (auto request = web::automatic_step(page.whole)) return Send{*std::move(request)};
  return needs_browser(page, "asks for Duo in a frame that only scripts fill");
}

Action report_certificate(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "wants a client certificate (CertificateAuthentication)");
}

Action report_other(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_factor(page, method_of(page));
}

}  // namespace flexverify::idp::adfs
