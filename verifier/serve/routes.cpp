#include "verifier/serve/routes.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "reports/comparison.h"
#include "reports/renderer.h"
#include "reports/run_reader.h"
#include "verifier/base/crypto.h"
#include "verifier/base/encoding.h"
#include "verifier/serve/dashboard.h"
#include "verifier/serve/dashboard_index.h"
#include "verifier/serve/links.h"
#include "verifier/serve/metrics.h"

namespace flexverify::serve {
namespace {

constexpr std::size_t kRunsOfTarget = 200;
constexpr base::Millis kStuck = std::chrono::minutes{5};
constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";
constexpr const char* kHtml = "text/html; charset=utf-8";
// A report and a comparison bring their own policy; this one forbids what a header can.
constexpr const char* kReportPolicy =
    "frame-ancestors 'none'; script-src 'none'; object-src 'none'";

struct Context {
  Scheduler& scheduler;
  const HttpRequest& request;
  const std::string& key;
  Rows& rows;
};

HttpReply not_found(const std::string& what) { return {.status = 404, .body = what + "\n"}; }

HttpReply page(std::string body, std::string policy) {
  return {.type = kHtml,
          .body = std::move(body),
          .headers = {{"Content-Security-Policy", std::move(policy)}}};
}

std::int64_t number(const std::string& text) {
  std::int64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

IndexWish wish_of(const HttpRequest& request) {
  return {.search = parameter(request, "search"),
          .page = static_cast<std::size_t>(
              std::max<std::int64_t>(number(parameter(request, "page")), 1))};
}

HttpReply index(const Context& c) {
  return page(index_page(c.scheduler.view(), wish_of(c.request), c.rows), dashboard_policy());
}

HttpReply changes(const Context& c) {
  return page(
      index_changes(c.scheduler.view(), wish_of(c.request), c.rows, parameter(c.request, "since")),
      dashboard_policy());
}

HttpReply target(const Context& c) {
  const std::string name = parameter(c.request, "name");
  const View view = c.scheduler.view(name);
  if (view.targets.empty()) return not_found("no such target");
  return page(target_page(view.targets[0], view, c.scheduler.runs(name, kRunsOfTarget), c.key),
              dashboard_policy());
}

HttpReply run_report(const Context& c) {
  const auto saved = c.scheduler.run(number(parameter(c.request, "id")));
  if (!saved) return not_found("no such run, or no longer");
  if (parameter(c.request, "format") == "json")
    return {.type = "application/json", .body = saved->json};
  const auto run = reports::read_run(saved->json);
  if (!run) return not_found("the run cannot be read: " + run.error().what);
  return page(reports::render_html(*run, {}), kReportPolicy);
}

HttpReply compare(const Context& c) {
  const auto before = c.scheduler.run(number(parameter(c.request, "before")));
  const auto after = c.scheduler.run(number(parameter(c.request, "after")));
  if (!before || !after) return not_found("no such run, or no longer");
  auto first = reports::read_run(before->json), second = reports::read_run(after->json);
  if (!first || !second) return not_found("a run cannot be read");
  return page(reports::comparison_html(reports::compare(std::move(*first), std::move(*second))),
              kReportPolicy);
}

HttpReply metrics(const Context& c) {
  return {.type = kMetricsType, .body = metrics_page(c.scheduler.view(), process_facts())};
}

HttpReply probe(const Context& c) {
  const std::string name = parameter(c.request, "target");
  std::string text = probe_page(c.scheduler.view(name), name);
  if (text.empty())
    return not_found("no such target: /probe?target=NAME takes the name of a configured one");
  return {.type = kMetricsType, .body = std::move(text)};
}

// Alive: nothing that could run waits far longer than it should.
HttpReply health(const Context& c) {
  const View view = c.scheduler.view();
  const bool running = std::any_of(view.targets.begin(), view.targets.end(),
                                   [](const TargetView& t) { return t.plan.running; });
  for (const TargetView& one : view.targets)
    if (!running && view.now - one.plan.next > kStuck)
      return {.status = 503, .body = "no check was started for " + one.name() + "\n"};
  return {.body = "ok\n"};
}

HttpReply ready(const Context& c) {
  const View view = c.scheduler.view();
  if (view.targets.empty()) return {.status = 503, .body = "no target is configured\n"};
  return {.body = view.place == Place::MemoryUnread ? "ready, without its history\n" : "ready\n"};
}

HttpReply script(const Context&) {
  return {.type = "text/javascript; charset=utf-8", .body = std::string(refresh_script())};
}

HttpReply resume(const Context& c) {
  if (!base::equal_in_constant_time(parameter(c.request, "key"), c.key))
    return {.status = 403, .body = "this form is from before a restart: open the page again\n"};
  const std::string name = parameter(c.request, "name");
  if (!c.scheduler.resume(name)) return not_found("no such target");
  return {.status = 303, .body = "", .headers = {{"Location", target_link(name)}}};
}

struct Route {
  std::string_view method, path;
  HttpReply (*answer)(const Context&);
};
constexpr std::array kRoutes = {
    Route{"GET", "/", index},          Route{"GET", "/changes", changes},
    Route{"GET", "/target", target},   Route{"GET", "/run", run_report},
    Route{"GET", "/compare", compare}, Route{"GET", "/metrics", metrics},
    Route{"GET", "/probe", probe},     Route{"GET", "/healthz", health},
    Route{"GET", "/readyz", ready},    Route{"GET", "/refresh.js", script},
    Route{"POST", "/resume", resume},
};

HttpReply routed(const Context& c) {
  const std::string method = c.request.method == "HEAD" ? "GET" : c.request.method;
  const auto same_path = [&](const Route& route) { return route.path == c.request.path; };
  const auto found = std::find_if(kRoutes.begin(), kRoutes.end(), [&](const Route& route) {
    return same_path(route) && route.method == method;
  });
  if (found != kRoutes.end()) return found->answer(c);
  if (std::any_of(kRoutes.begin(), kRoutes.end(), same_path))
    return {.status = 405, .body = "not by this method\n"};
  return not_found("nothing here; see /");
}

}  // namespace

std::string parameter(const HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.query)
    if (key == name) return value;
  return "";
}

Routes::Routes(Scheduler& scheduler, Access access)
    : scheduler_(scheduler),
      access_(std::move(access)),
      key_(base::hex_encode(base::random_bytes(16))),
      rows_([this](const std::string& name, std::size_t most) {
        return scheduler_.runs(name, most);
      }) {}

HttpReply Routes::answer(const HttpRequest& request) {
  auto refused = refusal_of(request, access_);
  HttpReply reply = refused ? std::move(*refused) : routed({scheduler_, request, key_, rows_});
  for (const auto& [name, value] :
       {std::pair{"Cache-Control", "no-store"}, std::pair{"X-Content-Type-Options", "nosniff"},
        std::pair{"Referrer-Policy", "no-referrer"},
        std::pair{"Cross-Origin-Resource-Policy", "same-origin"}})
    reply.headers.emplace_back(name, value);
  return reply;
}

}  // namespace flexverify::serve
