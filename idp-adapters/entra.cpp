// Microsoft Entra ID.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kEntra = {
    .id = "entra", .title = "Microsoft Entra ID", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
