// THE table of drills: a fault, and the finding that a verifier must come to.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tests/lab/faults.h"
#include "verifier/base/json.h"
#include "verifier/model/codes.h"

namespace flexverify::lab {

// What the written configuration says about the connection. Without values the verifier takes the
// account's active one, as somebody does who gives a URL and nothing else.
enum class Expectations { Named, Left };

// Whether the check is the one after a switch back.
enum class Revert { No, Checked };

struct Drill {
  std::string_view name;
  std::string_view plants;
  model::Code expected;
  Faults faults = {};
  std::string_view target = "self-hosted";  // of the written configuration: the one that shows it
  Expectations expectations = Expectations::Named;
  Revert revert = Revert::No;
  // At a look-alike: where it would show the screen `from`, it shows `to`.
  std::string_view look_alike = {};
  std::string_view from = {};
  std::string_view to = {};
  // Of the finding, where a service provider that lets it pass makes it less than the table says,
  // or where it is this machine's fault.
  std::optional<model::Severity> severity = {};
  std::string_view migrated_on = {};  // of the target
};

[[nodiscard]] model::Severity expected_severity(const Drill& drill);

[[nodiscard]] std::span<const Drill> all_drills();
// What services may do as well: no fault of the login, which must load without what is `expected`.
[[nodiscard]] std::span<const Drill> all_variations();
[[nodiscard]] const Drill* drill_named(std::string_view name);  // of both; null when unknown
// [{"name","plants","expected","severity","target"}]
[[nodiscard]] base::Json drills_json();

}  // namespace flexverify::lab
