// Which element an ID names, so that a reference can lead to one place only.
#include <libxml/tree.h>
#include <libxml/valid.h>

#include <set>

#include "verifier/base/text.h"
#include "verifier/saml/verify.h"

namespace flexverify::saml {
namespace {

// Every ID of the element, in whatever spelling or namespace ("ID", "Id", xml:id, wsu:Id).
std::vector<std::string> ids_of(XmlNode node) {
  std::vector<std::string> ids;
  for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
    const std::string_view name = reinterpret_cast<const char*>(at->name);
    if (!base::equals_ignoring_case(name, "id") && name != "AssertionID") continue;
    xmlChar* value = xmlNodeListGetString(node->doc, at->children, 1);
    if (value != nullptr) ids.emplace_back(reinterpret_cast<const char*>(value));
    xmlFree(value);
  }
  return ids;
}

}  // namespace

bool register_ids(const XmlDocument& document, const std::vector<XmlNode>& nodes) {
  std::set<std::string> seen;
  for (const XmlNode node : nodes)
    for (const std::string& id : ids_of(node))
      if (!seen.insert(id).second) return false;
  for (const XmlNode node : nodes) {
    if (!is_element(node, kProtocol, "Response") && !is_element(node, kAssertion, "Assertion"))
      continue;
    xmlAttr* id = xmlHasNsProp(node, reinterpret_cast<const xmlChar*>("ID"), nullptr);
    const std::string value = attribute(node, "ID");
    if (id != nullptr && !value.empty())
      xmlAddID(nullptr, document.get(), reinterpret_cast<const xmlChar*>(value.c_str()), id);
  }
  return true;
}

}  // namespace flexverify::saml
