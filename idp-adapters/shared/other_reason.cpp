#include "idp-adapters/shared/other_reason.h"

#include <array>

namespace flexverify::idp {
namespace {

using model::Code;

constexpr std::string_view kWait = "Wait until the identity provider works, and check again.";
constexpr std::string_view kPolicy =
    "Let the policy of the identity provider admit the test user from this machine at this hour.";

// A login page may announce maintenance while it works: only what is so now counts.
constexpr auto kReasons = std::to_array<VendorMessage>({
    {"session has expired", Code::SessionLost},
    {"session is expired", Code::SessionLost},
    {"session expired", Code::SessionLost},
    {"session has timed out", Code::SessionLost},
    {"session timed out", Code::SessionLost},
    {"session has ended", Code::SessionLost},
    {"sitzung ist abgelaufen", Code::SessionLost},
    {"sitzung abgelaufen", Code::SessionLost},
    {"session a expiré", Code::SessionLost},
    {"session est expirée", Code::SessionLost},
    {"session expirée", Code::SessionLost},
    {"sesión ha caducado", Code::SessionLost},
    {"sesión ha expirado", Code::SessionLost},
    {"sessão expirou", Code::SessionLost},
    {"sessione è scaduta", Code::SessionLost},
    {"sessione scaduta", Code::SessionLost},
    {"sessie is verlopen", Code::SessionLost},
    {"セッションの有効期限", Code::SessionLost},
    {"セッションがタイムアウト", Code::SessionLost},
    {"cookies are disabled", Code::SessionLost},
    {"cookies are blocked", Code::SessionLost},
    {"enable cookies", Code::SessionLost},
    {"cookies must be enabled", Code::SessionLost},
    {"cookies sind deaktiviert", Code::SessionLost},
    {"cookies sont désactivés", Code::SessionLost},
    {"for maintenance", Code::IdpError, "", kWait},
    {"under maintenance", Code::IdpError, "", kWait},
    {"undergoing maintenance", Code::IdpError, "", kWait},
    {"maintenance mode", Code::IdpError, "", kWait},
    {"is temporarily unavailable", Code::IdpError, "", kWait},
    {"is currently unavailable", Code::IdpError, "", kWait},
    {"service temporarily unavailable", Code::IdpError, "", kWait},
    {"service unavailable", Code::IdpError, "", kWait},
    {"service is unavailable", Code::IdpError, "", kWait},
    {"wegen wartung", Code::IdpError, "", kWait},
    {"en maintenance", Code::IdpError, "", kWait},
    {"en mantenimiento", Code::IdpError, "", kWait},
    {"em manutenção", Code::IdpError, "", kWait},
    {"in manutenzione", Code::IdpError, "", kWait},
    {"in onderhoud", Code::IdpError, "", kWait},
    {"メンテナンス中", Code::IdpError, "", kWait},
    {"from this location", Code::PolicyDenied, "", kPolicy},
    {"from your location", Code::PolicyDenied, "", kPolicy},
    {"from this network", Code::PolicyDenied, "", kPolicy},
    {"from your network", Code::PolicyDenied, "", kPolicy},
    {"from this ip", Code::PolicyDenied, "", kPolicy},
    {"from your ip", Code::PolicyDenied, "", kPolicy},
    {"ip address is not", Code::PolicyDenied, "", kPolicy},
    {"ip address is blocked", Code::PolicyDenied, "", kPolicy},
    {"business hours", Code::PolicyDenied, "", kPolicy},
    {"working hours", Code::PolicyDenied, "", kPolicy},
    {"logon hours", Code::PolicyDenied, "", kPolicy},
    {"login hours", Code::PolicyDenied, "", kPolicy},
    {"at this time of day", Code::PolicyDenied, "", kPolicy},
    {"von diesem standort", Code::PolicyDenied, "", kPolicy},
    {"von dieser ip", Code::PolicyDenied, "", kPolicy},
    {"anmeldezeiten", Code::PolicyDenied, "", kPolicy},
    {"depuis cet emplacement", Code::PolicyDenied, "", kPolicy},
    {"depuis cette adresse ip", Code::PolicyDenied, "", kPolicy},
    {"desde esta ubicación", Code::PolicyDenied, "", kPolicy},
    {"desde esta dirección ip", Code::PolicyDenied, "", kPolicy},
});

}  // namespace

const VendorMessage* other_reason(std::string_view words) {
  return message_in(kReasons, KeyIs::Words, words);
}

}  // namespace flexverify::idp
