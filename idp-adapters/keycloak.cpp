// Keycloak.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kKeycloak = {
    .id = "keycloak", .title = "Keycloak", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
