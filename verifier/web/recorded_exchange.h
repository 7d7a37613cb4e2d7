// One request of a recording, and its answer, as the browser saw them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/base/time.h"
#include "verifier/web/message.h"
#include "verifier/web/query.h"

namespace flexverify::web {

// What the browser wanted the answer for.
enum class Purpose {
  Document,  // a page in its window
  Frame,     // a page inside another one
  Call,      // an answer for a script
  Other      // a picture, a style sheet, a script …
};

struct BodyNotKept {};  // one was sent, and the recording has no word of it
struct OtherBody {};    // of a form that has no fields
using RecordedBody =
    std::variant<NoBody, BodyNotKept, OtherBody, std::vector<NameValue>, base::Json>;

struct RecordedExchange {
  std::size_t number = 0;  // of the entry in the file, from 1
  std::optional<base::WallTime> started;
  Purpose purpose = Purpose::Other;

  std::string method;  // upper case
  Url url;
  Headers headers;
  RecordedBody body;

  int status = 0;  // 0: no answer came
  Headers answer_headers;
  std::string location;      // of a redirect
  std::string content_type;  // with its parameters
  // The answer's body: text in UTF-8, or the bytes where the browser recorded those. Absent: it was
  // not kept.
  std::optional<std::string> content;
  bool content_is_bytes = false;
};

}  // namespace flexverify::web
