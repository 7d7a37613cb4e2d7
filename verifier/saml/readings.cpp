#include "verifier/saml/readings.h"

#include <vector>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/saml/xml.h"
#include "verifier/web/query.h"

namespace flexverify::saml {
namespace {

// As it is, and with the spaces that were '+'.
std::vector<std::string> readings_of(std::string_view value) {
  std::string text(base::trim(value));
  if (base::contains(text, "%")) text = web::percent_decode(text);
  std::vector<std::string> readings = {text};
  if (base::contains(text, " ")) readings.push_back(base::replace_all(text, " ", "+"));
  return readings;
}

// HTTP-POST is base64, HTTP-Redirect deflated before that. The bytes, when they are neither.
std::optional<std::string> decode(const std::string& base64) {
  auto bytes = base::base64_decode(base64);
  if (!bytes) return std::nullopt;
  if (looks_like_xml(*bytes)) return bytes;
  auto inflated = base::inflate_raw(*bytes, kMaxXmlBytes);
  return inflated && looks_like_xml(*inflated) ? inflated : bytes;
}

}  // namespace

bool looks_like_xml(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return base::trim(text).starts_with('<');
}

std::optional<std::string> decode_field(std::string_view value) {
  std::optional<std::string> first;
  for (const std::string& reading : readings_of(value)) {
    auto bytes = decode(reading);
    if (!bytes) continue;
    if (looks_like_xml(*bytes) && parse_xml(*bytes)) return bytes;
    if (!first) first = std::move(bytes);
  }
  return first;
}

}  // namespace flexverify::saml
