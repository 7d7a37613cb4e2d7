// What came back for a <script src>, and whether a browser runs it.
#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/web/integrity.h"
#include "verifier/web/public_suffix.h"
#include "verifier/web/script_policy.h"

namespace flexverify::web {
namespace {

// MIME Sniffing Standard, "JavaScript MIME type".
constexpr std::array<std::string_view, 16> kJavaScript = {
    "text/javascript",        "application/javascript", "application/x-javascript",
    "application/ecmascript", "text/ecmascript",        "application/x-ecmascript",
    "text/javascript1.0",     "text/javascript1.1",     "text/javascript1.2",
    "text/javascript1.3",     "text/javascript1.4",     "text/javascript1.5",
    "text/jscript",           "text/livescript",        "text/x-ecmascript",
    "text/x-javascript"};

// Fetch Standard, "get": several fields of a name are one list.
std::string header_or_empty(const Response& response, std::string_view name) {
  std::string all;
  for (const Header& header : response.headers)
    if (base::equals_ignoring_case(header.name, name))
      all += (all.empty() ? "" : ", ") + std::string(base::trim(header.value));
  return all;
}

std::string type_of(const Response& response) {
  const std::string value = header_or_empty(response, "Content-Type");
  return base::ascii_lower(base::trim(std::string_view(value).substr(0, value.find(';'))));
}

bool is_javascript(std::string_view type) {
  return std::ranges::find(kJavaScript, type) != kJavaScript.end();
}

// Fetch Standard, "determine nosniff": the first of the list.
bool says_nosniff(const Response& response) {
  const std::string value = header_or_empty(response, "X-Content-Type-Options");
  return base::equals_ignoring_case(base::trim(std::string_view(value).substr(0, value.find(','))),
                                    "nosniff");
}

// Fetch Standard, "should response to request be blocked due to its MIME type".
bool is_never_a_script(std::string_view type) {
  return type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/") ||
         type == "text/csv";
}

struct Asked {
  const Page& page;
  const Element& script;
  const Url& url;
  const Response& response;
};

bool is_cross_origin(const Asked& asked) { return !same_origin(asked.page.url, asked.url); }

bool wants_cors(const Asked& asked) {
  return is_module(asked.script) || asked.script.attribute("crossorigin") != nullptr;
}

bool with_credentials(const Asked& asked) {
  return base::equals_ignoring_case(asked.script.attribute_or_empty("crossorigin"),
                                    "use-credentials");
}

Refused refused(const Asked& asked, std::string header, const std::string& words,
                std::string allow) {
  return {.header = std::move(header),
          .words = base::printable(words, 300),
          .page = asked.url,
          .step = "run the script " + origin(asked.url) + asked.url.path,
          .allow = std::move(allow)};
}

std::optional<Refused> by_type(const Asked& asked) {
  const std::string type = type_of(asked.response);
  const std::string shown = type.empty() ? "no Content-Type" : type;
  if (is_javascript(type)) return std::nullopt;
  if (says_nosniff(asked.response))
    return refused(asked, "X-Content-Type-Options", "nosniff, with " + shown,
                   "Content-Type: text/javascript");
  if (is_never_a_script(type) || is_module(asked.script))
    return refused(asked, "Content-Type", shown, "Content-Type: text/javascript");
  return std::nullopt;
}

// Fetch Standard, "CORS check".
std::optional<Refused> by_cors(const Asked& asked) {
  if (!wants_cors(asked) || !is_cross_origin(asked)) return std::nullopt;
  const std::string allowed = header_or_empty(asked.response, "Access-Control-Allow-Origin");
  const std::string wanted = origin(asked.page.url);
  const bool everybody = allowed == "*" && !with_credentials(asked);
  const bool us = allowed == wanted &&
                  (!with_credentials(asked) ||
                   header_or_empty(asked.response, "Access-Control-Allow-Credentials") == "true");
  if (everybody || us) return std::nullopt;
  return refused(asked, "Access-Control-Allow-Origin", allowed.empty() ? "absent" : allowed,
                 "Access-Control-Allow-Origin: " + wanted);
}

bool is_same_site(const Url& a, const Url& b) {
  return a.scheme == b.scheme &&
         registrable_domain(host_name(a)) == registrable_domain(host_name(b));
}

// Fetch Standard, "cross-origin resource policy check", and what the page's embedder policy wants.
std::optional<Refused> by_resource_policy(const Asked& asked) {
  if (wants_cors(asked) || !is_cross_origin(asked)) return std::nullopt;
  const std::string policy =
      base::ascii_lower(header_or_empty(asked.response, "Cross-Origin-Resource-Policy"));
  const std::string* embedder = find_header(asked.page.headers, "Cross-Origin-Embedder-Policy");
  const bool demanded = embedder != nullptr && base::trim(*embedder).starts_with("require-corp");
  const bool refuses = policy == "same-origin" ||
                       (policy == "same-site" && !is_same_site(asked.page.url, asked.url)) ||
                       (policy.empty() && demanded);
  if (!refuses) return std::nullopt;
  return refused(asked, "Cross-Origin-Resource-Policy", policy.empty() ? "absent" : policy,
                 "Cross-Origin-Resource-Policy: cross-origin");
}

// SRI 3.3.4: what another origin keeps to itself cannot be compared.
std::optional<Refused> by_integrity(const Asked& asked) {
  const auto digests = digests_in(asked.script.attribute_or_empty("integrity"));
  if (digests.empty()) return std::nullopt;
  if (is_cross_origin(asked) && !wants_cors(asked))
    return refused(asked, "integrity", "without crossorigin, of another origin's file",
                   "crossorigin=\"anonymous\" beside it");
  const bool right = std::ranges::any_of(digests, [&](const std::string& digest) {
    return is_digest_of(asked.response.body, digest);
  });
  if (right) return std::nullopt;
  return refused(asked, "integrity", base::join(digests, " "), "the digest of the file as it is");
}

}  // namespace

bool asks_with_cors(const Page& page, const Element& script, const Url& url) {
  const bool cors = is_module(script) || script.attribute("crossorigin") != nullptr;
  return cors && !same_origin(page.url, url);
}

std::optional<Refused> refuse_answer(const Page& page, const Element& script, const Url& url,
                                     const Response& response) {
  const Asked asked{page, script, url, response};
  for (auto* const check : {by_cors, by_resource_policy, by_type, by_integrity})
    if (auto found = check(asked)) return found;
  return std::nullopt;
}

}  // namespace flexverify::web
