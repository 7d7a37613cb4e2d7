#include "verifier/web/referrer_policy.h"

#include <array>
#include <optional>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/secure_place.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

using enum ReferrerPolicy;

constexpr std::size_t kMaxReferrer = 4096;
constexpr std::array<std::pair<std::string_view, ReferrerPolicy>, 12> kNames = {
    {{"no-referrer", NoReferrer},
     {"no-referrer-when-downgrade", NoReferrerWhenDowngrade},
     {"same-origin", SameOrigin},
     {"origin", Origin},
     {"strict-origin", StrictOrigin},
     {"origin-when-cross-origin", OriginWhenCrossOrigin},
     {"strict-origin-when-cross-origin", StrictOriginWhenCrossOrigin},
     {"unsafe-url", UnsafeUrl},
     // HTML Standard, the words of <meta> before there was a standard.
     {"never", NoReferrer},
     {"default", StrictOriginWhenCrossOrigin},
     {"always", UnsafeUrl},
     {"origin-when-crossorigin", OriginWhenCrossOrigin}}};

std::optional<ReferrerPolicy> named(std::string_view text) {
  for (const auto& [name, policy] : kNames)
    if (base::equals_ignoring_case(base::trim(text), name)) return policy;
  return std::nullopt;
}

// From TLS to no TLS.
bool is_downgrade(const Url& from, const Url& to) {
  return is_secure_place(from) && !is_secure_place(to);
}

enum class Part { Nothing, OriginOnly, Whole };

Part part_of(ReferrerPolicy policy, const Url& from, const Url& to) {
  const bool same = same_origin(from, to), downgrade = is_downgrade(from, to);
  switch (policy) {
    case NoReferrer:
      return Part::Nothing;
    case NoReferrerWhenDowngrade:
      return downgrade ? Part::Nothing : Part::Whole;
    case SameOrigin:
      return same ? Part::Whole : Part::Nothing;
    case Origin:
      return Part::OriginOnly;
    case StrictOrigin:
      return downgrade ? Part::Nothing : Part::OriginOnly;
    case OriginWhenCrossOrigin:
      return same ? Part::Whole : Part::OriginOnly;
    case StrictOriginWhenCrossOrigin:
      return same ? Part::Whole : downgrade ? Part::Nothing : Part::OriginOnly;
    case UnsafeUrl:
      return Part::Whole;
  }
  return Part::Nothing;
}

}  // namespace

ReferrerPolicy referrer_policy_of(const Page& page) {
  ReferrerPolicy policy = StrictOriginWhenCrossOrigin;
  for (const Header& header : page.headers)
    if (base::equals_ignoring_case(header.name, "Referrer-Policy"))
      for (const std::string_view token : base::split(header.value, ','))
        policy = named(token).value_or(policy);
  for (const Element* meta : elements(page.document, "meta"))
    if (base::equals_ignoring_case(meta->attribute_or_empty("name"), "referrer"))
      policy = named(meta->attribute_or_empty("content")).value_or(policy);
  return policy;
}

std::string referrer(ReferrerPolicy policy, const Url& from, const Url& to) {
  if (!is_http(from)) return "";
  Url shown = from;
  shown.username.clear();
  shown.password.clear();
  const std::string whole = to_string(shown, WithFragment::No);
  switch (part_of(policy, from, to)) {
    case Part::Nothing:
      return "";
    case Part::Whole:
      if (whole.size() <= kMaxReferrer) return whole;
      return origin(shown) + "/";
    case Part::OriginOnly:
      return origin(shown) + "/";
  }
  return "";
}

bool names_origin(ReferrerPolicy policy, const Url& from, const Url& to) {
  switch (policy) {
    case NoReferrer:
      return false;
    case NoReferrerWhenDowngrade:
    case StrictOrigin:
    case StrictOriginWhenCrossOrigin:
      return !is_downgrade(from, to);
    case SameOrigin:
      return same_origin(from, to);
    case Origin:
    case OriginWhenCrossOrigin:
    case UnsafeUrl:
      return true;
  }
  return true;
}

}  // namespace flexverify::web
