// AD FS's second factor: many vendors' methods in one frame, a form with the method's name and a
// context.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp::adfs {

enum class FactorPage {
  None,
  CodeForm,
  CodeRefused,
  Start,  // of a method for codes, which wants an empty form first
  Push,
  PushFailed,
  Duo,
  Certificate,
  Other,  // of a method that nobody here knows
};
[[nodiscard]] FactorPage factor_page(const PageView& page);

// The list of methods and nothing else.
[[nodiscard]] bool is_method_choice(const PageView& page);

Action choose_method(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action send_code(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action report_code(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action start_method(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action wait_for_push(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action report_push(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action go_to_duo(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action report_certificate(const PageView& page, const LoginFacts& facts, const Memory& memory);
Action report_other(const PageView& page, const LoginFacts& facts, const Memory& memory);

}  // namespace flexverify::idp::adfs
