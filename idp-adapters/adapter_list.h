// One name for each adapter's table, out of adapter_list.def.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp {

#define FV_ADAPTER(table) extern const Adapter table;
#include "idp-adapters/adapter_list.def"
#undef FV_ADAPTER

}  // namespace flexverify::idp
