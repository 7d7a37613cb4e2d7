// Hardened XML: no document type, no entities, no processing instructions, bounded size and depth.
// libxml2's types stay out of this header's users but for the opaque pointers.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/result.h"

struct _xmlDoc;
struct _xmlNode;

namespace flexverify::saml {

inline constexpr std::string_view kProtocol = "urn:oasis:names:tc:SAML:2.0:protocol";
inline constexpr std::string_view kAssertion = "urn:oasis:names:tc:SAML:2.0:assertion";
inline constexpr std::string_view kSignature = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::size_t kMaxXmlBytes = 1024 * 1024;

struct FreeXml {
  void operator()(_xmlDoc* document) const;
};
using XmlDocument = std::unique_ptr<_xmlDoc, FreeXml>;
using XmlNode = _xmlNode*;

enum class XmlFault { TooLarge, Unsafe, Malformed };
struct XmlError {
  XmlFault fault;      // what kind of fault
  std::string detail;  // where and what, printable
};
// Unsafe: a document type, an entity, a processing instruction, a depth above 64; found before
// libxml2 sees the text, and once more in its tree. The bytes are read as UTF-8 whatever the XML
// declaration says, as service providers read them; only where it says ISO-8859-1, and they are no
// UTF-8, as that.
[[nodiscard]] tl::expected<XmlDocument, XmlError> parse_xml(std::string_view text);
// The encoding of the XML declaration in lower case; "" when it names none.
[[nodiscard]] std::string declared_encoding(std::string_view text);

[[nodiscard]] XmlNode root_of(const XmlDocument& document);
[[nodiscard]] std::string_view local_name(XmlNode node);
[[nodiscard]] bool is_element(XmlNode node, std::string_view space, std::string_view name);
// Direct children that are elements of that name.
[[nodiscard]] std::vector<XmlNode> children(XmlNode node, std::string_view space,
                                            std::string_view name);
[[nodiscard]] XmlNode child(XmlNode node, std::string_view space,
                            std::string_view name);  // or null
[[nodiscard]] XmlNode parent_of(XmlNode node);       // null for the root
// All elements below (and including) the node, in document order.
[[nodiscard]] std::vector<XmlNode> descendants(XmlNode node);
// "" when absent; attributes without a namespace only.
[[nodiscard]] std::string attribute(XmlNode node, std::string_view name);
[[nodiscard]] bool has_attribute(XmlNode node, std::string_view name);
// All text below, comments left out: a comment never cuts a value.
[[nodiscard]] std::string content_of(XmlNode node);
// The same without white space around it.
[[nodiscard]] std::string text_of(XmlNode node);
// True when a comment stands anywhere below: other readers may cut the value there.
[[nodiscard]] bool has_comment(XmlNode node);
// A carriage return in a text below, but for signatures; parsing keeps only those written as &#13;.
[[nodiscard]] bool has_carriage_return(XmlNode node);
[[nodiscard]] std::string child_text(XmlNode node, std::string_view space, std::string_view name);

}  // namespace flexverify::saml
