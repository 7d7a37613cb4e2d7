// Shibboleth.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kShibboleth = {
    .id = "shibboleth", .title = "Shibboleth", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
