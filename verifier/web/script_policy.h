// Which scripts of a page run: its policy (CSP 4.2, 6.1.11), its sandbox, and what the server of a
// script file says of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/web/content_security_policy.h"

namespace flexverify::web {

enum class InlineCode {
  Script,   // between <script> and </script>
  Handler,  // an attribute such as onload
};
[[nodiscard]] std::vector<Refused> refuse_inline(const Policies& policies, const Element& element,
                                                 InlineCode kind, std::string_view source);
// The request for the file that <script src> names.
[[nodiscard]] std::vector<Refused> refuse_file(const Policies& policies, const Element& script,
                                               const Url& url, Hop hop);
// What came back: type and X-Content-Type-Options, Cross-Origin-Resource-Policy, CORS, integrity.
// The status is somebody else's question.
[[nodiscard]] std::optional<Refused> refuse_answer(const Page& page, const Element& script,
                                                   const Url& url, const Response& response);
// The request for the file carries an Origin, and its server must permit it (HTML Standard 2.5.4).
[[nodiscard]] bool asks_with_cors(const Page& page, const Element& script, const Url& url);
[[nodiscard]] bool is_module(const Element& script);
// The integrity of the element has to be compared with the whole file.
[[nodiscard]] bool has_integrity(const Element& script);

}  // namespace flexverify::web
