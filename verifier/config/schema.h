// The JSON Schema (draft-07) of the configuration, made from the table of keys. It is shipped as
// reports/schema/flexverify-config.schema.json.
#pragma once

#include "verifier/base/json.h"
#include "verifier/config/rules.h"

namespace flexverify::config {

// The names of adapters are those of `known`.
[[nodiscard]] base::Json config_schema(const Known& known);

}  // namespace flexverify::config
