#include "idp-adapters/page_report.h"

#include <utility>
#include <vector>

#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::idp {
namespace {

struct Report {
  std::string adapter;  // "" when nobody knows the page
  std::string state;
  std::string action;
  const web::Request* request = nullptr;  // what would be sent
  const model::Finding* finding = nullptr;
};

struct Decision {
  std::optional<Recognised> recognised;
  Action action;
};

Decision decide(const PageView& page, const Adapter* wanted, const LoginFacts& facts,
                Memory memory) {
  const auto recognised = recognise(page, wanted);
  if (!recognised) return {std::nullopt, judge_unknown_page(page, memory)};
  if (memory.document == nullptr && !page.document.empty()) memory.document = &page;
  return {recognised, recognised->act(page, facts, memory)};
}

// Points into `decision`.
Report report_of(const Decision& decision) {
  Report report;
  if (decision.recognised) {
    const Adapter* adapter = decision.recognised->adapter;
    report.adapter = adapter == nullptr ? "shared" : std::string(adapter->id);
    report.state = std::string(decision.recognised->state);
  }
  const auto as = [&report](std::string_view action, const web::Request* request) {
    report.action = std::string(action);
    report.request = request;
  };
  std::visit(base::overload{[&](const Send& send) { as("send", &send.request); },
                            [&](const Wait& wait) { as("wait", &wait.then); },
                            [&](const Handoff&) { as("handoff", nullptr); },
                            [&](const Answer& answer) { as("answer", &answer.post); },
                            [&](const Stop& stop) {
                              as("stop", nullptr);
                              report.finding = &stop.finding;
                            }},
             decision.action);
  return report;
}

std::string path_text(const web::SecretSlot& slot) { return base::join(slot.path, "."); }

void add_json_fields(const web::JsonBody& body, std::vector<std::string>& names) {
  if (const auto* members = body.value.object())
    for (const base::JsonMember& member : *members) names.push_back(member.name);
  for (const web::SecretSlot& slot : body.secrets)
    if (slot.path.size() > 1 || (slot.path.size() == 1 && body.value.find(slot.path[0]) == nullptr))
      names.push_back(path_text(slot));
}

// What travels: names in the query, then those in the body.
std::vector<std::string> fields_of(const web::Request& request) {
  std::vector<std::string> names;
  if (request.url.query)
    for (web::NameValue& pair : web::parse_query(*request.url.query))
      names.push_back(std::move(pair.first));
  if (const auto* form = std::get_if<web::FormBody>(&request.body))
    for (const web::FormEntry& entry : form->entries) names.push_back(entry.name);
  if (const auto* json = std::get_if<web::JsonBody>(&request.body)) add_json_fields(*json, names);
  return names;
}

// Without the query, which may hold session values.
std::string destination(const web::Request& request) {
  web::Url url = request.url;
  url.query.reset();
  return web::to_string(url, web::WithFragment::No);
}

base::Json text_or_null(const std::string& text) {
  return text.empty() ? base::Json(nullptr) : base::Json(text);
}

base::Json names_json(const web::Request* request) {
  base::Json::Array names;
  if (request != nullptr)
    for (std::string& name : fields_of(*request)) names.emplace_back(std::move(name));
  return names;
}

std::string describe_request(const web::Request& request) {
  std::vector<std::string> names = fields_of(request);
  std::string text = "  " + std::string(web::method_name(request.method)) + " " +
                     base::printable(destination(request), 300) + "\n";
  if (!names.empty()) text += "  fields: " + base::printable(base::join(names, " "), 600) + "\n";
  return text;
}

}  // namespace

base::Json page_report(const web::Page& page, const Adapter* wanted, const LoginFacts& facts,
                       const Memory& memory) {
  const Decision decision = decide(PageView(page), wanted, facts, memory);
  const Report report = report_of(decision);
  base::Json json(base::Json::Object{});
  json.set("adapter", text_or_null(report.adapter));
  json.set("state", text_or_null(report.state));
  json.set("action", report.action);
  json.set("sends_to", text_or_null(report.request ? destination(*report.request) : ""));
  json.set("fields", names_json(report.request));
  json.set("finding", report.finding == nullptr ? base::Json(nullptr)
                                                : base::Json(model::info(report.finding->code).id));
  return json;
}

std::string page_report_text(const web::Page& page, const Adapter* wanted, const LoginFacts& facts,
                             const Memory& memory) {
  const Decision decision = decide(PageView(page), wanted, facts, memory);
  const Report report = report_of(decision);
  std::string text = report.adapter.empty()
                         ? "No adapter knows this page.\n"
                         : "Recognised by " + report.adapter + " as \"" + report.state + "\".\n";
  text += "Next: " + report.action + "\n";
  if (report.request != nullptr) text += describe_request(*report.request);
  if (report.finding == nullptr) return text;
  const model::CodeInfo& info = model::info(report.finding->code);
  return text + "  " + std::string(info.id) + ": " + std::string(info.title) + "\n  " +
         report.finding->detail + "\n  " + std::string(model::hint_of(*report.finding)) + "\n";
}

}  // namespace flexverify::idp
