#include "verifier/model/redact_places.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/base/utf16.h"
#include "verifier/model/spelled_text.h"

namespace flexverify::model {
namespace {

constexpr int kMostCodings = 2;  // base64 in base64

class Search {
 public:
  Search(KnownValues& known, std::vector<KnownValuePlace>& places)
      : known_(known), places_(places) {}

  // The values of a text that was decoded `codings` times.
  void look(const SpelledText& text, TextEnd end, int codings) {
    scan(text, end, codings);
    const bool escaped = may_have_escapes(text.bytes);
    const SpelledText unescaped = escaped ? without_escapes(text) : SpelledText{};
    const SpelledText& plain = escaped ? unescaped : text;
    if (may_fold(plain.bytes))
      scan(folded(plain), end, codings);
    else if (escaped)
      scan(plain, end, codings);
    if (codings == kMostCodings) return;
    for (const Run& run : base64_runs(plain.bytes)) {
      look_into(plain, run, codings + 1);
      // In a query, '+' is a space; a percent-encoded one is a letter of base64.
      for (const Run& word : words_of(plain, run)) look_into(plain, word, codings + 1);
    }
  }

 private:
  void look_into(const SpelledText& text, const Run& run, int codings) {
    const bool cut = std::string_view(text.bytes).substr(run.back() + 1).starts_with("…");
    const TextEnd end = cut ? TextEnd::MayBeCut : TextEnd::Whole;
    for (const auto& [coding, groups] : {std::pair{Coding::Base64, 4U}, {Coding::Hexadecimal, 2U}})
      for (std::size_t skip = 0; skip < groups; ++skip) {
        const std::string bytes = decoded(text.bytes, run, coding, skip);
        if (skip == 0) look_deflated(text, run, bytes);
        // The places of its bytes are made when they are wanted: mostly there is nothing.
        if (looks_like_text(bytes) || holds_one(bytes, end))
          look(decoded_places(text, run, coding, skip), end, codings);
      }
  }

  bool holds_one(std::string_view bytes, TextEnd end) {
    std::vector<KnownValueMatch> found;
    known_.find(bytes, end, found);
    return std::ranges::any_of(found,
                               [](const KnownValueMatch& match) { return !is_too_short(match); });
  }

  // Which bytes of deflated data hold a value, nobody can say: all go.
  void look_deflated(const SpelledText& text, const Run& run, std::string_view bytes) {
    const auto wrapping = wrapping_of(bytes);
    if (!wrapping) return;
    const std::string inflated = base::inflate_beginning(bytes, *wrapping, 16 * bytes.size() + 256);
    if (inflated.size() < kShortestValue) return;
    std::vector<KnownValueMatch> found;
    known_.find(inflated, TextEnd::MayBeCut, found);
    known_.find(folded(without_escapes(as_it_stands(inflated))).bytes, TextEnd::MayBeCut, found);
    std::erase_if(found, [](const KnownValueMatch& match) { return is_too_short(match); });
    if (!found.empty())
      places_.push_back(
          {text.from[run.front()], text.to[run.back()], found.front().value, Spelling::Encoded});
  }

  // RFC 1950 2.2 and RFC 1952 2.3 have marks at their beginning; of RFC 1951 3.2.3 one block type
  // in four is none, and less than this holds no value.
  static std::optional<base::Wrapping> wrapping_of(std::string_view bytes) {
    constexpr std::size_t kShortest = 6;
    if (bytes.size() < kShortest) return std::nullopt;
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto second = static_cast<unsigned char>(bytes[1]);
    if (first == 0x1F && second == 0x8B) return base::Wrapping::GzipOrZlib;
    if ((first & 0x0F) == 8 && (first * 256 + second) % 31 == 0) return base::Wrapping::GzipOrZlib;
    return (first >> 1 & 3) == 3 ? std::nullopt : std::optional(base::Wrapping::None);
  }

  static bool is_too_short(const KnownValueMatch& match) {
    return match.to - match.from < kShortestValue;
  }

  void scan(const SpelledText& text, TextEnd end, int codings) {
    std::vector<KnownValueMatch> found;
    known_.find(text.bytes, end, found);
    for (const KnownValueMatch& match : found) {
      const KnownValuePlace place{
          text.from[match.from], text.to[match.to - 1], match.value,
          codings == 0 && text.to[match.to - 1] - text.from[match.from] == match.to - match.from
              ? Spelling::Plain
              : Spelling::Encoded};
      // The beginning of a value that is cut off may be one letter in several.
      if (is_too_short(match) && (codings > 0 || place.to - place.from < kShortestValue)) continue;
      places_.push_back(place);
    }
  }

  KnownValues& known_;
  std::vector<KnownValuePlace>& places_;
};

// Bytes of UTF-8 that were taken for Latin-1, as UTF-8 once more: "Ã¼".
std::string twice_utf8(std::string_view text) {
  std::string twice;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      twice += c;
    else
      (twice += static_cast<char>(0xC0 | byte >> 6)) += static_cast<char>(0x80 | (byte & 0x3F));
  }
  return twice;
}

}  // namespace

std::vector<KnownValuePlace> places_of(KnownValues& known, std::string_view text) {
  std::vector<KnownValuePlace> places;
  Search(known, places).look(as_it_stands(text), TextEnd::Whole, 0);
  return places;
}

std::vector<std::string> needles_of(std::string_view value) {
  const auto plain = [](std::string_view text) {
    return folded(without_escapes(as_it_stands(text))).bytes;
  };
  std::vector<std::string> needles = {std::string(value), plain(value)};
  if (!base::is_ascii(value)) {
    for (const auto order : {base::ByteOrder::LowFirst, base::ByteOrder::HighFirst})
      needles.push_back(folded(as_it_stands(base::utf16_of(value, order))).bytes);
    needles.push_back(plain(twice_utf8(value)));
    std::string ascii = plain(value);  // what is left where the charset is not known
    std::erase_if(ascii, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    constexpr std::size_t kTelling = 8;
    if (ascii.size() >= kTelling) needles.push_back(std::move(ascii));
  }
  std::erase_if(needles, [](const std::string& one) { return one.size() < kShortestValue; });
  std::ranges::sort(needles);
  const auto twice = std::ranges::unique(needles);
  needles.erase(twice.begin(), twice.end());
  return needles;
}

}  // namespace flexverify::model
