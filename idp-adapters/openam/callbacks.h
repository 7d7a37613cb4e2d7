// /json/authenticate: an answer is a list of callbacks, each a question, which goes back with the
// inputs filled in.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::openam {

enum class Answer { None, Callbacks, SignedIn, Refused };
[[nodiscard]] Answer answer_of(const PageView& page);

Action answer_callbacks(const PageView& page, const LoginFacts& facts, const Memory& memory);
// To the address that the answer names, of the same origin.
Action go_on(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action report_callbacks(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::openam
