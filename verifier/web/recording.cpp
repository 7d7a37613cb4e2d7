#include "verifier/web/recording.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "verifier/base/encoding.h"
#include "verifier/base/json_limits.h"
#include "verifier/base/text.h"
#include "verifier/base/utf16.h"
#include "verifier/web/recorded_body.h"

namespace flexverify::web {
namespace {

using base::Json;

// Names that begin with a colon are HTTP/2's own, which Chrome lists among the headers.
Headers read_headers(const Json* list) {
  Headers headers;
  if (list == nullptr || list->array() == nullptr) return headers;
  for (const Json& one : *list->array())
    if (const std::string name = one.text("name"); !name.empty() && name.front() != ':')
      headers.push_back({name, one.text("value")});
  return headers;
}

std::string header_text(const Headers& headers, std::string_view name) {
  const std::string* value = find_header(headers, name);
  return value == nullptr ? std::string() : *value;
}

std::optional<Purpose> purpose_named(std::string_view name) {
  struct Row {
    std::string_view name;
    Purpose purpose;
  };
  // What browsers write in Sec-Fetch-Dest, and Chrome in _resourceType.
  constexpr std::array<Row, 8> kNames = {{{"document", Purpose::Document},
                                          {"iframe", Purpose::Frame},
                                          {"frame", Purpose::Frame},
                                          {"fencedframe", Purpose::Frame},
                                          {"empty", Purpose::Call},
                                          {"xhr", Purpose::Call},
                                          {"fetch", Purpose::Call},
                                          {"preflight", Purpose::Other}}};
  const auto row = std::ranges::find(kNames, name, &Row::name);
  if (row != kNames.end()) return row->purpose;
  return name.empty() ? std::nullopt : std::optional(Purpose::Other);
}

// The header knows frames, which _resourceType calls documents too. Where neither is there, as with
// Safari, the kind of answer tells.
Purpose purpose_of(const Json& entry, const RecordedExchange& exchange) {
  if (exchange.method == "OPTIONS") return Purpose::Other;  // a browser asks before a call
  if (const auto told = purpose_named(header_text(exchange.headers, "Sec-Fetch-Dest")))
    return *told;
  if (const auto told = purpose_named(entry.text("_resourceType"))) return *told;
  const std::string type = base::ascii_lower(exchange.content_type);
  if (type.starts_with("text/html") || type.starts_with("application/xhtml"))
    return Purpose::Document;
  return base::contains(type, "json") ? Purpose::Call
         : is_redirect(exchange)      ? Purpose::Document
                                      : Purpose::Other;
}

void read_content(const Json& response, RecordedExchange& exchange) {
  const Json* content = response.find("content");
  exchange.content_type = header_text(exchange.answer_headers, "Content-Type");
  if (content == nullptr) return;
  if (exchange.content_type.empty()) exchange.content_type = content->text("mimeType");
  if (exchange.content_type == "x-unknown") exchange.content_type.clear();
  const Json* text = content->find("text");
  if (text == nullptr || text->string() == nullptr || text->string()->empty()) return;
  exchange.content_is_bytes = content->text("encoding") == "base64";
  exchange.content = exchange.content_is_bytes ? base::base64_decode(*text->string())
                                               : std::optional(*text->string());
}

void read_answer(const Json* response, RecordedExchange& exchange) {
  if (response == nullptr) return;
  const Json* status = response->find("status");
  const std::int64_t number = status == nullptr ? 0 : status->integer().value_or(0);
  exchange.status = number >= 100 && number <= 599 ? static_cast<int>(number) : 0;
  exchange.answer_headers = read_headers(response->find("headers"));
  exchange.location = header_text(exchange.answer_headers, "Location");
  if (exchange.location.empty()) exchange.location = response->text("redirectURL");
  read_content(*response, exchange);
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// Without a time a recording keeps its own order.
void put_in_order(std::vector<RecordedExchange>& exchanges) {
  const auto timed = [](const RecordedExchange& one) { return one.started.has_value(); };
  if (!std::ranges::all_of(exchanges, timed)) return;
  std::ranges::stable_sort(exchanges, {}, [](const RecordedExchange& one) { return *one.started; });
}

const Json::Array* entries_of(const Json& json) {
  const Json* entries = json.find_path({"log", "entries"});
  return entries == nullptr ? nullptr : entries->array();
}

}  // namespace

bool is_redirect(const RecordedExchange& exchange) {
  return exchange.status >= 300 && exchange.status < 400 && !exchange.location.empty();
}

std::optional<RecordedExchange> read_recorded_exchange(const Json& entry) {
  const Json* request = entry.find("request");
  auto url = request == nullptr ? std::nullopt : parse_url(request->text("url"));
  if (!url || !is_http(*url)) return std::nullopt;
  RecordedExchange exchange;
  exchange.started = base::parse_rfc3339(entry.text("startedDateTime"));
  exchange.method = upper(request->text("method"));
  exchange.url = *std::move(url);
  exchange.headers = read_headers(request->find("headers"));
  exchange.body = read_recorded_body(*request, exchange.method);
  read_answer(entry.find("response"), exchange);
  exchange.purpose = purpose_of(entry, exchange);
  return exchange;
}

base::Result<Recording> read_recording(std::string_view har) {
  const auto json = base::parse_recording_json(base::utf8_of_file(har));
  if (!json) return tl::unexpected(json.error());
  const Json::Array* entries = entries_of(*json);
  if (entries == nullptr)
    return base::fail("",
                      "no HAR file: it has no log.entries; expected what the network panel of "
                      "a browser's developer tools exports");
  if (entries->size() > kMaxRecordedExchanges)
    return base::fail("", std::to_string(entries->size()) + " requests, and at most " +
                              std::to_string(kMaxRecordedExchanges) +
                              " are read; record one login alone");
  Recording recording;
  if (const Json* creator = json->find_path({"log", "creator"}))
    recording.browser = base::printable(creator->text("name"), 40);
  for (std::size_t i = 0; i < entries->size(); ++i) {
    auto exchange = read_recorded_exchange((*entries)[i]);
    if (!exchange) continue;
    exchange->number = i + 1;
    recording.exchanges.push_back(*std::move(exchange));
  }
  if (recording.exchanges.empty())
    return base::fail("",
                      "a HAR file without any request; open the network panel before the login "
                      "begins, and let it keep its log");
  put_in_order(recording.exchanges);
  return recording;
}

const std::vector<NameValue>& posted_fields(const RecordedExchange& exchange) {
  static const std::vector<NameValue> kNone;
  const auto* fields = std::get_if<std::vector<NameValue>>(&exchange.body);
  return fields == nullptr ? kNone : *fields;
}

std::optional<Page> recorded_page(const RecordedExchange& exchange) {
  if (!exchange.content) return std::nullopt;
  Response response{.status = exchange.status, .headers = {}, .body = *exchange.content};
  for (const Header& header : exchange.answer_headers)
    if (!base::equals_ignoring_case(header.name, "Content-Type"))
      response.headers.push_back(header);
  // Text is recorded in UTF-8, whatever it was when it came.
  const std::string essence = exchange.content_type.substr(0, exchange.content_type.find(';'));
  const std::string type = exchange.content_is_bytes ? exchange.content_type
                           : essence.empty()         ? ""
                                                     : essence + "; charset=utf-8";
  if (!type.empty()) response.headers.push_back({"Content-Type", type});
  return make_page(exchange.url, std::move(response));
}

}  // namespace flexverify::web
