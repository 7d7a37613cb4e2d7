// One browser's login at a look-alike.
#pragma once

#include <map>
#include <string>

#include "tests/lab/idp_login.h"

namespace flexverify::lab {

struct LookAlikeSession {
  IdpLogin login;                             // what the last AuthnRequest asked for
  std::string screen;                         // shown last
  std::map<std::string, std::string> tokens;  // the only right ones
  std::string username;                       // as the browser sent it
  std::string entry;                          // path and query of the last request to the SSO URL
  std::string answer;                         // the screen that ended the login; "" before
  std::string reply_to;                       // WS-Federation: where the answer goes, and with what
  std::string context;
  bool detoured = false;
};

}  // namespace flexverify::lab
