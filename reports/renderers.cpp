#include <algorithm>
#include <array>

#include "reports/renderer.h"

namespace flexverify::reports {
namespace {

constexpr std::array kRenderers = {
    Renderer{"text", "text/plain; charset=utf-8", render_text},
    Renderer{"json", "application/json", render_json},
    Renderer{"junit", "application/xml", render_junit},
    Renderer{"html", "text/html; charset=utf-8", render_html},
    Renderer{"har", "application/json", render_har},
    Renderer{"prometheus", "text/plain; version=0.0.4; charset=utf-8", render_prometheus},
    Renderer{"nagios", "text/plain; charset=utf-8", render_nagios},
    Renderer{"bundle", "application/zip", render_bundle},
};

}  // namespace

std::span<const Renderer> all_renderers() { return kRenderers; }

const Renderer* renderer_named(std::string_view name) {
  const auto found = std::find_if(kRenderers.begin(), kRenderers.end(),
                                  [&](const Renderer& r) { return r.name == name; });
  return found == kRenderers.end() ? nullptr : &*found;
}

}  // namespace flexverify::reports
