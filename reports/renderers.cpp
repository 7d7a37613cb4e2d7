#include <algorithm>
#include <array>

#include "reports/renderer.h"

namespace flexverify::reports {
namespace {

constexpr std::array kRenderers = {
    Renderer{"text", "text/plain; charset=utf-8", &kTextPieces},
    Renderer{"json", "application/json", &kJsonPieces},
    Renderer{"junit", "application/xml", &kJunitPieces},
    Renderer{"html", "text/html; charset=utf-8", &kHtmlPieces},
    Renderer{"har", "application/json", &kHarPieces},
    Renderer{"prometheus", "text/plain; version=0.0.4; charset=utf-8", &kPrometheusPieces},
    Renderer{"nagios", "text/plain; charset=utf-8", &kNagiosPieces},
    Renderer{"bundle", "application/zip", &render_bundle},
};

std::string joined(const Pieces& pieces, const model::Run& run, const RenderOptions& options) {
  std::string text = pieces.head(run, options);
  std::string_view before;
  for (std::size_t i = 0; i < run.checks.size(); ++i) {
    const std::string part = pieces.part(run.checks[i], {i + 1, run.checks.size()}, options);
    if (part.empty()) continue;
    text.append(before).append(part);
    before = pieces.between;
  }
  return text + pieces.tail(run, options);
}

}  // namespace

std::span<const Renderer> all_renderers() { return kRenderers; }

const Renderer* renderer_named(std::string_view name) {
  const auto found = std::find_if(kRenderers.begin(), kRenderers.end(),
                                  [&](const Renderer& r) { return r.name == name; });
  return found == kRenderers.end() ? nullptr : &*found;
}

std::string render(const Renderer& renderer, const model::Run& run, const RenderOptions& options) {
  if (const auto* whole = std::get_if<Whole>(&renderer.way)) return (*whole)(run, options);
  return joined(*std::get<const Pieces*>(renderer.way), run, options);
}

std::string render_text(const model::Run& run, const RenderOptions& options) {
  return joined(kTextPieces, run, options);
}
std::string render_json(const model::Run& run, const RenderOptions& options) {
  return joined(kJsonPieces, run, options);
}
std::string render_junit(const model::Run& run, const RenderOptions& options) {
  return joined(kJunitPieces, run, options);
}
std::string render_html(const model::Run& run, const RenderOptions& options) {
  return joined(kHtmlPieces, run, options);
}
std::string render_har(const model::Run& run, const RenderOptions& options) {
  return joined(kHarPieces, run, options);
}
std::string render_prometheus(const model::Run& run, const RenderOptions& options) {
  return joined(kPrometheusPieces, run, options);
}
std::string render_nagios(const model::Run& run, const RenderOptions& options) {
  return joined(kNagiosPieces, run, options);
}

model::CheckResult summary_of(const model::CheckResult& check) {
  model::CheckResult summary = check;
  summary.secrets = {};
  summary.compared = {};
  summary.pages = {};
  summary.idp_hosts = {};
  summary.saml_request.reset();
  summary.saml_response.reset();
  summary.exchanges = {};
  summary.connected_ahead = {};
  for (model::Step& step : summary.steps) step.summary = {};
  for (model::Certificate& certificate : summary.certificates) certificate.subject = {};
  return summary;
}

}  // namespace flexverify::reports
