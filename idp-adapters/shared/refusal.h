// What a page means that shows an error once a password was sent, where the adapter's own table
// does not know the words. A refusal needs evidence: words that say so, or the same field asked for
// again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "idp-adapters/adapter.h"
#include "idp-adapters/shared/vendor_messages.h"

namespace flexverify::idp {

enum class AsksAgain { No, Yes };
// Whether the page's sign-in form asks for the password again.
[[nodiscard]] AsksAgain asks_again(const PageView& page);

// Words that many providers use, in several languages: locked, disabled, expired, too many
// requests, a wrong user name or password. null when they say nothing of the kind.
[[nodiscard]] const VendorMessage* common_refusal(std::string_view words);
// The first short sentence that says that the user name or the password is wrong, or what state
// this account is in; "" when none does.
[[nodiscard]] std::string refusing_sentence(std::string_view words);
// By the common words. Else, where the password is asked for again, by another reason that is
// given for it, or credentials-rejected; where it is not, idp-error, which says nothing of it.
[[nodiscard]] Stop unknown_refusal(std::string_view words, AsksAgain again, std::string detail);
// With "<place> says: <words>" as the detail.
[[nodiscard]] Stop unknown_refusal(const PageView& page, std::string_view words);

// Words about the AuthnRequest or the application in an error page of whatever provider: an unknown
// Entity ID, an unregistered ACS URL, a missing signature. null when they say nothing of the kind.
[[nodiscard]] const VendorMessage* saml_complaint(std::string_view words);

// What the words of an error mean whose number says nothing: the account's state, or what is wrong
// with the application. null when they say nothing of the kind.
[[nodiscard]] const VendorMessage* meaning_of_error(std::string_view words);

// Whatever its status is, an error page may say in words what is wrong: with the account once a
// password was sent, else with the application. nullopt: it is none, or says nothing of the kind.
[[nodiscard]] std::optional<Stop> says_what_is_wrong(const PageView& page, const Memory& memory);

}  // namespace flexverify::idp
