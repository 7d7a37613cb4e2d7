// When a page of a real browser may be judged: once it has shown the same for a while, and nothing
// that could change it is under way. Pure values over times.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "idp-adapters/adapter.h"
#include "verifier/base/time.h"
#include "verifier/webdriver/screen.h"

namespace flexverify::flows {

inline constexpr base::Millis kSettled{300};  // without a change, before a page is judged
inline constexpr base::Millis kQuiet{5'000};  // without a change, before nothing more is expected
inline constexpr base::Millis kBusy{8'000};   // as long as requests are under way

class Stillness {
 public:
  // The sign-in begins, or begins again.
  void begin(base::SteadyTime now) { changed_ = now; }
  // A look at the page. A field of a secret that was emptied or filled is a change as well.
  void see(const webdriver::Screen& screen, base::SteadyTime now);
  // Something is about to be done to the page.
  void act(const webdriver::Screen& screen);
  // It was done: an answer is expected.
  void acted(base::SteadyTime now) { acted_ = changed_ = now; }
  // What is shown has been judged.
  void judge() { judged_ = mark_; }
  // It is judged once more, though it shows the same.
  void forget() { judged_.clear(); }

  [[nodiscard]] bool is_judged() const { return judged_ == mark_; }
  // `busy`: the document still loads, or requests are under way.
  [[nodiscard]] bool is_settled(bool busy, base::SteadyTime now) const;
  // Nothing has come for so long that nothing more is expected.
  [[nodiscard]] bool is_over(base::SteadyTime now) const;
  // Like is_over(), since something was done.
  [[nodiscard]] bool is_unanswered(base::SteadyTime now) const { return now - acted_ >= kQuiet; }
  // No page has come since the sign-in began.
  [[nodiscard]] bool is_silent(base::SteadyTime now) const { return now - changed_ >= kQuiet; }
  // The document in which something was done is there no more.
  [[nodiscard]] bool is_another_document(const webdriver::Screen& screen) const {
    return screen.born != acted_born_;
  }
  // Typed, sent perhaps, and neither emptied nor complained about: the answer is still to come.
  [[nodiscard]] bool keeps_what_was_filled(const webdriver::Screen& screen,
                                           const idp::Memory& memory) const;

 private:
  std::string mark_;    // of what is shown
  std::string judged_;  // the mark that was judged last
  base::SteadyTime changed_{}, acted_{};
  std::string acted_born_;                 // the document in which something was done
  std::vector<std::string> acted_alerts_;  // that it showed before
};

}  // namespace flexverify::flows
