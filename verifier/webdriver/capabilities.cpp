#include "verifier/webdriver/capabilities.h"

#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/text.h"

namespace flexverify::webdriver {
namespace {

using base::Json;
using Members = Json::Object;

// Requests of pages to addresses inside are Chromium's own business (Local Network Access); these
// are the ones that no login ever needs.
constexpr std::array<std::string_view, 2> kNever = {"169.254.*", "metadata.google.internal"};

std::string place(const web::Url& url) {
  return fmt::format("{}:{}", url.host.value_or(""), web::effective_port(url));
}

bool is_named(const Wish& wish, std::string_view host) {
  return std::ranges::find(wish.named, host) != wish.named.end();
}

// "HOST:PORT:ADDRESS"
std::string resolve_rule(const std::string& entry) {
  const auto parts = base::split(entry, ':');
  const std::size_t address = parts[0].size() + parts[1].size() + 2;
  return fmt::format("MAP {}:{} {}", parts[0], parts[1], entry.substr(address));
}

bool may_be_reached(const Wish& wish, std::string_view host) {
  return wish.allowed.empty() || std::ranges::find(wish.allowed, host) != wish.allowed.end();
}

bool has_address(const Wish& wish, std::string_view host) {
  return std::ranges::any_of(wish.network.resolve, [&](const std::string& entry) {
    return base::split(entry, ':').front() == host;
  });
}

// Rules are not asked about a host that a proxy connects to.
std::string bypass(const Wish& wish) {
  std::string list = wish.acs.host.value_or("");
  for (const web::Url& url : wish.closed) list += ";" + url.host.value_or("");
  for (const std::string_view host : base::split(wish.network.no_proxy, ','))
    if (!base::trim(host).empty()) list += ";" + std::string(base::trim(host));
  return list;
}

Json::Array proxy_arguments(const Wish& wish) {
  const auto proxy = web::parse_url(wish.network.proxy);
  if (!proxy) return {"--no-proxy-server"};
  return {"--proxy-server=" + web::origin(*proxy), "--proxy-bypass-list=" + bypass(wish)};
}

Json::Array common_arguments() {
  return {"--headless",
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-gpu",
          "--disable-extensions",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--window-size=1280,1024",
          "--lang=en-US",
          "--disable-features=NetworkTimeServiceQuerying,OptimizationHints"};
}

// With a pipe, the browser ends with its driver, however that ends. Local Network Access stays on:
// the catcher alone counts as a public address, as Twilio's is.
Json::Array local_arguments(const Local& local) {
  Json::Array arguments = {
      "--user-data-dir=" + local.folder + "/profile", "--remote-debugging-pipe",
      "--ignore-certificate-errors-spki-list=" + local.catcher_pin,
      fmt::format("--ip-address-space-overrides=127.0.0.1:{}=public", local.catcher_port)};
  if (local.is_root) arguments.emplace_back("--no-sandbox");
  return arguments;
}

void append(Json::Array& list, Json::Array more) {
  for (Json& item : more) list.push_back(std::move(item));
}

Json::Array arguments(const Wish& wish, const std::optional<Local>& local) {
  Json::Array all = common_arguments();
  append(all, proxy_arguments(wish));
  all.emplace_back("--host-resolver-rules=" + resolver_rules(wish, local));
  if (!wish.network.user_agent.empty()) all.emplace_back("--user-agent=" + wish.network.user_agent);
  if (local) append(all, local_arguments(*local));
  return all;
}

Json preferences() {
  return Members{{"credentials_enable_service", false},
                 {"profile.password_manager_enabled", false},
                 {"net.network_prediction_options", 2},
                 {"search.suggest_enabled", false}};
}

}  // namespace

std::string resolver_rules(const Wish& wish, const std::optional<Local>& local) {
  std::vector<std::string> rules;
  rules.push_back(local ? fmt::format("MAP {} 127.0.0.1:{}", place(wish.acs), local->catcher_port)
                        : fmt::format("MAP {} ~NOTFOUND", place(wish.acs)));
  for (const std::string& entry : wish.network.resolve)
    if (may_be_reached(wish, base::split(entry, ':').front())) rules.push_back(resolve_rule(entry));
  for (const web::Url& url : wish.closed)
    if (!web::same_origin(url, wish.acs)) rules.push_back("MAP " + place(url) + " ~NOTFOUND");
  if (web::host_name(wish.acs).ends_with(".twilio.com"))
    rules.emplace_back("MAP *.twilio.com ~NOTFOUND");
  for (const std::string_view host : kNever)
    if (!is_named(wish, host)) rules.push_back(fmt::format("MAP {} ~NOTFOUND", host));
  if (!wish.allowed.empty()) {
    for (const std::string& host : wish.allowed)
      if (!has_address(wish, host)) rules.push_back("EXCLUDE " + host);
    rules.emplace_back("MAP * ~NOTFOUND");
  }
  return base::join(rules, ", ");
}

Json capabilities(const Wish& wish, const std::optional<Local>& local) {
  Members options = {{"args", arguments(wish, local)},
                     {"prefs", preferences()},
                     {"perfLoggingPrefs", Members{{"enableNetwork", true}, {"enablePage", false}}}};
  if (local) options.push_back({"binary", local->program});
  Members always = {
      {"browserName", "chrome"},
      {"acceptInsecureCerts", false},
      {"pageLoadStrategy", "none"},
      {"unhandledPromptBehavior", "dismiss"},
      {"timeouts", Members{{"script", 10'000}, {"pageLoad", 30'000}, {"implicit", 0}}},
      {"goog:loggingPrefs", Members{{"performance", "ALL"}, {"browser", "ALL"}}},
      {"goog:chromeOptions", std::move(options)}};
  return Members{{"alwaysMatch", std::move(always)}};
}

}  // namespace flexverify::webdriver
