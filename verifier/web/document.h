// An HTML document as a plain tree. Gumbo stays behind document.cpp; the bounds on bytes and
// depth are checked before it is called, and memory and processor time while it runs.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flexverify::web {

struct Attribute {
  std::string name;   // lower case
  std::string value;  // character references decoded
};

struct Element {
  Element() = default;
  ~Element();  // without recursion
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;

  std::string tag;                                 // lower case; "" for a text node
  std::vector<Attribute> attributes;               // in their order
  std::string text;                                // of a text node
  std::vector<std::unique_ptr<Element>> children;  // in tree order
  Element* parent = nullptr;                       // null for the root

  // null when absent.
  [[nodiscard]] const std::string* attribute(std::string_view name) const;
  // "" when absent.
  [[nodiscard]] std::string attribute_or_empty(std::string_view name) const;
};

inline constexpr std::size_t kMaxDocumentBytes = 2 * 1024 * 1024;
inline constexpr std::size_t kMaxDocumentDepth = 512;

class Document {
 public:
  // An empty document. Nothing is thrown away silently: refusal() says why a tree is missing.
  Document() = default;
  [[nodiscard]] const Element* root() const { return root_.get(); }  // <html>, or null
  // "too large", "nested too deeply", or "" when the document was parsed.
  [[nodiscard]] const std::string& refusal() const { return refusal_; }
  [[nodiscard]] bool empty() const { return root_ == nullptr; }

  static Document parse(std::string_view html);

 private:
  std::unique_ptr<Element> root_;
  std::string refusal_;
};

}  // namespace flexverify::web
