// The sign-in leg: the only loop. It holds every guard once; what a page means is the adapters'.
#include <algorithm>
#include <map>

#include "flows/legs.h"
#include "verifier/base/overload.h"
#include "verifier/base/text.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

constexpr int kMaxPages = 25;
constexpr int kSamePage = 3;

idp::LoginFacts facts_of(const Login& login) {
  const auto given = [](const model::SecretSource& source) {
    return !std::holds_alternative<model::NoSource>(source);
  };
  return {.username = login.spec.idp.username,
          .has_password = given(login.spec.idp.password),
          .has_one_time_code = given(login.spec.idp.totp)};
}

bool sends_text(const web::Request& request, const std::string& text) {
  const auto* form = std::get_if<web::FormBody>(&request.body);
  return form != nullptr && !text.empty() &&
         std::any_of(form->entries.begin(), form->entries.end(), [&](const web::FormEntry& entry) {
           const auto* value = std::get_if<std::string>(&entry.value);
           return value != nullptr && *value == text;
         });
}

// One walk through the provider's pages.
class Walk {
 public:
  explicit Walk(Login& login) : login_(login), facts_(facts_of(login)), adapter_(login.adapter) {
    memory_.password_sent = login.browser.was_sent(base::SecretRef::Password);
    memory_.one_time_code_sent = login.browser.was_sent(base::SecretRef::OneTimeCode);
  }

  LegResult run() {
    for (int step = 0; step < kMaxPages; ++step)
      if (auto outcome = one_page()) return std::move(*outcome);
    return failed(login_, model::make_finding(Code::StepBudget, "the identity provider showed " +
                                                                    std::to_string(kMaxPages) +
                                                                    " pages: " + trail_));
  }

 private:
  std::optional<LegResult> one_page() {
    const Arrived& arrived = *login_.idp_page;
    if (is_login_host(login_, arrived.page.url)) return failed(login_, sent_back(arrived));
    const auto recognised = idp::recognise(arrived.page, adapter_);
    if (!recognised) return failed(login_, at(idp::describe_unknown_page(arrived.page), arrived));
    note(*recognised);
    if (++seen_[page_key(arrived.page, recognised->rule->state)] >= kSamePage)
      return failed(login_, no_progress(arrived, *recognised));
    idp::Action action = recognised->rule->act(arrived.page, facts_, memory_);
    return std::visit(
        base::overload{
            [&](idp::Send& send) { return go(std::move(send.request)); },
            [&](idp::Wait& wait) { return pause(wait); },
            [&](idp::Handoff&) {
              adapter_ = nullptr;
              return std::optional<LegResult>();
            },
            [&](idp::Answer& answer) {
              login_.to_acs = SamlPost{std::move(answer.post), arrived.exchange};
              return std::optional(passed(trail_));
            },
            [&](idp::Stop& stop) {
              return std::optional(failed(login_, at(std::move(stop.finding), arrived)));
            },
        },
        action);
  }

  std::optional<LegResult> go(web::Request request) {
    for (const base::SecretRef secret : web::secrets_in(request)) {
      memory_.password_sent |= secret == base::SecretRef::Password;
      memory_.one_time_code_sent |= secret == base::SecretRef::OneTimeCode;
    }
    memory_.username_sent |= sends_text(request, facts_.username);
    auto followed = follow(login_.browser, std::move(request), Steps::Redirects, hold_nothing);
    if (auto* finding = std::get_if<Finding>(&followed)) return failed(login_, std::move(*finding));
    login_.idp_page = std::move(std::get<Arrived>(followed));
    return std::nullopt;
  }

  std::optional<LegResult> pause(idp::Wait& wait) {
    if (login_.services.clock.sleep_until(login_.services.clock.steady() + wait.pause, login_.stop))
      return go(std::move(wait.then));
    return failed(login_, model::make_finding(Code::TimeBudget, "the check was stopped"));
  }

  // "simplesamlphp: login → saml-response"
  void note(const idp::Recognised& recognised) {
    if (recognised.adapter != nullptr && login_.result.idp_adapter.empty()) {
      login_.result.idp_adapter = recognised.adapter->id;
      trail_ = std::string(recognised.adapter->id) + ": " + trail_;
    }
    if (recognised.adapter == nullptr && recognised.rule->state == "saml-response") return;
    if (!trail_.empty() && !trail_.ends_with(": ")) trail_ += " → ";
    trail_ += recognised.rule->state;
  }

  static std::string page_key(const web::Page& page, std::string_view state) {
    return web::host_and_port(page.url) + page.url.path + ' ' + std::string(state);
  }

  static Finding at(Finding finding, const Arrived& arrived) {
    if (!finding.exchange) finding.exchange = arrived.exchange;
    return finding;
  }

  static Finding no_progress(const Arrived& arrived, const idp::Recognised& recognised) {
    return at(model::make_finding(Code::NoProgress,
                                  web::host_and_port(arrived.page.url) + " showed \"" +
                                      std::string(recognised.rule->state) + "\" again and again"),
              arrived);
  }

  static Finding sent_back(const Arrived& arrived) {
    return at(model::make_mismatch(Code::IdpError,
                                   "the identity provider sent the browser back to Twilio",
                                   "no SAMLResponse", "a form with a SAMLResponse"),
              arrived);
  }

  Login& login_;
  idp::LoginFacts facts_;
  idp::Memory memory_;
  const idp::Adapter* adapter_;
  std::map<std::string, int> seen_;
  std::string trail_;
};

}  // namespace

LegResult sign_in_leg(Login& login) {
  if (login.landing) return passed("not needed: a session was there already");
  login.to_acs.reset();
  return Walk(login).run();
}

}  // namespace flexverify::flows
