// One name for each adapter's table. A new adapter is declared here and listed in adapters.cpp.
#pragma once

#include "idp-adapters/adapter.h"

namespace flexverify::idp {

extern const Adapter kOkta;
extern const Adapter kEntra;
extern const Adapter kGoogle;
extern const Adapter kSalesforce;
extern const Adapter kAuth0;
extern const Adapter kAdfs;
extern const Adapter kKeycloak;
extern const Adapter kPingFederate;
extern const Adapter kOneLogin;
extern const Adapter kShibboleth;
extern const Adapter kJumpCloud;
extern const Adapter kLemonLdap;
extern const Adapter kDuo;
extern const Adapter kSimpleSamlPhp;
extern const Adapter kExternal;
extern const Adapter kGenericForm;

}  // namespace flexverify::idp
