#include "reports/examination.h"

#include <fmt/format.h>

#include "reports/finding_text.h"
#include "reports/json_parts.h"
#include "reports/layout.h"
#include "reports/saml_text.h"
#include "verifier/base/text.h"

namespace flexverify::reports {
namespace {

using base::Json;
using base::printable;
using Members = Json::Object;

std::string certificate_text(const model::Certificate& certificate, const RenderOptions& o) {
  const std::string ends = base::format_rfc3339(certificate.not_after).substr(0, 10);
  const std::string left = certificate.days_left < 0
                               ? fmt::format("expired {} days ago", -certificate.days_left)
                               : fmt::format("{} days left", certificate.days_left);
  return hanging("   " + paint("certificate          ", Style::Dim, o.color), 24,
                 fmt::format("{}, ends {} ({}), sha256 {}", printable(certificate.subject, 120),
                             ends, left, certificate.sha256),
                 o.width);
}

std::string facts_text(const model::ExaminedMessage& message, const RenderOptions& o) {
  std::string text;
  if (message.request) text += request_text(*message.request, message.compared, o);
  if (message.response) text += response_text(*message.response, message.compared, o);
  if (message.metadata) text += metadata_text(*message.metadata, message.compared, o);
  for (const model::Certificate& one : message.certificates) text += certificate_text(one, o);
  return text;
}

std::string message_text(const model::ExaminedMessage& message, const RenderOptions& o) {
  std::string text =
      paint(message.kind, Style::Bold, o.color) + " · " + printable(message.place, 200) + "\n";
  text += facts_text(message, o);
  static const model::CheckResult kNoLogin;
  for (const model::Finding& finding : message.findings) text += finding_text(finding, kNoLogin, o);
  if (message.findings.empty()) text += "\n Nothing to object to.\n";
  return text + hanging("\n ", 1,
                        paint("Times are judged at " + base::format_rfc3339(message.judged_at) +
                                  "; --at says another moment.",
                              Style::Dim, o.color),
                        o.width);
}

Json metadata_json(const std::optional<model::SamlMetadataFacts>& metadata) {
  using namespace json_parts;
  if (!metadata) return {};
  return Json(Members{{"entity_id", text(metadata->entity_id)},
                      {"sso_urls", texts(metadata->sso_urls)},
                      {"acs_urls", texts(metadata->acs_urls)},
                      {"name_id_formats", texts(metadata->name_id_formats)},
                      {"valid_until", time(metadata->valid_until)},
                      {"wants_signed_requests", metadata->wants_signed_requests}});
}

Json message_json(const model::ExaminedMessage& message) {
  using namespace json_parts;
  return Json(Members{{"kind", message.kind},
                      {"place", message.place},
                      {"judged_at", time(message.judged_at)},
                      {"request", saml_request(message.request ? &*message.request : nullptr)},
                      {"response", saml_response(message.response ? &*message.response : nullptr)},
                      {"metadata", metadata_json(message.metadata)},
                      {"compared", list(message.compared, compared)},
                      {"certificates", list(message.certificates, certificate)},
                      {"findings", list(message.findings, finding)}});
}

}  // namespace

std::string examination_text(const model::Examination& examination, const RenderOptions& options) {
  std::string text;
  for (const model::ExaminedMessage& message : examination.messages)
    text += (text.empty() ? "" : "\n") + message_text(message, options);
  return text;
}

std::string examination_json(const model::Examination& examination) {
  const Json root(
      Members{{"schema", "flexverify-saml/1"},
              {"tool", Members{{"name", "flexverify"}, {"version", examination.tool_version}}},
              {"verdict", model::name_of(examination.verdict)},
              {"messages", json_parts::list(examination.messages, message_json)}});
  return base::dump_json(root, 2) + "\n";
}

}  // namespace flexverify::reports
