// The JSON Schema (draft-07) of the configuration, made from the table of keys. It is shipped as
// reports/schema/flexverify-config.schema.json.
#pragma once

#include "verifier/base/json.h"

namespace flexverify::config {

[[nodiscard]] base::Json config_schema();

}  // namespace flexverify::config
