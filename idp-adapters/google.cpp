// Google Workspace.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kGoogle = {
    .id = "google", .title = "Google Workspace", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
