// What a failure on the wire means to the person who reads the report.
#pragma once

#include "verifier/model/finding.h"
#include "verifier/net/transport.h"

namespace flexverify::net {

[[nodiscard]] model::Finding finding_for(const Failure& failure, const web::Url& url,
                                         base::Millis timeout);

}  // namespace flexverify::net
