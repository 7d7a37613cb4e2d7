// Auth0.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kAuth0 = {.id = "auth0", .title = "Auth0", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
