// The content of every file of a bundle, one behind the other.
#pragma once

#include <string>

namespace flexverify::test {

// Throws when it is no ZIP archive.
[[nodiscard]] std::string bundle_files(const std::string& archive);

}  // namespace flexverify::test
