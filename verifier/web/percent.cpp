#include "verifier/web/percent.h"

namespace flexverify::web {
namespace {

bool one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool is_in(char c, EncodeSet set) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte <= 0x1F || byte >= 0x7F) return true;  // C0 control percent-encode set
  switch (set) {
    case EncodeSet::C0Control:
      return false;
    case EncodeSet::Fragment:
      return one_of(c, " \"<>`");
    case EncodeSet::Query:
      return one_of(c, " \"#<>");
    case EncodeSet::SpecialQuery:
      return one_of(c, " \"#<>'");
    case EncodeSet::Path:
      return one_of(c, " \"#<>?`{}^");
    case EncodeSet::Userinfo:
      return one_of(c, " \"#<>?`{}/:;=@[\\]^|");
    case EncodeSet::Component:
      return one_of(c, " \"#<>?`{}/:;=@[\\]^|$&+,%");
  }
  return false;
}

}  // namespace

void append_encoded(std::string& out, char byte, EncodeSet set) {
  if (!is_in(byte, set)) {
    out += byte;
    return;
  }
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += {'%', digits[static_cast<unsigned char>(byte) >> 4],
          digits[static_cast<unsigned char>(byte) & 15]};
}

std::string percent_encode(std::string_view text, EncodeSet set) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) append_encoded(out, c, set);
  return out;
}

}  // namespace flexverify::web
