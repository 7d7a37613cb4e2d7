#include "verifier/web/content_security_policy.h"

#include <algorithm>
#include <array>

#include "verifier/base/text.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

constexpr std::string_view kHeader = "Content-Security-Policy";
constexpr std::string_view kReportOnly = "Content-Security-Policy-Report-Only";
constexpr std::string_view kSpace = "\t\n\f\r ";
constexpr std::size_t kMaxPolicies = 20, kMaxDirectives = 50, kMaxSources = 200;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (words.size() < kMaxSources) {
    const std::size_t from = text.find_first_not_of(kSpace);
    if (from == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(kSpace, from), text.size());
    words.emplace_back(text.substr(from, end - from));
    text.remove_prefix(end);
  }
  return words;
}

// CSP 2.2.1, parse a serialized CSP.
std::vector<Directive> directives_in(std::string_view text) {
  std::vector<Directive> all;
  for (const std::string_view part : base::split(text, ';')) {
    std::vector<std::string> words = words_of(part);
    if (words.empty() || all.size() == kMaxDirectives) continue;
    std::string name = base::ascii_lower(words.front());
    words.erase(words.begin());
    if (std::ranges::find(all, name, &Directive::name) == all.end())
      all.push_back({std::move(name), std::move(words)});
  }
  return all;
}

void add(Policies& policies, Policy like, std::string_view serialized) {
  like.directives = directives_in(serialized);
  if (!like.directives.empty() && policies.size() < kMaxPolicies)
    policies.push_back(std::move(like));
}

void add_headers(const Page& page, std::string_view name, Disposition disposition,
                 Policies& policies) {
  for (const Header& header : page.headers)
    if (base::equals_ignoring_case(header.name, name))
      for (const std::string_view one : base::split(header.value, ','))
        add(policies, {.header = std::string(name), .disposition = disposition, .self = page.url},
            one);
}

bool is_in_head(const Element& element) {
  return element.parent != nullptr && element.parent->tag == "head";
}

// HTML Standard, http-equiv: only below <head>, and never sandbox, frame-ancestors or reporting.
void add_metas(const Page& page, Policies& policies) {
  for (const Element* meta : elements(page.document, "meta")) {
    if (!is_in_head(*meta) ||
        !base::equals_ignoring_case(meta->attribute_or_empty("http-equiv"), kHeader))
      continue;
    Policy policy{
        .header = "<meta http-equiv=\"Content-Security-Policy\">", .self = page.url, .meta = meta};
    policy.directives = directives_in(meta->attribute_or_empty("content"));
    std::erase_if(policy.directives, [](const Directive& directive) {
      return directive.name == "sandbox" || directive.name == "frame-ancestors" ||
             directive.name == "report-uri";
    });
    if (policies.size() < kMaxPolicies) policies.push_back(std::move(policy));
  }
}

}  // namespace

Policies policies_of(const Page& page) {
  Policies policies;
  add_headers(page, kHeader, Disposition::Enforced, policies);
  add_headers(page, kReportOnly, Disposition::Reported, policies);
  add_metas(page, policies);
  return policies;
}

const Directive* find_directive(const Policy& policy, std::string_view name) {
  const auto found = std::ranges::find(policy.directives, name, &Directive::name);
  return found == policy.directives.end() ? nullptr : &*found;
}

const Directive* first_directive(const Policy& policy,
                                 std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const Directive* directive = find_directive(policy, name)) return directive;
  return nullptr;
}

const Policy* sandbox_without(const Policies& policies, std::string_view keyword) {
  for (const Policy& policy : policies) {
    const Directive* sandbox = find_directive(policy, "sandbox");
    if (sandbox == nullptr || policy.disposition == Disposition::Reported) continue;
    const bool has = std::ranges::any_of(sandbox->values, [&](const std::string& value) {
      return base::equals_ignoring_case(value, keyword);
    });
    if (!has) return &policy;
  }
  return nullptr;
}

Refused refused_by(const Policy& policy, const Directive& directive, std::string step,
                   std::string allow) {
  std::string words = directive.name;
  for (const std::string& value : directive.values) words += " " + value;
  return {.header = policy.header,
          .words = base::printable(words, 300),
          .page = policy.self,
          .step = std::move(step),
          .allow = std::move(allow),
          .disposition = policy.disposition};
}

std::vector<Refused> refuse_form(const Policies& policies, const Url& url, Hop hop) {
  std::vector<Refused> all;
  for (const Policy& policy : policies) {
    const Directive* directive = find_directive(policy, "form-action");
    if (directive == nullptr || allows_url(*directive, url, policy.self, hop)) continue;
    const std::string_view what =
        hop == Hop::First ? "send the form to " : "follow the form's redirect to ";
    all.push_back(refused_by(policy, *directive, std::string(what) + origin(url),
                             origin(url) + " in form-action"));
  }
  return all;
}

std::vector<Refused> refuse_call(const Policies& policies, const Url& url) {
  std::vector<Refused> all;
  for (const Policy& policy : policies) {
    const Directive* directive = first_directive(policy, {"connect-src", "default-src"});
    if (directive == nullptr || allows_url(*directive, url, policy.self, Hop::First)) continue;
    all.push_back(refused_by(policy, *directive, "let the page's script call " + origin(url),
                             origin(url) + " in connect-src"));
  }
  return all;
}

bool allows_base(const Policies& policies, const Url& url) {
  return std::ranges::none_of(policies, [&](const Policy& policy) {
    const Directive* directive = find_directive(policy, "base-uri");
    return directive != nullptr && policy.disposition == Disposition::Enforced &&
           !allows_url(*directive, url, policy.self, Hop::First);
  });
}

bool upgrades_insecure_requests(const Policies& policies) {
  return std::ranges::any_of(policies, [](const Policy& policy) {
    return policy.disposition == Disposition::Enforced &&
           find_directive(policy, "upgrade-insecure-requests") != nullptr;
  });
}

const Refused* enforced(const std::vector<Refused>& refused) {
  const auto found = std::ranges::find(refused, Disposition::Enforced, &Refused::disposition);
  return found == refused.end() ? nullptr : &*found;
}

}  // namespace flexverify::web
