#include "verifier/model/redact.h"

#include <algorithm>
#include <array>
#include <span>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/json.h"
#include "verifier/base/secret.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::model {
namespace {

constexpr std::size_t kShortest = 4;

constexpr std::array<std::string_view, 41> kSensitive = {"samlrequest",
                                                         "samlresponse",
                                                         "relaystate",
                                                         "code",
                                                         "authcode",
                                                         "state",
                                                         "nonce",
                                                         "token",
                                                         "access_token",
                                                         "refresh_token",
                                                         "id_token",
                                                         "password",
                                                         "passwd",
                                                         "passcode",
                                                         "pwd",
                                                         "pw",
                                                         "username_password",
                                                         "sessiontoken",
                                                         "onetimetoken",
                                                         "statetoken",
                                                         "statehandle",
                                                         "session",
                                                         "sessionid",
                                                         "sid",
                                                         "authstate",
                                                         "flowtoken",
                                                         "canary",
                                                         "ctx",
                                                         "sigalg_signature",
                                                         "signature",
                                                         "code_verifier",
                                                         "codeverifier",
                                                         "wresult",
                                                         "wctx",
                                                         "execution",
                                                         "session_code",
                                                         "otp",
                                                         "authcodeverifier",
                                                         "tokenid",
                                                         "authid",
                                                         "amauthcookie"};

// Whose values are marked where they stand and not declared: a name is no secret, and a finding may
// have to show it.
constexpr std::array<std::string_view, 5> kPersonal = {"identity", "login_hint", "username",
                                                       "email", "upn"};

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::any_of(
      names, [&](std::string_view known) { return base::equals_ignoring_case(name, known); });
}

// Every byte that is not a letter or digit as "%XX".
std::string percent_all(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += plain ? std::string(1, c) : "%" + base::hex_encode(std::string(1, c));
  }
  return out;
}

std::string upper_escapes(std::string text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i)
    if (text[i] == '%')
      for (std::size_t j = i + 1; j <= i + 2; ++j)
        if (text[j] >= 'a' && text[j] <= 'f') text[j] = static_cast<char>(text[j] - 'a' + 'A');
  return text;
}

std::string json_escape(std::string_view text) {
  const std::string quoted = base::dump_json(base::Json(text));
  return quoted.substr(1, quoted.size() - 2);
}

// Base64 of text inside other text shows up with one of three alignments; the part that does not
// depend on the neighbours is enough to find it.
std::string base64_core(std::string_view value, std::size_t shift) {
  const std::string padded = std::string(shift, '\0') + std::string(value);
  const std::string coded = base::base64_encode(padded);
  const std::size_t from = shift == 0 ? 0 : shift + 1;
  const std::size_t whole = padded.size() / 3 * 4;
  return from >= whole ? "" : coded.substr(from, whole - from);
}

bool is_base64_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/' || c == '-' || c == '_' || c == '=';
}

// The core leaves out what depends on the neighbours: up to four characters on either side, which
// hold the first and the last bytes of the value.
std::string replace_with_neighbours(std::string text, const std::string& needle,
                                    const std::string& replacement) {
  constexpr std::size_t kGroup = 4;
  for (std::size_t at = text.find(needle); at != std::string::npos;
       at = text.find(needle, at + replacement.size())) {
    std::size_t end = at + needle.size();
    const std::size_t last = std::min(text.size(), end + kGroup);
    while (end < last && is_base64_char(text[end])) ++end;
    const std::size_t first = at > kGroup ? at - kGroup : 0;
    while (at > first && is_base64_char(text[at - 1])) --at;
    text.replace(at, end - at, replacement);
  }
  return text;
}

// Texts are cut before they come here, with "…" at their end: the beginning of a value may stand
// there.
std::size_t cut_value_length(std::string_view before, std::string_view needle) {
  for (std::size_t size = std::min(before.size(), needle.size()); size >= kShortest; --size)
    if (before.ends_with(needle.substr(0, size))) return size;
  return 0;
}

std::vector<std::string> spellings(std::string_view value) {
  const std::string percent = percent_all(value);
  std::vector<std::string> all = {std::string(value),
                                  web::encode_component(value),
                                  base::replace_all(web::encode_component(value), "+", "%20"),
                                  base::ascii_lower(web::encode_component(value)),
                                  web::encode_component(web::encode_component(value)),
                                  base::printable(value, value.size() * 4 + 4),
                                  percent,
                                  upper_escapes(percent),
                                  base::html_escape(value),
                                  base::replace_all(base::html_escape(value), "&#39;", "'"),
                                  json_escape(value),
                                  base::hex_encode(value)};
  std::string upper_hex = base::hex_encode(value);
  for (char& c : upper_hex)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  all.push_back(upper_hex);
  return all;
}

std::vector<std::string> base64_cores(std::string_view value) {
  std::vector<std::string> all;
  for (std::size_t shift = 0; shift < 3; ++shift) {
    std::string core = base64_core(value, shift);
    if (core.size() < 8) continue;
    all.push_back(core);
    all.push_back(base::replace_all(base::replace_all(core, "+", "-"), "/", "_"));
  }
  return all;
}

}  // namespace

bool is_sensitive_name(std::string_view name) { return is_one_of(kSensitive, name); }

Redactor::Redactor(std::string run_key) : key_(std::move(run_key)) {}

Redactor::~Redactor() {
  base::wipe(key_);
  for (Variant& variant : variants_) base::wipe(variant.needle);
}

std::string Redactor::mark(std::string_view value) const {
  return "<redacted:" + base::hex_encode(base::hmac(base::Hash::Sha256, key_, value)).substr(0, 8) +
         ">";
}

void Redactor::add(std::string_view value) {
  if (value.size() < kShortest) return;
  const bool known = std::any_of(variants_.begin(), variants_.end(),
                                 [&](const Variant& v) { return v.needle == value; });
  if (known) return;
  const std::string replacement = mark(value);
  for (std::string& needle : spellings(value))
    insert({std::move(needle), replacement, Coding::Whole});
  for (std::string& needle : base64_cores(value))
    insert({std::move(needle), replacement, Coding::Base64Core});
}

// Behind those of the same length: the longest first, and among equals the first declared.
void Redactor::insert(Variant variant) {
  if (variant.needle.size() < kShortest) return;
  const auto place = std::upper_bound(
      variants_.begin(), variants_.end(), variant.needle.size(),
      [](std::size_t size, const Variant& other) { return other.needle.size() < size; });
  variants_.insert(place, std::move(variant));
}

std::string Redactor::text(std::string_view input) const {
  std::string out(input);
  for (const Variant& variant : variants_)
    out = variant.coding == Coding::Whole
              ? base::replace_all(std::move(out), variant.needle, variant.replacement)
              : replace_with_neighbours(std::move(out), variant.needle, variant.replacement);
  return without_cut_values(std::move(out));
}

std::string Redactor::without_cut_values(std::string text) const {
  constexpr std::string_view kCut = "…";
  for (std::size_t at = text.find(kCut); at != std::string::npos; at = text.find(kCut, at + 1)) {
    std::size_t longest = 0;
    const std::string* replacement = nullptr;
    for (const Variant& variant : variants_)
      if (const std::size_t size =
              cut_value_length(std::string_view(text).substr(0, at), variant.needle);
          size > longest) {
        longest = size;
        replacement = &variant.replacement;
      }
    if (replacement == nullptr) continue;
    text.replace(at - longest, longest, *replacement);
    at += replacement->size() - longest;
  }
  return text;
}

namespace {

constexpr int kUrlsInUrls = 4;  // deeper than that the value goes as a whole

struct Redacted {
  std::string text;
  bool marked = false;  // something was taken out
};

// Percent-encodes all but the marks.
std::string encode_around_marks(std::string_view text) {
  constexpr std::string_view kOpen = "%3Credacted%3A", kClose = "%3E";
  constexpr std::size_t kDigits = 8;
  std::string out = web::encode_component(text);
  for (std::size_t at = out.find(kOpen); at != std::string::npos; at = out.find(kOpen, at + 1)) {
    out.replace(at, kOpen.size(), "<redacted:");
    const std::size_t end = at + std::string_view("<redacted:").size() + kDigits;
    if (out.compare(end, kClose.size(), kClose) == 0) out.replace(end, kClose.size(), ">");
  }
  return out;
}

// Values are marked by name; a name decides, so that a value of two letters goes as well. A value
// may be a URL with a query of its own ("continue", "startURL", "fromURI").
Redacted redact_pairs(std::string_view query, Redactor& redactor,  // NOLINT(misc-no-recursion)
                      int depth) {
  Redacted all;
  for (const auto& [name, value] : web::parse_query(query)) {
    if (!all.text.empty()) all.text += '&';
    all.text += web::encode_component(name) + '=';
    const std::size_t inner = value.find_first_of("?#");
    const bool is_url = inner != std::string::npos && base::contains(value.substr(inner), "=");
    if (!value.empty() && (is_sensitive_name(name) || (is_url && depth == 0))) {
      redactor.add(value);
      all.text += redactor.mark(value);
      all.marked = true;
      continue;
    }
    if (!value.empty() && is_one_of(kPersonal, name)) {
      all.text += redactor.mark(value);
      all.marked = true;
      continue;
    }
    const Redacted within =
        is_url ? redact_pairs(value.substr(inner + 1), redactor, depth - 1) : Redacted{};
    all.marked |= within.marked;
    all.text +=
        encode_around_marks(within.marked ? value.substr(0, inner + 1) + within.text : value);
  }
  return all;
}

}  // namespace

std::string Redactor::url(const web::Url& url) {
  web::Url shown = url;
  shown.username.clear();
  shown.password.clear();
  for (auto* part : {&shown.query, &shown.fragment})
    if (*part)
      if (Redacted redacted = redact_pairs(**part, *this, kUrlsInUrls); redacted.marked)
        *part = std::move(redacted.text);
  return text(web::to_string(shown));
}

}  // namespace flexverify::model
