#include "verifier/web/html_depth.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "verifier/web/html_tags.h"

namespace flexverify::web {
namespace {

// Void, end tag optional, or closed by the next one of its kind.
constexpr std::array<std::string_view, 37> kNotCounted = {
    "a",     "area",     "base",   "basefont", "bgsound", "body",   "br",    "button",
    "col",   "colgroup", "dd",     "dt",       "embed",   "form",   "frame", "head",
    "hr",    "html",     "image",  "img",      "input",   "keygen", "li",    "link",
    "meta",  "nobr",     "option", "p",        "param",   "source", "tbody", "td",
    "tfoot", "th",       "thead",  "tr",       "wbr"};
class TagStack {
 public:
  [[nodiscard]] std::size_t depth() const { return open_.size(); }
  [[nodiscard]] bool is_foreign() const {
    return std::any_of(open_.begin(), open_.end(),
                       [](const std::string& name) { return name == "svg" || name == "math"; });
  }
  void start(const std::string& name) {
    if (std::find(kNotCounted.begin(), kNotCounted.end(), name) == kNotCounted.end())
      open_.push_back(name);
  }
  void end(const std::string& name) {
    const auto match = std::find(open_.rbegin(), open_.rend(), name);
    if (match != open_.rend()) open_.erase(std::prev(match.base()), open_.end());
  }

 private:
  std::vector<std::string> open_;
};

void read(const Tag& tag, TagStack& open) {
  if (tag.closes) return open.end(tag.name);
  // Raw text holds no elements. An element of SVG or MathML may close itself; for one of HTML
  // the slash means nothing.
  if (tag.resume == tag.behind && !(tag.slash && open.is_foreign())) open.start(tag.name);
}

}  // namespace

bool looks_deeper_than(std::string_view html, std::size_t limit) {
  TagStack open;
  for (auto tag = next_tag(html, 0); tag; tag = next_tag(html, tag->resume)) {
    read(*tag, open);
    if (open.depth() > limit) return true;
  }
  return false;
}

}  // namespace flexverify::web
