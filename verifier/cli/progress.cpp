#include "verifier/cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "reports/layout.h"
#include "reports/step_line.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"

namespace flexverify::cli {

Progress::~Progress() { erase(); }

void Progress::on(const flows::ProgressEvent& event) {
  if (options_.kind == ProgressKind::None) return;
  const std::scoped_lock lock(mutex_);
  erase();
  std::visit(base::overload{[&](const flows::StepStarted& step) { started(step); },
                            [&](const flows::StepFinished& step) { finished(step); },
                            [&](const flows::StepNote& note) { noted(note); },
                            [&](const flows::CheckFinished& check) { ended(check); }},
             event);
  draw();
  std::fflush(out_);
}

void Progress::pause_for(const std::function<void()>& work) {
  const std::scoped_lock lock(mutex_);
  erase();
  std::fflush(out_);
  work();
  draw();
}

void Progress::started(const flows::StepStarted& step) { running_.push_back(step); }

void Progress::finished(const flows::StepFinished& step) {
  std::erase_if(running_, [&](const flows::StepStarted& r) { return r.check == step.check; });
  const std::string line =
      reports::step_line(step.step, prefix(step.check), options_.width, options_.color);
  std::fputs(line.c_str(), out_);
}

void Progress::noted(const flows::StepNote& note) {
  const std::string line = prefix(note.check) + "  " + base::printable(note.text, 300) + "\n";
  std::fputs(line.c_str(), out_);
}

void Progress::ended(const flows::CheckFinished& check) {
  ++done_;
  if (options_.checks < 2) return;
  const std::string line = fmt::format("   {}  {} ({} of {})\n", prefix(check.check),
                                       model::name_of(check.verdict), done_, options_.checks);
  std::fputs(line.c_str(), out_);
}

std::string Progress::prefix(const std::string& check) const {
  if (options_.name_columns == 0) return "";
  return reports::padded(reports::cut(base::printable(check), options_.name_columns),
                         options_.name_columns);
}

void Progress::draw() {
  if (options_.kind != ProgressKind::Live || running_.empty()) return;
  const flows::StepStarted& last = running_.back();
  std::fputs(
      reports::running_line(last.leg, prefix(last.check), options_.width, options_.color).c_str(),
      out_);
  std::fflush(out_);
  drawn_ = true;
}

void Progress::erase() {
  if (drawn_) std::fputs("\r\x1b[K", out_);
  drawn_ = false;
}

}  // namespace flexverify::cli
