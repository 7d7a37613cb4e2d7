// Hidden fields of a sign-in form that a script of the page fills from what a person typed.
#pragma once

#include <string>

#include "idp-adapters/adapter.h"
#include "verifier/web/form.h"

namespace flexverify::idp {

struct ScriptFields {
  web::Values copies;   // the user name or the password, as the script copies it
  std::string unknown;  // a field that is filled in a way that is not known here; "": there is none
};

// A copy is a copy: trimmed at most. Encoded, encrypted, hashed or put together is unknown, and so
// is an empty hidden field for a user name or password of which no script that can be read says
// anything, on a page with scripts.
[[nodiscard]] ScriptFields fields_of_scripts(const PageView& page, const web::Form& form,
                                             const std::string& username);

}  // namespace flexverify::idp
