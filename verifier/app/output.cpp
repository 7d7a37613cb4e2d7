#include "verifier/app/output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "verifier/base/text.h"

namespace flexverify::app {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

base::Result<void> write_to(std::FILE* file, const std::string& where,
                            const std::function<void(const base::WritePiece&)>& content) {
  bool whole = file != nullptr;
  content([&](std::string_view piece) {
    return whole = whole && std::fwrite(piece.data(), 1, piece.size(), file) == piece.size();
  });
  if (whole && std::fflush(file) == 0) return {};
  return base::fail(where, std::string("cannot be written: ") + std::strerror(errno));
}

bool is_special(const std::string& path) {
  struct stat facts{};
  return ::stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode);
}

}  // namespace

base::Result<void> write_output(const std::string& path, std::string_view text) {
  return write_output(path, [&](const base::WritePiece& write) { write(text); });
}

base::Result<void> write_output(const std::string& path,
                                const std::function<void(const base::WritePiece&)>& content) {
  if (path == "-") return write_to(stdout, "standard output", content);
  if (!is_special(path)) return base::write_file(path, content);
  const File file(std::fopen(path.c_str(), "we"));
  return write_to(file.get(), path, content);
}

base::Result<void> check_output(const std::string& path) {
  if (path == "-" || is_special(path)) return {};
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "."
                             : slash == 0               ? "/"
                                                        : path.substr(0, slash);
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return {};
  return base::fail(path, std::string("cannot be written: ") + std::strerror(errno));
}

void say(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void complain(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }
void complain(const base::Error& error) { complain(error_text(error)); }
std::string error_text(const base::Error& error) {
  return "flexverify: " + base::printable(error.where, 500) + ": " +
         base::printable(error.what, 2000) + "\n";
}

std::vector<std::string> variable_names() {
  std::vector<std::string> names;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    names.emplace_back(text.substr(0, text.find('=')));
  }
  return names;
}

}  // namespace flexverify::app
