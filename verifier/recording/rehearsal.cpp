#include "verifier/recording/rehearsal.h"

#include <algorithm>
#include <deque>
#include <set>

#include "idp-adapters/adapter.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/recording/difference.h"
#include "verifier/recording/fields.h"
#include "verifier/recording/provider.h"
#include "verifier/web/page_structure.h"

namespace flexverify::recording {
namespace {

using web::RecordedExchange;
using Place = std::size_t;
using MaybePlace = std::optional<Place>;

constexpr std::size_t kMostSteps = 100;

std::string finding_text(const model::Finding& finding) {
  const model::CodeInfo& info = model::info(finding.code);
  return std::string(info.id) + ": " + std::string(info.title);
}

bool sends_user(const web::Request& request) {
  const Fields fields = fields_of(request);
  return std::ranges::any_of(fields, [](const Field& field) {
    const auto* text = std::get_if<std::string>(&field.value);
    return text != nullptr && base::contains(*text, kSomeUser);
  });
}

// The walk: the recording stands for the network.
class Walk {
 public:
  Walk(const web::Recording& recording, const RecordedLogin& login)
      : all_(recording.exchanges), login_(login), part_(provider_part(recording, login)) {
    for (const Place place : provider_exchanges(recording, login)) theirs_.insert(place);
    facts_ = idp::example_facts();
    facts_.username = kSomeUser;
    result_.browser = recording.browser;
  }

  Rehearsal run() {
    MaybePlace next = theirs_.empty() ? std::nullopt : MaybePlace(*theirs_.begin());
    while (next && result_.steps.size() < kMostSteps) next = visit(*next);
    result_.verdict = verdict();
    return std::move(result_);
  }

 private:
  // The next place to look at: where our way leads, else where the browser showed its next page.
  MaybePlace visit(Place place) {
    const MaybePlace arrived = end_of_redirects(place);
    if (!arrived) return page_after(place);
    if (*arrived == login_.at_acs) return std::nullopt;
    seen_.insert(*arrived);
    auto page = web::recorded_page(all_[*arrived]);
    if (!page) {
      result_.not_judged.push_back({all_[*arrived].number, "its body was not kept"});
      remember_secret(all_[*arrived]);
      return page_after(*arrived);
    }
    return judge(*arrived, keep(*std::move(page)));
  }

  // Pages and views stay where they are: the memory points to the one in the window.
  const idp::PageView& keep(web::Page page) {
    pages_.push_back(std::move(page));
    views_.emplace_back(pages_.back());
    if (!views_.back().document.empty()) memory_.document = &views_.back();
    return views_.back();
  }

  MaybePlace judge(Place place, const idp::PageView& page) {
    const auto known = idp::recognise(page, nullptr);
    Step step;
    step.entry = all_[place].number;
    step.after_password = memory_.password_sent;
    step.fingerprint = web::structure_fingerprint(page.whole, page.forms);
    if (known) {
      step.adapter = known->adapter == nullptr ? "shared" : std::string(known->adapter->id);
      step.state = std::string(known->state);
    }
    const idp::Action action = known ? known->act(page, facts_, memory_)
                                     : idp::Action(idp::judge_unknown_page(page, memory_));
    const MaybePlace next = std::visit(
        base::overload{
            [&](const idp::Send& send) {
              memory_.notes.insert(memory_.notes.end(), send.notes.begin(), send.notes.end());
              return go(place, "send", send.request, step);
            },
            [&](const idp::Wait& wait) {
              ++memory_.waits;
              return go(place, "wait", wait.then, step);
            },
            [&](const idp::Answer& answer) { return go(place, "answer", answer.post, step); },
            [&](const idp::Handoff&) {
              step.action = "handoff";
              return page_after(place);
            },
            [&](const idp::Stop& stop) { return stopped(place, stop, step); }},
        action);
    result_.steps.push_back(std::move(step));
    return next;
  }

  MaybePlace go(Place place, std::string_view action, const web::Request& request, Step& step) {
    step.action = std::string(action);
    step.ours = place_text(web::method_name(request.method), request.url);
    step.our_fields = fields_text(request);
    const MaybePlace sent = sent_by_browser(place, request);
    if (!sent) return parted(place, step);
    const Differences found = differences(request, all_[*sent]);
    describe_browsers(*sent, step);
    step.differences = found.grave;
    step.notes = found.slight;
    step.agrees = found.grave.empty();
    if (std::holds_alternative<web::BodyNotKept>(all_[*sent].body))
      step.notes.emplace_back("what the browser sent in it was not kept");
    remember_sent(request);
    taken_.insert(*sent);
    return sent;
  }

  MaybePlace stopped(Place place, const idp::Stop& stop, Step& step) {
    step.action = "stop";
    step.ours = finding_text(stop.finding);
    const MaybePlace went = next_of_login(place);
    if (!went) return std::nullopt;
    step.agrees = false;
    describe_browsers(*went, step);
    step.differences.push_back("a check would stop here with " + step.ours +
                               "; the browser went on");
    remember_secret(all_[*went]);
    return page_after(place);
  }

  // The browser never sent it.
  MaybePlace parted(Place place, Step& step) {
    const MaybePlace went = next_of_login(place);
    if (!went) {
      step.notes.emplace_back("the recording ends here");
      return std::nullopt;
    }
    step.agrees = false;
    describe_browsers(*went, step);
    step.differences.push_back("would send " + step.ours + "; the browser sent " + step.browsers);
    remember_secret(all_[*went]);
    return page_after(place);
  }

  void describe_browsers(Place place, Step& step) const {
    step.browsers = place_text(all_[place].method, all_[place].url);
    step.browsers_fields = fields_text(all_[place]);
  }

  [[nodiscard]] bool is_of_login(Place place) const {
    return theirs_.contains(place) || place == login_.at_acs;
  }

  [[nodiscard]] MaybePlace sent_by_browser(Place after, const web::Request& request) const {
    for (Place place = after + 1; place < all_.size() && place <= part_.to; ++place)
      if (is_of_login(place) && !taken_.contains(place) && goes_to_same_place(request, all_[place]))
        return place;
    return std::nullopt;
  }

  [[nodiscard]] MaybePlace next_of_login(Place after) const {
    for (Place place = after + 1; place < all_.size() && place <= part_.to; ++place)
      if (is_of_login(place) && !taken_.contains(place)) return place;
    return std::nullopt;
  }

  // The next page that was not looked at; an answer only when an adapter knows it.
  [[nodiscard]] MaybePlace page_after(Place after) const {
    for (Place place = after + 1; place < part_.to; ++place)
      if (theirs_.contains(place) && !seen_.contains(place) && !web::is_redirect(all_[place]) &&
          (all_[place].purpose == web::Purpose::Document || is_known_answer(place)))
        return place;
    return std::nullopt;
  }

  [[nodiscard]] bool is_known_answer(Place place) const {
    const auto page = web::recorded_page(all_[place]);
    if (!page || !page->json) return false;
    const auto known = idp::recognise(idp::PageView(*page), nullptr);
    return known && known->adapter != nullptr;
  }

  // A redirect leads to the next request for that address.
  [[nodiscard]] MaybePlace end_of_redirects(Place place) const {
    while (place != login_.at_acs && web::is_redirect(all_[place])) {
      const auto target = web::parse_url(all_[place].location, &all_[place].url);
      Place next = place + 1;
      const auto leads_there = [&](Place other) {
        return target && is_of_login(other) && web::same_place(all_[other].url, *target);
      };
      while (next < all_.size() && next <= part_.to && !leads_there(next)) ++next;
      if (next >= all_.size() || next > part_.to) return std::nullopt;
      place = next;
    }
    return place;
  }

  void remember_sent(const web::Request& request) {
    for (const base::SecretRef secret : web::secrets_in(request)) switch (secret) {
        case base::SecretRef::Password:
          memory_.password_sent = true;
          break;
        case base::SecretRef::OneTimeCode:
          memory_.one_time_code_sent = true;
          break;
        case base::SecretRef::SecurityAnswer:
          memory_.security_answer_sent = true;
          break;
      }
    memory_.username_sent |= sends_user(request);
  }

  // What the browser sent where we would have sent something else.
  void remember_secret(const RecordedExchange& exchange) {
    memory_.password_sent |= sends_password(exchange);
  }

  [[nodiscard]] Agreement verdict() const {
    const auto differs = [](const Step& step) { return !step.agrees; };
    if (std::ranges::any_of(result_.steps, differs)) return Agreement::Differs;
    return result_.steps.empty() ? Agreement::Unknown : Agreement::Agrees;
  }

  const std::vector<RecordedExchange>& all_;
  const RecordedLogin& login_;
  Part part_;
  std::set<Place> theirs_;  // the provider's part
  std::set<Place> seen_, taken_;
  idp::LoginFacts facts_;
  idp::Memory memory_;
  std::deque<web::Page> pages_;
  std::deque<idp::PageView> views_;
  Rehearsal result_;
};

}  // namespace

Rehearsal rehearse(const web::Recording& recording, const RecordedLogin& login) {
  return Walk(recording, login).run();
}

}  // namespace flexverify::recording
