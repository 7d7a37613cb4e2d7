#include "verifier/web/integrity.h"

#include <array>

#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

struct Algorithm {
  std::string_view prefix;
  std::string (*digest)(std::string_view);
};
// From the weakest to the strongest.
constexpr std::array kAlgorithms = {Algorithm{"sha256-", base::sha256},
                                    Algorithm{"sha384-", base::sha384},
                                    Algorithm{"sha512-", base::sha512}};

std::string in_plain_alphabet(std::string_view text) {
  return base::replace_all(base::replace_all(std::string(text), "-", "+"), "_", "/");
}

bool has_prefix(std::string_view text, std::string_view prefix) {
  return base::equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

}  // namespace

std::vector<std::string> digests_in(std::string_view integrity) {
  std::vector<std::string> strongest;
  for (const Algorithm& algorithm : kAlgorithms) {
    std::vector<std::string> found;
    for (const std::string_view word : base::split(integrity, ' ')) {
      const std::string_view digest = base::trim(word.substr(0, word.find('?')));
      if (has_prefix(digest, algorithm.prefix)) found.emplace_back(digest);
    }
    if (!found.empty()) strongest = std::move(found);
  }
  return strongest;
}

bool is_digest_of(std::string_view bytes, std::string_view digest) {
  for (const Algorithm& algorithm : kAlgorithms)
    if (has_prefix(digest, algorithm.prefix))
      return base::base64_encode(algorithm.digest(bytes)) ==
             in_plain_alphabet(digest.substr(algorithm.prefix.size()));
  return false;
}

}  // namespace flexverify::web
