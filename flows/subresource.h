// What a page loads, as its browser would load it.
#pragma once

#include "flows/follow.h"
#include "flows/login.h"

namespace flexverify::flows {

enum class Part {
  Head,   // of the answer
  Start,  // the first bytes of the file
  Whole
};

// The file of a <script src> of the page, redirects followed. Findings: those of follow(),
// server-error, rate-limited, and browser-refuses where http is loaded into an https page.
// Its first request, in advance.
void ask_for_script_ahead(Login& login, const web::Page& page, const web::Url& src, Part part);
[[nodiscard]] std::variant<Arrived, model::Finding> fetch_script(Login& login,
                                                                 const web::Page& page,
                                                                 const web::Url& src, Part part);

}  // namespace flexverify::flows
