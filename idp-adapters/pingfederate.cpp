// PingFederate and PingID.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kPingFederate = {
    .id = "pingfederate", .title = "PingFederate and PingID", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
