#include "verifier/web/script_policy.h"

#include <algorithm>

#include "verifier/base/text.h"
#include "verifier/web/integrity.h"

namespace flexverify::web {
namespace {

bool has_keyword(const Directive& directive, std::string_view keyword) {
  return std::ranges::any_of(directive.values, [&](const std::string& value) {
    return base::equals_ignoring_case(value, keyword);
  });
}

// "'nonce-abc'" and the like: what stands between the dash and the quote.
std::optional<std::string_view> after_prefix(std::string_view source, std::string_view prefix) {
  if (source.size() <= prefix.size() || !source.ends_with('\'') ||
      !base::equals_ignoring_case(source.substr(0, prefix.size()), prefix))
    return std::nullopt;
  return source.substr(prefix.size(), source.size() - prefix.size() - 1);
}

bool is_hash_source(std::string_view source) {
  return after_prefix(source, "'sha256-") || after_prefix(source, "'sha384-") ||
         after_prefix(source, "'sha512-");
}

bool is_nonce_source(std::string_view source) {
  return after_prefix(source, "'nonce-").has_value();
}

bool nonce_matches(const Directive& directive, const Element& element) {
  const std::string nonce(base::trim(element.attribute_or_empty("nonce")));
  return !nonce.empty() && std::ranges::any_of(directive.values, [&](const std::string& source) {
    return after_prefix(source, "'nonce-") == nonce;
  });
}

// CSP 6.7.3.2: 'unsafe-inline' means nothing beside what is stricter.
bool allows_all_inline(const Directive& directive) {
  const auto& values = directive.values;
  return has_keyword(directive, "'unsafe-inline'") && !has_keyword(directive, "'strict-dynamic'") &&
         std::ranges::none_of(values, is_nonce_source) &&
         std::ranges::none_of(values, is_hash_source);
}

bool hash_matches(const Directive& directive, std::string_view source) {
  return std::ranges::any_of(directive.values, [&](const std::string& value) {
    return is_hash_source(value) &&
           is_digest_of(source, std::string_view(value).substr(1, value.size() - 2));
  });
}

bool allows_inline(const Directive& directive, const Element& element, InlineCode kind,
                   std::string_view source) {
  if (allows_all_inline(directive)) return true;
  if (kind == InlineCode::Script && nonce_matches(directive, element)) return true;
  const bool hashes = kind == InlineCode::Script || has_keyword(directive, "'unsafe-hashes'");
  return hashes && hash_matches(directive, source);
}

// CSP 6.7.1.1, the integrity of the element is one that the policy names.
bool integrity_matches(const Directive& directive, const Element& script) {
  const auto digests = digests_in(script.attribute_or_empty("integrity"));
  return !digests.empty() && std::ranges::all_of(digests, [&](const std::string& digest) {
    return std::ranges::any_of(directive.values, [&](const std::string& value) {
      return is_hash_source(value) && value == "'" + digest + "'";
    });
  });
}

bool allows_file(const Directive& directive, const Policy& policy, const Element& script,
                 const Url& url, Hop hop) {
  if (nonce_matches(directive, script) || integrity_matches(directive, script)) return true;
  // What stands in the page's HTML was not added by a trusted script.
  if (has_keyword(directive, "'strict-dynamic'")) return false;
  return allows_url(directive, url, policy.self, hop);
}

std::vector<const Element*> ancestry(const Element& element) {
  std::vector<const Element*> up;
  for (const Element* at = &element; at != nullptr; at = at->parent) up.push_back(at);
  std::ranges::reverse(up);
  return up;
}

std::size_t place_among_siblings(const Element& element) {
  const auto& siblings = element.parent->children;
  const auto found = std::ranges::find_if(
      siblings, [&](const std::unique_ptr<Element>& child) { return child.get() == &element; });
  return static_cast<std::size_t>(found - siblings.begin());
}

// In document order.
bool comes_before(const Element& a, const Element& b) {
  const auto left = ancestry(a), right = ancestry(b);
  std::size_t i = 0;
  while (i < left.size() && i < right.size() && left[i] == right[i]) ++i;
  if (i == 0 || i == left.size() || i == right.size()) return i == left.size();
  return place_among_siblings(*left[i]) < place_among_siblings(*right[i]);
}

// A <meta> rules what comes after it.
bool rules(const Policy& policy, const Element& element) {
  return policy.meta == nullptr || comes_before(*policy.meta, element);
}

}  // namespace

bool is_module(const Element& script) {
  return base::equals_ignoring_case(base::trim(script.attribute_or_empty("type")), "module");
}

bool has_integrity(const Element& script) {
  return !digests_in(script.attribute_or_empty("integrity")).empty();
}

std::vector<Refused> refuse_inline(const Policies& policies, const Element& element,
                                   InlineCode kind, std::string_view source) {
  std::vector<Refused> all;
  const std::string_view own = kind == InlineCode::Script ? "script-src-elem" : "script-src-attr";
  for (const Policy& policy : policies) {
    const Directive* directive = first_directive(policy, {own, "script-src", "default-src"});
    if (directive == nullptr || !rules(policy, element) ||
        allows_inline(*directive, element, kind, source))
      continue;
    all.push_back(refused_by(policy, *directive, "run the script in the page",
                             kind == InlineCode::Script
                                 ? "its nonce or hash in script-src"
                                 : "'unsafe-hashes' and its hash in script-src, or a <script> with "
                                   "a nonce in place of the attribute"));
  }
  return all;
}

std::vector<Refused> refuse_file(const Policies& policies, const Element& script, const Url& url,
                                 Hop hop) {
  std::vector<Refused> all;
  for (const Policy& policy : policies) {
    const Directive* directive =
        first_directive(policy, {"script-src-elem", "script-src", "default-src"});
    if (directive == nullptr || !rules(policy, script) ||
        allows_file(*directive, policy, script, url, hop))
      continue;
    all.push_back(refused_by(policy, *directive, "load the script " + origin(url) + url.path,
                             origin(url) + ", or a nonce, in script-src"));
  }
  return all;
}

}  // namespace flexverify::web
