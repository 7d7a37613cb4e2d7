// OneLogin.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kOneLogin = {
    .id = "onelogin", .title = "OneLogin", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
