// One name for each adapter's table. A new adapter is declared here and listed in adapters.cpp.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp {

extern const Adapter kSimpleSamlPhp;
extern const Adapter kGenericForm;

}  // namespace flexverify::idp
