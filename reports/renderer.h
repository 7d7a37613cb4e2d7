// A report is a pure function of a Run. The table of renderers is the list of formats.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "verifier/base/files.h"
#include "verifier/model/run.h"

namespace flexverify::reports {

enum class Color { Never, Always };
enum class Detail { Brief, Normal, Verbose };  // findings only; steps as well; requests as well
enum class StepLines { Shown, Hidden };        // hidden: the reader has just seen them

// What only a report for people looks at.
struct RenderOptions {
  std::size_t width = 80;              // columns
  Color color = Color::Never;          // whether escape sequences for colours are written
  Detail detail = Detail::Normal;      // how much is said
  StepLines steps = StepLines::Shown;  // whether the lines of the steps are repeated
};

// Where a check stands in its run.
struct Place {
  std::size_t number;  // from 1
  std::size_t of;      // how many there are
};

// A report in pieces: a head, a part for each check in its order, and a tail. Head and tail need no
// more than summaries, so that a check can be forgotten as soon as its part is written.
struct Pieces {
  void (*head)(const model::Run& summaries, const RenderOptions&, const base::WritePiece&);
  std::string (*part)(const model::CheckResult&, Place, const RenderOptions&);
  std::string_view between;  // stands between two parts that are not empty
  std::string (*tail)(const model::Run& summaries, const RenderOptions&);
};
// A head that is no longer than a text should be.
template <auto Head>
void at_once(const model::Run& summaries, const RenderOptions& options,
             const base::WritePiece& write) {
  write(Head(summaries, options));
}
// A report that needs all checks at once.
using Whole = std::string (*)(const model::Run&, const RenderOptions&);

struct Renderer {
  std::string_view name;                   // "json"
  std::string_view media_type;             // "application/json"
  std::variant<const Pieces*, Whole> way;  // in pieces, or all at once
};

[[nodiscard]] std::span<const Renderer> all_renderers();
[[nodiscard]] const Renderer* renderer_named(std::string_view name);  // null when unknown
[[nodiscard]] std::string render(const Renderer& renderer, const model::Run& run,
                                 const RenderOptions& options);
// What heads and tails need of a check, and all that is kept of it until the end of the run: its
// verdict, the codes of its findings and the texts of two, the times of its legs, and when the
// certificates of each use end.
[[nodiscard]] model::CheckResult summary_of(const model::CheckResult& check);

extern const Pieces kTextPieces, kJsonPieces, kJunitPieces, kHtmlPieces, kHarPieces,
    kPrometheusPieces, kNagiosPieces;

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
