#include "verifier/recording/provider.h"

#include <algorithm>
#include <array>
#include <set>

#include "idp-adapters/adapter.h"
#include "verifier/base/text.h"
#include "verifier/recording/twilio_shapes.h"

namespace flexverify::recording {
namespace {

using web::RecordedExchange;

// A user name's field may be called "username_password" only where it holds both.
bool is_password_name(std::string_view name) {
  constexpr std::array<std::string_view, 4> kParts = {"passw", "passcode", "pwd", "credentials"};
  return base::equals_ignoring_case(name, "pw") ||
         std::ranges::any_of(kParts, [&](std::string_view part) {
           return base::contains_ignoring_case(name, part);
         });
}

bool names_password(const base::Json& json) {  // NOLINT(misc-no-recursion): 64 levels at most
  const auto* members = json.object();
  return members != nullptr &&
         std::ranges::any_of(*members, [](const base::JsonMember& member) {  // NOLINT
           return is_password_name(member.name) || names_password(member.value);
         });
}

// Somebody was led there: by a redirect, or by a page that says where it comes from.
std::string from_host(const RecordedExchange& exchange) {
  for (const char* name : {"Origin", "Referer"}) {
    const std::string* header = web::find_header(exchange.headers, name);
    const auto url = header == nullptr ? std::nullopt : web::parse_url(*header);
    if (url && url->host) return web::host_and_port(*url);
  }
  return "";
}

// The hosts of this login's provider, grown as it goes along; another tab's are not among them.
class Hosts {
 public:
  explicit Hosts(std::string first) { known_.insert(std::move(first)); }

  bool take(const RecordedExchange& exchange) {
    const std::string host = web::host_and_port(exchange.url);
    const std::string from = from_host(exchange);
    const bool led = redirected_.contains(host) || from.empty() || known_.contains(from);
    if (!known_.contains(host) && !(led && exchange.purpose == web::Purpose::Document))
      return false;
    known_.insert(host);
    if (const auto next = web::parse_url(exchange.location, &exchange.url))
      redirected_.insert(web::host_and_port(*next));
    return true;
  }

 private:
  std::set<std::string> known_, redirected_;
};

void find_adapter(const web::Recording& recording, const std::vector<std::size_t>& places,
                  Provider& provider) {
  for (const std::size_t place : places) {
    const auto page = web::recorded_page(recording.exchanges[place]);
    if (!page) continue;
    const idp::PageView view(*page);
    const auto known = idp::recognise(view, nullptr);
    if (!known || known->adapter == nullptr || known->certainty != idp::Certainty::Sure) continue;
    provider.adapter = std::string(known->adapter->id);
    provider.adapter_seen_in = entry_of(recording, place);
    if (provider.adapter != "generic-form") return;
  }
}

// Without bodies an address may tell.
void find_owner(const web::Recording& recording, const std::vector<std::size_t>& places,
                Provider& provider) {
  for (const std::size_t place : places)
    for (const idp::Adapter* adapter : idp::all_adapters())
      if (adapter->owns(recording.exchanges[place].url)) {
        provider.adapter = std::string(adapter->id);
        provider.adapter_seen_in = entry_of(recording, place);
        return;
      }
}

void add_host(std::vector<std::string>& hosts, const web::Url& url) {
  const std::string host = web::host_name(url);
  if (std::ranges::count(hosts, host) == 0) hosts.push_back(host);
}

}  // namespace

bool sends_password(const RecordedExchange& exchange) {
  if (const auto* json = std::get_if<base::Json>(&exchange.body)) return names_password(*json);
  const auto& fields = web::posted_fields(exchange);
  return std::ranges::any_of(fields, [](const web::NameValue& field) {
    return !field.second.empty() && is_password_name(field.first);
  });
}

std::vector<std::size_t> provider_exchanges(const web::Recording& recording,
                                            const RecordedLogin& login) {
  std::vector<std::size_t> places;
  const Part part = provider_part(recording, login);
  if (part.from >= part.to) return places;
  Hosts hosts(web::host_and_port(recording.exchanges[part.from].url));
  for (std::size_t i = part.from; i < part.to; ++i) {
    const RecordedExchange& one = recording.exchanges[i];
    const bool is_page = one.purpose == web::Purpose::Document || one.purpose == web::Purpose::Call;
    if (is_page && one.status != 0 && service_of(one.url).empty() && hosts.take(one))
      places.push_back(i);
  }
  return places;
}

Provider provider_of(const web::Recording& recording, const RecordedLogin& login) {
  Provider provider;
  const std::vector<std::size_t> places = provider_exchanges(recording, login);
  if (places.empty()) return provider;
  provider.first_page = places.front();
  find_adapter(recording, places, provider);
  if (provider.adapter_seen_in.empty()) find_owner(recording, places, provider);
  add_host(provider.hosts, recording.exchanges[places.front()].url);
  for (const std::size_t place : places)
    if (sends_password(recording.exchanges[place]))
      add_host(provider.hosts, recording.exchanges[place].url);
  return provider;
}

}  // namespace flexverify::recording
