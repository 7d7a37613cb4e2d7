#include "verifier/model/redact.h"

#include <algorithm>
#include <vector>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/secret.h"
#include "verifier/base/text.h"
#include "verifier/model/redact_places.h"

namespace flexverify::model {
namespace {

// One large login has some hundred values, and one message of a megabyte.
constexpr std::size_t kMostValues = 20'000;
constexpr std::size_t kMostBytes = 4 * 1024 * 1024;

constexpr std::string_view kMark = "<redacted:";
constexpr std::size_t kMarkSize = kMark.size() + 8 + 1;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A word, or a number such as a port or a year, that anybody may say.
bool is_ordinary(std::string_view value) {
  constexpr std::size_t kLongestWord = 12, kLongestNumber = 5;
  return (value.size() <= kLongestWord && std::ranges::all_of(value, is_letter)) ||
         (value.size() <= kLongestNumber && std::ranges::all_of(value, is_digit));
}

// Words that could be labels of a host's name; what is made to be secret has digits.
bool is_host_like(std::string_view value) {
  constexpr std::size_t kLongest = 24;
  return value.size() <= kLongest &&
         std::ranges::all_of(value, [](char c) { return is_letter(c) || c == '-' || c == '.'; });
}

// The text goes on, to this side of the place, with the same word or host name.
bool goes_on(std::string_view nearest, std::string_view behind) {
  const auto in_word = [](std::string_view c) {
    return !c.empty() && (is_letter(c[0]) || is_digit(c[0]));
  };
  if (in_word(nearest)) return true;
  return ((nearest == "." || nearest == "-") && in_word(behind)) ||
         (nearest == ":" && behind == "/");  // a scheme
}

bool is_part_of_a_word(std::string_view text, const KnownValuePlace& place) {
  const auto at = [&](std::size_t i) { return i < text.size() ? text.substr(i, 1) : ""; };
  return goes_on(at(place.from - 1), at(place.from - 2)) || goes_on(at(place.to), at(place.to + 1));
}

// Whether a '"' before it is still open.
class Quotes {
 public:
  explicit Quotes(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '"') marks_.push_back(i);
  }
  [[nodiscard]] bool hold(std::size_t place) const {
    return (std::ranges::lower_bound(marks_, place) - marks_.begin()) % 2 == 1;
  }

 private:
  std::vector<std::size_t> marks_;
};

std::vector<std::size_t> marks_in(std::string_view text) {
  std::vector<std::size_t> marks;
  for (std::size_t at = text.find(kMark); at != std::string_view::npos;
       at = text.find(kMark, at + 1))
    if (text.substr(at, kMarkSize).size() == kMarkSize && text[at + kMarkSize - 1] == '>')
      marks.push_back(at);
  return marks;
}

bool is_within_a_mark(const std::vector<std::size_t>& marks, const KnownValuePlace& place) {
  const auto behind = std::ranges::upper_bound(marks, place.from);
  return behind != marks.begin() && place.from < *std::prev(behind) + kMarkSize;
}

// Places that overlap become one, of the value that takes most of it.
std::vector<KnownValuePlace> merged(std::vector<KnownValuePlace> places) {
  std::ranges::sort(places, [](const KnownValuePlace& a, const KnownValuePlace& b) {
    return a.from != b.from ? a.from < b.from : a.to > b.to;
  });
  std::vector<KnownValuePlace> apart;
  std::size_t longest = 0;
  for (const KnownValuePlace& place : places) {
    if (apart.empty() || place.from >= apart.back().to) {
      apart.push_back(place);
      longest = place.to - place.from;
      continue;
    }
    apart.back().to = std::max(apart.back().to, place.to);
    if (place.to - place.from <= longest) continue;
    longest = place.to - place.from;
    apart.back().value = place.value;
  }
  return apart;
}

}  // namespace

Redactor::Redactor(std::string run_key) : key_(std::move(run_key)) {}

Redactor::~Redactor() {
  base::wipe(key_);
  for (Value& value : values_) base::wipe(value.bytes);
}

std::string Redactor::placeholder(std::string_view value) const {
  return std::string(kMark) +
         base::hex_encode(base::hmac(base::Hash::Sha256, key_, value)).substr(0, 8) + ">";
}

void Redactor::add(std::string_view value, Whose whose) {
  if (value.size() < kShortestValue || numbers_.contains(value)) return;
  const std::size_t number = values_.size();
  values_.push_back({std::string(value), whose});
  numbers_.emplace(values_.back().bytes, number);
  bytes_ += value.size();
  for (std::string& needle : needles_of(value)) known_.add({std::move(needle), number});
}

bool Redactor::is_full() const { return values_.size() > kMostValues || bytes_ > kMostBytes; }

std::string Redactor::text(std::string_view input) { return replaced(input, Speaker::Anybody); }

std::string Redactor::words_of_a_server(std::string_view input) {
  return replaced(input, Speaker::Server);
}

std::string Redactor::replaced(std::string_view input, Speaker speaker) {
  if (values_.empty() || input.size() < kShortestValue) return std::string(input);
  std::vector<KnownValuePlace> places = places_of(known_, input);
  if (places.empty()) return std::string(input);
  const Quotes quotes(input);
  const auto marks = marks_in(input);
  std::erase_if(places, [&](const KnownValuePlace& place) {
    if (is_within_a_mark(marks, place)) return true;
    if (place.spelling == Spelling::Encoded) return false;
    const Value& value = values_[place.value];
    const bool ordinary = is_ordinary(value.bytes);
    if (ordinary && speaker == Speaker::Anybody && !quotes.hold(place.from)) return true;
    return (ordinary || (value.whose == Whose::Server && is_host_like(value.bytes))) &&
           is_part_of_a_word(input, place);
  });
  std::string out;
  std::size_t done = 0;
  for (const KnownValuePlace& place : merged(std::move(places))) {
    out += input.substr(done, place.from - done);
    out += placeholder(values_[place.value].bytes);
    done = place.to;
  }
  return out += input.substr(done);
}

}  // namespace flexverify::model
