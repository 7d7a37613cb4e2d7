// A report is a pure function of a Run. The table of renderers is the list of formats.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "verifier/model/run.h"

namespace flexverify::reports {

enum class Color { Never, Always };
enum class Detail { Brief, Normal, Verbose };  // findings only; steps as well; requests as well
enum class StepLines { Shown, Hidden };        // hidden: the reader has just seen them

// What only a report for people looks at.
struct RenderOptions {
  std::size_t width = 80;  // columns
  Color color = Color::Never;
  Detail detail = Detail::Normal;
  StepLines steps = StepLines::Shown;
};

struct Renderer {
  std::string_view name;        // "json"
  std::string_view media_type;  // "application/json"
  std::string (*render)(const model::Run&, const RenderOptions&);
};

[[nodiscard]] std::span<const Renderer> all_renderers();
[[nodiscard]] const Renderer* renderer_named(std::string_view name);  // null when unknown

[[nodiscard]] std::string render_text(const model::Run& run, const RenderOptions& options);
[[nodiscard]] std::string render_json(const model::Run& run, const RenderOptions& options);
[[nodiscard]] std::string render_junit(const model::Run& run, const RenderOptions& options);
[[nodiscard]] std::string render_html(const model::Run& run, const RenderOptions& options);
[[nodiscard]] std::string render_har(const model::Run& run, const RenderOptions& options);
[[nodiscard]] std::string render_prometheus(const model::Run& run, const RenderOptions& options);
[[nodiscard]] std::string render_nagios(const model::Run& run, const RenderOptions& options);
// A ZIP archive.
[[nodiscard]] std::string render_bundle(const model::Run& run, const RenderOptions& options);

}  // namespace flexverify::reports
