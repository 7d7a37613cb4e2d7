// Recordings of a browser: HAR files, and what SAML-tracer exports.
#include <fmt/core.h>

#include "verifier/base/text.h"
#include "verifier/saml/address.h"
#include "verifier/saml/finder.h"
#include "verifier/saml/readings.h"
#include "verifier/web/recording.h"

namespace flexverify::saml {
namespace {

using Pairs = std::vector<web::NameValue>;

// "entry 12 of the HAR file: POST acs.example/saml"
std::string place_of(std::string entry, const std::string& method, const web::Url& url) {
  return fmt::format("{}: {} {}{}", entry, base::printable(method, 10),
                     base::printable(web::host_and_port(url), 100), base::printable(url.path, 100));
}

void from_request(const web::RecordedExchange& exchange, const WrappedMessage& around,
                  Finder& finder) {
  finder.add_url(exchange.url, around);
  WrappedMessage by_form = around;
  by_form.sent_to = address_of(exchange.url);
  finder.add_pairs(web::posted_fields(exchange), by_form);
}

// The page that would post the response, where the recording ends before it did.
void from_answer(const web::RecordedExchange& exchange, const WrappedMessage& around,
                 Finder& finder) {
  const std::string text = exchange.content.value_or("");
  if (base::contains(text, "SAMLResponse") || base::contains(text, "SAMLRequest"))
    finder.add_page(text, exchange.url, around);
}

void from_har(const base::Json::Array& entries, Finder& finder) {
  for (const bool answers : {false, true}) {  // what was sent counts before what was to be sent
    std::size_t number = 0;
    for (const base::Json& entry : entries) {
      ++number;
      const auto exchange = web::read_recorded_exchange(entry);
      if (!exchange) continue;
      const WrappedMessage around{.place = place_of(fmt::format("entry {} of the HAR file", number),
                                                    exchange->method, exchange->url),
                                  .seen_at = exchange->started};
      if (answers)
        from_answer(*exchange, around, finder);
      else
        from_request(*exchange, around, finder);
    }
  }
}

// [["SAMLResponse", "PHN…"], …]
Pairs traced_pairs(const base::Json* list) {
  Pairs pairs;
  if (list == nullptr || list->array() == nullptr) return pairs;
  for (const base::Json& one : *list->array()) {
    const auto* pair = one.array();
    if (pair == nullptr || pair->size() != 2) continue;
    if (const auto *name = (*pair)[0].string(), *value = (*pair)[1].string(); name && value)
      pairs.emplace_back(*name, *value);
  }
  return pairs;
}

void from_traced(const base::Json& request, const web::Url& url, WrappedMessage around,
                 Finder& finder) {
  finder.add_url(url, around);
  around.sent_to = address_of(url);
  const Pairs pairs = traced_pairs(request.find("post"));
  finder.add_pairs(pairs, around);
  const std::string saml = request.text("saml");
  if (!pairs.empty() || !looks_like_xml(saml)) return;
  around.kind = kind_of_root(saml).value_or(MessageKind::Other);
  around.xml = saml;
  finder.add(std::move(around));
}

void from_tracer(const base::Json::Array& requests, const base::Json& root, Finder& finder) {
  std::size_t number = 0;
  for (const base::Json& request : requests) {
    ++number;
    const auto url = web::parse_url(request.text("url"));
    if (!url) continue;
    from_traced(request, *url,
                {.place = place_of(fmt::format("request {} of the export", number),
                                   request.text("method"), *url),
                 .seen_at = base::parse_rfc3339(root.text("timestamp"))},
                finder);
  }
}

// Any other JSON that has the fields as members.
void from_members(const base::Json& json, Finder& finder) {
  Pairs pairs;
  for (const char* name : {"SAMLResponse", "SAMLRequest"})
    if (std::string value = json.text(name); !value.empty())
      pairs.emplace_back(name, std::move(value));
  finder.add_pairs(pairs, {.place = "members of the JSON object"});
}

}  // namespace

void find_in_recording(const base::Json& recording, Finder& finder) {
  const base::Json* entries = recording.find_path({"log", "entries"});
  const base::Json* requests = recording.find("requests");
  if (entries != nullptr && entries->array() != nullptr)
    from_har(*entries->array(), finder);
  else if (requests != nullptr && requests->array() != nullptr)
    from_tracer(*requests->array(), recording, finder);
  else
    from_members(recording, finder);
}

}  // namespace flexverify::saml
