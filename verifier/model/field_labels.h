// How an identity provider's screens call the values of a SAML connection, so that a finding can
// say where to change one. The words are each provider's own (idp-adapters/<provider>/labels.h).
#pragma once

#include <string>
#include <string_view>

#include "verifier/model/finding.h"

namespace flexverify::model {

// A field: the page on which it stands, and its name there; and the clicks that lead to the page,
// where they are others than those to the application (FieldLabels::way).
struct Label {
  constexpr Label(std::string_view on_page, std::string_view called, std::string_view by = {})
      : page(on_page), field(called), way(by) {}

  std::string_view page;   // where it stands: a tab, a screen
  std::string_view field;  // its name there
  std::string_view way;    // the clicks that lead there
};

// The name under which a provider shows a value that is pasted into Flex.
struct SourceName {
  // NOLINTNEXTLINE(google-explicit-constructor): a table of labels is text.
  constexpr SourceName(const char* called) : text(called) {}

  std::string_view text;  // in the provider's words
};

// How many signatures the migration guide asks for on its page for the provider.
enum class GuideSigns { Either, Both };

// No member but the last three can be left out: what has no default does not compile without a
// value.
struct FieldLabels {
  std::string_view party;  // "Okta": the provider's name, as its admins know it

  Label entity_id;  // of Flex: the audience
  Label acs_url;    // of Flex: where the SAMLResponse is posted
  Label name_id;    // what identifies the user
  Label claims;     // email, full_name, roles
  Label signing;    // what is signed
  Label access;     // who may use the application

  SourceName sso_url;      // the address for AuthnRequests
  SourceName certificate;  // of the signing key
  SourceName issuer;       // the provider's Entity ID

  GuideSigns guide_signs = GuideSigns::Either;  // by the guide's page for it
  std::string_view against_sha1 = {};           // what to change so that it signs with SHA-256
  // Clicks from the provider's console to its application for Flex: "Admin Console > …". The five
  // providers of the migration guide have one.
  std::string_view way = {};
};

// The general words, for a provider that nobody knows.
inline constexpr FieldLabels kAnyProvider = {
    .party = "identity provider",
    .entity_id = {"the Flex application", "Entity ID (audience)"},
    .acs_url = {"the Flex application", "ACS URL"},
    .name_id = {"the Flex application", "NameID"},
    .claims = {"the Flex application", "attributes (claims)"},
    .signing = {"the Flex application", "signature of response and assertion"},
    .access = {"the Flex application", "assigned users"},
    .sso_url = "single sign-on URL",
    .certificate = "signing certificate",
    .issuer = "issuer (entity ID)"};

// The fields of the provider's application for Flex.
enum class IdpField { EntityId, AcsUrl, NameId, Claims, Signing, Access };
// Where the field stands in this provider's screens.
[[nodiscard]] const Label& label_of(const FieldLabels& labels, IdpField field);
[[nodiscard]] Fix idp_fix(const FieldLabels& labels, IdpField field);
// A field on the same page as `beside`, under words of our own ("the clock").
[[nodiscard]] Fix fix_beside(const FieldLabels& labels, IdpField beside, std::string field);

// Flex's own fields on the SSO page, for values that come from the identity provider.
enum class FlexField { SsoUrl, Certificate, Issuer };
// "X.509 Certificate": in the Console's own words.
[[nodiscard]] std::string_view console_field(FlexField field);
// How the provider calls it.
[[nodiscard]] std::string_view source_name(const FieldLabels& labels, FlexField field);
// "In Okta it is called: Identity Provider Issuer."
[[nodiscard]] std::string source_of(const FieldLabels& labels, FlexField field);
// Where the provider shows, and renews, the certificate of its signing key.
[[nodiscard]] Fix certificate_fix(const FieldLabels& labels);
// The finding with that field of the Console as its fix, and where the right value comes from.
[[nodiscard]] Finding with_flex_fix(Finding finding, const FieldLabels& labels, FlexField field);

}  // namespace flexverify::model
