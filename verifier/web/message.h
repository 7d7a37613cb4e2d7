// Requests and responses as values. A request names secrets; it never holds one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/web/url.h"

namespace flexverify::web {

struct Header {
  std::string name;   // as it is written
  std::string value;  // as it is written
  friend bool operator==(const Header&, const Header&) = default;
};
using Headers = std::vector<Header>;

// The first header of that name, ASCII case-insensitive; null when absent.
[[nodiscard]] const std::string* find_header(const Headers& headers, std::string_view name);

enum class Method { Get, Head, Post, Delete };  // no page sends the last one
[[nodiscard]] std::string_view method_name(Method method);

using FieldValue = std::variant<std::string, base::SecretRef>;
struct FormEntry {
  std::string name;  // of the field
  FieldValue value;  // text, or a secret's name
};
struct NoBody {};
// HTML Standard 4.10.21.5 to 8.
enum class FormEncoding { UrlEncoded, Multipart, PlainText };
struct FormBody {
  std::vector<FormEntry> entries;                    // in the order in which they are sent
  FormEncoding encoding = FormEncoding::UrlEncoded;  // by enctype
  std::string charset = {};                          // "" is UTF-8
};
struct SecretSlot {
  std::vector<std::string> path;  // member names from the root; in an array, the index
  base::SecretRef secret;         // its name
};
// Sent as application/json; each slot is filled with its secret at the last moment.
struct JsonBody {
  base::Json value;                 // with a null where a secret goes
  std::vector<SecretSlot> secrets;  // where they go
};
using Body = std::variant<NoBody, FormBody, JsonBody>;

// How a browser would have made the request: it decides which cookies go along.
enum class Mode {
  Navigation,       // the address bar, a link, a form, a redirect of one of these
  Subresource,      // <script src>: cookies go along
  Fetch,            // fetch() of the page's script to another origin: no cookies sent or stored
  FetchSameOrigin,  // fetch() of the page's script to its own origin: cookies go along
};

// How often a request may carry a secret.
enum class SecretUse {
  Once,
  // Again, to the origin that has it, at most twice: the page that answered to the secret wants the
  // same form, untouched, before it looks at it; or a login wants one-time codes twice in turn.
  SameAttempt,
};

// Paths of a policy are not compared after a redirect, which would tell where it led.
enum class Hop { First, Redirected };

struct PolicyContainer;

struct Request {
  Method method = Method::Get;             // of HTTP
  Url url;                                 // with its query
  Body body;                               // none, a form or JSON
  Headers headers;                         // besides those that the browser sets by itself
  Mode mode = Mode::Navigation;            // what makes the request
  SecretUse secret_use = SecretUse::Once;  // how often it may carry its secrets
  // The document that caused the request; absent for the address bar.
  std::optional<Url> initiator;
  // What that document's server allows; null: nothing is known of it.
  std::shared_ptr<const PolicyContainer> policies = nullptr;
  std::optional<Hop> form_hop = {};  // of the submission of a form, or of a redirect of one
  // How long its answer is worth waiting for; absent: as long as for any other.
  std::optional<base::Millis> patience = {};
};

[[nodiscard]] Request get(Url url);
// The secrets that the body names.
[[nodiscard]] std::vector<base::SecretRef> secrets_in(const Request& request);

struct Response {
  int status = 0;    // of HTTP
  Headers headers;   // in their order
  std::string body;  // decoded from its content encoding, within the limit
};

}  // namespace flexverify::web
