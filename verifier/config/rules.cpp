#include "verifier/config/rules.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "verifier/base/cron.h"
#include "verifier/base/text.h"
#include "verifier/base/time.h"
#include "verifier/base/time_zone.h"
#include "verifier/model/flex_role.h"
#include "verifier/web/query.h"
#include "verifier/web/url.h"

namespace flexverify::config {
namespace {

using Fault = std::optional<std::string>;
using base::printable;

constexpr std::size_t kMaxName = 100;

std::string quoted(std::string_view text) { return '"' + printable(text) + '"'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::string listed(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

Fault bad_choice(std::string_view value, std::string_view choices) {
  const auto words = base::split(choices, '|');
  if (std::find(words.begin(), words.end(), value) != words.end()) return std::nullopt;
  const std::string near = suggestion(value, words);
  return quoted(value) + " is not one of " + listed(words) + near;
}

Fault bad_name(std::string_view value) {
  if (value.size() > kMaxName) return "longer than " + std::to_string(kMaxName) + " bytes";
  if (printable(value) != value) return "a name is one line of printable text";
  return std::nullopt;
}

// A URL is not repeated in these texts where it may hold a password.
Fault bad_page_url(std::string_view value, const std::optional<web::Url>& url) {
  if (!url || !url->host || url->host->empty())
    return quoted(value) + " is no URL; expected https://host/…";
  if (!url->username.empty() || !url->password.empty())
    return "a URL here holds no user name and no password";
  if (url->scheme == "https" || (url->scheme == "http" && web::is_loopback(*url)))
    return std::nullopt;
  return quoted(value) + " is not https (http is for loopback hosts only)";
}

Fault bad_base_url(std::string_view value) {
  const auto url = web::parse_url(value);
  if (Fault fault = bad_page_url(value, url)) return fault;
  if (url->path == "/" && !url->query && !url->fragment) return std::nullopt;
  return quoted(value) + " has more than scheme, host and port; expected " + web::origin(*url);
}

// What HTTP's Basic authentication can say: no control characters (RFC 7617 2).
bool is_credential(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

}  // namespace

std::optional<std::string> fault_in_proxy(std::string_view value) {
  const auto url = web::parse_url(value);
  if (!url || !url->host || (url->scheme != "http" && url->scheme != "https"))
    return "this is no URL of a proxy; expected http://host:port";
  if (url->path != "/" || url->query || url->fragment)
    return "the URL of a proxy ends with its port; write /, ? and # of a password as %2F, %3F, %23";
  if (!is_credential(web::percent_decode(url->username)) ||
      !is_credential(web::percent_decode(url->password)))
    return "the proxy's user name or password holds a character that cannot be sent";
  if (base::contains(web::percent_decode(url->username), ":"))
    return "a proxy's user name cannot hold a colon (RFC 7617 2)";
  return std::nullopt;
}

namespace {

bool is_port(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0 && port < 65536;
}

Fault bad_host(std::string_view value) {
  const auto url = web::parse_url("https://" + std::string(value) + "/");
  if (url && url->host && url->path == "/" && !url->query && !url->fragment &&
      url->username.empty() && !base::contains(value, "/"))
    return std::nullopt;
  return quoted(value) + " is no host; expected host or host:port, without https://";
}

Fault bad_loopback_host(std::string_view value) {
  const auto url = web::parse_url("http://" + std::string(value) + "/");
  if (url && web::is_loopback(*url) && web::host_name(*url) == value) return std::nullopt;
  return quoted(value) +
         " is no host of this machine; expected localhost, a name below it, "
         "127.0.0.1 or [::1], without http:// and port";
}

Fault bad_resolve(std::string_view value) {
  const std::size_t first = value.find(':');
  const std::size_t second = first == std::string_view::npos ? first : value.find(':', first + 1);
  if (first != std::string_view::npos && first > 0 && second != std::string_view::npos &&
      is_port(value.substr(first + 1, second - first - 1)) && second + 1 < value.size())
    return std::nullopt;
  return quoted(value) + " is not HOST:PORT:ADDRESS, such as flex.example.test:443:127.0.0.1";
}

Fault bad_duration(std::string_view value) {
  const auto duration = base::parse_duration(value);
  if (duration && duration->count() > 0) return std::nullopt;
  if (duration) return quoted(value) + " is no time at all; expected more than zero";
  return quoted(value) + " is no duration; expected a number and a unit: 500ms, 60s, 5m, 2h, 1d";
}

Fault bad_sid(std::string_view value, std::string_view prefix, std::string_view what) {
  if (is_sid(value, prefix)) return std::nullopt;
  return quoted(value) + " is no " + std::string(what) + "; expected " + std::string(prefix) +
         " and 32 hexadecimal digits";
}

Fault bad_entity_id(std::string_view value) {
  constexpr std::string_view kUrn = "urn:flex:";
  if (value.empty()) return "empty";
  if (value.starts_with(kUrn) && !is_sid(value.substr(kUrn.size()), "JQ"))
    return quoted(value) +
           " is no Entity ID of Flex; expected urn:flex:JQ and 32 hexadecimal digits";
  return std::nullopt;
}

Fault bad_role(std::string_view value) {
  if (model::is_flex_role(value)) return std::nullopt;
  return quoted(value) + " is no role of Flex; expected agent, supervisor, admin or wfo.…" +
         suggestion(base::ascii_lower(value), model::kFlexRoles);
}

Fault bad_adapter(std::string_view value, const Known& known) {
  if (value == "auto" ||
      std::find(known.adapters.begin(), known.adapters.end(), value) != known.adapters.end())
    return std::nullopt;
  std::vector<std::string_view> words = known.adapters;
  words.emplace_back("auto");
  const std::string near = suggestion(value, words);
  return "no adapter " + quoted(value) + (near.empty() ? "; expected " + listed(words) : near);
}

// A day of the past: it begins 14 hours earlier in the east than in UTC.
Fault bad_date(std::string_view value, const Known& known) {
  const auto day = base::parse_rfc3339(std::string(value) + "T00:00:00Z");
  if (value.size() != 10 || !day)
    return quoted(value) + " is no date; expected year-month-day, such as 2026-03-01";
  if (*day > known.now + std::chrono::hours{14})
    return quoted(value) +
           " is in the future; expected the day of a migration that is done, or nothing until then";
  return std::nullopt;
}

Fault bad_header_text(std::string_view value) {
  const auto printable_ascii = [](char c) { return c >= ' ' && c <= '~'; };
  if (!value.empty() && std::all_of(value.begin(), value.end(), printable_ascii))
    return std::nullopt;
  return "this is no text for a header; expected printable ASCII on one line";
}

Fault bad_variable(std::string_view value) {
  if (!value.empty() && !is_digit(value[0]) && std::all_of(value.begin(), value.end(), is_word))
    return std::nullopt;
  // Not repeated: it may be the secret itself.
  return "this is no name of an environment variable; expected letters, digits and _";
}

Fault bad_cron(std::string_view value) {
  const auto cron = base::parse_cron(value);
  return cron ? std::nullopt : Fault(cron.error().what);
}

Fault bad_time_zone(std::string_view value) {
  const auto zone = base::TimeZone::named(value);
  return zone ? std::nullopt : Fault(quoted(value) + ": " + zone.error().what);
}

// An address, not a name: it is bound, and decides who can connect.
Fault bad_listen(std::string_view value) {
  const auto url = web::parse_url("http://" + std::string(value) + "/");
  const std::size_t colon = value.rfind(':');
  const bool port = colon != std::string_view::npos &&
                    (value.substr(colon + 1) == "0" || is_port(value.substr(colon + 1)));
  const bool address =
      url && url->host &&
      (value.starts_with('[') || url->host->find_first_not_of("0123456789.") == std::string::npos);
  if (port && address) return std::nullopt;
  return quoted(value) + " is no address with a port; expected such as 127.0.0.1:9469";
}

}  // namespace

std::optional<std::string> fault_in_number(std::int64_t value, const Key& key) {
  const auto ends = base::split(key.choices, '|');
  const auto number = [](std::string_view text) {
    std::int64_t n = 0;
    std::from_chars(text.data(), text.data() + text.size(), n);
    return n;
  };
  if (value >= number(ends.front()) && value <= number(ends.back())) return std::nullopt;
  return std::to_string(value) + " is not from " + std::string(ends.front()) + " to " +
         std::string(ends.back());
}

bool is_sid(std::string_view text, std::string_view prefix) {
  return text.size() == 34 && text.starts_with(prefix) &&
         std::all_of(text.begin() + 2, text.end(), is_hex);
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  const auto near = base::did_you_mean(word, known);
  return near ? "; did you mean \"" + std::string(*near) + "\"?" : "";
}

Fault fault_in(std::string_view value, const Key& key, const Known& known) {
  if (value.empty()) return "empty; leave the key out, or write null";
  switch (key.rule) {
    case Rule::None:
    case Rule::Secret:
    case Rule::Schedule:
    case Rule::Receiver:
    case Rule::Range:
      return std::nullopt;
    case Rule::Cron:
      return bad_cron(value);
    case Rule::TimeZone:
      return bad_time_zone(value);
    case Rule::Listen:
      return bad_listen(value);
    case Rule::Path:
      return base::contains(value, std::string_view("\0", 1)) ? Fault("a path holds no zero byte")
                                                              : std::nullopt;
    case Rule::Name:
      return bad_name(value);
    case Rule::Choice:
      return bad_choice(value, key.choices);
    case Rule::PageUrl:
      return bad_page_url(value, web::parse_url(value));
    case Rule::BaseUrl:
      return bad_base_url(value);
    case Rule::ProxyUrl:
      return fault_in_proxy(value);
    case Rule::HostAndPort:
      return bad_host(value);
    case Rule::LoopbackHost:
      return bad_loopback_host(value);
    case Rule::Resolve:
      return bad_resolve(value);
    case Rule::Duration:
      return bad_duration(value);
    case Rule::AccountSid:
      return bad_sid(value, "AC", "Account SID");
    case Rule::ConnectionSid:
      return bad_sid(value, "JQ", "SSO profile");
    case Rule::EntityId:
      return bad_entity_id(value);
    case Rule::Role:
      return bad_role(value);
    case Rule::Adapter:
      return bad_adapter(value, known);
    case Rule::Variable:
      return bad_variable(value);
    case Rule::HeaderText:
      return bad_header_text(value);
    case Rule::Date:
      return bad_date(value, known);
  }
  return std::nullopt;
}

}  // namespace flexverify::config
