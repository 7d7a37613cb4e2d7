// What OpenAM says in English, on its pages and in its answers.
#pragma once

#include <string>

#include "idp-adapters/adapter.h"

namespace flexverify::idp::openam {

// The finding for what it says of a sign-in. Words that nobody knows are about the secret that was
// sent last; before any was sent they are an error of the provider's.
[[nodiscard]] Stop stop_for_words(const PageView& page, const std::string& said,
                                  const Memory& memory);

}  // namespace flexverify::idp::openam
