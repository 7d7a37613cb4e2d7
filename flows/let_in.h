// What Twilio accepted cannot be broken: it outranks the audit (contract 4, principle 2).
#pragma once

#include "flows/login.h"

namespace flexverify::flows {

// Findings of the audit alone, about what the service took all the same, become warnings (and
// notes, where nobody could check): about the message once the ACS took it, about the claims once a
// token was made of them. Never so: a signature that does not match, a forged structure, and what
// the user asked for.
void outrank_the_audit(LetIn let_in, Forgery forgery, std::vector<model::Finding>& findings);
// The step of the audit has not failed, when nothing of it is left that is critical.
void settle_the_audit(const std::vector<model::Finding>& findings, std::vector<model::Step>& steps);

}  // namespace flexverify::flows
