#include "reports/markup.h"

#include "verifier/base/text.h"

namespace flexverify::reports {

class ElementWriter {
 public:
  static Markup start(Literal name, Attributes attributes, std::string_view end) {
    std::string html = "<" + std::string(name.text);
    for (const Attribute& attribute : attributes)
      html += " " + std::string(attribute.name.text) + "=\"" +
              base::html_escape(base::printable(attribute.value, kLongest)) + "\"";
    return Markup(html + std::string(end));
  }
  static Markup end(Literal name) { return Markup("</" + std::string(name.text) + ">"); }
  static Markup escaped(std::string text) { return Markup(std::move(text)); }

 private:
  static constexpr std::size_t kLongest = 2000;
};

Markup Markup::text(std::string_view value, std::size_t limit) {
  return ElementWriter::escaped(base::html_escape(base::printable(value, limit)));
}

Markup element(Literal name, Attributes attributes, const Markup& content) {
  return ElementWriter::start(name, attributes, ">") + content + ElementWriter::end(name);
}

Markup element(Literal name, const Markup& content) { return element(name, {}, content); }

Markup empty_element(Literal name, Attributes attributes) {
  return ElementWriter::start(name, attributes, "/>");
}

}  // namespace flexverify::reports
