#include "idp-adapters/pingfederate/ping_id.h"

#include "idp-adapters/pingfederate/pages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp::pingfederate {
namespace {

using model::Code;

std::string number_to_match(const PageView& page) {
  for (const web::Element* element : web::elements(page.document, "div"))
    if (web::has_class(*element, "numbermatching"))
      return base::printable(base::trim(web::text_of(*element)), 10);
  return "";
}

// The swipe page posts its first form by script until the answer changes; the page of PingOne MFA
// loads itself again.
Wait poll(const PageView& page) {
  constexpr base::Millis kPause{3'000};
  const auto form = form_with_id(page, "form1");
  auto request = form ? web::submit(*form, nullptr, {}, page.url) : std::nullopt;
  const std::string number = number_to_match(page);
  const std::string show =
      "Approve the sign-in in PingID" + (number.empty() ? "" : "; the number is " + number);
  if (!request) return {kPause, web::get(page.url), show};
  request->mode = web::Mode::FetchSameOrigin;
  return {kPause, *std::move(request), show};
}

// An app for codes says so by its kind or its name; everything else on the list is for a push.
bool gives_codes(const web::Element& device) {
  const std::string words = device.attribute_or_empty("class") + " " + web::text_of(device);
  return base::contains_ignoring_case(words, "authenticator") ||
         base::contains_ignoring_case(words, "totp") || base::contains_ignoring_case(words, "oath");
}

// The device that is chosen already where it fits the configured factor, else the first that does.
std::string fitting_device(const PageView& page, const LoginFacts& facts,
                           const std::string& chosen) {
  std::string fitting;
  for (const web::Element* device : web::elements(page.document, "li")) {
    const std::string id = device->attribute_or_empty("data-id");
    if (id.empty() || gives_codes(*device) != facts.has_one_time_code) continue;
    if (id == chosen) return chosen;
    if (fitting.empty()) fitting = id;
  }
  return fitting.empty() ? chosen : fitting;
}

}  // namespace

Action answer_probe(const PageView& page, const LoginFacts&, const Memory&) {
  auto form = form_having(page, "isWebAuthnSupportedByBrowser");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return send_form(page, *form, nullptr, {{"isWebAuthnSupportedByBrowser", std::string("false")}});
}

Action choose_device(const PageView& page, const LoginFacts& facts, const Memory&) {
  auto form = form_having(page, "deviceId");
  if (!form || !(facts.has_one_time_code || facts.allow_push))
    return needs_factor(page, "the devices of PingID");
  return send_form(page, *form, forward_button(*form),
                   {{"deviceId", fitting_device(page, facts, value_of(*form, "deviceId"))}});
}

Action one_time_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  auto form = form_having(page, "otp");
  if (!form) return stop(Code::PageNotRecognised, place_of(page));
  return sign_in(page, {SignInKind::Code, *form, "", "", "otp"}, facts, memory);
}

Action report_code(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (!memory.one_time_code_sent) return one_time_code(page, facts, memory);
  return stop(Code::MfaRejected,
              place_of(page) + " refused the one-time code: " + quoted(error_text(page)));
}

Action swipe(const PageView& page, const LoginFacts& facts, const Memory&) {
  if (!facts.allow_push) return needs_factor(page, "PingID on the phone (swipe)");
  return poll(page);
}

Action wait_for_push(const PageView& page, const LoginFacts&, const Memory& memory) {
  if (memory.document == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  return poll(*memory.document);
}

// The page's second form (its id is spelt so) takes the status back to PingFederate.
Action use_push(const PageView& page, const LoginFacts&, const Memory& memory) {
  if (memory.document == nullptr) return stop(Code::PageNotRecognised, place_of(page));
  const PageView& window = *memory.document;
  const auto form = form_with_id(window, "reponseView");
  if (!form) return stop(Code::PageNotRecognised, place_of(window));
  return send_form(window, *form, nullptr, {{"status", page.json->text("status")}});
}

Action report_push(const PageView& page, const LoginFacts&, const Memory&) {
  const std::string status = page.json->text("status");
  const Code code = base::contains(status, "TIMEOUT") ? Code::MfaTimeout : Code::MfaRejected;
  return stop(code, place_of(page) + ": the approval ended with " + base::printable(status, 40));
}

Action report_key(const PageView& page, const LoginFacts&, const Memory&) {
  return needs_browser(page, "wants a security key");
}

Action report_enrolment(const PageView& page, const LoginFacts&, const Memory&) {
  return stop(Code::MfaEnrolmentRequired,
              place_of(page) + " wants the user to pair a device first");
}

}  // namespace flexverify::idp::pingfederate
