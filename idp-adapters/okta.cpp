// Okta.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kOkta = {.id = "okta", .title = "Okta", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
