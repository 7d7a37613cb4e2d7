// Which of Keycloak's pages a page is. Themes rename what they like; the actions of forms, field
// names and the ids below stay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "idp-adapters/page_view.h"

namespace flexverify::idp::keycloak {

enum class State {
  None,
  Login,  // user name and password
  UserName,
  Password,
  Refused,  // one of the three before, with an error
  CodeForm,
  CodeRefused,
  RecoveryCode,
  SecurityKey,
  MethodChoice,
  Organization,
  Brokers,  // nothing but links to other providers
  Terms,
  Consent,
  UpdatePassword,
  Enrolment,
  RequiredAction,
  Expired,
  Error,
};

[[nodiscard]] bool owns(const web::Url& url);
[[nodiscard]] State state_of(const PageView& page);

// The forms that go to the server's login actions.
[[nodiscard]] std::vector<web::Form> our_forms(const PageView& page);
// The first with a usable control of that name; null when there is none.
[[nodiscard]] const web::Form* form_for(const std::vector<web::Form>& forms, std::string_view name);
// Links to other identity providers (id social-…, zocial-…).
[[nodiscard]] std::vector<const web::Element*> broker_links(const PageView& page);

// The text at a field, and the one above the form: themes since Keycloak 12 keep them apart.
[[nodiscard]] std::string field_error(const PageView& page);
[[nodiscard]] std::string alert_above(const PageView& page);
[[nodiscard]] bool keeps_errors_at_fields(const PageView& page);

// Keycloak redirected to this page by itself instead of answering the form that was sent: an
// answer has the form's session_code (before Keycloak 4: code) in its URL.
[[nodiscard]] bool began_anew(const PageView& page);
// "UPDATE_PASSWORD": the required action that holds the user back; "" when there is none.
[[nodiscard]] std::string required_action(const PageView& page);
// "update password". Reports hide what stands in a URL, such as the name itself.
[[nodiscard]] std::string required_action_in_words(const PageView& page);

}  // namespace flexverify::idp::keycloak
