// A connection that is not the active one: the normal state before Finish, and a fault after it.
#pragma once

#include "verifier/model/run.h"
#include "verifier/serve/store.h"

namespace flexverify::serve {

// The note that the connection is not active becomes a warning where an earlier run of the same
// target saw the same connection active.
void warn_where_it_was_active(model::CheckResult& result, Store& store);

}  // namespace flexverify::serve
