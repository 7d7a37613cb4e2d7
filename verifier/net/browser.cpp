#include "verifier/net/browser.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/net/failure_findings.h"
#include "verifier/net/request_headers.h"
#include "verifier/net/wire_body.h"

namespace flexverify::net {
namespace {

// One server that hangs must not use up the time of the whole check.
constexpr base::Millis kLongestExchange{30'000};

// NB: browsers have no such limit. No login sets as many with one answer; what follows is not
// looked at, and said.
constexpr std::size_t kMaxSetCookies = 100;

web::Headers set_cookies(const web::Headers& headers) {
  web::Headers found;
  for (const auto& header : headers)
    if (found.size() < kMaxSetCookies && base::equals_ignoring_case(header.name, "Set-Cookie"))
      found.push_back(header);
  return found;
}

// "user:password@" is never sent, as in a browser's fetch; a server is not asked to accept it.
web::Url without_userinfo(web::Url url) {
  url.username.clear();
  url.password.clear();
  return url;
}

std::vector<base::SecretRef> distinct_secrets(const web::Request& request) {
  std::vector<base::SecretRef> distinct;
  for (const base::SecretRef secret : web::secrets_in(request))
    if (std::ranges::find(distinct, secret) == distinct.end()) distinct.push_back(secret);
  return distinct;
}

std::int64_t days_until(base::WallTime then, base::WallTime now) {
  return std::chrono::floor<std::chrono::days>(then - now).count();
}

}  // namespace

Browser::Browser(Transport& transport, SecretStore& secrets, base::Clock& clock,
                 model::Redactor& redactor, BrowserLimits limits, std::stop_token stop)
    : transport_(transport),
      secrets_(secrets),
      clock_(clock),
      redactor_(redactor),
      limits_(limits),
      stop_(std::move(stop)) {}

void Browser::connect_ahead(const std::vector<web::Url>& places) {
  for (const web::Url& place : places) connected_ahead_.push_back(web::host_and_port(place));
  transport_.connect_ahead(places, stop_);
}

void Browser::connect_for_secrets(const web::Url& place, std::size_t count) {
  const std::size_t opened = transport_.connect_for_one_request(place, count, stop_);
  connected_ahead_.insert(connected_ahead_.end(), opened, web::host_and_port(place));
}

bool Browser::was_sent(base::SecretRef secret) const {
  return std::ranges::find(sent_, secret, &SecretSent::secret) != sent_.end();
}

std::optional<model::Finding> Browser::over_time(const web::Request& request) const {
  if (stop_.stop_requested())
    return model::make_finding(model::Code::Interrupted,
                               fmt::format("The check was stopped before the request to {}.",
                                           web::host_and_port(request.url)));
  if (clock_.steady() < limits_.deadline) return std::nullopt;
  return model::make_finding(
      model::Code::TimeBudget,
      fmt::format("The time was over before the request to {}.", web::host_and_port(request.url)));
}

std::optional<model::Finding> Browser::guard(const web::Request& request) const {
  if (exchanges_.size() >= limits_.exchanges)
    return model::make_finding(model::Code::StepBudget,
                               fmt::format("{} requests were made; the next would go to {}.",
                                           exchanges_.size(), web::host_and_port(request.url)));
  if (auto late = over_time(request)) return late;
  if (redactor_.is_full())
    return model::make_finding(
        model::Code::ResponseTooLarge,
        fmt::format("The servers gave more cookies, codes and other values than any login has; the "
                    "next request would go to {}.",
                    web::host_and_port(request.url)));
  if (auto refused = refuse_place(request.url, plain_http_)) return refused;
  if (auto refused = refuse_by_policy(request)) return refused;
  return refuse_secrets(request, {.hosts = secret_hosts_, .sent = sent_});
}

std::variant<base::Secret, model::Finding> Browser::fetch(base::SecretRef secret,
                                                          const web::Url& place) {
  auto given = secrets_.get(
      {.secret = secret, .host = web::host_and_port(place), .deadline = limits_.deadline});
  if (const auto* value = std::get_if<base::Secret>(&given)) {
    redactor_.add(value->reveal(), model::Whose::Account);
    sent_.push_back({secret, web::origin(place)});
  }
  return given;
}

// As if a form of the page posted it to where the page is.
std::variant<base::Secret, model::Finding> Browser::lend(base::SecretRef secret,
                                                         const web::Url& place) {
  web::Request as_if = web::get(place);
  as_if.method = web::Method::Post;
  as_if.body = web::FormBody{.entries = {{"", secret}}};
  if (auto late = over_time(as_if)) return *std::move(late);
  if (auto refused = refuse_secrets(as_if, {.hosts = secret_hosts_, .sent = sent_}))
    return *std::move(refused);
  return fetch(secret, place);
}

std::variant<std::string, model::Finding> Browser::body_of(const web::Request& request) {
  std::vector<SecretValue> values;
  std::vector<base::SecretRef> counted;
  for (const base::SecretRef secret : distinct_secrets(request)) {
    auto given = fetch(secret, request.url);
    if (auto* finding = std::get_if<model::Finding>(&given)) {
      take_back(counted);
      return std::move(*finding);
    }
    values.emplace_back(secret, std::move(std::get<base::Secret>(given)));
    counted.push_back(secret);
  }
  return wire_body(request.body, values);
}

void Browser::take_back(const std::vector<base::SecretRef>& secrets) {
  for (const base::SecretRef secret : secrets) {
    const auto last = std::ranges::find(sent_.rbegin(), sent_.rend(), secret, &SecretSent::secret);
    sent_.erase(std::next(last).base());
    if (!was_sent(secret))
      secrets_.settle(secret, {model::SecretOutcome::NotSent, model::Code::Interrupted});
  }
}

WireRequest Browser::wire_request(const web::Request& request, std::string body,
                                  const std::string& cookies) const {
  const bool secret = !web::secrets_in(request).empty();
  return {
      .method = request.method,
      .url = without_userinfo(request.url),
      .headers = wire_headers(request, cookies, user_agent_),
      .body = std::move(body),
      .resend = secret ? Resend::Never : Resend::Allowed,
      .inside = request.mode == web::Mode::Navigation ? Inside::NamedHostsOnly : Inside::Allowed};
}

base::Millis Browser::time_for(const web::Request& request) const {
  return std::min(limits_.deadline - clock_.steady(), request.patience.value_or(kLongestExchange));
}

std::vector<web::Request>::const_iterator Browser::place_ahead(const web::Request& request) const {
  return std::ranges::find_if(asked_ahead_, [&](const web::Request& other) {
    return other.method == request.method && other.url == request.url;
  });
}

void Browser::ask_ahead(const web::Request& request) {
  if (request.url.scheme != "https" || !web::secrets_in(request).empty()) return;
  if (place_ahead(request) != asked_ahead_.end() || guard(request)) return;
  const web::CookieSelection cookies = jar_.select(request, clock_.now());
  transport_.send_ahead(wire_request(request, wire_body(request.body, {}), cookies.header),
                        Limits{.timeout = time_for(request)}, stop_);
  asked_ahead_.push_back(request);
}

std::vector<std::string> Browser::asked_in_vain() const {
  std::vector<std::string> texts;
  for (const web::Request& request : asked_ahead_)
    texts.push_back(
        fmt::format("{} {}", web::method_name(request.method), redactor_.url(request.url)));
  return texts;
}

SendResult Browser::send(const web::Request& request) {
  if (auto refused = guard(request)) return *std::move(refused);
  auto body = body_of(request);
  if (auto* finding = std::get_if<model::Finding>(&body)) {
    finding->detail = shown(finding->detail);
    return std::move(*finding);
  }
  if (auto late = over_time(request)) {  // a secret may take its time
    take_back(distinct_secrets(request));
    return *std::move(late);
  }
  const base::WallTime started = clock_.now();
  const base::Millis timeout = time_for(request);
  const web::CookieSelection cookies = jar_.select(request, started);
  WireRequest on_wire =
      wire_request(request, std::get<std::string>(std::move(body)), cookies.header);
  WireExchange wire = transport_.send(on_wire, Limits{.timeout = timeout}, stop_);
  base::wipe(on_wire.body);
  if (!wire.sent) take_back(distinct_secrets(request));
  if (wire.asked == Asked::Ahead) asked_ahead_.erase(place_ahead(request));
  record(request, wire, cookies, started);
  const std::size_t number = exchanges_.size();
  if (auto* response = std::get_if<web::Response>(&wire.outcome))
    return Sent{.response = std::move(*response), .exchange = number};
  auto finding = finding_for(std::get<Failure>(wire.outcome), request.url, timeout);
  finding.detail = redactor_.text(finding.detail);
  finding.exchange = number;
  return finding;
}

// Server text as it may be kept: cleaned first, so that a cut never splits a value that is known.
std::string Browser::shown(const std::string& text) {
  return base::printable(redactor_.text(text));
}

void Browser::record(const web::Request& request, const WireExchange& wire,
                     const web::CookieSelection& cookies, base::WallTime started) {
  const base::WallTime arrived = clock_.now() - wire.age;
  model::Exchange record;
  record.n = exchanges_.size() + 1;
  record.method = web::method_name(request.method);
  record.ahead = wire.asked == Asked::Ahead;
  record.started = record.ahead ? arrived - wire.timings.total : started;
  record.timings = wire.timings;
  record.protocol = wire.protocol;
  record.peer = wire.peer;
  for (const auto& name : cookies.names) record.cookies_sent.push_back(shown(name));
  for (const auto& cookie : cookies.withheld)
    record.cookies_withheld.push_back(
        {shown(cookie.name), std::string(web::reason_text(cookie.reason))});
  if (const auto* response = std::get_if<web::Response>(&wire.outcome))
    record_response(record, request, *response, arrived);
  else
    record.error = shown(std::get<Failure>(wire.outcome).detail);
  record.url = redactor_.url(request.url);  // after the cookies were declared
  record_certificate(request.url, wire);
  exchanges_.push_back(std::move(record));
}

std::size_t Browser::record_elsewhere(const SeenElsewhere& seen) {
  model::Exchange record;
  record.n = exchanges_.size() + 1;
  record.engine = model::Engine::Browser;
  record.method = shown(seen.method);
  record.url = redactor_.url(seen.url);
  record.status = seen.status;
  record.location = seen.location ? redactor_.url(*seen.location) : "";
  record.error = shown(seen.error);
  record.started = seen.started;
  record.timings = seen.timings;
  record.bytes = seen.bytes;
  record.protocol = shown(seen.protocol);
  record.peer = shown(seen.peer);
  exchanges_.push_back(std::move(record));
  return exchanges_.size();
}

void Browser::record_response(model::Exchange& record, const web::Request& request,
                              const web::Response& response, base::WallTime arrived) {
  record.status = response.status;
  record.bytes = response.body.size();
  note_clock(request.url, response.headers, arrived);
  record_cookies(record, request, response, arrived);
  const std::string* location = web::find_header(response.headers, "Location");
  if (location == nullptr) return;
  const auto url = web::parse_url(*location, &request.url);
  record.location = url ? redactor_.url(*url) : shown(*location);
  if (url && !(url->username.empty() && url->password.empty())) with_userinfo_.push_back(record.n);
}

// RFC 9110 6.6.1: whole seconds, so on average half a second was cut off.
void Browser::note_clock(const web::Url& url, const web::Headers& headers, base::WallTime arrived) {
  const std::string* text = web::find_header(headers, "Date");
  const auto date = text == nullptr ? std::nullopt : base::parse_http_date(*text);
  if (date) clocks_[web::host_and_port(url)] = *date + base::Millis{500} - arrived;
}

std::optional<base::Millis> Browser::clock_ahead(const web::Url& url) const {
  const auto found = clocks_.find(web::host_and_port(url));
  return found == clocks_.end() ? std::nullopt : std::optional(found->second);
}

void Browser::record_cookies(model::Exchange& record, const web::Request& request,
                             const web::Response& response, base::WallTime arrived) {
  const web::Headers headers = set_cookies(response.headers);
  for (const auto& header : headers)
    if (const auto cookie = web::parse_set_cookie(header.value)) redactor_.add(cookie->value);
  for (const auto& cookie : jar_.store(request, headers, arrived)) {
    if (cookie.refused)
      record.cookies_rejected.push_back(
          {shown(cookie.name), std::string(web::reason_text(*cookie.refused))});
    else
      record.cookies_set.push_back(shown(cookie.name));
  }
  const auto sets_one = [](const web::Header& header) {
    return base::equals_ignoring_case(header.name, "Set-Cookie");
  };
  if (std::ranges::count_if(response.headers, sets_one) > static_cast<long>(kMaxSetCookies))
    record.cookies_rejected.push_back({"behind the hundredth", "one answer sets more than 100"});
}

std::size_t Browser::import_cookies(const web::Url& url, const web::Headers& set_cookie_headers) {
  for (const auto& header : set_cookie_headers)
    if (const auto cookie = web::parse_set_cookie(header.value)) redactor_.add(cookie->value);
  const auto stored = jar_.store(web::get(url), set_cookie_headers, clock_.now());
  return static_cast<std::size_t>(std::ranges::count_if(
      stored, [](const web::CookieStored& cookie) { return !cookie.refused; }));
}

void Browser::record_certificate(const web::Url& url, const WireExchange& wire) {
  if (!wire.certificate) return;
  model::Certificate seen = *wire.certificate;
  seen.use = "tls " + web::host_and_port(url);
  seen.days_left = days_until(seen.not_after, clock_.now());
  const bool known = std::ranges::any_of(certificates_, [&](const model::Certificate& other) {
    return other.use == seen.use && other.sha256 == seen.sha256;
  });
  if (!known) certificates_.push_back(std::move(seen));
}

}  // namespace flexverify::net
