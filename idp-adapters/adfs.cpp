// AD FS.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kAdfs = {.id = "adfs", .title = "AD FS", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
