// Every fault of a configuration's values at once, by the table of keys.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/config/rules.h"

namespace flexverify::config {

// What a fault's excerpt points at.
enum class Shows {
  Value,    // the value
  Member,   // the name in front of the value, which may be anything
  Nothing,  // the value may be a secret: no excerpt
};

struct Fault {
  std::string pointer;         // "/targets/0/idp/adapter"
  std::string pattern;         // "/targets/*/idp/adapter"
  std::string what;            // what was found and what was expected
  std::size_t offset = 0;      // of the value, in bytes
  Shows shows = Shows::Value;  // whether messages may show the value
};

enum class Required { All, Given };  // Given: only what is there is checked

// `pattern` is the table's pattern of `value`; `pointer` its place in the file.
[[nodiscard]] std::vector<Fault> validate(const base::Json& value, std::string_view pattern,
                                          std::string pointer, Required required,
                                          const Known& known);

}  // namespace flexverify::config
