// Salesforce.
#include "idp-adapters/adapter_list.h"

namespace flexverify::idp {
namespace {

bool owns(const web::Url&) { return false; }

}  // namespace

constinit const Adapter kSalesforce = {
    .id = "salesforce", .title = "Salesforce", .owns = owns, .rules = {}};

}  // namespace flexverify::idp
