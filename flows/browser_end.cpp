#include "flows/browser_end.h"

#include <algorithm>
#include <array>

#include "flows/browser_step.h"
#include "idp-adapters/shared/refusal.h"
#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using webdriver::FieldKind;
using webdriver::Screen;

struct NetError {
  std::string_view begins;  // behind "net::ERR_"
  Code code;
};
// Chromium, net/base/net_error_list.h; the first that fits counts.
constexpr std::array kNetErrors = {
    NetError{"NAME_", Code::DnsFailed},
    NetError{"CERT_COMMON_NAME_INVALID", Code::TlsHostnameMismatch},
    NetError{"CERT_DATE_INVALID", Code::TlsExpired},
    NetError{"CERT_", Code::TlsUntrusted},
    NetError{"SSL_", Code::ConnectFailed},
    NetError{"PROXY_", Code::ProxyFailed},
    NetError{"TUNNEL_", Code::ProxyFailed},
    NetError{"TIMED_OUT", Code::Timeout},
    NetError{"CONNECTION_TIMED_OUT", Code::Timeout},
    NetError{"TOO_MANY_REDIRECTS", Code::RedirectLoop},
    NetError{"BLOCKED_BY_CSP", Code::BrowserRefuses},
    NetError{"BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS", Code::AddressRefused},
    NetError{"CONNECTION_", Code::ConnectFailed},
    NetError{"ADDRESS_", Code::ConnectFailed}};

Code code_of(std::string_view error) {
  constexpr std::string_view kPrefix = "net::ERR_";
  if (!error.starts_with(kPrefix)) return Code::ResponseMalformed;
  error.remove_prefix(kPrefix.size());
  const auto row = std::ranges::find_if(
      kNetErrors, [&](const NetError& one) { return error.starts_with(one.begins); });
  return row == kNetErrors.end() ? Code::ResponseMalformed : row->code;
}

std::string place_of(const Screen& screen) {
  return screen.url ? web::host_and_port(*screen.url) + base::printable(screen.url->path, 80)
                    : "a page without an address";
}

std::string quoted(std::string_view text, std::size_t most) {
  return '"' + base::printable(text, most) + '"';
}

std::string alert_of(const Screen& screen) {
  return screen.alerts.empty() ? "" : screen.alerts.front();
}

Code code_again(FieldKind kind, std::string_view words) {
  if (kind == FieldKind::OneTimeCode) return Code::MfaRejected;
  if (const auto* known = idp::common_refusal(words)) return known->code;
  return kind == FieldKind::Username ? Code::UnknownUser : Code::CredentialsRejected;
}

std::string what_is_shown(const Screen& screen) {
  std::string text = "title " + quoted(screen.title, 80);
  for (const webdriver::Field& field : screen.fields) text += ", " + field_title(field);
  for (const std::string& frame : screen.frames)
    text += ", a frame of " + base::printable(frame, 80);
  if (!screen.words.empty()) text += ", text " + quoted(screen.words, 160);
  return text;
}

}  // namespace

Finding not_loaded(const std::string& host, const std::string& error) {
  return model::make_finding(
      code_of(error), "the browser could not load a page of " + base::printable(host, 100) + ": " +
                          (error.empty() ? "it does not say why" : base::printable(error, 80)));
}

Finding refused_again(const Screen& screen, const webdriver::Field& field) {
  const std::string words = alert_of(screen);
  return model::make_finding(code_again(field.kind, words),
                             place_of(screen) + " asks again for what was filled in (" +
                                 field_title(field) + ")" +
                                 (words.empty() ? "" : " and says: " + quoted(words, 160)));
}

std::optional<Finding> said_in_words(const Screen& screen) {
  const auto* known = idp::common_refusal(screen.words);
  if (known == nullptr) return std::nullopt;
  return model::make_finding(known->code, place_of(screen) + " says: " + quoted(screen.words, 160));
}

Finding nothing_moves(const Screen& screen) {
  Finding finding = model::make_finding(
      Code::PageNotRecognised,
      place_of(screen) +
          " shows nothing that could be filled in, and stays: " + what_is_shown(screen));
  if (!screen.frames.empty())
    finding.hint = "A sign-in in a frame is not driven: let the provider show it as a page.";
  return finding;
}

Finding does_nothing(const Screen& screen, const webdriver::Field& field) {
  return model::make_finding(Code::NoProgress,
                             place_of(screen) + " took what was filled in (" + field_title(field) +
                                 ") and does nothing; it may want keys that a script cannot press");
}

std::string refused_by_browser(const base::Json& messages) {
  if (messages.array() == nullptr) return "";
  for (const base::Json& entry : *messages.array())
    if (std::string words = entry.text("message"); base::contains(words, "form-action"))
      return words;
  return "";
}

bool may_be_pictured(const Finding& finding, const Screen& screen) {
  constexpr std::array<std::string_view, 6> kWords = {"qr code", "otpauth",   "enrol",
                                                      "set up",  "setup key", "authenticator"};
  return finding.code != Code::MfaEnrolmentRequired &&
         std::ranges::none_of(kWords, [&](std::string_view word) {
           return base::contains_ignoring_case(screen.words, word);
         });
}

Finding browser_gone(const webdriver::Fault& fault, const std::string& words) {
  Finding finding = model::make_finding(
      Code::BrowserUnavailable,
      "the browser is gone in the middle of the sign-in: " + base::printable(fault.words, 160) +
          (words.empty() ? "" : " (" + words + ")"));
  finding.hint = "Try again; look at this machine's memory: a browser takes half a GiB.";
  return finding;
}

}  // namespace flexverify::flows
