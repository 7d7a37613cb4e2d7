#include "idp-adapters/entra/errors.h"

#include <algorithm>
#include <array>

#include "idp-adapters/entra/config.h"
#include "idp-adapters/entra/error_words.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/names.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"
#include "verifier/base/text.h"

namespace flexverify::idp::entra {
namespace {

using model::Code;

constexpr std::string_view kNoRequest = "750054";

// Microsoft's AADSTS numbers; the only mark that is not localised.
constexpr auto kErrors = std::to_array<VendorMessage>({
    {"50126", Code::CredentialsRejected, "the user name or the password is wrong"},
    {"50056", Code::CredentialsRejected, "the account has no password"},
    {"50064", Code::CredentialsRejected, "the credentials could not be validated"},
    {"50133", Code::SessionLost, "the session ended because the password was changed"},
    {"50034", Code::UnknownUser, "the user is not in this tenant"},
    {"50059", Code::UnknownUser, "the tenant cannot be told from the user name"},
    {"50128", Code::UnknownUser, "the domain of the user name is not known"},
    {"90019", Code::UnknownUser, "the tenant cannot be told from the user name"},
    {"50020", Code::UnknownUser, "the user belongs to another tenant"},
    {"16000", Code::UnknownUser, "the user belongs to another tenant"},
    {"90072", Code::UnknownUser, "the user belongs to another tenant"},
    {"51004", Code::UnknownUser,
     "the other identity provider knows the user, and the tenant does not: is the directory "
     "synchronised?"},
    {"50107", Code::IdpError,
     "the tenant does not trust the identity provider that answered: compare the issuer in the "
     "federation settings of the domain"},
    {"50008", Code::IdpError, "the answer of the other identity provider is not valid"},
    {"80001", Code::IdpError, "no agent of the pass-through authentication can be reached"},
    {"80002", Code::IdpError, "the agent of the pass-through authentication did not answer"},
    {"80007", Code::IdpError, "the agent of the pass-through authentication failed"},
    {"50053", Code::AccountLocked, "the account is locked, or the address looks risky"},
    {"50057", Code::AccountDisabled, "the account is disabled"},
    {"50055", Code::PasswordExpired, "the password has expired"},
    {"50144", Code::PasswordExpired, "the password of the local directory has expired"},
    {"50072", Code::MfaEnrolmentRequired, "the user must set up a second factor first"},
    {"50079", Code::MfaEnrolmentRequired, "the user must set up a second factor first"},
    {"50203", Code::MfaEnrolmentRequired, "the user must register an authenticator first"},
    {"50125", Code::MfaEnrolmentRequired, "the user must register for password reset first"},
    {"50074", Code::MfaRequired, "a second factor is wanted"},
    {"50076", Code::MfaRequired, "a second factor is wanted"},
    {"50078", Code::MfaRequired, "the second factor has expired"},
    {"50158", Code::MfaRequired, "a second factor of another provider is wanted"},
    {"500121", Code::MfaRejected, "the second factor failed"},
    {"50105", Code::UserNotAssigned, "the user is not assigned to the application"},
    {"700016", Code::IdpAppNotFound,
     "no application has this Identifier (Entity ID): expected that of the Flex connection"},
    {"650056", Code::IdpError, "the application is misconfigured"},
    {"50011", Code::IdpAcsNotRegistered,
     "the ACS URL is not among the Reply URLs: expected that of the Flex connection, with its "
     "?connection="},
    {"500113", Code::IdpAcsNotRegistered,
     "the application has no Reply URL: expected the ACS URL of the Flex connection"},
    {"7000112", Code::IdpError, "the application is disabled",
     "Set Enabled for users to sign-in to Yes, under Properties of the application for Flex."},
    {"75005", Code::IdpError, "the SAML request is not valid"},
    {"75011", Code::PolicyDenied,
     "the user signed in by another method than the request demands: the legacy connection asks "
     "for a password alone"},
    {kNoRequest, Code::IdpError, "there is no SAMLRequest: is Single Sign-On URL the Login URL?"},
    {"900561", Code::IdpError, "the address takes POST only"},
    {"53000", Code::PolicyDenied, "Conditional Access wants a compliant device"},
    {"53001", Code::PolicyDenied, "Conditional Access wants a joined device"},
    {"53002", Code::PolicyDenied, "Conditional Access wants an approved app"},
    {"53003", Code::PolicyDenied, "Conditional Access blocks the sign-in"},
    {"53004", Code::PolicyDenied, "the account looks at risk: register for MFA elsewhere"},
    {"53010", Code::PolicyDenied, "MFA may not be registered from here"},
    {"53011", Code::PolicyDenied, "the account was blocked because of risk"},
    {"530003", Code::PolicyDenied, "Conditional Access wants a managed device"},
    {"530032", Code::PolicyDenied, "Conditional Access blocks the sign-in"},
    {"530035", Code::PolicyDenied, "security defaults block the sign-in"},
    {"50097", Code::PolicyDenied, "device authentication is wanted"},
    {"50129", Code::PolicyDenied, "the device must be joined"},
    {"50131", Code::PolicyDenied, "Conditional Access blocks this device or place"},
    {"50155", Code::PolicyDenied, "device authentication failed"},
    {"50187", Code::PolicyDenied, "device authentication failed"},
    {"50005", Code::PolicyDenied,
     "the platform is not known to Conditional Access: try another --user-agent"},
    {"65001", Code::ConsentRequired, "nobody has consented to the application"},
    {"65004", Code::ConsentRequired, "the user declined to consent"},
    {"90094", Code::ConsentRequired, "an administrator must consent"},
    {"90095", Code::ConsentRequired, "an administrator must approve the request"},
    {"90055", Code::RateLimited, "too many requests"},
    {"50196", Code::SessionLost, "the login went round in a loop"},
    {"50089", Code::SessionLost, "the flow token has expired"},
});

constexpr std::array<std::string_view, 4> kTexts = {"strServiceExceptionMessage", "strMainMessage",
                                                    "sErrTxt", "serverError"};

const VendorMessage* find(const std::string& number) {
  return message_in(kErrors, KeyIs::Whole, number);
}

// The user's first visit and the interruptions that pages of their own announce.
bool is_harmless(std::string_view number) {
  constexpr std::array<std::string_view, 4> kHarmless = {"0", "50058", "50140", "50199"};
  return std::ranges::count(kHarmless, number) > 0;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// What the server says, without the user's name and the numbers for Microsoft's support.
std::string without_personal_data(std::string text, const std::string& username) {
  text = text.substr(0, std::min(text.find("Trace ID"), text.find("Correlation ID")));
  return std::string(base::trim(without_user(text, username)));
}

}  // namespace

std::string error_code(const base::Json& config) {
  for (const std::string_view key : {"sErrorCode", "iErrorCode", "serverError"})
    if (const std::string number = number_text(config.find(key));
        is_number(number) && !is_harmless(number))
      return number;
  for (const std::string_view key : kTexts)
    if (std::string number = aadsts(config.text(key)); !number.empty() && !is_harmless(number))
      return number;
  return "";
}

std::string error_text(const base::Json& config, const LoginFacts& facts) {
  for (const std::string_view key : kTexts)
    if (const std::string text = config.text(key); !text.empty() && !is_number(text))
      return without_personal_data(text, facts.username);
  return "";
}

std::string aadsts(std::string_view text) {
  constexpr std::string_view kMark = "AADSTS";
  const std::size_t at = text.find(kMark);
  if (at == std::string_view::npos) return "";
  const std::string_view digits = text.substr(at + kMark.size());
  return std::string(digits.substr(0, digits.find_first_not_of("0123456789")));
}

bool is_known_error(const std::string& number) { return find(number) != nullptr; }

namespace {

// The number as it was shown; its meaning is the row's.
Stop stop_for_row(const PageView& page, const VendorMessage& row, const std::string& shown,
                  const std::string& text) {
  Stop made = idp::stop_for(
      row, place_of(page) + " shows " + shown + ": " + std::string(row.meaning) + "." + text);
  return row.key == kNoRequest ? with_sso_url(std::move(made)) : made;
}

}  // namespace

Stop stop_for(const PageView& page, const std::string& number, const std::string& said) {
  const std::string text = said.empty() ? "" : " Entra says: " + quoted(said);
  if (const VendorMessage* known = find(number))
    return stop_for_row(page, *known, "AADSTS" + std::string(known->key), text);
  const std::string name = number.empty() ? "an error without a number"
                                          : "the error AADSTS" + base::printable(number, 20);
  if (const VendorMessage* alike = find(std::string(number_by_words(said))))
    return stop_for_row(page, *alike, name, text);
  const VendorMessage* common = meaning_of_error(said);
  const std::string detail =
      place_of(page) + " shows " + name + ". The sign-in log of Entra names the reason." + text;
  return common == nullptr ? stop(Code::IdpError, detail) : idp::stop_for(*common, detail);
}

}  // namespace flexverify::idp::entra
