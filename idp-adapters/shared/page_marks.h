// Small questions that many adapters ask of a page.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"
#include "verifier/web/form.h"

namespace flexverify::idp {

[[nodiscard]] bool has_id(const PageView& page, std::string_view id);
// The visible text of the element with that id; "" when it is absent, hidden or empty.
[[nodiscard]] std::string text_at(const PageView& page, std::string_view id);
// The form with that id or name, or the first that has a control of that name.
[[nodiscard]] const web::Form* form_with_id(const PageView& page, std::string_view id);
[[nodiscard]] const web::Form* form_having(const PageView& page, std::string_view control);
[[nodiscard]] std::string value_of(const web::Form& form, std::string_view control);
[[nodiscard]] bool path_has(const PageView& page, std::string_view part);
// "acme.okta.com" is below "okta.com".
[[nodiscard]] bool is_below(const web::Url& url, std::initializer_list<std::string_view> domains);
// `"` + text made printable + `"`.
[[nodiscard]] std::string quoted(std::string_view text);
// Another sentence, after one that may end with what a page says, with a full stop or without one.
[[nodiscard]] std::string with_sentence(std::string detail, std::string_view sentence);

// What only a browser, a key or a person can do, with what to do instead.
[[nodiscard]] Stop needs_browser(const PageView& page, std::string_view what);
// A factor that is offered, and none that is configured here.
[[nodiscard]] Stop needs_factor(const PageView& page, std::string_view offered);
// The provider complains of the address at which Flex's admin sends people to it.
[[nodiscard]] Stop with_sso_url(Stop stop);

}  // namespace flexverify::idp
