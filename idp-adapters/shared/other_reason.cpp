#include "idp-adapters/shared/other_reason.h"

#include <array>

namespace flexverify::idp {
namespace {

using model::Code;

constexpr std::string_view kAgain =
    "Run it again; if it stays, a cookie is refused, or the provider's clock or store is at fault.";
constexpr std::string_view kWait = "Wait until the identity provider works, and check again.";
constexpr std::string_view kPolicy =
    "Let the policy of the identity provider admit the test user from this machine at this hour.";

// A login page may announce maintenance while it works: only what is so now counts. Many pages hold
// the words of an ended session ready, for a script to show: they prove nothing.
constexpr auto kReasons = std::to_array<VendorMessage>({
    {"session has expired", Code::NoProgress, "", kAgain},
    {"session is expired", Code::NoProgress, "", kAgain},
    {"session expired", Code::NoProgress, "", kAgain},
    {"session has timed out", Code::NoProgress, "", kAgain},
    {"session timed out", Code::NoProgress, "", kAgain},
    {"session has ended", Code::NoProgress, "", kAgain},
    {"sitzung ist abgelaufen", Code::NoProgress, "", kAgain},
    {"sitzung abgelaufen", Code::NoProgress, "", kAgain},
    {"session a expiré", Code::NoProgress, "", kAgain},
    {"session est expirée", Code::NoProgress, "", kAgain},
    {"session expirée", Code::NoProgress, "", kAgain},
    {"sesión ha caducado", Code::NoProgress, "", kAgain},
    {"sesión ha expirado", Code::NoProgress, "", kAgain},
    {"sessão expirou", Code::NoProgress, "", kAgain},
    {"sessione è scaduta", Code::NoProgress, "", kAgain},
    {"sessione scaduta", Code::NoProgress, "", kAgain},
    {"sessie is verlopen", Code::NoProgress, "", kAgain},
    {"セッションの有効期限", Code::NoProgress, "", kAgain},
    {"セッションがタイムアウト", Code::NoProgress, "", kAgain},
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
