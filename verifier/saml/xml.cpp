#include "verifier/saml/xml.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/saml/runtime.h"

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

// The scan below reads bytes: an encoding in which '<' is not '<' would hide things from it.
bool is_plain_encoding(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return false;  // UTF-16, UTF-32
  if (!is_xml_declaration(text)) return true;
  const std::string declaration = base::ascii_lower(text.substr(0, text.find("?>")));
  if (!base::contains(declaration, "encoding")) return true;
  constexpr std::array kPlain = {"\"utf-8\"",  "'utf-8'",        "\"us-ascii\"",
                                 "'us-ascii'", "\"iso-8859-1\"", "'iso-8859-1'"};
  return std::ranges::any_of(kPlain,
                             [&](const char* name) { return base::contains(declaration, name); });
}

// Before parsing: what no SAML message holds.
std::optional<XmlError> scan(std::string_view text) {
  if (text.size() > kMaxXmlBytes) return XmlError{XmlFault::TooLarge, "more than 1 MiB"};
  if (base::contains(text, "<!DOCTYPE")) return unsafe("a document type (DOCTYPE)");
  if (base::contains(text, "<!ENTITY")) return unsafe("an entity declaration");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!base::trim(text).starts_with('<')) return XmlError{XmlFault::Malformed, "not XML at all"};
  if (!is_plain_encoding(text)) return unsafe("an encoding other than UTF-8");
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

}  // namespace

void FreeXml::operator()(_xmlDoc* document) const { xmlFreeDoc(document); }

tl::expected<XmlDocument, XmlError> parse_xml(std::string_view text) {
  start_xml_libraries();
  if (auto error = scan(text)) return tl::unexpected(std::move(*error));
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  XmlDocument document(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), "message.xml", nullptr, kOptions));
  if (!document || root_of(document) == nullptr)
    return tl::unexpected(XmlError{XmlFault::Malformed, "not well-formed XML"});
  if (document->intSubset != nullptr) return tl::unexpected(unsafe("a document type (DOCTYPE)"));
  if (auto error = inspect(root_of(document))) return tl::unexpected(std::move(*error));
  return document;
}

XmlNode root_of(const XmlDocument& document) { return xmlDocGetRootElement(document.get()); }

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
  const auto found = children(node, space, name);
  return found.empty() ? nullptr : found.front();
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

std::string text_of(XmlNode root) {
  std::string text;
  for (const xmlNode* node = root; node != nullptr; node = next_below(node, root))
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      text += view(node->content);
  return std::string(base::trim(text));
}

bool has_comment(XmlNode root) {
  for (const xmlNode* node = root; node != nullptr; node = next_below(node, root))
    if (node->type == XML_COMMENT_NODE) return true;
  return false;
}

std::string child_text(XmlNode node, std::string_view space, std::string_view name) {
  return text_of(child(node, space, name));
}

}  // namespace flexverify::saml
