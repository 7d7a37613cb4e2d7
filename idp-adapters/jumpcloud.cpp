// JumpCloud.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kJumpCloud = {
    .id = "jumpcloud", .title = "JumpCloud", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
