// XML as a service provider reads it: libxml2 and a few lines, shared with nobody's audit.
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace flexverify::lab::sp {

using Node = xmlNode*;

class Xml {
 public:
  // nullopt: not well-formed. Nothing is fetched, no DTD is read, no entity is replaced.
  static std::optional<Xml> parse(const std::string& text);
  // The elements at an XPath with the prefixes samlp, saml and ds.
  [[nodiscard]] std::vector<Node> select(const std::string& path) const;
  [[nodiscard]] bool has_document_type() const;
  [[nodiscard]] xmlDoc* document() const { return document_.get(); }

 private:
  struct Free {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  };
  explicit Xml(xmlDoc* document) : document_(document) {}
  std::unique_ptr<xmlDoc, Free> document_;
};

// The text of an element, of all that is inside it.
[[nodiscard]] std::string text_of(Node node);
// nullopt: there is no such attribute.
[[nodiscard]] std::optional<std::string> attribute(Node node, const char* name);
[[nodiscard]] std::string local_name(Node node);

}  // namespace flexverify::lab::sp
