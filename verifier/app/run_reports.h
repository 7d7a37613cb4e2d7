// The reports of a run, each put together out of parts that are made while checks end, so that a
// check can be forgotten at once.
#pragma once

#include <deque>
#include <mutex>
#include <vector>

#include "reports/renderer.h"
#include "verifier/base/files.h"
#include "verifier/base/result.h"
#include "verifier/base/spool.h"
#include "verifier/cli/commands.h"

namespace flexverify::app {

class RunReports {
 public:
  struct Wished {
    const reports::Renderer* renderer;  // its format
    reports::RenderOptions options;     // for the reports that people read
    std::string path;                   // "-": standard output
  };

  RunReports(std::vector<Wished> wished, std::size_t checks);

  // Takes a check that ended, and returns what must be kept of it: all where a report needs the
  // whole run, else a summary. `index` is its place in the run. Several threads may call it.
  [[nodiscard]] model::CheckResult take(model::CheckResult check, std::size_t index);
  // Writes them all; `run` has what take() returned. The faults of those that could not be written.
  [[nodiscard]] std::vector<base::Error> write(const model::Run& run);

 private:
  struct Parts {
    base::Spool spool;
    std::vector<base::Spool::Place> places;  // by the index of the check
  };
  void write_pieces(const reports::Pieces& pieces, const Wished& wished, const Parts& parts,
                    const model::Run& run, const base::WritePiece& write) const;

  std::vector<Wished> wished_;
  std::size_t checks_;
  bool needs_whole_checks_ = false;
  std::mutex mutex_;         // of parts_
  std::deque<Parts> parts_;  // of each that is wished
};

}  // namespace flexverify::app
