#include "idp-adapters/openam/messages.h"

#include <array>

#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "idp-adapters/shared/refusal.h"
#include "idp-adapters/shared/vendor_messages.h"

namespace flexverify::idp::openam {
namespace {

using model::Code;

constexpr auto kMessages = std::to_array<VendorMessage>({
    {"locked", Code::AccountLocked},
    {"inactive", Code::AccountDisabled},
    {"not active", Code::AccountDisabled},
    {"account has expired", Code::AccountDisabled},
    {"password has expired", Code::PasswordExpired},
    {"password is expired", Code::PasswordExpired},
    {"password expired", Code::PasswordExpired},
    {"timed out", Code::SessionLost},
    {"maximum sessions", Code::PolicyDenied},
    {"session quota", Code::PolicyDenied},
    {"no configuration found", Code::IdpError, "",
     "Correct the realm in Single Sign-On URL, or the chain of the realm."},
});

}  // namespace

Stop stop_for_words(const PageView& page, const std::string& said, const Memory& memory) {
  const std::string detail = place_of(page) + " says: " + quoted(said);
  const VendorMessage* known = message_in(kMessages, KeyIs::Words, said);
  if (known != nullptr) return stop_for(*known, detail);
  if (memory.one_time_code_sent) return stop(Code::MfaRejected, detail);
  return memory.password_sent ? unknown_refusal(page, said) : stop(Code::IdpError, detail);
}

}  // namespace flexverify::idp::openam
