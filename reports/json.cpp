// The schema flexverify-run/1. What is absent is null, so that every key is always there.
#include "verifier/base/json.h"
#include "reports/renderer.h"

namespace flexverify::reports {
namespace {

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

template <class T, class F>
Json list(const std::vector<T>& values, F one) {
  Json::Array items;
  items.reserve(values.size());
  for (const T& value : values) items.push_back(one(value));
  return Json(std::move(items));
}

Json step(const model::Step& s) {
  return Json(Members{{"leg", s.leg},
                      {"state", model::name_of(s.state)},
                      {"first_exchange", exchange_number(s.first_exchange)},
                      {"last_exchange", exchange_number(s.last_exchange)},
                      {"duration_ms", millis(s.duration)}});
}

Json fix(const std::optional<model::Fix>& f) {
  if (!f) return {};
  return Json(
      Members{{"party", text(f->party)}, {"page", text(f->page)}, {"field", text(f->field)}});
}

Json finding(const model::Finding& f) {
  const model::CodeInfo& info = model::info(f.code);
  return Json(Members{{"code", info.id},
                      {"stage", model::name_of(info.stage)},
                      {"owner", model::name_of(info.owner)},
                      {"severity", model::name_of(f.severity)},
                      {"title", info.title},
                      {"detail", f.detail},
                      {"hint", info.hint},
                      {"found", text(f.found)},
                      {"expected", text(f.expected)},
                      {"exchange", f.exchange ? exchange_number(*f.exchange) : Json()},
                      {"fix", fix(f.fix)}});
}

Json saml_request(const std::optional<model::SamlRequestFacts>& r) {
  if (!r) return {};
  return Json(Members{{"id", text(r->id)},
                      {"issuer", text(r->issuer)},
                      {"acs_url", text(r->acs_url)},
                      {"destination", text(r->destination)},
                      {"binding", text(r->binding)},
                      {"name_id_format", text(r->name_id_format)},
                      {"signed", r->signed_request}});
}

Json attribute(const model::SamlAttributeFacts& a) {
  return Json(Members{{"name", a.name}, {"values", texts(a.values)}});
}

Json saml_response(const std::optional<model::SamlResponseFacts>& r) {
  if (!r) return {};
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

Json certificate(const model::Certificate& c) {
  return Json(Members{{"use", c.use},
                      {"subject", c.subject},
                      {"sha256", c.sha256},
                      {"not_after", time(c.not_after)},
                      {"days_left", c.days_left}});
}

Json timings(const model::Timings& t) {
  return Json(Members{{"dns", millis(t.dns)},
                      {"connect", millis(t.connect)},
                      {"tls", millis(t.tls)},
                      {"wait", millis(t.wait)},
                      {"receive", millis(t.receive)},
                      {"total", millis(t.total)}});
}

Json withheld(const model::WithheldCookie& c) {
  return Json(Members{{"name", c.name}, {"reason", c.reason}});
}

Json exchange(const model::Exchange& e) {
  return Json(Members{{"n", number(e.n)},
                      {"method", e.method},
                      {"url", e.url},
                      {"status", e.status == 0 ? Json() : Json(e.status)},
                      {"location", text(e.location)},
                      {"error", text(e.error)},
                      {"timings", timings(e.timings)},
                      {"bytes", number(e.bytes)},
                      {"protocol", text(e.protocol)},
                      {"peer", text(e.peer)},
                      {"cookies_set", texts(e.cookies_set)},
                      {"cookies_sent", texts(e.cookies_sent)},
                      {"cookies_withheld", list(e.cookies_withheld, withheld)}});
}

Json flex(const model::FlexFacts& f) {
  return Json(Members{{"account_sid", text(f.account_sid)},
                      {"identity", text(f.identity)},
                      {"roles", texts(f.roles)},
                      {"worker_sid", text(f.worker_sid)},
                      {"ui_version", text(f.ui_version)}});
}

Json check(const model::CheckResult& c) {
  return Json(
      Members{{"name", c.name},
              {"setup", model::name_of(c.setup)},
              {"connection", model::name_of(c.connection)},
              {"depth", model::name_of(c.depth)},
              {"reached", model::name_of(c.reached)},
              {"verdict", model::name_of(c.verdict)},
              {"started", time(c.started)},
              {"duration_ms", millis(c.duration)},
              {"idp", Members{{"adapter", text(c.idp_adapter)}, {"hosts", texts(c.idp_hosts)}}},
              {"flex", flex(c.flex)},
              {"steps", list(c.steps, step)},
              {"findings", list(c.findings, finding)},
              {"saml", Members{{"request", saml_request(c.saml_request)},
                               {"response", saml_response(c.saml_response)}}},
              {"certificates", list(c.certificates, certificate)},
              {"exchanges", list(c.exchanges, exchange)}});
}

}  // namespace

std::string render_json(const model::Run& run, const RenderOptions&) {
  const Json root(Members{{"schema", "flexverify-run/1"},
                          {"tool", Members{{"name", "flexverify"}, {"version", run.tool_version}}},
                          {"started", time(run.started)},
                          {"duration_ms", millis(run.duration)},
                          {"verdict", model::name_of(run.verdict)},
                          {"checks", list(run.checks, check)}});
  return base::dump_json(root, 2) + "\n";
}

}  // namespace flexverify::reports
