#include "reports/hop_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "reports/layout.h"
#include "verifier/base/text.h"
#include "verifier/web/url.h"

namespace flexverify::reports {
namespace {

struct Stay {
  std::string host;
  std::size_t first = 0, last = 0;
  std::string answers;
  base::Millis time{0};
  bool failed = false;
};

std::string host_of(const model::Exchange& exchange) {
  const auto url = web::parse_url(exchange.url);
  return url ? web::host_and_port(*url) : exchange.url;
}

std::vector<Stay> stays(const model::CheckResult& check) {
  std::vector<Stay> all;
  for (const model::Exchange& e : check.exchanges) {
    if (all.empty() || all.back().host != host_of(e))
      all.push_back(Stay{host_of(e), e.n, e.n, "", base::Millis{0}, false});
    Stay& stay = all.back();
    stay.last = e.n;
    stay.answers += (stay.answers.empty() ? "" : " ") +
                    (e.status == 0 ? std::string("–") : std::to_string(e.status));
    stay.time += e.timings.total;
    stay.failed |= e.status == 0 || e.status >= 400;
  }
  return all;
}

std::string numbers(const Stay& stay) {
  return stay.first == stay.last ? fmt::format("{}", stay.first)
                                 : fmt::format("{}-{}", stay.first, stay.last);
}

std::string line(const Stay& stay, std::size_t host_columns, std::size_t width, Color color) {
  const std::string time = base::format_duration(stay.time);
  const std::string left =
      "   " + padded(numbers(stay), 6) +
      padded(cut(base::printable(stay.host, 100), host_columns), host_columns) + "  ";
  const std::size_t room = width - display_width(left) - time.size() - 2;
  const std::string answers = padded(cut(stay.answers, room), room);
  return paint(left, Style::Dim, color) +
         paint(answers, stay.failed ? Style::Red : Style::Plain, color) + "  " +
         paint(time, Style::Dim, color) + "\n";
}

}  // namespace

std::string hop_table(const model::CheckResult& check, const RenderOptions& o) {
  const std::size_t width = std::min(o.width, kReadableWidth);
  const auto all = stays(check);
  std::size_t host_columns = 8;
  for (const Stay& stay : all)
    host_columns = std::max(host_columns, display_width(base::printable(stay.host, 100)));
  host_columns = std::min(host_columns, width / 2 - 6);
  std::string text = all.empty() ? "" : "\n" + paint(" hops", Style::Dim, o.color) + "\n";
  for (const Stay& stay : all) text += line(stay, host_columns, width, o.color);
  return text;
}

}  // namespace flexverify::reports
