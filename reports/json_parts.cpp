#include "reports/json_parts.h"

#include "verifier/base/text.h"

namespace flexverify::reports::json_parts {

using base::Json;
using Members = Json::Object;

Json text(std::string_view value) { return value.empty() ? Json() : Json(value); }
Json number(std::size_t value) { return Json(static_cast<std::int64_t>(value)); }
Json millis(base::Millis value) { return Json(std::int64_t{value.count()}); }
Json time(base::WallTime value) { return Json(base::format_rfc3339(value)); }
Json time(const std::optional<base::WallTime>& value) { return value ? time(*value) : Json(); }
Json exchange_number(std::size_t value) { return value == 0 ? Json() : number(value); }

Json texts(const std::vector<std::string>& values) {
  return Json(Json::Array(values.begin(), values.end()));
}

namespace {

Json fix(const std::optional<model::Fix>& f) {
  if (!f) return {};
  return Json(
      Members{{"party", text(f->party)}, {"page", text(f->page)}, {"field", text(f->field)}});
}

Json attribute(const model::SamlAttributeFacts& a) {
  return Json(Members{{"name", a.name}, {"values", texts(a.values)}});
}

}  // namespace

Json finding(const model::Finding& f) {
  const model::CodeInfo& info = model::info(f.code);
  return Json(
      Members{{"code", info.id},
              {"stage", model::name_of(info.stage)},
              {"owner", model::name_of(model::owner_of(f))},
              {"severity", model::name_of(f.severity)},
              {"title", info.title},
              {"detail", f.detail},
              {"hint", model::hint_of(f)},
              {"found", text(f.found)},
              {"expected", text(f.expected)},
              {"exchange", f.exchange ? exchange_number(*f.exchange) : Json()},
              {"fix", fix(f.fix)},
              {"follows_from", f.follows_from ? Json(model::info(*f.follows_from).id) : Json()}});
}

Json saml_request(const model::SamlRequestFacts* r) {
  if (r == nullptr) return {};
  return Json(Members{{"id", text(r->id)},
                      {"issuer", text(r->issuer)},
                      {"acs_url", text(r->acs_url)},
                      {"destination", text(r->destination)},
                      {"binding", text(r->binding)},
                      {"name_id_format", text(r->name_id_format)},
                      {"signed", r->signed_request}});
}

Json saml_response(const model::SamlResponseFacts* r) {
  if (r == nullptr) return {};
  return Json(Members{{"issuer", text(r->issuer)},
                      {"status", text(r->status)},
                      {"status_message", text(r->status_message)},
                      {"audience", text(r->audience)},
                      {"destination", text(r->destination)},
                      {"recipient", text(r->recipient)},
                      {"in_response_to", text(r->in_response_to)},
                      {"name_id_format", text(r->name_id_format)},
                      {"name_id", text(r->name_id)},
                      {"response_signature", text(r->response_signature)},
                      {"assertion_signature", text(r->assertion_signature)},
                      {"issued", time(r->issued)},
                      {"not_before", time(r->not_before)},
                      {"not_on_or_after", time(r->not_on_or_after)},
                      {"session_not_on_or_after", time(r->session_not_on_or_after)},
                      {"attributes", list(r->attributes, attribute)}});
}

Json compared(const model::Compared& c) {
  return Json(Members{{"value", c.value},
                      {"found", text(c.found)},
                      {"expected", text(c.expected)},
                      {"with", text(model::name_of(c.with))},
                      {"outcome", model::name_of(c.outcome)}});
}

Json certificate(const model::Certificate& c) {
  return Json(Members{{"use", c.use},
                      {"subject", c.subject},
                      {"sha256", c.sha256},
                      {"not_after", time(c.not_after)},
                      {"days_left", c.days_left}});
}

std::string open_list(const base::Json& object, std::string_view name) {
  std::string text = base::dump_json(object, 2);
  text.resize(text.size() - 2);  // "\n}"
  return text + ",\n  \"" + std::string(name) + "\": [";
}

std::string list_item(const base::Json& item, int depth) {
  const std::string line = "\n" + std::string(static_cast<std::size_t>(2 * depth), ' ');
  return line + base::replace_all(base::dump_json(item, 2), "\n", line);
}

}  // namespace flexverify::reports::json_parts
