#include "verifier/serve/notifier.h"

#include <algorithm>
#include <set>

#include "verifier/base/overload.h"
#include "verifier/config/receiver_kinds.h"
#include "verifier/serve/alert.h"
#include "verifier/serve/messages.h"
#include "verifier/web/secure_place.h"

namespace flexverify::serve {
namespace {

using base::Millis;

constexpr Millis kRequestTime = std::chrono::seconds{10};
constexpr Millis kFirstPause = std::chrono::seconds{10}, kMostPause = std::chrono::hours{1};
constexpr Millis kGiveUp = std::chrono::hours{24};
constexpr std::size_t kMostAtOnce = 100;

Millis pause_after(std::size_t tries) {
  Millis pause = kFirstPause;
  for (std::size_t i = 0; i < tries && pause < kMostPause; ++i) pause *= 2;
  return std::min(pause, kMostPause);
}

base::Result<void> post(const config::Receiver& receiver, const base::Secret& url,
                        std::string_view bearer, std::string body, const NotifierServices& services,
                        const std::stop_token& stop) {
  const auto parsed = web::parse_url(url.reveal());
  if (!parsed || !web::is_secure_place(*parsed))
    return base::fail(receiver.name, "its URL is not https");
  auto transport = services.transport(receiver);
  if (!transport) return tl::unexpected(transport.error());
  net::WireRequest request{.method = web::Method::Post, .url = *parsed, .headers = {}, .body = {}};
  request.headers = {{"Content-Type", "application/json"}, {"User-Agent", "flexverify"}};
  if (!bearer.empty())
    request.headers.push_back({"Authorization", "Bearer " + std::string(bearer)});
  request.body = std::move(body);
  const auto answer =
      (*transport)->send(request, {.timeout = kRequestTime, .body_bytes = 64 * 1024}, stop);
  base::wipe(request.body);
  for (web::Header& header : request.headers) base::wipe(header.value);
  return std::visit(base::overload{[&](const web::Response& response) -> base::Result<void> {
                                     if (response.status >= 200 && response.status < 300) return {};
                                     return base::fail(
                                         receiver.name,
                                         "it answered " + std::to_string(response.status));
                                   },
                                   [&](const net::Failure& failure) -> base::Result<void> {
                                     return base::fail(receiver.name, failure.detail);
                                   }},
                    answer.outcome);
}

// What the source holds, or `otherwise` when the receiver has none.
base::Result<base::Secret> secret_or(const model::SecretSource& source, std::string otherwise,
                                     std::string_view what, const NotifierServices& services) {
  if (std::holds_alternative<model::NoSource>(source)) return base::Secret(std::move(otherwise));
  return services.secret(source, what);
}

base::Result<void> run_command(const config::Receiver& receiver, const base::Json& alert,
                               const NotifierServices& services) {
  std::vector<std::string> arguments = receiver.command;
  arguments.push_back(base::dump_json(alert));
  const auto output = services.run_command(arguments);
  if (!output) return tl::unexpected(output.error());
  return {};
}

struct Letter {
  base::Json body;
  std::string_view bearer;  // "" for none
};

// What a receiver that is posted to understands.
Letter letter_for(config::ReceiverKind kind, const base::Json& alert, std::string_view key) {
  switch (kind) {
    case config::ReceiverKind::Webhook:
      return {alert, key};
    case config::ReceiverKind::Slack:
      return {slack_body(alert), ""};
    case config::ReceiverKind::PagerDuty:
      return {pagerduty_body(alert).set("routing_key", std::string(key)), ""};
    case config::ReceiverKind::Command:
      break;
  }
  return {};
}

}  // namespace

base::Result<void> deliver(const config::Receiver& receiver, const base::Json& alert,
                           const NotifierServices& services, std::stop_token stop) {
  if (receiver.kind == config::ReceiverKind::Command) return run_command(receiver, alert, services);
  const config::ReceiverKindRow& row = config::row_of(receiver.kind);
  const auto url =
      secret_or(receiver.secret_url, receiver.url.empty() ? std::string(row.own_url) : receiver.url,
                "URL of " + receiver.name, services);
  if (!url) return tl::unexpected(url.error());
  const auto key = secret_or(receiver.secret, "", "secret of " + receiver.name, services);
  if (!key) return tl::unexpected(key.error());
  const Letter letter = letter_for(receiver.kind, alert, key->reveal());
  return post(receiver, *url, letter.bearer, base::dump_json(letter.body), services, stop);
}

Notifier::Notifier(Store& store, base::Clock& clock, NotifierServices services, Store::Log log)
    : store_(store), clock_(clock), services_(std::move(services)), log_(std::move(log)) {}

void Notifier::replace(std::vector<config::Receiver> receivers) {
  const std::scoped_lock lock(mutex_);
  receivers_ = std::move(receivers);
}

void Notifier::deliver_due(std::stop_token stop) {
  const auto due = store_.use(
      [&](Database& database) { return due_messages(database, clock_.now(), kMostAtOnce); });
  if (!due || due->empty()) return;
  std::vector<config::Receiver> receivers;
  {
    const std::scoped_lock lock(mutex_);
    receivers = receivers_;
  }
  std::set<std::string> failing;
  for (const Message& message : *due) {
    if (stop.stop_requested()) return;
    if (failing.contains(message.receiver)) continue;
    const auto receiver =
        std::find_if(receivers.begin(), receivers.end(),
                     [&](const config::Receiver& r) { return r.name == message.receiver; });
    const auto alert = base::parse_json(message.body);
    const auto remove = [&] {
      static_cast<void>(
          store_.use([&](Database& database) { return remove_message(database, message.id); }));
    };
    if (receiver == receivers.end() || !alert || clock_.now() - message.created > kGiveUp) {
      log_("alert for " + message.receiver + " dropped: it could not be delivered in time");
      ++dropped_, remove();
      continue;
    }
    if (const auto done = deliver(*receiver, *alert, services_, stop); done) {
      ++delivered_, remove();
      continue;
    } else {
      log_("alert for " + message.receiver + " not delivered: " + done.error().what);
    }
    ++failed_;
    failing.insert(message.receiver);
    static_cast<void>(store_.use([&](Database& database) {
      return postpone_message(database, message.id, clock_.now() + pause_after(message.tries));
    }));
  }
}

NotifierCounts Notifier::counts() const { return {delivered_, failed_, dropped_}; }

}  // namespace flexverify::serve
