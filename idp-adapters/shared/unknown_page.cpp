#include <algorithm>
#include <array>
#include <vector>

#include "idp-adapters/adapter.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/other_reason.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/page_words.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/sentences.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/document_base.h"
#include "verifier/web/form.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

constexpr std::size_t kMostForms = 5;
constexpr std::size_t kMostFields = 20;

std::string describe_form(const web::Form& form) {
  std::vector<std::string> names = web::field_names(form);
  if (names.size() > kMostFields) names.resize(kMostFields);
  const std::string label = form.id.empty() ? form.name : form.id;
  return "form " + base::printable(label, 40) + "[" + base::printable(base::join(names, " "), 300) +
         "]";
}

std::string describe_forms(const PageView& page) {
  std::vector<std::string> parts;
  for (const web::Form& form : page.forms)
    if (parts.size() < kMostForms) parts.push_back(describe_form(form));
  return parts.empty() ? "no form" : base::join(parts, ", ");
}

// Names of the members, never their values.
std::string describe_json(const base::Json& json) {
  std::vector<std::string> names;
  if (const auto* members = json.object())
    for (const base::JsonMember& member : *members)
      if (names.size() < kMostFields) names.push_back(member.name);
  return "JSON with " + base::printable(base::join(names, " "), 300);
}

std::string describe_content(const PageView& page) {
  if (page.json) return describe_json(*page.json);
  if (!page.document.refusal().empty()) return "HTML that is " + page.document.refusal();
  if (page.document.empty())
    return "no HTML (" + base::printable(page.whole.content_type, 60) + ")";
  std::string text = describe_forms(page);
  const std::string title = base::printable(web::title(page.document), 100);
  if (!title.empty()) text = "title \"" + title + "\", " + text;
  const auto scripts = web::elements(page.document, "script").size();
  if (scripts != 0) text += ", " + std::to_string(scripts) + " scripts";
  return text;
}

// Short enough for a report, and the same for the same kind of page.
std::string fingerprint(std::string_view description) {
  return base::hex_encode(base::sha256(description)).substr(0, 12);
}

// Right at the start an error page is mostly about the AuthnRequest, or stands for no page at all.
std::string_view guess_at_start(const PageView& page) {
  return page.status == 404
             ? "; often the Single Sign-On URL of the Flex connection is not the provider's"
             : "; often the identity provider knows no application with this Entity ID";
}

// The provider's own error page: nobody needs to know it to see that it is one.
model::Finding error_page(const PageView& page, const Memory& memory) {
  const bool at_start = !memory.username_sent && !memory.password_sent;
  const std::string_view guess = at_start ? guess_at_start(page) : "";
  return model::make_mismatch(model::Code::IdpError,
                              place_of(page) + " answers " + std::to_string(page.status) +
                                  and_says(page) + std::string(guess),
                              std::to_string(page.status),
                              at_start ? "a sign-in page" : "the next page of the sign-in");
}

// RFC 9110 11.6.1: the browser itself would sign in, by Windows or by a window of its own.
std::optional<model::Finding> asks_the_browser(const PageView& page) {
  constexpr std::array<std::string_view, 5> kSchemes = {"negotiate", "ntlm", "kerberos", "basic",
                                                        "digest"};
  const std::string* header = web::find_header(page.headers, "WWW-Authenticate");
  if (page.status != 401 || header == nullptr) return std::nullopt;
  const std::string scheme = base::ascii_lower(header->substr(0, header->find_first_of(" ,")));
  if (std::ranges::find(kSchemes, scheme) == kSchemes.end()) return std::nullopt;
  model::Finding finding = model::make_finding(
      model::Code::NeedsBrowser, place_of(page) + " wants the browser itself to sign in (401 " +
                                     base::printable(*header, 60) + ") and shows no form");
  finding.hint =
      "Let the identity provider show its form to this machine: Windows sign-in is for the "
      "company's own network and browsers; or use --idp external with a command of yours.";
  return finding;
}

// Where the first frame of a page without a form leads.
std::optional<web::Url> framed(const PageView& page) {
  if (!page.forms.empty()) return std::nullopt;
  const web::Url base = web::document_base(page.whole);
  for (const std::string_view tag : {"frame", "iframe"})
    for (const web::Element* frame : web::elements(page.document, tag))
      if (const std::string* src = frame->attribute("src"))
        if (auto url = web::parse_url(*src, &base)) return url;
  return std::nullopt;
}

std::optional<model::Finding> is_in_a_frame(const PageView& page) {
  const auto url = framed(page);
  if (!url) return std::nullopt;
  model::Finding finding = model::make_finding(
      model::Code::NeedsBrowser, place_of(page) + " shows its sign-in in a frame, from " +
                                     web::origin(*url) + base::printable(url->path, 80) +
                                     ", which is not followed");
  finding.hint = "Let the identity provider show its sign-in page without a frame around it.";
  return finding;
}

// What the page says of the browser that asked, in its title or text.
std::optional<model::Finding> wants_another_browser(const PageView& page) {
  const std::string words =
      base::printable(web::title(page.document) + ". " + web::visible_text(page.document), 4000);
  const auto says = says_browser_is_unsupported(words);
  if (!says) return std::nullopt;
  model::Finding finding = model::make_finding(
      model::Code::NeedsBrowser, place_of(page) + " turns this client away: " + quoted(*says));
  finding.hint =
      "Try --user-agent with the one of a browser that your agents use: this provider chooses its "
      "page by it. If that page lives from scripts, --browser when-needed.";
  return finding;
}

// Short and without a field to fill in, a page is about what it says.
std::optional<Stop> gives_a_reason(const PageView& page) {
  constexpr std::size_t kShort = 1'000;
  const std::string words = page_words(page);
  if (!page.forms.empty() || words.size() > kShort) return std::nullopt;
  const VendorMessage* reason = other_reason(words);
  if (reason == nullptr || reason->code == model::Code::NoProgress) return std::nullopt;
  Stop stopped = stop_for(
      *reason, place_of(page) + " answers " + std::to_string(page.status) + and_says(page));
  stopped.says = SecretAnswer::None;
  return stopped;
}

model::Finding unknown(const PageView& page) {
  const std::string description = place_of(page) + ": " + describe_content(page);
  return model::make_finding(model::Code::PageNotRecognised,
                             description + and_says(page) + "; status " +
                                 std::to_string(page.status) + ", fingerprint " +
                                 fingerprint(description));
}

}  // namespace

Stop judge_unknown_page(const PageView& page, const Memory& memory) {
  const auto said_nothing = [](model::Finding finding) {
    return Stop{std::move(finding), SecretAnswer::None};
  };
  if (auto finding = asks_the_browser(page)) return said_nothing(*std::move(finding));
  if (auto known = says_what_is_wrong(page, memory)) return *std::move(known);
  if (auto finding = wants_another_browser(page)) return said_nothing(*std::move(finding));
  if (auto reason = gives_a_reason(page)) return *std::move(reason);
  if (page.status >= 400) return said_nothing(error_page(page, memory));
  if (auto finding = is_in_a_frame(page)) return said_nothing(*std::move(finding));
  return said_nothing(unknown(page));
}

}  // namespace flexverify::idp
