// What would be done with a saved page (`flexverify page`). Nothing is sent.
#pragma once

#include <string>

#include "idp-adapters/adapter.h"
#include "verifier/base/json.h"

namespace flexverify::idp {

// {"adapter","state","action","sends_to","fields":[names],"finding":code or null}: adapter is
// "shared" for a shared rule and null for an unknown page; action is send, wait, handoff, answer
// or stop.
[[nodiscard]] base::Json page_report(const web::Page& page, const Adapter* wanted,
                                     const LoginFacts& facts = example_facts(),
                                     const Memory& memory = {});
// The same for people, with the finding's detail.
[[nodiscard]] std::string page_report_text(const web::Page& page, const Adapter* wanted,
                                           const LoginFacts& facts = example_facts(),
                                           const Memory& memory = {});

}  // namespace flexverify::idp
