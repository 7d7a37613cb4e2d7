// Duo.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kDuo = {.id = "duo", .title = "Duo", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
