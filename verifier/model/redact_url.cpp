#include <algorithm>
#include <array>
#include <span>

#include "verifier/base/text.h"
#include "verifier/model/redact.h"
#include "verifier/web/query.h"

namespace flexverify::model {
namespace {

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

constexpr std::size_t kLongestUrl = 8192;  // as it is kept
constexpr int kUrlsInUrls = 4;             // deeper than that the value goes as a whole

struct Redacted {
  std::string text;
  bool marked = false;  // something was taken out
};

// Percent-encodes all but the marks.
std::string encode_around_marks(std::string_view text) {
  constexpr std::string_view kOpen = "<redacted:";
  constexpr std::size_t kSize = kOpen.size() + 8 + 1;
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find(kOpen); at != std::string_view::npos;
       at = text.find(kOpen, done)) {
    out += web::encode_component(text.substr(done, at - done));
    out += text.substr(at, kSize);
    done = std::min(at + kSize, text.size());
  }
  return out + web::encode_component(text.substr(done));
}

// Values are marked by name; a name decides, so that a value of two letters goes as well. A value
// may be a URL with a query of its own ("continue", "startURL", "fromURI").
Redacted redact_pairs(std::string_view query, Redactor& redactor, int depth) {
  Redacted all;
  for (const auto& [name, value] : web::parse_query(query)) {
    if (!all.text.empty()) all.text += '&';
    const std::string shown_name = redactor.words_of_a_server(name);
    all.marked |= shown_name != name;
    all.text += encode_around_marks(shown_name) + '=';
    const std::size_t inner = value.find_first_of("?#");
    const bool is_url = inner != std::string::npos && base::contains(value.substr(inner), "=");
    if (!value.empty() && (is_sensitive_name(name) || (is_url && depth == 0))) {
      redactor.add(value);
      all.text += redactor.placeholder(value);
      all.marked = true;
      continue;
    }
    if (!value.empty() && is_one_of(kPersonal, name)) {
      all.text += redactor.placeholder(value);
      all.marked = true;
      continue;
    }
    const Redacted within =
        is_url ? redact_pairs(value.substr(inner + 1), redactor, depth - 1) : Redacted{};
    all.marked |= within.marked;
    const std::string shown = within.marked ? value.substr(0, inner + 1) + within.text
                                            : redactor.words_of_a_server(value);
    all.marked |= shown != value;
    all.text += encode_around_marks(shown);
  }
  return all;
}

}  // namespace

bool is_sensitive_name(std::string_view name) { return is_one_of(kSensitive, name); }

std::string Redactor::url(const web::Url& url) {
  web::Url shown = url;
  shown.username.clear();
  shown.password.clear();
  for (auto* part : {&shown.query, &shown.fragment})
    if (*part)
      if (Redacted redacted = redact_pairs(**part, *this, kUrlsInUrls); redacted.marked)
        *part = std::move(redacted.text);
  std::string kept = web::to_string(shown);
  if (kept.size() > kLongestUrl) kept = kept.substr(0, kLongestUrl) + "…";
  return text(kept);
}

}  // namespace flexverify::model
