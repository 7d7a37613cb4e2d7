#include "verifier/web/page_structure.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

constexpr std::size_t kMostParts = 500;
constexpr std::size_t kDeepest = 6;
// Longer ones are made for one session.
constexpr std::size_t kLongestName = 40;

// "input_17" and "input_4" are the same; a name that is made anew each time is any name.
std::string shape_of(std::string_view name) {
  if (name.size() > kLongestName) return "*";
  std::string shape;
  for (const char c : name) {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (!digit) shape += c;
    if (digit && !shape.ends_with('0')) shape += '0';
  }
  return shape;
}

std::string path_of(const Url& url) {
  std::string shape;
  for (const std::string_view part : base::split(url.path, '/'))
    if (!part.empty()) shape += "/" + shape_of(part);
  return shape;
}

std::string form_structure(const Form& form) {
  std::string text = std::string(method_name(form.method)) + " " + path_of(form.action) + ":";
  for (const Control& control : form.controls)
    text += " " + std::to_string(static_cast<int>(control.kind)) + shape_of(control.name);
  return text + "\n";
}

void add_paths(const base::Json& value, const std::string& path, std::size_t depth,
               std::set<std::string>& paths) {  // : kDeepest
  if (paths.size() >= kMostParts || depth == kDeepest) return;
  if (const auto* members = value.object())
    for (const base::JsonMember& member : *members)
      add_paths(member.value, path + "." + shape_of(member.name), depth + 1, paths);
  else if (const auto* items = value.array())
    for (const base::Json& item : *items) add_paths(item, path + "[]", depth + 1, paths);
  else
    paths.insert(path);
}

std::string json_structure(const base::Json& json) {
  std::set<std::string> paths;
  add_paths(json, "", 0, paths);
  std::string text;
  for (const std::string& path : paths) text += path + "\n";
  return text;
}

}  // namespace

std::string structure_of(const Page& page, std::span<const Form> forms) {
  if (page.json) return json_structure(*page.json);
  if (page.document.empty()) return "";
  std::string text;
  for (const Form& form : forms.first(std::min(forms.size(), kMostParts)))
    text += form_structure(form);
  return text + std::to_string(elements(page.document, "script").size()) + " scripts\n";
}

std::string structure_fingerprint(const Page& page, std::span<const Form> forms) {
  const std::string structure = structure_of(page, forms);
  return structure.empty() ? "" : base::hex_encode(base::sha256(structure)).substr(0, 12);
}

}  // namespace flexverify::web
