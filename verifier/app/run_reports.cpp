#include "verifier/app/run_reports.h"

#include <algorithm>

#include "verifier/app/output.h"

namespace flexverify::app {
namespace {

const reports::Pieces* pieces_of(const RunReports::Wished& wished) {
  const auto* pieces = std::get_if<const reports::Pieces*>(&wished.renderer->way);
  return pieces == nullptr ? nullptr : *pieces;
}

}  // namespace

RunReports::RunReports(std::vector<Wished> wished, std::size_t checks)
    : wished_(std::move(wished)), checks_(checks) {
  for (const Wished& one : wished_) {
    needs_whole_checks_ |= pieces_of(one) == nullptr;
    parts_.emplace_back().places.resize(pieces_of(one) == nullptr ? 0 : checks);
  }
}

model::CheckResult RunReports::take(model::CheckResult check, std::size_t index) {
  for (std::size_t i = 0; i < wished_.size(); ++i) {
    const reports::Pieces* pieces = pieces_of(wished_[i]);
    if (pieces == nullptr) continue;
    const std::string part = pieces->part(check, {index + 1, checks_}, wished_[i].options);
    const std::lock_guard lock(mutex_);
    parts_[i].places[index] = parts_[i].spool.add(part);
  }
  return needs_whole_checks_ ? std::move(check) : reports::summary_of(check);
}

void RunReports::write_pieces(const reports::Pieces& pieces, const Wished& wished,
                              const Parts& parts, const model::Run& run,
                              const base::WritePiece& write) const {
  pieces.head(run, wished.options, write);
  bool is_first = true;
  for (const base::Spool::Place& place : parts.places) {
    if (place.size == 0) continue;
    if (!is_first) write(pieces.between);
    write(parts.spool.read(place));
    is_first = false;
  }
  write(pieces.tail(run, wished.options));
}

std::vector<base::Error> RunReports::write(const model::Run& run) {
  std::vector<base::Error> faults;
  for (std::size_t i = 0; i < wished_.size(); ++i) {
    const Wished& one = wished_[i];
    const auto written = write_output(one.path, [&](const base::WritePiece& piece) {
      if (const reports::Pieces* pieces = pieces_of(one))
        write_pieces(*pieces, one, parts_[i], run, piece);
      else
        piece(reports::render(*one.renderer, run, one.options));
    });
    if (!written) faults.push_back(written.error());
  }
  return faults;
}

}  // namespace flexverify::app
