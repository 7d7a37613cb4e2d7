#include <algorithm>
#include <array>
#include <map>

#include "reports/renderer.h"
#include "verifier/model/last_line.h"

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

// Each leg once, with the time of all its turns.
std::vector<model::Step> leg_times(const model::CheckResult& check) {
  std::map<std::string, base::Millis> times;
  for (const model::Step& step : check.steps) times[step.leg] += step.duration;
  std::vector<model::Step> legs;
  legs.reserve(times.size());
  for (const auto& [leg, time] : times)
    legs.push_back({.leg = leg, .summary = {}, .duration = time});
  return legs;
}

// Each use once, with the end that comes first.
std::vector<model::Certificate> first_ends(const model::CheckResult& check) {
  std::map<std::string, base::WallTime> ends;
  for (const model::Certificate& one : check.certificates) {
    const auto place = ends.emplace(one.use, one.not_after).first;
    place->second = std::min(place->second, one.not_after);
  }
  std::vector<model::Certificate> firsts;
  firsts.reserve(ends.size());
  for (const auto& [use, end] : ends)
    firsts.push_back({.use = use, .subject = {}, .sha256 = {}, .not_after = end});
  return firsts;
}

// All of them are counted; the texts of two are read: of the first, and of the one that decides.
std::vector<model::Finding> findings_to_read(const model::CheckResult& check) {
  std::vector<model::Finding> findings;
  findings.reserve(check.findings.size());
  const auto decides = model::last_line_of(check).finding;
  for (const model::Finding& one : check.findings) {
    if (findings.empty() || decides == findings.size()) {
      findings.push_back(one);
      continue;
    }
    findings.emplace_back();
    findings.back().code = one.code;
    findings.back().severity = one.severity;
  }
  return findings;
}

std::string joined(const Pieces& pieces, const model::Run& run, const RenderOptions& options) {
  std::string text;
  pieces.head(run, options, [&](std::string_view some) { return text += some, true; });
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
  return {.name = check.name,
          .setup = check.setup,
          .url = {},
          .connection = check.connection,
          .question = check.question,
          .migrated_on = {},
          .depth = check.depth,
          .reached = check.reached,
          .verdict = check.verdict,
          .started = check.started,
          .duration = check.duration,
          .exchange_used = {},
          .secrets = {},
          .compared = {},
          .pages = {},
          .idp_adapter = {},
          .idp_hosts = {},
          .flex = {},
          .steps = leg_times(check),
          .findings = findings_to_read(check),
          .saml_request = {},
          .saml_response = {},
          .certificates = first_ends(check),
          .exchanges = {},
          .connected_ahead = {},
          .asked_in_vain = {}};
}

}  // namespace flexverify::reports
