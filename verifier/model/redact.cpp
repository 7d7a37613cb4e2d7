#include "verifier/model/redact.h"

#include <algorithm>
#include <array>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/json.h"
#include "verifier/base/secret.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::model {
namespace {

constexpr std::size_t kShortest = 4;

constexpr std::array<std::string_view, 38> kSensitive = {"samlrequest",
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
                                                         "authcodeverifier"};

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

std::vector<std::string> spellings(std::string_view value) {
  const std::string percent = percent_all(value);
  std::vector<std::string> all = {std::string(value),
                                  web::encode_component(value),
                                  base::replace_all(web::encode_component(value), "+", "%20"),
                                  base::ascii_lower(web::encode_component(value)),
                                  web::encode_component(web::encode_component(value)),
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
  for (std::size_t shift = 0; shift < 3; ++shift) {
    std::string core = base64_core(value, shift);
    if (core.size() < 8) continue;
    all.push_back(core);
    all.push_back(base::replace_all(base::replace_all(core, "+", "-"), "/", "_"));
  }
  return all;
}

}  // namespace

bool is_sensitive_name(std::string_view name) {
  return std::any_of(kSensitive.begin(), kSensitive.end(), [&](std::string_view known) {
    return base::equals_ignoring_case(name, known);
  });
}

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
  for (std::string& needle : spellings(value)) {
    if (needle.size() < kShortest) continue;
    // Behind those of the same length: the longest first, and among equals the first declared.
    const auto place = std::upper_bound(
        variants_.begin(), variants_.end(), needle.size(),
        [](std::size_t size, const Variant& variant) { return variant.needle.size() < size; });
    variants_.insert(place, {std::move(needle), replacement});
  }
}

std::string Redactor::text(std::string_view input) const {
  std::string out(input);
  for (const Variant& variant : variants_)
    out = base::replace_all(std::move(out), variant.needle, variant.replacement);
  return out;
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
