#include "flows/browser_stillness.h"

#include <algorithm>
#include <utility>

#include "flows/browser_step.h"

namespace flexverify::flows {

void Stillness::see(const webdriver::Screen& screen, base::SteadyTime now) {
  std::string mark = screen.mark();
  for (const webdriver::Field& field : screen.fields)
    if (secret_of(field.kind)) mark += field.empty ? "\nempty" : "\nfilled";
  if (mark == mark_) return;
  mark_ = std::move(mark);
  changed_ = now;
}

void Stillness::act(const webdriver::Screen& screen) {
  acted_born_ = screen.born;
  acted_alerts_ = screen.alerts;
}

bool Stillness::is_settled(bool busy, base::SteadyTime now) const {
  const base::Millis quiet = now - changed_;
  return quiet >= kSettled && (!busy || quiet > kBusy);
}

bool Stillness::is_over(base::SteadyTime now) const {
  return now - std::max(changed_, acted_) >= kQuiet;
}

bool Stillness::keeps_what_was_filled(const webdriver::Screen& screen,
                                      const idp::Memory& memory) const {
  const webdriver::Field* again = asked_again(screen, memory);
  return again != nullptr && !again->empty && screen.born == acted_born_ &&
         screen.alerts == acted_alerts_;
}

}  // namespace flexverify::flows
