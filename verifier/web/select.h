// Questions to a document. Order is document order. What stands below <noscript> or <template>
// is skipped by all of them: a browser with scripts does not see it. The tag "" means any.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/web/document.h"

namespace flexverify::web {

[[nodiscard]] std::vector<const Element*> elements(const Document& document, std::string_view tag);
[[nodiscard]] std::vector<const Element*> elements_below(const Element& element,
                                                         std::string_view tag);
[[nodiscard]] const Element* element_by_id(const Document& document, std::string_view id);
// The first element with that tag and that attribute value; null when absent.
[[nodiscard]] const Element* element_with(const Document& document, std::string_view tag,
                                          std::string_view attribute, std::string_view value);
[[nodiscard]] bool has_class(const Element& element, std::string_view name);
// All text below, white space folded, scripts and styles left out.
[[nodiscard]] std::string text_of(const Element& element);
// The same without what is hidden by its own attributes.
[[nodiscard]] std::string visible_text_of(const Element& element);
// What a person reads of <body>; all of it where a script has to show it first.
[[nodiscard]] std::string visible_text(const Document& document);
// The same without what stands in elements of these tags.
[[nodiscard]] std::string visible_text_without(const Document& document,
                                               std::span<const std::string_view> tags);
[[nodiscard]] std::string body_text(const Document& document);  // of <body>; "" when there is none
[[nodiscard]] std::string title(const Document& document);
struct InlineScript {
  const Element* element;  // borrowed from the document
  std::string source;      // the selector that found it
};
[[nodiscard]] std::vector<InlineScript> inline_script_elements(const Document& document);
// Scripts that a browser runs, by their type.
[[nodiscard]] std::vector<const Element*> script_elements(const Document& document);
[[nodiscard]] std::string script_source(const Element& script);  // of an inline one
// The source of each inline script.
[[nodiscard]] std::vector<std::string> inline_scripts(const Document& document);
// Not hidden by attribute `hidden`, type=hidden, aria-hidden=true or an inline display:none /
// visibility:hidden, on the element or any ancestor. Style sheets are not read.
[[nodiscard]] bool is_visible(const Element& element);
// Visible, non-empty texts that look like error messages: [role=alert], [aria-invalid], class or
// id with error, alert, invalid, fail, warning.
[[nodiscard]] std::vector<std::string> error_texts(const Document& document);

}  // namespace flexverify::web
