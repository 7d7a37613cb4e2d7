// What an error page says about the AuthnRequest or the application.
#include <algorithm>
#include <array>

#include "idp-adapters/shared/account_state.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/sentences.h"

namespace flexverify::idp {
namespace {

using model::Code;

struct Language {
  std::array<std::string_view, 4> what;
  std::array<std::string_view, 8> how;
};

constexpr std::string_view kEntityId =
    "Compare the Entity ID in the identity provider's application with the connection's in the "
    "Flex Console.";
constexpr std::string_view kAcsUrl =
    "Compare the ACS URL in the identity provider's application with the connection's in the Flex "
    "Console.";
constexpr std::string_view kEntityIdOrAcsUrl =
    "Compare Entity ID and ACS URL in the identity provider's application with the connection's in "
    "the Flex Console: it says the same of both.";
constexpr std::string_view kSingleSignOnUrl =
    "Compare the Single Sign-On URL in the Flex Console with the address that the identity "
    "provider "
    "gives for it.";
constexpr std::string_view kClocks =
    "Set the identity provider's clock: the request was made a moment ago.";
constexpr std::string_view kContext =
    "Let the identity provider's application accept the authentication context of the request.";
constexpr std::string_view kNameId =
    "Let the identity provider's application give the NameID format that the request asks for.";
constexpr std::string_view kEnable =
    "Enable the application for Flex in the identity provider, for all agents.";
constexpr std::string_view kAssign = "Assign the user, and all agents, to the application.";
constexpr auto kNotAssigned = std::to_array<VendorMessage>({
    {"not assigned to", Code::UserNotAssigned, "", kAssign},
    {"user is not assigned", Code::UserNotAssigned, "", kAssign},
    {"you are not assigned", Code::UserNotAssigned, "", kAssign},
    {"not a member of", Code::UserNotAssigned, "", kAssign},
    {"not have a role", Code::UserNotAssigned, "", kAssign},
    {"n't have a role", Code::UserNotAssigned, "", kAssign},
    {"nicht zugewiesen", Code::UserNotAssigned, "", kAssign},
    {"n'est pas affecté", Code::UserNotAssigned, "", kAssign},
    {"no está asignado", Code::UserNotAssigned, "", kAssign},
    {"niet toegewezen", Code::UserNotAssigned, "", kAssign},
});
constexpr VendorMessage kNotPermitted{"", Code::UserNotAssigned, "", kAssign};
// Not every page may be seen by everybody: only where it is said of the application.
constexpr std::array kPermission = {
    Language{{"application", "this app", "the app"},
             {"not authorized to", "not authorised to", "not permitted to", "not allowed to",
              "access to", "permission to", "not entitled", "not been granted"}},
    Language{{"anwendung", "applikation"},
             {"nicht berechtigt", "keine berechtigung", "keinen zugriff"}},
    Language{{"application"}, {"pas autorisé", "pas accès à", "pas habilité"}},
    Language{{"aplicación"}, {"no está autorizado", "no tiene acceso", "no tiene permiso"}},
    Language{{"aplicação", "aplicativo"},
             {"não está autorizado", "não tem acesso", "não tem permissão"}},
    Language{{"applicazione"}, {"non è autorizzato", "non sei autorizzato", "non ha accesso"}},
    Language{{"applicatie", "toepassing"}, {"niet gemachtigd", "geen toegang", "niet bevoegd"}},
    Language{{"アプリ"}, {"権限がありません", "許可されていません"}},
};

bool denies_application(std::string_view sentence) {
  constexpr std::array<std::string_view, 4> kNegation = {"not ", "n't ", "denied", "no "};
  return std::ranges::any_of(kPermission, [&](const Language& language) {
    if (!has_one(sentence, language.what) || !has_one(sentence, language.how)) return false;
    return &language != kPermission.data() || has_one(sentence, kNegation);
  });
}

bool says_not_permitted(std::string_view words) {
  return std::ranges::any_of(sentences(words), denies_application);
}

constexpr auto kComplaints = std::to_array<VendorMessage>({
    {"unknown entity or unsupported binding", Code::IdpError, "", kEntityIdOrAcsUrl},  // pysaml2
    {"unknown entity", Code::IdpAppNotFound, "", kEntityId},
    {"unknown system entity", Code::IdpAppNotFound, "", kEntityId},
    {"unknownsystementity", Code::IdpAppNotFound, "", kEntityId},
    {"entity not found", Code::IdpAppNotFound, "", kEntityId},
    {"entity id", Code::IdpAppNotFound, "", kEntityId},
    {"entityid", Code::IdpAppNotFound, "", kEntityId},
    {"unknown service provider", Code::IdpAppNotFound, "", kEntityId},
    {"untrusted service provider", Code::IdpAppNotFound, "", kEntityId},
    {"not registered for use with this service", Code::IdpAppNotFound, "", kEntityId},
    {"service provider is not", Code::IdpAppNotFound, "", kEntityId},
    {"service provider not", Code::IdpAppNotFound, "", kEntityId},
    {"unbekannter dienstanbieter", Code::IdpAppNotFound, "", kEntityId},
    {"fournisseur de service inconnu", Code::IdpAppNotFound, "", kEntityId},
    {"unknown relying party", Code::IdpAppNotFound, "", kEntityId},
    {"relying party is not", Code::IdpAppNotFound, "", kEntityId},
    {"unknown issuer", Code::IdpAppNotFound, "", kEntityId},
    {"invalid issuer", Code::IdpAppNotFound, "", kEntityId},
    {"issuer is not", Code::IdpAppNotFound, "", kEntityId},
    {"unknown application", Code::IdpAppNotFound, "", kEntityId},
    {"unknown client", Code::IdpAppNotFound, "", kEntityId},
    {"metadata not found", Code::IdpAppNotFound, "", kEntityId},
    {"no metadata", Code::IdpAppNotFound, "", kEntityId},
    {"audience", Code::IdpAppNotFound, "", kEntityId},
    {"assertion consumer", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"assertionconsumer", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"acs url", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"reply url", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"acs not", Code::IdpAcsNotRegistered, "", kAcsUrl},
    {"destination", Code::IdpError, "", kSingleSignOnUrl},
    {"tenant not found", Code::IdpError, "", kSingleSignOnUrl},
    {"organization not found", Code::IdpError, "", kSingleSignOnUrl},
    {"organisation not found", Code::IdpError, "", kSingleSignOnUrl},
    {"realm not found", Code::IdpError, "", kSingleSignOnUrl},
    {"realm does not exist", Code::IdpError, "", kSingleSignOnUrl},
    {"request has expired", Code::IdpError, "", kClocks},
    {"request expired", Code::IdpError, "", kClocks},
    {"issued in the future", Code::IdpError, "", kClocks},
    {"is in the future", Code::IdpError, "", kClocks},
    {"clock skew", Code::IdpError, "", kClocks},
    {"issueinstant", Code::IdpError, "", kClocks},
    {"issue instant", Code::IdpError, "", kClocks},
    {"authentication context", Code::IdpError, "", kContext},
    {"authncontext", Code::IdpError, "", kContext},
    {"nameid", Code::IdpError, "", kNameId},
    {"name id", Code::IdpError, "", kNameId},
    {"not signed", Code::IdpError, "",
     "Let the identity provider's application accept requests that are not signed."},
    {"unsigned", Code::IdpError, "",
     "Let the identity provider's application accept requests that are not signed."},
    {"signature", Code::IdpError, "",
     "Look at what the identity provider's application wants of a request's signature."},
});

constexpr VendorMessage kApplicationDisabled{"", Code::IdpError, "", kEnable};

}  // namespace

const VendorMessage* saml_complaint(std::string_view words) {
  if (const VendorMessage* known = message_in(kNotAssigned, KeyIs::Words, words)) return known;
  if (says_not_permitted(words)) return &kNotPermitted;
  if (says_application_is_disabled(words)) return &kApplicationDisabled;
  return message_in(kComplaints, KeyIs::Words, words);
}

}  // namespace flexverify::idp
