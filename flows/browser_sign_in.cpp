#include "flows/browser_sign_in.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "flows/before_a_secret.h"
#include "flows/browser_end.h"
#include "flows/browser_fill.h"
#include "flows/browser_step.h"
#include "flows/browser_stillness.h"
#include "flows/browser_wish.h"
#include "flows/provider_pages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/files.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/model/account_secrets.h"
#include "verifier/web/query.h"
#include "verifier/webdriver/window.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using webdriver::Fault;
using webdriver::Screen;

constexpr base::Millis kLook{50};             // between two looks at the page
constexpr base::Millis kLongestWait{60'000};  // for a person's approval
constexpr int kMostSteps = 40;
constexpr int kMostBeginnings = 3;  // Chromium reads its store of authorities while it starts

// What adapters say of pages that a script has built, or that want more than a form: a browser is
// there for these.
bool is_for_a_browser(Code code) {
  return code == Code::NeedsBrowser || code == Code::PageNotRecognised ||
         code == Code::BotProtection;
}

// The browser's own POST, for us to repeat.
web::Request post_of(const webdriver::Caught& caught) {
  web::Request post = web::get(caught.url);
  post.method = web::Method::Post;
  web::FormBody body;
  for (auto& [name, value] : web::parse_query(caught.body))
    body.entries.push_back({std::move(name), std::move(value)});
  post.body = std::move(body);
  post.initiator = web::parse_url(caught.origin);
  return post;
}

// ", which filled in username, password": names that the pages gave their fields.
std::string filled_in(const std::vector<model::PageFact>& pages) {
  std::vector<std::string> names;
  for (const model::PageFact& page : pages)
    for (const std::string& name : page.filled) names.push_back(base::printable(name, 40));
  return names.empty() ? "" : ", which filled in " + base::join(names, ", ");
}

class BrowserSignIn {
 public:
  explicit BrowserSignIn(Login& login) : login_(login), pages_(login) {}

  LegResult run() {
    if (auto finding = open()) return failed(login_, *std::move(finding));
    if (auto outcome = begin()) return *std::move(outcome);
    base::Clock& clock = login_.services.clock;
    for (;;) {
      if (auto finding = over_time()) return *end(*std::move(finding));
      if (auto outcome = look_once()) return *std::move(outcome);
      clock.sleep_until(clock.steady() + kLook, login_.stop);
    }
  }

 private:
  webdriver::Window& window() { return *login_.window; }
  [[nodiscard]] base::SteadyTime now() const { return login_.services.clock.steady(); }

  std::optional<Finding> open() {
    if (login_.window) return std::nullopt;
    if (!login_.services.open_browser)
      return model::make_finding(Code::BrowserUnavailable, "this program was given no browser");
    auto opened = login_.services.open_browser(browser_wish(login_));
    if (auto* finding = std::get_if<Finding>(&opened)) return std::move(*finding);
    login_.window = std::move(std::get<std::unique_ptr<webdriver::Window>>(opened));
    return std::nullopt;
  }

  std::optional<LegResult> begin() {
    ++beginnings_;
    still_.begin(now());
    const auto begun = window().begin(login_.to_idp->request);
    return begun ? std::nullopt : on_fault(begun.error());
  }

  [[nodiscard]] std::optional<Finding> over_time() const {
    if (login_.stop.stop_requested())
      return model::make_finding(Code::Interrupted, "the check was stopped during the sign-in");
    if (now() < login_.browser.deadline()) return std::nullopt;
    return model::make_finding(Code::TimeBudget,
                               "the time was over while the browser signed in: " + pages_.trail());
  }

  std::optional<LegResult> on_fault(const Fault& fault) {
    if (fault.kind == Fault::Kind::Moving) return std::nullopt;
    if (auto finding = over_time()) return failed(login_, *std::move(finding));
    return failed(login_, browser_gone({fault.kind, login_.redactor.text(fault.words)},
                                       login_.redactor.text(window().last_words())));
  }

  std::optional<LegResult> look_once() {
    if (const auto heard = window().hear(); !heard) return on_fault(heard.error());
    record_requests();
    if (auto caught = window().take_message()) return answered(*caught);
    auto seen = window().session().look();
    if (!seen) return on_fault(seen.error());
    screen_ = *std::move(seen);
    if (screen_.url && screen_.url->scheme == "chrome-error") return no_page();
    still_.see(screen_, now());
    const bool busy = !screen_.complete || window().network().is_busy();
    if (!still_.is_settled(busy, now())) return std::nullopt;
    return still_.is_judged() ? still_the_same() : judge();
  }

  // The catcher's own exchanges are no requests to Twilio.
  void record_requests() {
    const auto acs = web::parse_url(expected_values(login_).acs_url);
    for (const net::SeenElsewhere& seen : window().take_ended()) {
      if (!seen.error.empty()) failed_host_ = web::host_and_port(seen.url);
      failed_url_ = seen.url;
      if (acs && web::same_origin(*acs, seen.url)) continue;
      if (recorded_++ < kMostRecorded) login_.browser.record_elsewhere(seen);
    }
  }

  std::optional<LegResult> no_page() {
    const std::string error = window().network().document_error();
    if (error.empty() && !still_.is_silent(now())) return std::nullopt;  // the log comes later
    if (failed_url_ && is_login_host(login_, *failed_url_)) return end(sent_back_to_twilio());
    const bool young = base::contains(error, "CERT_AUTHORITY") && beginnings_ < kMostBeginnings;
    if (young && !login_.spec.network.ca_file.empty()) return begin();
    return end(not_loaded(failed_host_, error));
  }

  // The screen as it may be shown: cleaned before anything of it is cut off.
  [[nodiscard]] Screen shown() {
    Screen copy = screen_;
    copy.title = login_.redactor.words_of_a_server(copy.title);
    copy.words = login_.redactor.words_of_a_server(copy.words);
    for (std::string& alert : copy.alerts) alert = login_.redactor.words_of_a_server(alert);
    return copy;
  }

  std::optional<LegResult> still_the_same() {
    if (waiting_since_) return wait_on();
    return still_.is_over(now()) ? stuck() : std::nullopt;
  }

  std::optional<LegResult> wait_on() {
    if (now() - *waiting_since_ < kLongestWait) return std::nullopt;
    return end(model::make_finding(Code::MfaTimeout, web::host_and_port(*screen_.url) +
                                                         " still waits for an approval after a "
                                                         "minute: " +
                                                         pages_.trail()));
  }

  // Adapters first: they are given the page as it was rendered.
  std::optional<LegResult> judge() {
    if (still_.keeps_what_was_filled(screen_, pages_.memory) && !still_.is_unanswered(now()))
      return std::nullopt;
    const auto source = window().session().source();
    if (!source) return on_fault(source.error());
    if (!screen_.url || !web::is_http(*screen_.url)) return std::nullopt;
    if (is_login_host(login_, *screen_.url)) return end(sent_back_to_twilio());
    if (++steps_ > kMostSteps)
      return end(model::make_finding(Code::StepBudget,
                                     "the browser was shown 40 pages: " + pages_.trail()));
    still_.judge();
    waiting_since_.reset();
    const auto* document = window().network().document_at(*screen_.url);
    page_ = web::make_page(document == nullptr ? *screen_.url : document->url,
                           {.status = document == nullptr ? 200 : document->status,
                            .headers = {{"Content-Type", "text/html; charset=utf-8"}},
                            .body = *source});
    const idp::PageView view(*page_);
    return weigh_page(view);
  }

  std::optional<LegResult> weigh_page(const idp::PageView& view) {
    pages_.memory.document = &view;
    auto known = pages_.recognise(view);
    if (known && known->adapter == nullptr) known.reset();  // what a browser does by itself
    keep(known, view);
    std::optional<LegResult> outcome = known ? by_adapter(*known, view) : by_fields(view, nullptr);
    pages_.memory.document = nullptr;
    return outcome;
  }

  void keep(const std::optional<idp::Recognised>& known, const idp::PageView& view) {
    model::PageFact fact =
        page_fact(known ? &*known : nullptr, view, login_.browser.exchanges().size());
    fact.engine = model::Engine::Browser;
    if (!known) fact.state = "by its fields";
    auto& pages = login_.result.pages;
    const bool again = !pages.empty() && pages.back().engine == model::Engine::Browser &&
                       pages.back().state == fact.state &&
                       pages.back().fingerprint == fact.fingerprint;
    if (again) return;
    if (known)
      pages_.note(*known);
    else
      pages_.add_to_trail((pages_.trail().empty() ? "" : " → ") + web::host_and_port(view.url) +
                          " by its fields");
    pages.push_back(std::move(fact));
  }

  std::optional<LegResult> by_adapter(const idp::Recognised& known, const idp::PageView& view) {
    idp::Action action = known.act(view, pages_.facts, pages_.memory);
    if (auto* stop = std::get_if<idp::Stop>(&action); stop != nullptr)
      if (is_for_a_browser(stop->finding.code)) return by_fields(view, nullptr);
    pages_.weigh(known, action);
    if (auto refused = refuse_before_a_secret(login_, known, action, view))
      return end(*std::move(refused));
    return std::visit(
        base::overload{
            [&](idp::Send& send) {
              if (send.warning && !warned_.contains(send.warning->code)) {
                warned_.insert(send.warning->code);
                add(login_, *std::move(send.warning));
              }
              return by_fields(view, &send);
            },
            [&](idp::Wait& wait) {
              waiting_since_ = now();
              if (!wait.show.empty() && login_.services.progress)
                login_.services.progress(StepNote{login_.spec.name, wait.show});
              return std::optional<LegResult>();
            },
            [&](idp::Handoff&) {
              pages_.hand_off();
              still_.forget();
              return std::optional<LegResult>();
            },
            [](idp::Answer&) { return std::optional<LegResult>(); },  // the page posts it itself
            [&](idp::Stop& stop) { return end(pages_.ending(std::move(stop), view)); }},
        action);
  }

  // `send`: what the adapter would send, null where it leaves the page open.
  std::optional<LegResult> by_fields(const idp::PageView& view, const idp::Send* send) {
    const Screen screen = send == nullptr ? screen_ : for_step(screen_, *send, view);
    BrowserStep step = next_step(screen, pages_.facts, pages_.memory);
    if (const webdriver::Button* button = send ? button_for(*send, view, screen_) : nullptr;
        button != nullptr && !std::holds_alternative<FillIn>(step))
      step = Press{*button};
    return std::visit(base::overload{[&](FillIn& fill) { return fill_in_page(fill); },
                                     [&](Press& press) { return press_button(press); },
                                     [&](Finding& finding) { return end(std::move(finding)); },
                                     [&](NothingToDo&) { return nothing_to_do(view); }},
                      step);
  }

  std::optional<LegResult> nothing_to_do(const idp::PageView& view) {
    if (const auto* again = asked_again(screen_, pages_.memory)) return refuse(*again);
    if (auto said = pages_.memory.password_sent ? said_in_words(shown()) : std::nullopt) {
      login_.secrets.hear(idp::secret_answer_of(said->code), said->code);
      return end(*std::move(said));
    }
    const idp::Stop stop = idp::judge_unknown_page(view, pages_.memory);
    if (is_for_a_browser(stop.finding.code)) return std::nullopt;
    login_.secrets.hear(stop.says, stop.finding.code);
    return end(pages_.ending(stop, view));
  }

  std::optional<LegResult> without_an_answer(const webdriver::Field& field) {
    if (auto refused = refused_by_policy()) return refused;
    return end(does_nothing(shown(), field));
  }

  // Asked for again: in words, or by an emptied field. One that keeps its value is given time.
  std::optional<LegResult> refuse(const webdriver::Field& field) {
    const bool said_so =
        field.empty || !screen_.alerts.empty() || still_.is_another_document(screen_);
    if (!said_so) return still_.is_unanswered(now()) ? without_an_answer(field) : std::nullopt;
    Finding finding = refused_again(shown(), field);
    if (const auto secret = secret_of(field.kind)) {
      if (login_.secrets.is_of_an_earlier_login(*secret)) finding.code = Code::SecretWouldRepeat;
      login_.secrets.refuse(*secret, finding.code);
    }
    return end(std::move(finding));
  }

  // A page that asks for something else has taken what came before.
  std::optional<LegResult> fill_in_page(const FillIn& fill) {
    login_.secrets.accept_all();
    still_.act(screen_);
    FillOutcome outcome = fill_in(login_, pages_, window(), screen_, fill.fields);
    still_.acted(now());
    auto& names = login_.result.pages.back().filled;
    std::ranges::move(outcome.filled, std::back_inserter(names));
    if (outcome.finding) return end(*std::move(outcome.finding));
    if (outcome.fault) return on_fault(*outcome.fault);
    if (outcome.state == FillState::Moved) still_.forget();
    return std::nullopt;
  }

  std::optional<LegResult> press_button(const Press& press) {
    login_.secrets.accept_all();
    const auto clicked = window().session().click(press.button);
    still_.acted(now());
    return clicked ? std::nullopt : on_fault(clicked.error());
  }

  std::optional<LegResult> refused_by_policy() {
    const auto messages = window().session().log("browser");
    const std::string words = messages ? refused_by_browser(*messages) : "";
    if (words.empty()) return std::nullopt;
    return end(model::make_finding(
        Code::BrowserRefuses,
        "the browser says: \"" + base::printable(login_.redactor.text(words), 300) + '"'));
  }

  std::optional<LegResult> stuck() {
    if (auto refused = refused_by_policy()) return refused;
    if (const auto* again = asked_again(screen_, pages_.memory)) return refuse(*again);
    if (page_) {
      const idp::PageView view(*page_);
      idp::Stop stop = idp::judge_unknown_page(view, pages_.memory);
      if (stop.finding.code == Code::BotProtection) return end(std::move(stop.finding));
    }
    return end(nothing_moves(shown()));
  }

  std::optional<LegResult> answered(const webdriver::Caught& caught) {
    login_.secrets.accept_all();
    const std::size_t exchange = login_.browser.exchanges().size();
    if (caught.method == web::Method::Get) {
      Finding finding = saml::wrong_binding(
          web::query_value(caught.url.query.value_or(""), "SAMLart") ? "HTTP-Artifact"
                                                                     : "HTTP-Redirect",
          *expected_values(login_).labels);
      return end(std::move(finding));
    }
    login_.to_acs = SamlPost{post_of(caught), exchange};
    return passed(pages_.trail() + (pages_.trail().empty() ? "" : " → ") +
                  "signed in by a browser" + filled_in(login_.result.pages));
  }

  std::optional<LegResult> end(Finding finding) {
    const std::string& picture = login_.spec.idp.browser.picture;
    if (!picture.empty() && may_be_pictured(finding, screen_))
      if (const auto png = window().session().picture())
        if (base::write_file(picture, *png)) finding.detail += "; picture: " + picture;
    return failed(login_, std::move(finding));
  }

  static constexpr int kMostRecorded = 60;

  Login& login_;
  ProviderPages pages_;
  Screen screen_;
  std::optional<web::Page> page_;  // that was judged last
  Stillness still_;
  std::optional<base::SteadyTime> waiting_since_;
  std::set<Code> warned_;
  std::string failed_host_;
  std::optional<web::Url> failed_url_;
  int beginnings_ = 0;
  int steps_ = 0;
  int recorded_ = 0;
};

}  // namespace

bool browser_begins(const Login& login) {
  return login.spec.idp.browser.use == model::BrowserUse::Always || login.window != nullptr;
}

bool browser_takes_over(const Login& login, const Finding& stop) {
  const bool sent = std::ranges::any_of(
      model::kAccountSecrets, [&](const auto& row) { return login.browser.was_sent(row.secret); });
  const bool only_a_browser =
      stop.code == Code::NeedsBrowser || stop.code == Code::PageNotRecognised;
  return login.spec.idp.browser.use == model::BrowserUse::WhenNeeded && only_a_browser && !sent &&
         login.to_idp.has_value();
}

LegResult sign_in_by_browser(Login& login) { return BrowserSignIn(login).run(); }

}  // namespace flexverify::flows
