// Content-Security-Policy (CSP Level 3), as far as it decides a login: what a form may be sent to,
// which scripts run, whom a page may call, what a sandbox leaves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/web/page.h"

namespace flexverify::web {

enum class Disposition { Enforced, Reported };

struct Directive {
  std::string name;                 // lower case
  std::vector<std::string> values;  // its source expressions or keywords
};

struct Policy {
  std::string header;  // as a person finds it: "Content-Security-Policy", "<meta …>"
  Disposition disposition = Disposition::Enforced;  // whether it is enforced
  Url self;                                         // of the response that carried it
  const Element* meta = nullptr;           // null: a header. Elements before it are not ruled by it
  std::vector<Directive> directives = {};  // the first of each name
};
using Policies = std::vector<Policy>;

// What a browser would not do, and because of which words of a server's.
struct Refused {
  std::string header;  // "Content-Security-Policy", "X-Content-Type-Options" …
  std::string words;   // "form-action 'self'"
  Url page;            // the document or file that carries them
  std::string step;    // "post the form to https://login.example"
  std::string allow;   // what would have to stand there
  Disposition disposition = Disposition::Enforced;  // whether it is enforced
};

// CSP 2.2 and 3.3: the headers in their order, then <meta http-equiv> below <head>.
[[nodiscard]] Policies policies_of(const Page& page);
[[nodiscard]] const Directive* find_directive(const Policy& policy, std::string_view name);
// The first of the names that the policy has; null when it has none of them.
[[nodiscard]] const Directive* first_directive(const Policy& policy,
                                               std::initializer_list<std::string_view> names);

// CSP 6.7.2.5: does one of the sources mean this URL? After a redirect, paths are not compared.
[[nodiscard]] bool allows_url(const Directive& directive, const Url& url, const Url& self, Hop hop);

// The sandbox lacks a keyword ("allow-forms"); null when nothing is sandboxed.
[[nodiscard]] const Policy* sandbox_without(const Policies& policies, std::string_view keyword);

// CSP 6.4.1 form-action: of the submission and of every redirect after it.
[[nodiscard]] std::vector<Refused> refuse_form(const Policies& policies, const Url& url, Hop hop);
// CSP 6.1.2 connect-src: a call of the page's script.
[[nodiscard]] std::vector<Refused> refuse_call(const Policies& policies, const Url& url);
// CSP 6.3.1 base-uri.
[[nodiscard]] bool allows_base(const Policies& policies, const Url& url);
[[nodiscard]] bool upgrades_insecure_requests(const Policies& policies);

// The first that is enforced; null when a browser does it.
[[nodiscard]] const Refused* enforced(const std::vector<Refused>& refused);
[[nodiscard]] Refused refused_by(const Policy& policy, const Directive& directive, std::string step,
                                 std::string allow);

}  // namespace flexverify::web
