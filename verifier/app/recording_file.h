// A recording of a login, read from a file.
#pragma once

#include <string>

#include "verifier/base/result.h"
#include "verifier/recording/login.h"

namespace flexverify::app {

struct RecordingFile {
  web::Recording recording;
  recording::RecordedLogin login;
};
// Errors name the file: it cannot be read, is no HAR file, or holds no login at Flex.
[[nodiscard]] base::Result<RecordingFile> read_recording_file(const std::string& path);

}  // namespace flexverify::app
