// The fields of a request by name, wherever they travel.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "verifier/web/recording.h"

namespace flexverify::recording {

enum class Carrier { Query, Body };

struct Field {
  Carrier carrier;
  std::string name;       // in JSON "credentials.passcode"
  web::FieldValue value;  // of ours a secret by its name; the recorded ones are texts
};
using Fields = std::vector<Field>;

[[nodiscard]] Fields fields_of(const web::Request& request);
[[nodiscard]] Fields fields_of(const web::RecordedExchange& exchange);

}  // namespace flexverify::recording
