// LemonLDAP::NG.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kLemonLdap = {
    .id = "lemonldap", .title = "LemonLDAP::NG", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
