#include "tests/lab/service_provider/xml.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <utility>

namespace flexverify::lab::sp {
namespace {

struct FreeContext {
  void operator()(xmlXPathContext* context) const { xmlXPathFreeContext(context); }
};
struct FreeObject {
  void operator()(xmlXPathObject* object) const { xmlXPathFreeObject(object); }
};

const xmlChar* as_xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

std::string taken(xmlChar* text) {
  std::string out = text == nullptr ? "" : reinterpret_cast<const char*>(text);
  xmlFree(text);
  return out;
}

void name_prefixes(xmlXPathContext* context) {
  xmlXPathRegisterNs(context, as_xml("samlp"), as_xml("urn:oasis:names:tc:SAML:2.0:protocol"));
  xmlXPathRegisterNs(context, as_xml("saml"), as_xml("urn:oasis:names:tc:SAML:2.0:assertion"));
  xmlXPathRegisterNs(context, as_xml("ds"), as_xml("http://www.w3.org/2000/09/xmldsig#"));
}

}  // namespace

std::optional<Xml> Xml::parse(const std::string& text) {
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  xmlDoc* document =
      xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, kOptions);
  return document == nullptr ? std::nullopt : std::optional(Xml(document));
}

std::vector<Node> Xml::select(const std::string& path) const {
  const std::unique_ptr<xmlXPathContext, FreeContext> context(xmlXPathNewContext(document_.get()));
  name_prefixes(context.get());
  const std::unique_ptr<xmlXPathObject, FreeObject> found(
      xmlXPathEvalExpression(as_xml(path.c_str()), context.get()));
  const xmlNodeSet* set = found ? found->nodesetval : nullptr;
  return set == nullptr ? std::vector<Node>{}
                        : std::vector<Node>(set->nodeTab, set->nodeTab + set->nodeNr);
}

bool Xml::has_document_type() const { return document_->intSubset != nullptr; }

std::string text_of(Node node) { return taken(xmlNodeGetContent(node)); }

std::optional<std::string> attribute(Node node, const char* name) {
  if (xmlHasProp(node, as_xml(name)) == nullptr) return std::nullopt;
  return taken(xmlGetNoNsProp(node, as_xml(name)));
}

std::string local_name(Node node) { return reinterpret_cast<const char*>(node->name); }

}  // namespace flexverify::lab::sp
