#include "verifier/serve/dashboard_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/html_parts.h"
#include "verifier/serve/dashboard_parts.h"
#include "verifier/serve/links.h"

namespace flexverify::serve {
namespace {

using reports::element;
using reports::Markup;
namespace html = reports::html;

constexpr std::size_t kStrip = 30;
// Some ten KiB each; with more, the rows of all are forgotten.
constexpr std::size_t kMostRows = 300;

base::WallTime day_of(base::WallTime time) { return std::chrono::floor<std::chrono::days>(time); }

// A moment and no distance, which would be another one at each look.
std::string next_text(const TargetView& target, base::WallTime now) {
  const base::WallTime next = target.plan.next;
  if (target.plan.running) return "running";
  if (next == base::WallTime::max()) return "never";
  const std::string time = shown_time(next);
  return "next " + (day_of(next) == day_of(now) ? time.substr(time.find(' ') + 1) : time);
}

// The certificate that ends first.
const model::Certificate* first_to_end(const TargetView& target) {
  if (!target.last.result || target.last.result->certificates.empty()) return nullptr;
  return &*std::min_element(target.last.result->certificates.begin(),
                            target.last.result->certificates.end(),
                            [](const auto& a, const auto& b) { return a.not_after < b.not_after; });
}

Markup certificate(const TargetView& target, base::WallTime now) {
  const model::Certificate* first = first_to_end(target);
  if (first == nullptr) return {};
  const auto days = std::chrono::floor<std::chrono::days>(first->not_after - now).count();
  return Markup::text(days < 0 ? std::string("expired") : fmt::format("{} days left", days)) +
         dim(first->use);
}

Markup first_finding(const TargetView& target) {
  if (!target.last.result || target.last.result->findings.empty()) return {};
  const model::Finding& first = target.last.result->findings.front();
  return html::code(model::info(first.code).id) +
         dim(std::string(model::who_must_act(model::owner_of(first))));
}

Markup reached(const TargetView& target) {
  return target.last.result ? dim(std::string(model::name_of(target.last.result->reached)))
                            : Markup();
}

Markup make_row(const TargetView& target, std::span<const StoredRun> runs, base::WallTime now) {
  const std::string last = runs.empty() ? "" : base::format_duration(runs.front().duration);
  const Markup name =
      element("a", {{"href", target_link(target.name())}, {"class", "name"}},
              Markup::text(target.name())) +
      dim(std::string(model::name_of(target.target->spec.setup)) + " · " + next_text(target, now));
  return element("div", {{"id", row_id(target)}, {"class", "row"}},
                 element("div", name) + element("div", label_of(target) + reached(target)) +
                     block("wide", first_finding(target)) + block("wide", strip(runs, kStrip)) +
                     block("wide line", latency(runs, kStrip) + Markup::text(last)) +
                     block("wide", certificate(target, now)));
}

}  // namespace

RowVersion row_version(const View& view, const TargetView& target) {
  return {view.configuration, day_of(view.now), target.changed};
}

std::string row_id(const TargetView& target) { return "row" + target_link(target.name()); }

Markup Rows::row(const View& view, const TargetView& target) {
  const RowVersion version = row_version(view, target);
  {
    const std::scoped_lock lock(mutex_);
    const auto found = made_.find(target.name());
    if (found != made_.end() && found->second.version == version) return found->second.row;
  }
  Markup made = make_row(target, runs_(target.name(), kStrip), view.now);
  const std::scoped_lock lock(mutex_);
  if (made_.size() >= kMostRows) made_.clear();
  made_.insert_or_assign(target.name(), Made{version, made});
  return made;
}

}  // namespace flexverify::serve
