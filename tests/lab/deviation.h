// A server behaviour that a browser may or may not accept: a change of what the lab answers, as
// data, so that a browser and the verifier meet the same one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/lab/http.h"
#include "tests/lab/world.h"
#include "verifier/base/json.h"
#include "verifier/base/result.h"

namespace flexverify::lab {

// One kind of answer, and how it differs. In every text "{port}" stands for the lab's port; in a
// body and in set header fields "{query}" for the request's own, with its question mark.
struct Change {
  std::string host;
  std::string path;
  std::string method;                  // "": any
  std::optional<bool> query;           // only with, or only without, a query
  std::vector<web::NameValue> unless;  // not where the request carries these header fields
  bool intercepts = false;             // the lab's own answer is not asked for
  std::optional<int> status;
  std::optional<std::string> type;  // "": no Content-Type
  std::optional<std::string> body;
  std::vector<web::NameValue> set;                           // header fields
  std::vector<std::string> drop;                             // header fields, by name
  std::vector<std::pair<std::string, std::string>> replace;  // in body and header fields
};

struct Deviation {
  std::string name;
  std::string charset;  // of the identity provider's pages and forms; "": UTF-8
  std::vector<std::pair<std::string, std::string>> aliases;  // path of idp.acme, and what it means
  std::vector<Change> changes;
};

// The rows of a table of behaviours; an Error names the first that cannot be read.
[[nodiscard]] base::Result<std::vector<Deviation>> read_deviations(const base::Json& rows);

// The answer of `world`, changed. `method` is the one that was sent: HEAD comes to the lab as GET.
[[nodiscard]] Reply answer_with(const Deviation& deviation, World& world, Request request,
                                const std::string& method);

}  // namespace flexverify::lab
