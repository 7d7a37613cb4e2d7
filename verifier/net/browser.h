// The browser: jar + transport + limits + recorder. It sends what a page decided, and nothing
// else; every exchange is recorded, redacted, before anybody sees the response.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/model/exchange.h"
#include "verifier/model/finding.h"
#include "verifier/model/redact.h"
#include "verifier/net/guard.h"
#include "verifier/net/secret_store.h"
#include "verifier/net/transport.h"
#include "verifier/web/cookie_jar.h"
#include "verifier/web/message.h"

namespace flexverify::net {

struct BrowserLimits {
  std::size_t exchanges = 60;  // of a whole check
  base::SteadyTime deadline;   // of a whole check
};

struct Sent {
  web::Response response;  // what the server sent
  std::size_t exchange;    // its number
};
// A request of a real browser that we drive, as its own log tells it.
struct SeenElsewhere {
  std::string method;
  web::Url url;
  int status = 0;
  std::optional<web::Url> location;  // where its answer redirected to
  std::string error;                 // "" or why no answer came
  base::WallTime started;
  model::Timings timings;
  std::size_t bytes = 0;
  std::string protocol;
  std::string peer;
};
using SendResult = std::variant<Sent, model::Finding>;

class Browser {
 public:
  Browser(Transport& transport, SecretStore& secrets, base::Clock& clock, model::Redactor& redactor,
          BrowserLimits limits, std::stop_token stop);

  // One exchange; nothing is followed. Cookies are chosen and stored by Request::mode.
  // Findings: dns-failed … response-malformed, insecure-redirect (http to a host that was
  // not named), secret-host-refused, secret-would-repeat, step-budget, time-budget, interrupted,
  // and what the secret store says.
  SendResult send(const web::Request& request);

  // A secret for a page at `place` that a real browser shows. The same rules as for a request of
  // ours; it counts as sent from here on.
  std::variant<base::Secret, model::Finding> lend(base::SecretRef secret, const web::Url& place);
  // What was lent never came into the page.
  void give_back(base::SecretRef secret) { take_back({secret}); }
  // Redacts and records it beside our own exchanges; returns its number.
  std::size_t record_elsewhere(const SeenElsewhere& seen);
  // The end of the whole check.
  [[nodiscard]] base::SteadyTime deadline() const { return limits_.deadline; }

  // Connects to these places beside whatever follows; no cookie and no secret goes there.
  void connect_ahead(const std::vector<web::Url>& places);
  // Keeps up to `count` connections to this place for requests with a secret, each of which has one
  // of its own.
  void connect_for_secrets(const web::Url& place, std::size_t count);
  // Where it did: host and port, one for each connection.
  [[nodiscard]] const std::vector<std::string>& connected_ahead() const { return connected_ahead_; }

  // Sends requests that are about to follow beside those that come before them. Each is recorded,
  // and its cookies are kept, when send() comes to it; until then nothing has seen its answer.
  // What may not be sent, carries a secret, goes over http or is asked for already is left for
  // its turn.
  void ask_ahead(const web::Request& request);
  // Method and URL, redacted, of those whose answer was not used: send() did not come to them, or
  // had to send them once more.
  [[nodiscard]] std::vector<std::string> asked_in_vain() const;

  void use_user_agent(std::string text) { user_agent_ = std::move(text); }

  // Hosts of this machine that are spoken to without TLS. Nothing is allowed before.
  void allow_plain_http_to(std::vector<std::string> hosts) { plain_http_ = std::move(hosts); }
  // Hosts ("host" or "host:port") that may be given a secret. Nothing is allowed before.
  void allow_secrets_to(std::vector<std::string> hosts) { secret_hosts_ = std::move(hosts); }
  // Cookies that came from elsewhere, as if `url` had set them; the jar's rules apply. Returns how
  // many were kept.
  std::size_t import_cookies(const web::Url& url, const web::Headers& set_cookie_headers);
  [[nodiscard]] const std::vector<std::string>& secret_hosts() const { return secret_hosts_; }

  // Whether a server may have seen it.
  [[nodiscard]] bool was_sent(base::SecretRef secret) const;
  [[nodiscard]] const std::vector<model::Exchange>& exchanges() const { return exchanges_; }
  [[nodiscard]] const std::vector<model::Certificate>& certificates() const {
    return certificates_;
  }
  // How far the clock of that host is ahead of ours, by the Date header of its last answer, to the
  // second; absent: it sent none.
  [[nodiscard]] std::optional<base::Millis> clock_ahead(const web::Url& url) const;
  // The same of every host that sent one, by host and port.
  [[nodiscard]] const std::map<std::string, base::Millis>& clocks() const { return clocks_; }
  // Numbers of the exchanges whose Location had "user:password@" before its host, which is not
  // sent.
  [[nodiscard]] const std::vector<std::size_t>& redirects_with_userinfo() const {
    return with_userinfo_;
  }
  [[nodiscard]] const web::CookieJar& jar() const { return jar_; }

 private:
  [[nodiscard]] std::optional<model::Finding> guard(const web::Request& request) const;
  [[nodiscard]] std::optional<model::Finding> over_time(const web::Request& request) const;
  // The value, which counts as sent from here on.
  std::variant<base::Secret, model::Finding> fetch(base::SecretRef secret, const web::Url& place);
  // Fetches the secrets, which count as sent from here on.
  std::variant<std::string, model::Finding> body_of(const web::Request& request);
  // The request never left: these secrets were not sent with it.
  void take_back(const std::vector<base::SecretRef>& secrets);
  [[nodiscard]] WireRequest wire_request(const web::Request& request, std::string body,
                                         const std::string& cookies) const;
  [[nodiscard]] std::vector<web::Request>::const_iterator place_ahead(
      const web::Request& request) const;
  [[nodiscard]] base::Millis time_for(const web::Request& request) const;
  void record(const web::Request& request, const WireExchange& wire,
              const web::CookieSelection& cookies, base::WallTime started);
  void record_response(model::Exchange& record, const web::Request& request,
                       const web::Response& response, base::WallTime arrived);
  void note_clock(const web::Url& url, const web::Headers& headers, base::WallTime arrived);
  void record_cookies(model::Exchange& record, const web::Request& request,
                      const web::Response& response, base::WallTime arrived);
  void record_certificate(const web::Url& url, const WireExchange& wire);
  [[nodiscard]] std::string shown(const std::string& text);

  Transport& transport_;
  SecretStore& secrets_;
  base::Clock& clock_;
  model::Redactor& redactor_;
  BrowserLimits limits_;
  std::stop_token stop_;
  web::CookieJar jar_;
  std::string user_agent_;  // "": the verifier's own
  std::vector<std::string> plain_http_;
  std::vector<std::string> secret_hosts_;
  std::vector<SecretSent> sent_;
  std::map<std::string, base::Millis> clocks_;  // by host and port
  std::vector<std::size_t> with_userinfo_;
  std::vector<model::Exchange> exchanges_;
  std::vector<model::Certificate> certificates_;
  std::vector<std::string> connected_ahead_;
  std::vector<web::Request> asked_ahead_;  // and not sent in turn so far
};

}  // namespace flexverify::net
