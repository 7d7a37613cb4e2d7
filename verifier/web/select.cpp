#include "verifier/web/select.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

constexpr std::size_t kMaxErrorTexts = 20;

bool is_skipped(const Element& element) {
  return element.tag == "noscript" || element.tag == "template";
}

// Document order, `root` excluded. `visit` returns false to stay out of an element.
template <class Visit>
void walk(const Element& root, Visit visit) {
  std::vector<const Element*> pending;
  const auto push = [&pending](const Element& element) {
    for (auto child = element.children.rbegin(); child != element.children.rend(); ++child)
      pending.push_back(child->get());
  };
  push(root);
  while (!pending.empty()) {
    const Element& element = *pending.back();
    pending.pop_back();
    if (visit(element) && !is_skipped(element)) push(element);
  }
}

std::string fold_white_space(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string raw_text(const Element& element) {
  std::string out;
  walk(element, [&out](const Element& below) {
    out += below.text;
    return true;
  });
  return out;
}

// HTML Standard 15.3.3 to 15.3.10: what a browser sets apart from its neighbours; and labels and
// options.
bool is_block(std::string_view tag) {
  constexpr auto kBlocks = std::to_array<std::string_view>(
      {"address", "article",  "aside",  "blockquote", "br",   "dd",    "div",     "dl",
       "dt",      "fieldset", "figure", "footer",     "form", "h1",    "h2",      "h3",
       "h4",      "h5",       "h6",     "header",     "hr",   "label", "legend",  "li",
       "main",    "nav",      "ol",     "option",     "p",    "pre",   "section", "summary",
       "table",   "td",       "th",     "tr",         "ul"});
  return std::ranges::find(kBlocks, tag) != kBlocks.end();
}

bool is_script_type(const Element& script) {
  const std::string type = base::ascii_lower(base::trim(script.attribute_or_empty("type")));
  return type.empty() || type == "module" || base::contains(type, "javascript") ||
         base::contains(type, "ecmascript");
}

bool is_hidden_by_itself(const Element& element) {
  if (element.attribute("hidden") != nullptr) return true;
  if (base::equals_ignoring_case(element.attribute_or_empty("aria-hidden"), "true")) return true;
  if (element.tag == "input" &&
      base::equals_ignoring_case(element.attribute_or_empty("type"), "hidden"))
    return true;
  std::string style = base::ascii_lower(element.attribute_or_empty("style"));
  std::erase_if(style, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
  return base::contains(style, "display:none") || base::contains(style, "visibility:hidden");
}

bool sounds_like_error(std::string_view names) {
  constexpr std::array<std::string_view, 5> kWords = {"error", "alert", "invalid", "fail",
                                                      "warning"};
  return std::any_of(kWords.begin(), kWords.end(), [names](std::string_view word) {
    return base::contains_ignoring_case(names, word);
  });
}

bool holds_controls(const Element& element) {
  static constexpr std::array<std::string_view, 5> kControls = {"form", "input", "select",
                                                                "textarea", "script"};
  bool found = false;
  walk(element, [&found](const Element& below) {
    found = found || std::find(kControls.begin(), kControls.end(), below.tag) != kControls.end();
    return !found;
  });
  return found;
}

struct Which {
  enum class Visibility { All, Visible } visibility;
  std::span<const std::string_view> left_out = {};  // tags
};
constexpr Which kAll{Which::Visibility::All};
constexpr Which kVisible{Which::Visibility::Visible};

bool is_left_out(const Element& element, const Which& which) {
  if (element.tag.empty()) return false;
  const bool only_visible = which.visibility == Which::Visibility::Visible;
  return (only_visible && is_hidden_by_itself(element)) ||
         std::ranges::find(which.left_out, element.tag) != which.left_out.end();
}

// With a space on both sides of what stands apart: "<h1>Sorry</h1>Locked" is two words. A document
// is at most kMaxDocumentDepth deep.
void add_text(const Element& element, const Which& which, std::string& out) {
  if (is_left_out(element, which)) return;
  const bool apart = is_block(element.tag);
  if (apart) out += ' ';
  out += element.text;
  if (element.tag != "script" && element.tag != "style" && !is_skipped(element))
    for (const auto& child : element.children) add_text(*child, which, out);
  if (apart) out += ' ';
}

std::string text_below(const Element& element, const Which& which) {
  std::string out = element.text;
  for (const auto& child : element.children) add_text(*child, which, out);
  return fold_white_space(out);
}

bool may_show_error(const Element& element) {
  if (element.tag.empty() || element.tag == "html" || element.tag == "body") return false;
  const bool marked =
      base::equals_ignoring_case(element.attribute_or_empty("role"), "alert") ||
      base::equals_ignoring_case(element.attribute_or_empty("aria-invalid"), "true") ||
      sounds_like_error(element.attribute_or_empty("class")) ||
      sounds_like_error(element.attribute_or_empty("id"));
  return marked && is_visible(element) && !holds_controls(element);
}

}  // namespace

std::vector<const Element*> elements_below(const Element& element, std::string_view tag) {
  std::vector<const Element*> found;
  walk(element, [&](const Element& below) {
    if (!below.tag.empty() && (tag.empty() || below.tag == tag)) found.push_back(&below);
    return true;
  });
  return found;
}

std::vector<const Element*> elements(const Document& document, std::string_view tag) {
  if (document.root() == nullptr) return {};
  std::vector<const Element*> found = elements_below(*document.root(), tag);
  if (tag.empty() || tag == document.root()->tag) found.insert(found.begin(), document.root());
  return found;
}

const Element* element_by_id(const Document& document, std::string_view id) {
  return element_with(document, "", "id", id);
}

const Element* element_with(const Document& document, std::string_view tag,
                            std::string_view attribute, std::string_view value) {
  for (const Element* element : elements(document, tag)) {
    const std::string* found = element->attribute(attribute);
    if (found != nullptr && *found == value) return element;
  }
  return nullptr;
}

bool has_class(const Element& element, std::string_view name) {
  std::string classes = element.attribute_or_empty("class");
  std::replace_if(
      classes.begin(), classes.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; },
      ' ');
  const auto names = base::split(classes, ' ');
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string text_of(const Element& element) { return text_below(element, kAll); }

std::string visible_text_of(const Element& element) { return text_below(element, kVisible); }

std::string body_text(const Document& document) {
  const auto bodies = elements(document, "body");
  return bodies.empty() ? "" : text_of(*bodies.front());
}

std::string visible_text(const Document& document) {
  const auto bodies = elements(document, "body");
  if (bodies.empty()) return "";
  std::string text = visible_text_of(*bodies.front());
  return text.empty() ? text_of(*bodies.front()) : text;
}

std::string visible_text_without(const Document& document, std::span<const std::string_view> tags) {
  const auto bodies = elements(document, "body");
  if (bodies.empty()) return "";
  return text_below(*bodies.front(), {Which::Visibility::Visible, tags});
}

std::string title(const Document& document) {
  const auto titles = elements(document, "title");
  return titles.empty() ? std::string() : text_of(*titles.front());
}

std::vector<const Element*> script_elements(const Document& document) {
  auto scripts = elements(document, "script");
  std::erase_if(scripts, [](const Element* script) { return !is_script_type(*script); });
  return scripts;
}

std::vector<InlineScript> inline_script_elements(const Document& document) {
  std::vector<InlineScript> scripts;
  for (const Element* script : script_elements(document))
    if (script->attribute("src") == nullptr) scripts.push_back({script, raw_text(*script)});
  return scripts;
}

std::string script_source(const Element& script) { return raw_text(script); }

std::vector<std::string> inline_scripts(const Document& document) {
  std::vector<std::string> sources;
  for (InlineScript& script : inline_script_elements(document))
    sources.push_back(std::move(script.source));
  return sources;
}

bool is_visible(const Element& element) {
  for (const Element* at = &element; at != nullptr; at = at->parent)
    if (is_hidden_by_itself(*at)) return false;
  return true;
}

std::vector<std::string> error_texts(const Document& document) {
  std::vector<std::string> texts;
  for (const Element* element : elements(document, "")) {
    if (texts.size() == kMaxErrorTexts) break;
    if (!may_show_error(*element)) continue;
    std::string text = text_of(*element);
    const bool known = std::any_of(texts.begin(), texts.end(), [&text](const std::string& other) {
      return base::contains(other, text);
    });
    if (!text.empty() && !known) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace flexverify::web
