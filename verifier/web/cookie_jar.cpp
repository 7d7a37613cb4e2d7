#include "verifier/web/cookie_jar.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/policy_container.h"
#include "verifier/web/public_suffix.h"
#include "verifier/web/secure_place.h"

namespace flexverify::web {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxPerDomain = 50;
constexpr std::size_t kMaxInJar = 3000;
constexpr seconds kMaxLifetime = hours{24 * 400};  // 5.5
constexpr minutes kLaxAllowingUnsafeAge{2};        // 5.6.7.2

bool has_prefix(std::string_view text, std::string_view prefix) {
  return base::equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// 5.7 step 6: Max-Age goes before Expires, and neither beyond the limit of 5.5.
std::optional<base::WallTime> expiry(const ParsedCookie& parsed, base::WallTime now) {
  if (parsed.max_age) {
    if (*parsed.max_age <= 0) return base::WallTime::min();
    return now + seconds{std::min<std::int64_t>(*parsed.max_age, kMaxLifetime.count())};
  }
  if (parsed.expires) return std::min(*parsed.expires, now + kMaxLifetime);
  return std::nullopt;
}

bool is_expired(const Cookie& cookie, base::WallTime now) {
  return cookie.expires && *cookie.expires <= now;
}

bool is_same_cookie(const Cookie& a, const Cookie& b) {
  return a.name == b.name && a.domain == b.domain && a.host_only == b.host_only && a.path == b.path;
}

Cookie new_cookie(const ParsedCookie& parsed, base::WallTime now) {
  return {.name = parsed.name,
          .value = parsed.value,
          .domain = "",
          .path = "",
          .secure = parsed.secure,
          .http_only = parsed.http_only,
          .same_site = parsed.same_site,
          .created = now,
          .expires = expiry(parsed, now),
          .last_access = now};
}

// 5.7 steps 7 to 10: sets domain and host_only.
std::optional<RefusedBecause> set_domain(Cookie& cookie, const ParsedCookie& parsed,
                                         const std::string& host) {
  std::string domain = parsed.domain.value_or("");
  if (!base::is_ascii(domain)) return RefusedBecause::DomainMismatch;  // step 8
  if (!domain.empty() && is_public_suffix(domain)) {                   // step 9
    if (domain != host) return RefusedBecause::PublicSuffix;
    domain.clear();
  }
  if (!domain.empty() && !domain_matches(host, domain)) return RefusedBecause::DomainMismatch;
  cookie.host_only = domain.empty();  // step 10
  cookie.domain = cookie.host_only ? host : domain;
  return std::nullopt;
}

// Step 16, "leave secure cookies alone".
bool would_hide_secure(const Cookie& cookie, const std::vector<Cookie>& kept) {
  return std::ranges::any_of(kept, [&](const Cookie& old) {
    return old.name == cookie.name && old.secure &&
           (domain_matches(old.domain, cookie.domain) ||
            domain_matches(cookie.domain, old.domain)) &&
           path_matches(cookie.path, old.path);
  });
}

// Steps 20 to 22. Without a name, the value would be read as the name by a server.
std::optional<RefusedBecause> check_prefix(const Cookie& cookie, const ParsedCookie& parsed) {
  const std::string& name = cookie.name;
  if (has_prefix(name, "__Secure-") && !cookie.secure) return RefusedBecause::SecurePrefix;
  if (has_prefix(name, "__Host-") &&
      !(cookie.secure && cookie.host_only && parsed.path && cookie.path == "/"))
    return RefusedBecause::HostPrefix;
  if (!name.empty()) return std::nullopt;
  if (has_prefix(cookie.value, "__Secure-")) return RefusedBecause::SecurePrefix;
  if (has_prefix(cookie.value, "__Host-")) return RefusedBecause::HostPrefix;
  return std::nullopt;
}

// The order of 5.7, eviction: what is not Secure before what is, the longest unused one first.
bool goes_before(const Cookie& a, const Cookie& b) {
  return std::tie(a.secure, a.last_access) < std::tie(b.secure, b.last_access);
}
bool used_before(const Cookie& a, const Cookie& b) { return a.last_access < b.last_access; }

std::optional<WithheldBecause> same_site_objection(const Cookie& cookie, const Request& request,
                                                   base::WallTime now) {
  const bool navigation = request.mode == Mode::Navigation;
  const bool safe = request.method != Method::Post;
  switch (cookie.same_site) {
    case SameSite::None:
      return std::nullopt;
    case SameSite::Strict:
      return WithheldBecause::SameSiteStrict;
    case SameSite::Lax:
      if (navigation && safe) return std::nullopt;
      return WithheldBecause::SameSiteLax;
    case SameSite::Default:  // 5.6.7.2: a young one goes along with an unsafe navigation too
      if (navigation && (safe || now - cookie.created <= kLaxAllowingUnsafeAge))
        return std::nullopt;
      return WithheldBecause::SameSiteDefault;
  }
  return std::nullopt;
}

std::optional<WithheldBecause> objection(const Cookie& cookie, const Request& request,
                                         base::WallTime now) {
  if (cookie.secure && !is_secure_place(request.url)) return WithheldBecause::SecureOnly;
  if (is_same_site(request) && !has_opaque_origin(request.policies.get())) return std::nullopt;
  return same_site_objection(cookie, request, now);
}

bool matches(const Cookie& cookie, const std::string& host, const std::string& path) {
  const bool host_fits =
      cookie.host_only ? host == cookie.domain : domain_matches(host, cookie.domain);
  return host_fits && path_matches(path, cookie.path);
}

// 5.8.3 step 4.
std::string serialize(const std::vector<const Cookie*>& chosen) {
  std::string header;
  for (const Cookie* cookie : chosen) {
    if (!header.empty()) header += "; ";
    if (!cookie->name.empty()) header += cookie->name + "=";
    header += cookie->value;
  }
  return header;
}

RefusedBecause why_unparsed(std::string_view header) {
  return is_oversized_cookie(header) ? RefusedBecause::TooLarge : RefusedBecause::Malformed;
}

}  // namespace

std::vector<CookieStored> CookieJar::store(const Request& request, const Headers& response_headers,
                                           base::WallTime now) {
  std::vector<CookieStored> stored;
  if (request.mode == Mode::Fetch) return stored;  // 5.3; Fetch Standard, credentials mode
  for (const Header& header : response_headers) {
    if (!base::equals_ignoring_case(header.name, "Set-Cookie")) continue;
    if (const auto parsed = parse_set_cookie(header.value))
      stored.push_back({parsed->name, keep(*parsed, request, now)});
    else
      stored.push_back({cookie_name_of(header.value), why_unparsed(header.value)});
  }
  return stored;
}

// RFC 6265bis draft-22 5.7. Steps 1 to 4 are in parse_set_cookie. NB: steps 14 and 15 and the first
// case of step 18 are about scripts, which never run here.
std::optional<RefusedBecause> CookieJar::keep(const ParsedCookie& parsed, const Request& request,
                                              base::WallTime now) {
  Cookie cookie = new_cookie(parsed, now);  // steps 5, 6, 12, 14, 17
  if (const auto refused = set_domain(cookie, parsed, host_name(request.url))) return refused;
  cookie.path = parsed.path.value_or("");  // step 11
  if (cookie.path.empty()) cookie.path = default_path(request.url);
  const bool secure_place = is_secure_place(request.url);
  if (cookie.secure && !secure_place) return RefusedBecause::SecureFromInsecure;  // step 13
  if (!cookie.secure && !secure_place && would_hide_secure(cookie, cookies_))     // step 16
    return RefusedBecause::WouldOverwriteSecure;
  if (cookie.same_site != SameSite::None && request.mode != Mode::Navigation &&
      !is_same_site(request))  // step 18
    return RefusedBecause::CrossSiteContext;
  if (cookie.same_site == SameSite::None && !cookie.secure)  // step 19
    return RefusedBecause::SameSiteNoneWithoutSecure;
  if (const auto refused = check_prefix(cookie, parsed)) return refused;  // steps 20 to 22

  const auto old = std::ranges::find_if(
      cookies_, [&](const Cookie& kept) { return is_same_cookie(kept, cookie); });
  // Step 23: the new one takes the old one's place and creation time, so that the order in which
  // cookies of equal paths are sent stays.
  if (old != cookies_.end()) {
    cookie.created = old->created;
    *old = cookie;
  } else {
    cookies_.push_back(cookie);  // step 24
  }
  const auto evicted = limit(cookie.domain, now);
  if (evicted && is_same_cookie(*evicted, cookie)) return RefusedBecause::TooMany;
  return std::nullopt;
}

void CookieJar::drop_expired(base::WallTime now) {
  std::erase_if(cookies_, [&](const Cookie& cookie) { return is_expired(cookie, now); });
}

std::optional<Cookie> CookieJar::limit(const std::string& domain, base::WallTime now) {
  drop_expired(now);
  const auto in_domain = [&](const Cookie& cookie) { return cookie.domain == domain; };
  auto victim = cookies_.end();
  if (std::cmp_greater(std::ranges::count_if(cookies_, in_domain), kMaxPerDomain)) {
    victim = std::ranges::find_if(cookies_, in_domain);
    for (auto it = victim; it != cookies_.end(); ++it)
      if (in_domain(*it) && goes_before(*it, *victim)) victim = it;
  } else if (cookies_.size() > kMaxInJar) {
    victim = std::ranges::min_element(cookies_, used_before);
  }
  if (victim == cookies_.end()) return std::nullopt;
  Cookie gone = std::move(*victim);
  cookies_.erase(victim);
  return gone;
}

// A server that misses its session may have set it for another path.
void CookieJar::note_other_paths(const std::string& host, const std::string& path,
                                 CookieSelection& selection) const {
  for (const Cookie& cookie : cookies_)
    if (matches(cookie, host, cookie.path) && !path_matches(path, cookie.path))
      selection.withheld.push_back({cookie.name, cookie.domain, WithheldBecause::Path});
}

CookieSelection CookieJar::select(const Request& request, base::WallTime now) {
  CookieSelection selection;
  drop_expired(now);
  if (request.mode == Mode::Fetch) return selection;
  const std::string host = host_name(request.url);
  const std::string path = request.url.path.empty() ? "/" : request.url.path;
  std::vector<const Cookie*> chosen;
  for (Cookie& cookie : cookies_) {
    if (!matches(cookie, host, path)) continue;
    if (const auto reason = objection(cookie, request, now)) {
      selection.withheld.push_back({cookie.name, cookie.domain, *reason});
      continue;
    }
    cookie.last_access = now;  // 5.8.3 step 3
    chosen.push_back(&cookie);
  }
  if (chosen.empty()) note_other_paths(host, path, selection);
  // Step 2: longer paths first, then the older one; equals stay in the order of insertion.
  std::ranges::stable_sort(chosen, [](const Cookie* a, const Cookie* b) {
    if (a->path.size() != b->path.size()) return a->path.size() > b->path.size();
    return a->created < b->created;
  });
  for (const Cookie* cookie : chosen) selection.names.push_back(cookie->name);
  selection.header = serialize(chosen);
  return selection;
}

}  // namespace flexverify::web
