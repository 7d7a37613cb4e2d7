#include "verifier/cli/completion.h"

#include "verifier/cli/completion_words.h"

namespace flexverify::cli {

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_completion();
  if (shell == "zsh") return zsh_completion();
  if (shell == "fish") return fish_completion();
  return "";
}

}  // namespace flexverify::cli
