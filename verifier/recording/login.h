// The login that a recording holds: where it began, what was asked for, what was answered.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "verifier/base/result.h"
#include "verifier/model/check_spec.h"
#include "verifier/saml/authn_request.h"
#include "verifier/saml/response.h"
#include "verifier/web/recording.h"

namespace flexverify::recording {

// Places are indices of the recording's exchanges. Each part may be missing: a recording may begin
// late, end early, or hold no bodies.
struct RecordedLogin {
  model::ConnectionKind kind = model::ConnectionKind::Auto;  // Auto: nothing tells
  std::optional<std::size_t> authorize;                      // the page's script went to Twilio
  std::optional<std::size_t> at_provider;     // the AuthnRequest came to the identity provider
  std::optional<saml::AuthnRequest> request;  // it, where it can be read
  std::optional<std::size_t> at_acs;          // the browser posted the SAMLResponse to Twilio
  std::optional<saml::Response> response;     // it, where it can be read
  std::string certificate;                    // of its signature, PEM; "" when it carries none
  std::optional<std::size_t> landing;         // the page got a code, or a Token
  bool began_at_provider = false;             // by a link of the provider's; nobody asked for it
};

// Of several logins the last one that Twilio answered to. An Error when there is none.
[[nodiscard]] base::Result<RecordedLogin> find_login(const web::Recording& recording);

// The first and one past the last exchange of the identity provider's part.
struct Part {
  std::size_t from, to;
};
[[nodiscard]] Part provider_part(const web::Recording& recording, const RecordedLogin& login);

// "entry 12", as a person finds it in the file.
[[nodiscard]] std::string entry_of(const web::Recording& recording, std::size_t place);

}  // namespace flexverify::recording
