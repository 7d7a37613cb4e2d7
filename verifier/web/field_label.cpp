#include "verifier/web/field_label.h"

#include <algorithm>
#include <array>
#include <string>

#include "verifier/base/text.h"
#include "verifier/base/words.h"

namespace flexverify::web {
namespace {

// Words that begin so. What stands first counts: a one-time password is no password, and a code
// that was sent to an e-mail address is no address.
struct Row {
  std::string_view word;
  LabelSays says;
};
constexpr auto kRows = std::to_array<Row>({
    {"one-time", LabelSays::Code},
    {"one time", LabelSays::Code},
    {"onetime", LabelSays::Code},
    {"otp", LabelSays::Code},
    {"totp", LabelSays::Code},
    {"einmal", LabelSays::Code},
    {"usage unique", LabelSays::Code},
    {"un solo uso", LabelSays::Code},
    {"uso único", LabelSays::Code},
    {"monouso", LabelSays::Code},
    {"eenmalig", LabelSays::Code},
    {"ワンタイム", LabelSays::Code},
    {"backup", LabelSays::Other},
    {"recovery", LabelSays::Other},
    {"wiederherstellung", LabelSays::Other},
    {"secours", LabelSays::Other},
    {"récupération", LabelSays::Other},
    {"respaldo", LabelSays::Other},
    {"recupera", LabelSays::Other},
    {"recupero", LabelSays::Other},
    {"herstelcode", LabelSays::Other},
    {"バックアップ", LabelSays::Other},
    {"リカバリ", LabelSays::Other},
    {"question", LabelSays::Other},
    {"answer", LabelSays::Other},
    {"antwort", LabelSays::Other},
    {"réponse", LabelSays::Other},
    {"respuesta", LabelSays::Other},
    {"resposta", LabelSays::Other},
    {"risposta", LabelSays::Other},
    {"antwoord", LabelSays::Other},
    {"password", LabelSays::Password},
    {"passwort", LabelSays::Password},
    {"kennwort", LabelSays::Password},
    {"mot de passe", LabelSays::Password},
    {"contraseña", LabelSays::Password},
    {"senha", LabelSays::Password},
    {"palavra-passe", LabelSays::Password},
    {"wachtwoord", LabelSays::Password},
    {"パスワード", LabelSays::Password},
    {"zip", LabelSays::Other},
    {"postal", LabelSays::Other},
    {"country", LabelSays::Other},
    {"area code", LabelSays::Other},
    {"employee", LabelSays::Other},
    {"company", LabelSays::Other},
    {"customer", LabelSays::Other},
    {"department", LabelSays::Other},
    {"promo", LabelSays::Other},
    {"token name", LabelSays::Other},
    {"passcode", LabelSays::Code},
    {"authenticator", LabelSays::Code},
    {"verification", LabelSays::Code},
    {"code", LabelSays::Code},
    {"token", LabelSays::Code},
    {"bestätigungscode", LabelSays::Code},
    {"sicherheitscode", LabelSays::Code},
    {"verificatiecode", LabelSays::Code},
    {"beveiligingscode", LabelSays::Code},
    {"código", LabelSays::Code},
    {"codice", LabelSays::Code},
    {"コード", LabelSays::Code},
    {"user", LabelSays::Username},
    {"e-mail", LabelSays::Username},
    {"email", LabelSays::Username},
    {"login", LabelSays::Username},
    {"account", LabelSays::Username},
    {"benutzer", LabelSays::Username},
    {"anmeldename", LabelSays::Username},
    {"utilisateur", LabelSays::Username},
    {"identifiant", LabelSays::Username},
    {"usuario", LabelSays::Username},
    {"usuário", LabelSays::Username},
    {"utilizador", LabelSays::Username},
    {"correo", LabelSays::Username},
    {"utente", LabelSays::Username},
    {"gebruiker", LabelSays::Username},
    {"ユーザー", LabelSays::Username},
    {"メール", LabelSays::Username},
});

constexpr std::size_t kLongest = 300;  // a longer one explains

}  // namespace

LabelSays label_says(std::string_view label) {
  const std::string lower = base::ascii_lower(label.substr(0, kLongest));
  const auto row = std::ranges::find_if(
      kRows, [&](const Row& one) { return base::begins_a_word(lower, one.word); });
  return row == kRows.end() ? LabelSays::Nothing : row->says;
}

}  // namespace flexverify::web
