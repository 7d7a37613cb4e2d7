// Which of PingFederate's and PingID's pages a page is.
#pragma once

#include <string>
#include <string_view>

#include "idp-adapters/page_view.h"

namespace flexverify::idp::pingfederate {

enum class State {
  None,
  Login,
  LoginRefused,
  UserName,
  PasswordExpiring,
  ChangePassword,
  BrowserProbe,
  DeviceChoice,
  CodeForm,
  CodeRefused,
  Swipe,
  PushWaiting,
  PushApproved,
  PushFailed,
  SecurityKey,
  Enrolment,
  Consent,
  SignOnError,
  ScriptLogin,
};

// By host or path alone.
[[nodiscard]] bool owns(const web::Url& url);

// The page was made out of that template of the form adapter's or of PingOne MFA's.
[[nodiscard]] bool has_template(const PageView& page, std::string_view name);

// What the page says is wrong; "" when it says nothing.
[[nodiscard]] std::string error_text(const PageView& page);

// None for a page of somebody else.
[[nodiscard]] State state_of(const PageView& page);

}  // namespace flexverify::idp::pingfederate
