// HAR 1.2 of every request, for the network panel of a browser. Bodies and headers were never kept;
// cookies have names only, and "_comment" says which were withheld or not kept, and why.
#include <algorithm>

#include "reports/json_parts.h"
#include "reports/renderer.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"
#include "verifier/web/url.h"

namespace flexverify::reports {
namespace {

using base::Json;
using Members = Json::Object;
using namespace json_parts;

Json name_value(std::string_view name, std::string_view value) {
  return Json(Members{{"name", name}, {"value", value}});
}

Json cookies(const std::vector<std::string>& names) {
  return list(names, [](const std::string& name) { return name_value(name, "<redacted>"); });
}

std::string comment(std::string_view what, const std::vector<model::WithheldCookie>& all) {
  std::string text;
  for (const model::WithheldCookie& cookie : all)
    text += (text.empty() ? "" : "; ") + cookie.name + " was " + std::string(what) + ": " +
            cookie.reason;
  return text;
}

Json query(const std::string& url) {
  Json::Array pairs;
  if (const auto parsed = web::parse_url(url); parsed && parsed->query)
    for (const auto& [name, value] : web::parse_query(*parsed->query))
      pairs.push_back(name_value(name, value));
  return Json(std::move(pairs));
}

Json request(const model::Exchange& e) {
  Json json(Members{{"method", e.method},
                    {"url", e.url},
                    {"httpVersion", e.protocol},
                    {"cookies", cookies(e.cookies_sent)},
                    {"headers", Json(Json::Array{})},
                    {"queryString", query(e.url)},
                    {"headersSize", -1},
                    {"bodySize", -1}});
  if (!e.cookies_withheld.empty()) json.set("_comment", comment("withheld", e.cookies_withheld));
  return json;
}

Json response_headers(const model::Exchange& e) {
  Json::Array headers;
  if (!e.location.empty()) headers.push_back(name_value("Location", e.location));
  return Json(std::move(headers));
}

Json response(const model::Exchange& e) {
  Json json(Members{{"status", e.status},
                    {"statusText", e.error},
                    {"httpVersion", e.protocol},
                    {"cookies", cookies(e.cookies_set)},
                    {"headers", response_headers(e)},
                    {"content", Members{{"size", number(e.bytes)},
                                        {"mimeType", "x-unknown"},
                                        {"comment", "bodies are not kept"}}},
                    {"redirectURL", e.location},
                    {"headersSize", -1},
                    {"bodySize", number(e.bytes)}});
  if (!e.cookies_rejected.empty()) json.set("_comment", comment("not kept", e.cookies_rejected));
  return json;
}

// "connect" holds "ssl" (HAR 1.2), and the phases add up to "time".
Json entry(const model::Exchange& e, const std::string& page) {
  const model::Timings& t = e.timings;
  const base::Millis known = t.dns + t.connect + t.tls + t.wait + t.receive;
  const base::Millis blocked = std::max(t.total - known, base::Millis{0});
  Json json(Members{{"pageref", page},
                    {"startedDateTime", time(e.started)},
                    {"time", millis(known + blocked)},
                    {"request", request(e)},
                    {"response", response(e)},
                    {"cache", Json(Json::Object{})},
                    {"timings", Members{{"blocked", millis(blocked)},
                                        {"dns", millis(t.dns)},
                                        {"connect", millis(t.connect + t.tls)},
                                        {"ssl", millis(t.tls)},
                                        {"send", 0},
                                        {"wait", millis(t.wait)},
                                        {"receive", millis(t.receive)}}},
                    {"serverIPAddress", e.peer.substr(0, e.peer.rfind(':'))}});
  if (e.engine == model::Engine::Browser) json.set("_engine", model::name_of(e.engine));
  return json;
}

Json page(const model::CheckResult& check, const std::string& id) {
  return Json(Members{{"startedDateTime", time(check.started)},
                      {"id", id},
                      {"title", check.name},
                      {"pageTimings", Members{{"onLoad", millis(check.duration)}}}});
}

std::string id_of(std::size_t number) { return "check-" + std::to_string(number); }

// Text of one page at a time: the values of all would be many times their text.
std::string head(const model::Run& run, const RenderOptions&) {
  const Json log(
      Members{{"version", "1.2"},
              {"creator", Members{{"name", "flexverify"}, {"version", run.tool_version}}}});
  // What list_item() writes begins with the line that this one ends.
  std::string text = "{\n  \"log\": " + base::replace_all(open_list(log, "pages"), "\n", "\n  ");
  for (std::size_t i = 0; i < run.checks.size(); ++i) {
    if (i > 0) text += ",";
    text += list_item(page(run.checks[i], id_of(i + 1)), 3);
  }
  return text + (run.checks.empty() ? "" : "\n    ") + "],\n    \"entries\": [";
}

std::string part(const model::CheckResult& check, Place place, const RenderOptions&) {
  std::string text;
  for (const model::Exchange& e : check.exchanges)
    text += (text.empty() ? "" : ",") + list_item(entry(e, id_of(place.number)), 3);
  return text;
}

std::string tail(const model::Run&, const RenderOptions&) { return "\n    ]\n  }\n}\n"; }

}  // namespace

const Pieces kHarPieces{at_once<head>, part, ",", tail};

}  // namespace flexverify::reports
