// Result: a value, or an Error of ours (a bad file, a bad configuration).
// A broken login is never an Error: that is a model::Finding.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace flexverify::base {

// What a person needs to mend a fault on our side.
struct Error {
  std::string where;  // a path, an option, "file:line:column"
  std::string what;   // what was found and what was expected
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(std::string where, std::string what) {
  return tl::unexpected<Error>(Error{std::move(where), std::move(what)});
}

}  // namespace flexverify::base
