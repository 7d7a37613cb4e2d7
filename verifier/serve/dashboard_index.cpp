#include "verifier/serve/dashboard_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "verifier/base/text.h"
#include "verifier/serve/dashboard_parts.h"
#include "verifier/serve/links.h"

namespace flexverify::serve {
namespace {

using model::Verdict;
using reports::element;
using reports::empty_element;
using reports::Markup;

constexpr std::size_t kOnAPage = 100;

// The worst first; what was never checked comes last.
bool comes_before(const TargetView* a, const TargetView* b) {
  const auto rank = [](const TargetView* t) {
    const auto verdict = verdict_of(*t);
    return verdict ? static_cast<int>(*verdict) : -1;
  };
  return rank(a) != rank(b) ? rank(a) > rank(b) : a->name() < b->name();
}

std::string summary(const View& view) {
  std::string text;
  const auto count = [&](std::optional<Verdict> verdict, std::string_view name) {
    const auto n = std::count_if(view.targets.begin(), view.targets.end(),
                                 [&](const TargetView& t) { return verdict_of(t) == verdict; });
    if (n > 0) text += fmt::format("{}{} {}", text.empty() ? "" : " · ", n, name);
  };
  for (const Verdict verdict : {Verdict::Critical, Verdict::Unknown, Verdict::Warning, Verdict::Ok})
    count(verdict, model::name_of(verdict));
  count(std::nullopt, "without a result");
  return text;
}

Verdict worst_of(const View& view) {
  Verdict worst = Verdict::Ok;
  for (const TargetView& target : view.targets)
    worst = model::worst(worst, verdict_of(target).value_or(Verdict::Ok));
  return worst;
}

// The targets that a page has, in their order.
struct Shown {
  std::vector<const TargetView*> targets;
  std::size_t found = 0;  // on all pages
  std::size_t page = 1;
  [[nodiscard]] std::size_t pages() const { return (found + kOnAPage - 1) / kOnAPage; }
  [[nodiscard]] std::size_t first() const { return (page - 1) * kOnAPage; }
};

Shown shown(const View& view, const IndexWish& wish) {
  std::vector<const TargetView*> found;
  for (const TargetView& target : view.targets)
    if (base::contains(base::ascii_lower(target.name()), base::ascii_lower(wish.search)))
      found.push_back(&target);
  std::ranges::sort(found, comes_before);
  Shown shown{.targets = {}, .found = found.size()};
  shown.page = std::clamp<std::size_t>(wish.page, 1, std::max<std::size_t>(shown.pages(), 1));
  const auto begin = found.begin() + static_cast<std::ptrdiff_t>(shown.first());
  const std::size_t count = std::min(found.size() - shown.first(), kOnAPage);
  shown.targets.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
  return shown;
}

Markup page_link(const std::string& text, const IndexWish& wish, std::size_t page) {
  return element("a", {{"href", index_link(wish.search, page)}}, Markup::text(text));
}

// With few targets there is nothing to search.
Markup pager(const View& view, const IndexWish& wish, const Shown& shown) {
  if (view.targets.size() <= kOnAPage) return {};
  const Markup search = empty_element("input", {{"type", "search"},
                                                {"name", "search"},
                                                {"value", wish.search},
                                                {"placeholder", "Part of a name"},
                                                {"aria-label", "Part of a target's name"}}) +
                        element("button", Markup::literal("Search"));
  const std::size_t first = shown.found == 0 ? 0 : shown.first() + 1;
  Markup links =
      element("span", Markup::text(fmt::format("{} to {} of {}", first,
                                               shown.first() + shown.targets.size(), shown.found)));
  if (shown.page > 1) links += page_link("Previous", wish, shown.page - 1);
  if (shown.page < shown.pages()) links += page_link("Next", wish, shown.page + 1);
  return element("form", {{"method", "get"}, {"action", "/"}, {"class", "pager"}}, search + links);
}

// The whole page has a name: what process, what configuration, what day, and how many changes.
std::string version_but_changes(const View& view) {
  const RowVersion version = row_version(view, {});
  return fmt::format("{}.{}.{}.", view.started.time_since_epoch().count(), version.configuration,
                     version.day.time_since_epoch().count());
}

std::string version_of(const View& view) {
  return version_but_changes(view) + std::to_string(view.changes);
}

// The number of changes that the browser has seen; nullopt when its page is of another process,
// configuration or day.
using Seen = std::optional<std::uint64_t>;
Seen seen_changes(const View& view, const std::string& since) {
  const std::string begin = version_but_changes(view);
  std::uint64_t changes = 0;
  if (!since.starts_with(begin)) return std::nullopt;
  std::from_chars(since.data() + begin.size(), since.data() + since.size(), changes);
  return changes;
}

// In place of a row that the browser has.
Markup same_row(const TargetView& target) {
  return element("div", {{"id", row_id(target)}, {"data-same", ""}}, Markup());
}

Markup live(const View& view, const IndexWish& wish, Rows& rows, Seen seen) {
  const Shown all = shown(view, wish);
  Markup list;
  for (const TargetView* target : all.targets)
    list += seen && target->changed <= *seen ? same_row(*target) : rows.row(view, *target);
  const std::string worst(model::name_of(worst_of(view)));
  const Markup head = block("finish " + worst, element("h1", Markup::text(summary(view))) +
                                                   element("p", {{"class", "dim"}},
                                                           Markup::literal("Twilio Flex logins")));
  const std::string changes = changes_link(wish.search, all.page, version_of(view));
  return element(
      "main", {{"id", "live"}, {"data-changes", changes}},
      notices(view) + head + pager(view, wish, all) + block("rows", list) + footer(view));
}

}  // namespace

std::string index_page(const View& view, const IndexWish& wish, Rows& rows) {
  return dashboard_document("flexverify: " + summary(view), live(view, wish, rows, std::nullopt));
}

std::string index_changes(const View& view, const IndexWish& wish, Rows& rows,
                          const std::string& since) {
  return live(view, wish, rows, seen_changes(view, since)).html();
}

}  // namespace flexverify::serve
