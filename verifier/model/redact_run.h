// Every string that a server may have had a part in, once more, when all values are known: one that
// was declared late may stand in what was recorded early.
#pragma once

#include "verifier/model/examination.h"
#include "verifier/model/redact.h"
#include "verifier/model/run.h"

namespace flexverify::model {

void redact(CheckResult& result, Redactor& redactor);
void redact(ExaminedMessage& examined, Redactor& redactor);
void redact(Finding& finding, Redactor& redactor);

}  // namespace flexverify::model
