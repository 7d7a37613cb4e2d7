#include "verifier/serve/changed_pages.h"

#include <algorithm>

namespace flexverify::serve {
namespace {

const model::PageFact* same_page(const model::CheckResult& run, const model::PageFact& page) {
  const auto found = std::ranges::find_if(run.pages, [&](const model::PageFact& one) {
    return one.adapter == page.adapter && one.state == page.state;
  });
  return found == run.pages.end() ? nullptr : &*found;
}

bool has_changed(const model::CheckResult& before, const model::PageFact& page) {
  const model::PageFact* was = same_page(before, page);
  return was != nullptr && !was->fingerprint.empty() && !page.fingerprint.empty() &&
         was->fingerprint != page.fingerprint;
}

}  // namespace

std::size_t note_changed_pages(model::CheckResult& result, const model::CheckResult& before) {
  std::size_t changed = 0;
  for (const model::PageFact& page : result.pages) {
    // A state may come twice in a login; its first page stands for it.
    if (same_page(result, page) != &page || !has_changed(before, page)) continue;
    auto finding = model::make_mismatch(
        model::Code::PageChanged,
        (page.adapter.empty() ? "" : page.adapter + ": ") + "the page \"" + page.state +
            "\" is made otherwise than in the run before, and was recognised all the same",
        page.fingerprint, same_page(before, page)->fingerprint);
    if (page.exchange > 0) finding.exchange = page.exchange;
    result.findings.push_back(std::move(finding));
    ++changed;
  }
  return changed;
}

}  // namespace flexverify::serve
