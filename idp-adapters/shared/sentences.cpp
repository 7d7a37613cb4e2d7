#include "idp-adapters/shared/sentences.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"

namespace flexverify::idp {
namespace {

struct Language {
  std::string_view code, sent;
};
// English, German, French, Spanish and Portuguese, Italian, Dutch, Japanese.
constexpr auto kLanguages = std::to_array<Language>({{"code", " sent"},
                                                     {"code", "texted"},
                                                     {"code", "mailed"},
                                                     {"code", "gesendet"},
                                                     {"code", "geschickt"},
                                                     {"code", "envoyé"},
                                                     {"código", "envia"},
                                                     {"codice", "inviato"},
                                                     {"code", "verzonden"},
                                                     {"code", "gestuurd"},
                                                     {"コード", "送信しまし"}});

bool tells_of_a_sent_code(std::string_view sentence) {
  if (base::contains_ignoring_case(sentence, "authenticator")) return false;
  return std::ranges::any_of(kLanguages, [&](const Language& language) {
    return base::contains_ignoring_case(sentence, language.code) &&
           base::contains_ignoring_case(sentence, language.sent);
  });
}

constexpr std::array<std::string_view, 4> kBrowser = {"browser", "navigateur", "navegador",
                                                      "ブラウザ"};
// In the same languages.
constexpr std::array<std::string_view, 18> kUnsupported = {
    "not supported",      "n't supported",       "unsupported",
    "no longer support",  "not compatible",      "out of date",
    "outdated",           "nicht unterstützt",   "veraltet",
    "pas pris en charge", "plus pris en charge", "pas compatible",
    "no es compatible",   "não é compatível",    "não é suportado",
    "non è supportato",   "niet ondersteund",    "サポートされ"};

constexpr std::array<std::string_view, 9> kShownKey = {"qr code",   "qr-code",   "code qr",
                                                       "código qr", "codice qr", "qrコード",
                                                       "bar code",  "barcode",   "secret key"};
// What is done to an authenticator app, in the same languages; nobody says it where one signs in.
constexpr std::array<std::string_view, 12> kSetUp = {
    "set up",      "setup",    "enroll",  "enrol ",    "register your", "einrichten",
    "einrichtung", "configur", "associa", "instellen", "koppel",        "設定"};

}  // namespace

std::vector<std::string_view> sentences(std::string_view words) {
  std::vector<std::string_view> all;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find_first_of(".!?\n", begin), words.size());
    all.push_back(words.substr(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

bool has_one(std::string_view words, std::span<const std::string_view> keys) {
  return std::ranges::any_of(keys, [&](std::string_view key) {
    return !key.empty() && base::contains_ignoring_case(words, key);
  });
}

bool says_code_was_sent(std::string_view words) {
  return std::ranges::any_of(sentences(words), tells_of_a_sent_code);
}

bool says_code_was_used(std::string_view words) {
  constexpr auto kUsed = std::to_array<std::string_view>(
      {"already been used", "already used", "bereits verwendet", "déjà été utilisé", "déjà utilisé",
       "ya se ha utilizado", "ya ha sido utilizado", "já foi utilizado", "já foi usado",
       "già stato utilizzato", "già utilizzato", "al gebruikt", "使用済み"});
  return has_one(words, kUsed);
}

bool says_factor_is_to_be_set_up(std::string_view words) {
  return has_one(words, kShownKey) && has_one(words, kSetUp);
}

std::optional<std::string_view> says_browser_is_unsupported(std::string_view words) {
  for (const std::string_view sentence : sentences(words))
    if (has_one(sentence, kBrowser) && has_one(sentence, kUnsupported)) return base::trim(sentence);
  return std::nullopt;
}

}  // namespace flexverify::idp
