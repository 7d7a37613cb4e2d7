// The appConfig.js of the lab's self-hosted pages: JavaScript as people write it, right and wrong.
#pragma once

#include "tests/lab/http.h"
#include "tests/lab/world.h"

namespace flexverify::lab {

// As the drill has it; a page of a legacy connection has no oauth object.
[[nodiscard]] Reply app_config(const World& world, const Deployment& deployment);

}  // namespace flexverify::lab
