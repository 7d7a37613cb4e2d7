#include "verifier/saml/xml.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/saml/runtime.h"

namespace flexverify::saml {
namespace {

constexpr int kMaxDepth = 64;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

XmlError unsafe(std::string detail) { return {XmlFault::Unsafe, std::move(detail)}; }

// Before parsing: what no SAML message holds.
std::optional<XmlError> scan(std::string_view text) {
  if (text.size() > kMaxXmlBytes) return XmlError{XmlFault::TooLarge, "more than 1 MiB"};
  if (base::contains(text, "<!DOCTYPE")) return unsafe("a document type (DOCTYPE)");
  if (base::contains(text, "<!ENTITY")) return unsafe("an entity declaration");
  for (std::size_t at = text.find("<?"); at != std::string_view::npos; at = text.find("<?", at + 2))
    if (!text.substr(at).starts_with("<?xml ")) return unsafe("a processing instruction");
  return std::nullopt;
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
  for (xmlNode* node = root; node != nullptr;) {
    if (node->type == XML_ELEMENT_NODE) found.push_back(node);
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != root && node->next == nullptr) node = node->parent;
    if (node == root) break;
    node = node->next;
  }
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
  for (const XmlNode node : descendants(root))
    for (const xmlNode* part = node->children; part != nullptr; part = part->next)
      if (part->type == XML_TEXT_NODE || part->type == XML_CDATA_SECTION_NODE)
        text += view(part->content);
  return std::string(base::trim(text));
}

std::string child_text(XmlNode node, std::string_view space, std::string_view name) {
  return text_of(child(node, space, name));
}

}  // namespace flexverify::saml
