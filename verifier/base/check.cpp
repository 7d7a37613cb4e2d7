#include "verifier/base/check.h"

namespace flexverify::base {

void report_bug(const char* condition, std::source_location at) {
  std::string file = at.file_name();
  file = file.substr(file.find_last_of('/') + 1);
  throw Bug(file + ":" + std::to_string(at.line()) + ": " + condition);
}

}  // namespace flexverify::base
