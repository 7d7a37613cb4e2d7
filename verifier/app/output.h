// Where reports go: standard output or a file of mode 0600.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "verifier/base/files.h"
#include "verifier/base/result.h"

namespace flexverify::app {

// "-" is standard output. A device or a pipe is written to, a regular file is replaced.
[[nodiscard]] base::Result<void> write_output(const std::string& path, std::string_view text);
// The same with a text that comes piece by piece.
[[nodiscard]] base::Result<void> write_output(
    const std::string& path, const std::function<void(const base::WritePiece&)>& content);
// An Error when the folder of the file is not there or may not be written to.
[[nodiscard]] base::Result<void> check_output(const std::string& path);

void say(std::string_view text);       // standard output
void complain(std::string_view text);  // standard error
void complain(const base::Error& error);
[[nodiscard]] std::string error_text(const base::Error& error);  // the line that complain() writes

// Of the variables of this process.
[[nodiscard]] std::vector<std::string> variable_names();

}  // namespace flexverify::app
