// What an audit of saved messages found, for people and for programs.
#pragma once

#include <string>

#include "reports/renderer.h"
#include "verifier/model/examination.h"

namespace flexverify::reports {

[[nodiscard]] std::string examination_text(const model::Examination& examination,
                                           const RenderOptions& options);
// Schema flexverify-saml/1: findings and facts as in flexverify-run/1.
[[nodiscard]] std::string examination_json(const model::Examination& examination);

}  // namespace flexverify::reports
