#include "verifier/config/serve.h"

#include <array>
#include <utility>

#include "verifier/base/check.h"
#include "verifier/config/receiver_kinds.h"
#include "verifier/config/secret_source.h"

namespace flexverify::config {
namespace {

using base::Json;

// A member of the target's schedule, else of the defaults'.
const Json& either(const Json& own, const Json& defaults, std::string_view name) {
  const Json& found = member(own, name);
  return found.is_null() ? member(defaults, name) : found;
}

std::string text(const Json& value) { return value.string() == nullptr ? "" : *value.string(); }

base::Millis duration(const Json& value, base::Millis otherwise) {
  return base::parse_duration(text(value)).value_or(otherwise);
}

std::size_t number(const Json& value, std::size_t otherwise) {
  const auto integer = value.integer();
  return integer ? static_cast<std::size_t>(*integer) : otherwise;
}

Cron make_cron(const std::string& fields, const std::string& zone) {
  const auto when = base::parse_cron(fields);
  const auto named = base::TimeZone::named(zone.empty() ? "UTC" : zone);
  FV_CHECK(when.has_value() && named.has_value());
  return {*when, *named};
}

model::Verdict verdict_named(std::string_view name) {
  if (name == "critical") return model::Verdict::Critical;
  if (name == "unknown") return model::Verdict::Unknown;
  return model::Verdict::Warning;
}

Receiver make_receiver(const Json& json) {
  const ReceiverKindRow* row = receiver_kind_named(json.text("kind"));
  FV_CHECK(row != nullptr);
  return {.name = json.text("name"),
          .kind = row->kind,
          .url = json.text("url"),
          .secret_url = secret_source(member(json, "secret_url")),
          .secret = secret_source(member(json, "secret")),
          .command = json.texts("command"),
          .from = verdict_named(json.text("from")),
          .remind = duration(member(json, "remind"), base::Millis{0}),
          .ca_file = json.text("ca_file")};
}

std::string without_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

}  // namespace

Schedule make_schedule(const Json& defaults, const Json& target) {
  const Json& own = member(target, "schedule");
  const Json& shared = member(defaults, "schedule");
  const bool has_time = !member(own, "every").is_null() || !member(own, "cron").is_null();
  const Json& timed = has_time ? own : shared;
  Schedule schedule;
  if (const std::string fields = timed.text("cron"); !fields.empty())
    schedule.when = make_cron(fields, text(either(timed, shared, "time_zone")));
  else
    schedule.when = Every{duration(member(timed, "every"), Every{}.interval)};
  schedule.confirm = number(either(own, shared, "confirm"), schedule.confirm);
  schedule.confirm_pause = duration(either(own, shared, "confirm_pause"), schedule.confirm_pause);
  return schedule;
}

Serve make_serve(const Json& json) {
  Serve serve;
  if (const std::string listen = json.text("listen"); !listen.empty()) serve.listen = listen;
  serve.jobs = number(member(json, "jobs"), serve.jobs);
  serve.courtesy.at_once = number(member(json, "jobs_per_provider"), serve.courtesy.at_once);
  serve.courtesy.pace = duration(member(json, "pace"), serve.courtesy.pace);
  serve.browsers = number(member(json, "browsers"), serve.browsers);
  serve.public_url = without_slash(json.text("public_url"));
  serve.token = secret_source(member(json, "token"));
  const Json& tls = member(json, "tls");
  serve.tls = {tls.text("certificate"), tls.text("key"), tls.text("client_ca")};
  serve.history = json.text("history");
  const Json& keep = member(json, "keep");
  serve.keep.age = duration(member(keep, "age"), serve.keep.age);
  serve.keep.runs = number(member(keep, "runs"), serve.keep.runs);
  serve.keep.failures = number(member(keep, "failures"), serve.keep.failures);
  if (const auto* alerts = member(json, "alerts").array())
    for (const Json& one : *alerts) serve.receivers.push_back(make_receiver(one));
  return serve;
}

}  // namespace flexverify::config
