// What `explain`, the manual and the documents say about a finding besides its row in codes.def:
// how it comes about in this migration, and in which field the value stands (guidance.def).
#pragma once

#include <string_view>

#include "verifier/model/codes.h"

namespace flexverify::model {

// The field to change: of the provider's application for Flex, or of Flex's own SSO page, into
// which a value of the provider is pasted.
enum class Place {
  Nowhere,  // in no field of these screens; the hint says where
  EntityId,
  AcsUrl,
  NameId,
  Claims,
  Signing,
  Access,
  SsoUrl,
  Certificate,
  Issuer
};

struct Guidance {
  Code code;             // the row's own
  Place place;           // where its value is changed
  std::string_view why;  // it comes about in this migration
};
[[nodiscard]] const Guidance& guidance(Code code);

// How somebody sees that it is mended, which depends on how far a login must get for that.
struct Proof {
  std::string_view seen;     // "the step assertion is ok"
  std::string_view command;  // what to run again
};
[[nodiscard]] Proof proof_of(Stage stage);

}  // namespace flexverify::model
