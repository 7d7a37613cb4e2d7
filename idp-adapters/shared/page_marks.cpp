#include "idp-adapters/shared/page_marks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {

bool has_id(const PageView& page, std::string_view id) {
  return web::element_by_id(page.document, id) != nullptr;
}

std::string text_at(const PageView& page, std::string_view id) {
  const web::Element* element = web::element_by_id(page.document, id);
  if (element == nullptr || !web::is_visible(*element)) return "";
  return std::string(base::trim(web::text_of(*element)));
}

const web::Form* form_with_id(const PageView& page, std::string_view id) {
  for (const web::Form& form : page.forms)
    if (form.id == id || form.name == id) return &form;
  return nullptr;
}

const web::Form* form_having(const PageView& page, std::string_view control) {
  for (const web::Form& form : page.forms)
    if (web::find_control(form, control) != nullptr) return &form;
  return nullptr;
}

std::string value_of(const web::Form& form, std::string_view control) {
  const web::Control* found = web::find_control(form, control);
  return found == nullptr ? "" : found->value;
}

bool path_has(const PageView& page, std::string_view part) {
  return base::contains(page.url.path, part);
}

bool is_below(const web::Url& url, std::initializer_list<std::string_view> domains) {
  const std::string host = web::host_name(url);
  return std::any_of(domains.begin(), domains.end(), [&](std::string_view domain) {
    return host == domain || host.ends_with("." + std::string(domain));
  });
}

std::string quoted(std::string_view text) { return '"' + base::printable(text, 160) + '"'; }

std::string with_sentence(std::string detail, std::string_view sentence) {
  constexpr std::array<std::string_view, 4> kEnds = {".", "!", "?", "…"};
  std::string_view words = detail;
  if (words.ends_with('"')) words.remove_suffix(1);
  const bool ended =
      std::ranges::any_of(kEnds, [&](std::string_view end) { return words.ends_with(end); });
  return std::move(detail) + (ended ? " " : ". ") + std::string(sentence);
}

Stop needs_browser(const PageView& page, std::string_view what) {
  return stop(model::Code::NeedsBrowser,
              place_of(page) + " " + std::string(what) + "; nothing was sent");
}

Stop needs_factor(const PageView& page, std::string_view offered) {
  return stop(model::Code::MfaRequired,
              place_of(page) + " asks for a second factor that is not configured here. Offered: " +
                  base::printable(offered, 300));
}

Stop with_sso_url(Stop stop) {
  stop.finding.fix = model::console_fix("Single Sign-On URL");
  stop.finding.hint =
      "Copy the provider's sign-on URL, character by character, into Single Sign-On URL on the SSO "
      "page.";
  return stop;
}

}  // namespace flexverify::idp
