// The cookie jar of one check: in memory, empty at the start, never shared (RFC 6265bis draft-22).
// Every refusal has a reason, because "a cookie was withheld" is how many logins fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/time.h"
#include "verifier/web/cookie.h"
#include "verifier/web/message.h"
#include "verifier/web/url.h"

namespace flexverify::web {

struct Cookie {
  std::string name;                        // as it was set
  std::string value;                       // never shown
  std::string domain;                      // host or registrable domain, no leading dot
  std::string path;                        // below which it is sent
  bool host_only = true;                   // no Domain attribute
  bool secure = false;                     // sent over https only
  bool http_only = false;                  // scripts do not see it
  SameSite same_site = SameSite::Default;  // which contexts it is sent in
  base::WallTime created;                  // it decides the order
  std::optional<base::WallTime> expires;   // absent: until the session ends
  base::WallTime last_access = created;    // the oldest one goes first when there are too many
};

enum class RefusedBecause {  // a Set-Cookie that was not kept
  Malformed,
  TooLarge,
  TooMany,
  DomainMismatch,
  PublicSuffix,
  SecureFromInsecure,
  SecurePrefix,
  HostPrefix,
  SameSiteNoneWithoutSecure,
  CrossSiteContext,
  WouldOverwriteSecure,
};
enum class WithheldBecause {  // a kept cookie that would have matched, but was not sent
  SameSiteStrict,
  SameSiteLax,
  SameSiteDefault,
  SecureOnly,
  Path,  // of a request with which no cookie goes at all
};
[[nodiscard]] std::string_view reason_text(RefusedBecause reason);
[[nodiscard]] std::string_view reason_text(WithheldBecause reason);

struct CookieStored {
  std::string name;                       // of the cookie
  std::optional<RefusedBecause> refused;  // absent: kept (or deleted, when already expired)
};
struct CookieWithheld {
  std::string name;        // of the cookie
  std::string domain;      // that it belongs to
  WithheldBecause reason;  // why it was not sent
};
struct CookieSelection {
  std::vector<std::string> names;        // in the order in which they are sent
  std::string header;                    // "a=1; b=2"; empty: send no Cookie header
  std::vector<CookieWithheld> withheld;  // what a browser would have withheld as well
};

class CookieJar {
 public:
  // Every Set-Cookie header of a response to `request`. Fetch requests store nothing.
  std::vector<CookieStored> store(const Request& request, const Headers& response_headers,
                                  base::WallTime now);
  // The cookies for a request (RFC 6265bis draft-22 5.8.3). Expired ones are dropped.
  [[nodiscard]] CookieSelection select(const Request& request, base::WallTime now);
  [[nodiscard]] const std::vector<Cookie>& cookies() const { return cookies_; }

 private:
  std::optional<RefusedBecause> keep(const ParsedCookie& parsed, const Request& request,
                                     base::WallTime now);
  // 5.7, eviction, after one cookie was added: an overfull domain first, then the whole jar. What
  // had to go, if anything besides the expired ones.
  std::optional<Cookie> limit(const std::string& domain, base::WallTime now);
  void drop_expired(base::WallTime now);
  void note_other_paths(const std::string& host, const std::string& path,
                        CookieSelection& selection) const;

  std::vector<Cookie> cookies_;
};

// Clauses of the RFC, one function each.
[[nodiscard]] bool domain_matches(std::string_view host, std::string_view domain);      // 5.1.3
[[nodiscard]] std::string default_path(const Url& url);                                 // 5.1.4
[[nodiscard]] bool path_matches(std::string_view request_path, std::string_view path);  // 5.1.4
// 5.2: scheme and registrable domain are equal, or there is no initiator. NB: the
// URLs of earlier redirects are not looked at; draft-22 counts them, no browser does by default.
[[nodiscard]] bool is_same_site(const Request& request);

}  // namespace flexverify::web
