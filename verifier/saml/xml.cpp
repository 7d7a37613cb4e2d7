#include "verifier/saml/xml.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "verifier/base/text.h"
#include "verifier/base/utf16.h"
#include "verifier/saml/runtime.h"
#include "verifier/saml/xml_size.h"

namespace flexverify::saml {
namespace {

constexpr int kMaxDepth = 64;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

XmlError unsafe(std::string detail) { return {XmlFault::Unsafe, std::move(detail)}; }

bool is_xml_declaration(std::string_view text) {
  return text.starts_with("<?xml") && text.size() > 5 &&
         std::string_view(" \t\r\n").find(text[5]) != std::string_view::npos;
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

// Before parsing: what no SAML message holds.
std::optional<XmlError> scan(std::string_view text) {
  if (text.size() > kMaxXmlBytes) return XmlError{XmlFault::TooLarge, "more than 1 MiB"};
  if (std::string excess = excess_of(text); !excess.empty())
    return XmlError{XmlFault::TooLarge, std::move(excess)};
  if (base::contains(text, "<!DOCTYPE")) return unsafe("a document type (DOCTYPE)");
  if (base::contains(text, "<!ENTITY")) return unsafe("an entity declaration");
  text = without_mark(text);
  if (!base::trim(text).starts_with('<')) return XmlError{XmlFault::Malformed, "not XML at all"};
  // UTF-16: '<' would not be '<' for this scan. No service provider reads it either.
  if (text.find('\0') != std::string_view::npos)
    return XmlError{XmlFault::Malformed, "it is UTF-16; expected UTF-8"};
  for (std::size_t at = text.find("<?"); at != std::string_view::npos; at = text.find("<?", at + 2))
    if (!is_xml_declaration(text.substr(at))) return unsafe("a processing instruction");
  return std::nullopt;
}

// The node after this one in document order, inside `root`; null at the end. No recursion: depth
// is hostile.
template <class Node>
Node* next_below(Node* node, const xmlNode* root) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  while (node != root && node->next == nullptr) node = node->parent;
  return node == root ? nullptr : node->next;
}

// In the tree, whatever its encoding hid from the scan. Iterative: depth is hostile.
std::optional<XmlError> inspect(xmlNode* root) {
  int depth = 1;
  for (xmlNode* node = root; node != nullptr;) {
    if (node->type == XML_PI_NODE) return unsafe("a processing instruction");
    if (node->type == XML_ENTITY_REF_NODE || node->type == XML_DTD_NODE) return unsafe("an entity");
    if (depth > kMaxDepth) return unsafe("elements nested more than 64 deep");
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      ++depth;
      continue;
    }
    while (node != root && node->next == nullptr) {
      node = node->parent;
      --depth;
    }
    if (node == root) break;
    node = node->next;
  }
  return std::nullopt;
}

tl::expected<XmlDocument, XmlError> parse_utf8(std::string_view text) {
  constexpr int kOptions =
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
  XmlDocument document(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), "message.xml", nullptr, kOptions));
  xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return tl::unexpected(XmlError{XmlFault::Malformed, "not well-formed XML"});
  if (document->intSubset != nullptr) return tl::unexpected(unsafe("a document type (DOCTYPE)"));
  if (auto error = inspect(root)) return tl::unexpected(std::move(*error));
  return document;
}

bool is_in_signature(const xmlNode* node) {
  for (; node != nullptr; node = node->parent)
    if (node->type == XML_ELEMENT_NODE && node->ns != nullptr && view(node->ns->href) == kSignature)
      return true;
  return false;
}

}  // namespace

void FreeXml::operator()(_xmlDoc* document) const { xmlFreeDoc(document); }

std::string declared_encoding(std::string_view text) {
  text = base::trim(without_mark(text));
  if (!is_xml_declaration(text)) return "";
  const std::string declaration = base::ascii_lower(text.substr(0, text.find("?>")));
  const std::size_t at = declaration.find("encoding");
  const std::size_t open = at == std::string::npos ? at : declaration.find_first_of("\"'", at);
  if (open == std::string::npos) return "";
  const std::size_t close = declaration.find(declaration[open], open + 1);
  return declaration.substr(open + 1, close - open - 1);
}

tl::expected<XmlDocument, XmlError> parse_xml(std::string_view text) {
  start_xml_libraries();
  if (auto error = scan(text)) return tl::unexpected(std::move(*error));
  if (declared_encoding(text) == "iso-8859-1" && !base::is_valid_utf8(text))
    return parse_utf8(base::utf8_of_latin1(text));
  return parse_utf8(text);
}

XmlNode root_of(const XmlDocument& document) { return xmlDocGetRootElement(document.get()); }

std::string_view local_name(XmlNode node) { return view(node->name); }

bool is_element(XmlNode node, std::string_view space, std::string_view name) {
  return node != nullptr && node->type == XML_ELEMENT_NODE && view(node->name) == name &&
         node->ns != nullptr && view(node->ns->href) == space;
}

std::vector<XmlNode> children(XmlNode node, std::string_view space, std::string_view name) {
  std::vector<XmlNode> found;
  if (node == nullptr) return found;
  for (xmlNode* at = node->children; at != nullptr; at = at->next)
    if (is_element(at, space, name)) found.push_back(at);
  return found;
}

XmlNode child(XmlNode node, std::string_view space, std::string_view name) {
  xmlNode* at = node == nullptr ? nullptr : node->children;
  while (at != nullptr && !is_element(at, space, name)) at = at->next;
  return at;
}

XmlNode parent_of(XmlNode node) {
  xmlNode* parent = node->parent;
  return parent != nullptr && parent->type == XML_ELEMENT_NODE ? parent : nullptr;
}

std::vector<XmlNode> descendants(XmlNode root) {
  std::vector<XmlNode> found;
  for (xmlNode* node = root; node != nullptr; node = next_below(node, root))
    if (node->type == XML_ELEMENT_NODE) found.push_back(node);
  return found;
}

std::string attribute(XmlNode node, std::string_view name) {
  if (node == nullptr) return "";
  for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
    if (at->ns != nullptr || view(at->name) != name) continue;
    std::string value;
    for (const xmlNode* part = at->children; part != nullptr; part = part->next)
      value += view(part->content);
    return value;
  }
  return "";
}

bool has_attribute(XmlNode node, std::string_view name) {
  if (node == nullptr) return false;
  for (const xmlAttr* at = node->properties; at != nullptr; at = at->next)
    if (at->ns == nullptr && view(at->name) == name) return true;
  return false;
}

std::string content_of(XmlNode root) {
  std::string text;
  for (const xmlNode* node = root; node != nullptr; node = next_below(node, root))
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      text += view(node->content);
  return text;
}

std::string text_of(XmlNode root) { return std::string(base::trim(content_of(root))); }

bool has_comment(XmlNode root) {
  for (const xmlNode* node = root; node != nullptr; node = next_below(node, root))
    if (node->type == XML_COMMENT_NODE) return true;
  return false;
}

bool has_carriage_return(XmlNode root) {
  for (const xmlNode* node = root; node != nullptr; node = next_below(node, root))
    if (node->type == XML_TEXT_NODE && base::contains(view(node->content), "\r") &&
        !is_in_signature(node))
      return true;
  return false;
}

std::string child_text(XmlNode node, std::string_view space, std::string_view name) {
  return text_of(child(node, space, name));
}

}  // namespace flexverify::saml
