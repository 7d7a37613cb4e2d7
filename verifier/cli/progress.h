// Live progress on standard error: one line for each step. On a terminal the step that runs now
// has a line of its own, which is replaced.
#pragma once

#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "flows/check.h"
#include "reports/renderer.h"

namespace flexverify::cli {

enum class ProgressKind { None, Lines, Live };

class Progress {
 public:
  struct Options {
    ProgressKind kind = ProgressKind::Lines;  // one live line, plain lines, or nothing
    std::size_t name_columns = 0;  // of the longest target's name; 0: lines name no target
    std::size_t checks = 1;        // how many there are; of several, each end is told
    std::size_t width = 80;        // columns
    reports::Color color = reports::Color::Never;  // of the live line
  };
  explicit Progress(Options options, std::FILE* out = stderr) : options_(options), out_(out) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // From any thread.
  void on(const flows::ProgressEvent& event);
  // Runs `work` while nothing is written and no running line is shown.
  void pause_for(const std::function<void()>& work);

 private:
  void started(const flows::StepStarted& step);
  void finished(const flows::StepFinished& step);
  void noted(const flows::StepNote& note);
  void ended(const flows::CheckFinished& check);
  [[nodiscard]] std::string prefix(const std::string& check) const;
  void draw();
  void erase();

  Options options_;
  std::FILE* out_;
  std::mutex mutex_;
  std::vector<flows::StepStarted> running_;
  std::size_t done_ = 0;
  bool drawn_ = false;
};

}  // namespace flexverify::cli
