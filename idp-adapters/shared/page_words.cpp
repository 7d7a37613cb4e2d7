#include "idp-adapters/shared/page_words.h"

#include <array>

#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::idp {
namespace {

// Other members may hold values of the session.
std::string message_in(const base::Json& json) {
  constexpr std::array<std::string_view, 7> kForPeople = {
      "error_description", "errorSummary", "errorMessage", "message", "detail", "title", "error"};
  for (const std::string_view name : kForPeople)
    if (std::string text = json.text(name); !text.empty()) return text;
  return "";
}

std::string message_of(const base::Json& json) {
  const base::Json* inner = json.find("error");
  const std::string within = inner == nullptr ? "" : message_in(*inner);
  return within.empty() ? message_in(json) : within;
}

std::string text_of_page(const web::Document& document) {
  const std::string text = web::visible_text(document);
  return base::trim(text).empty() ? web::title(document) : text;
}

}  // namespace

std::string page_words(const PageView& page) {
  if (page.json) return message_of(*page.json);
  if (!page.document.empty()) return text_of_page(page.document);
  return page.whole.content_type == "text/plain" ? page.body : "";
}

std::string words_beside_fields(const PageView& page) {
  constexpr std::array<std::string_view, 10> kOfFields = {
      "label", "legend", "button", "select", "option", "a", "nav", "header", "footer", "textarea"};
  return web::visible_text_without(page.document, kOfFields);
}

std::string and_says(const PageView& page) {
  const std::string words =
      base::printable(page.forms.empty() ? page_words(page) : words_beside_fields(page), 160);
  return base::trim(words).empty() ? "" : " and says: " + quoted(words);
}

}  // namespace flexverify::idp
