// HTML by type: text becomes Markup only by being escaped, names only from literals, so that what a
// server sent cannot become an element.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace flexverify::reports {

// Known when the program was compiled.
struct Literal {
  template <std::size_t size>
  consteval Literal(const char (&literal)[size]) : text(literal, size - 1) {}
  std::string_view text;
};

class Markup {
 public:
  Markup() = default;
  // Printable, escaped, at most `limit` bytes.
  static Markup text(std::string_view value, std::size_t limit = 1000);
  static Markup literal(Literal markup) { return Markup(std::string(markup.text)); }

  Markup& operator+=(const Markup& other) {
    html_ += other.html_;
    return *this;
  }
  friend Markup operator+(Markup a, const Markup& b) { return std::move(a += b); }
  [[nodiscard]] const std::string& html() const { return html_; }
  [[nodiscard]] bool empty() const { return html_.empty(); }

 private:
  friend class ElementWriter;
  explicit Markup(std::string html) : html_(std::move(html)) {}
  std::string html_;
};

struct Attribute {
  Literal name;       // of the attribute
  std::string value;  // escaped when it is written
};
using Attributes = std::initializer_list<Attribute>;

[[nodiscard]] Markup element(Literal name, Attributes attributes, const Markup& content);
[[nodiscard]] Markup element(Literal name, const Markup& content);
// Without content and end tag in HTML ("meta", "br"); self-closing, so that SVG takes it as well.
[[nodiscard]] Markup empty_element(Literal name, Attributes attributes);

}  // namespace flexverify::reports
