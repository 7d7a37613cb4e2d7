// A decoded message as names and values, for every report that shows one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verifier/model/examination.h"
#include "verifier/model/run.h"

namespace flexverify::reports {

struct SamlRow {
  std::string name;                     // of the value, for people
  std::string value;                    // "": it was not there
  std::vector<model::Code> audit = {};  // what the audit may say about this value
  std::string compared = {};            // model::Compared::value of it; "": it is never compared
};

// The words behind a ✓: "as pasted into Flex", "as expected". "" unless the value was compared with
// something and is equal to it.
[[nodiscard]] std::string_view equal_words(const SamlRow& row,
                                           const std::vector<model::Compared>& compared);

[[nodiscard]] std::vector<SamlRow> rows_of(const model::SamlRequestFacts& request);
[[nodiscard]] std::vector<SamlRow> rows_of(const model::SamlResponseFacts& response);
[[nodiscard]] std::vector<SamlRow> rows_of(const model::SamlMetadataFacts& metadata);

}  // namespace flexverify::reports
