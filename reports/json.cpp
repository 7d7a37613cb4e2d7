// The schema flexverify-run/1. What is absent is null, so that every key is always there.
#include "reports/json_parts.h"
#include "reports/renderer.h"
#include "verifier/model/last_line.h"

namespace flexverify::reports {
namespace {

using base::Json;
using Members = Json::Object;
using namespace json_parts;

Json step(const model::Step& s) {
  return Json(Members{{"leg", s.leg},
                      {"state", model::name_of(s.state)},
                      {"summary", text(s.summary)},
                      {"first_exchange", exchange_number(s.first_exchange)},
                      {"last_exchange", exchange_number(s.last_exchange)},
                      {"duration_ms", millis(s.duration)}});
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
                      {"engine", model::name_of(e.engine)},
                      {"method", e.method},
                      {"url", e.url},
                      {"status", e.status == 0 ? Json() : Json(e.status)},
                      {"location", text(e.location)},
                      {"error", text(e.error)},
                      {"ahead", e.ahead},
                      {"started", time(e.started)},
                      {"timings", timings(e.timings)},
                      {"bytes", number(e.bytes)},
                      {"protocol", text(e.protocol)},
                      {"peer", text(e.peer)},
                      {"cookies_set", texts(e.cookies_set)},
                      {"cookies_sent", texts(e.cookies_sent)},
                      {"cookies_withheld", list(e.cookies_withheld, withheld)},
                      {"cookies_rejected", list(e.cookies_rejected, withheld)}});
}

Json flex(const model::FlexFacts& f) {
  return Json(Members{{"account_sid", text(f.account_sid)},
                      {"connection", text(f.connection)},
                      {"identity", text(f.identity)},
                      {"roles", texts(f.roles)},
                      {"worker_sid", text(f.worker_sid)},
                      {"ui_version", text(f.ui_version)}});
}

Json secret(const model::SecretFact& s) {
  return Json(Members{{"name", s.name}, {"outcome", model::name_of(s.outcome)}});
}

Json page(const model::PageFact& p) {
  return Json(Members{{"exchange", exchange_number(p.exchange)},
                      {"adapter", text(p.adapter)},
                      {"state", p.state},
                      {"fingerprint", text(p.fingerprint)},
                      {"engine", model::name_of(p.engine)},
                      {"filled", texts(p.filled)}});
}

Json check(const model::CheckResult& c) {
  return Json(
      Members{{"name", c.name},
              {"url", text(c.url)},
              {"setup", model::name_of(c.setup)},
              {"connection", model::name_of(c.connection)},
              {"question", model::name_of(c.question)},
              {"migrated_on", text(c.migrated_on)},
              {"depth", model::name_of(c.depth)},
              {"reached", model::name_of(c.reached)},
              {"verdict", model::name_of(c.verdict)},
              {"started", time(c.started)},
              {"duration_ms", millis(c.duration)},
              {"exchange_used", text(c.exchange_used)},
              {"secrets", list(c.secrets, secret)},
              {"compared", list(c.compared, compared)},
              {"pages", list(c.pages, page)},
              {"idp", Members{{"adapter", text(c.idp_adapter)}, {"hosts", texts(c.idp_hosts)}}},
              {"flex", flex(c.flex)},
              {"steps", list(c.steps, step)},
              {"findings", list(c.findings, finding)},
              {"saml", Members{{"request", saml_request(c.saml_request.get())},
                               {"response", saml_response(c.saml_response.get())}}},
              {"certificates", list(c.certificates, certificate)},
              {"exchanges", list(c.exchanges, exchange)},
              {"connected_ahead", texts(c.connected_ahead)},
              {"asked_in_vain", texts(c.asked_in_vain)}});
}

std::string head(const model::Run& run, const RenderOptions&) {
  const Json root(Members{{"schema", "flexverify-run/1"},
                          {"tool", Members{{"name", "flexverify"}, {"version", run.tool_version}}},
                          {"started", time(run.started)},
                          {"duration_ms", millis(run.duration)},
                          {"verdict", model::name_of(run.verdict)},
                          {"last_lines", texts(model::last_lines(run.checks))}});
  return open_list(root, "checks");
}

std::string part(const model::CheckResult& result, Place, const RenderOptions&) {
  return list_item(check(result), 2);
}

std::string tail(const model::Run& run, const RenderOptions&) {
  return run.checks.empty() ? "]\n}\n" : "\n  ]\n}\n";
}

}  // namespace

const Pieces kJsonPieces{at_once<head>, part, ",", tail};

}  // namespace flexverify::reports
