#include "tests/lab/tls.h"

#include <utility>

namespace flexverify::lab {
namespace {

constexpr long kDay = 24L * 60 * 60;

std::string alternative_names(const std::vector<std::string>& names) {
  std::string value;
  for (const std::string& name : names) value += (value.empty() ? "DNS:" : ",DNS:") + name;
  return value;
}

long last_day(TlsFault fault) {
  if (fault == TlsFault::Expired) return -1;
  return fault == TlsFault::EndsSoon ? 10 : 90;
}

test::Identity make_authority(const std::string& name) {
  return test::make_authority(name, {.from = -kDay, .until = 365 * kDay});
}

}  // namespace

Identity make_identity(const std::vector<std::string>& names, TlsFault fault) {
  const test::Identity authority = make_authority("Lab authority");
  test::Identity leaf = test::make_leaf(
      authority, "Lab",
      fault == TlsFault::OtherName ? "DNS:somebody-else.localhost" : alternative_names(names),
      {.from = -30 * kDay, .until = last_day(fault) * kDay});
  const bool other = fault == TlsFault::OtherAuthority;
  std::string trusted = test::pem_of(other ? make_authority("Another authority").certificate.get()
                                           : authority.certificate.get());
  return {std::move(leaf.key), std::move(leaf.certificate), std::move(trusted)};
}

}  // namespace flexverify::lab
