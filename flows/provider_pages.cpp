#include "flows/provider_pages.h"

#include <algorithm>
#include <array>
#include <utility>

#include "idp-adapters/shared/form_helpers.h"
#include "verifier/base/overload.h"
#include "verifier/model/account_secrets.h"
#include "verifier/web/page_structure.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;

// What adapters are told of each secret: whether there is one, and whether it was sent.
struct SecretRow {
  base::SecretRef secret;
  bool idp::LoginFacts::* given;
  bool idp::Memory::* sent;
};
constexpr std::array<SecretRow, model::kAccountSecrets.size()> kSecrets = {{
    {base::SecretRef::Password, &idp::LoginFacts::has_password, &idp::Memory::password_sent},
    {base::SecretRef::OneTimeCode, &idp::LoginFacts::has_one_time_code,
     &idp::Memory::one_time_code_sent},
    {base::SecretRef::SecurityAnswer, &idp::LoginFacts::has_security_answer,
     &idp::Memory::security_answer_sent},
}};

idp::LoginFacts facts_of(const Login& login) {
  const model::IdpSpec& spec = login.spec.idp;
  idp::LoginFacts facts{.username = spec.username,
                        .allow_push = spec.allow_push,
                        .accept_consent = spec.accept_consent,
                        .accept_terms = spec.accept_terms};
  for (const SecretRow& row : kSecrets)
    facts.*row.given = model::is_given(spec, model::account_secret(row.secret));
  return facts;
}

// What to do about a refused second factor depends on which one it was; a person who said no has
// typed nothing.
std::string hint_of_factor(const std::optional<base::SecretRef>& factor) {
  return factor ? std::string(model::account_secret(*factor).when_refused)
                : "Ask whoever got the request to approve it, or give the test user TOTP.";
}

}  // namespace

ProviderPages::ProviderPages(Login& login)
    : facts(facts_of(login)),
      login_(login),
      adapter_(login.adapter),
      first_host_(first_provider_host(login)) {
  mark_sent_before();
}

std::string first_provider_host(const Login& login) {
  if (login.idp_page) return web::host_and_port(login.idp_page->page.url);
  return login.to_idp ? web::host_and_port(login.to_idp->request.url) : "";
}

std::optional<idp::Recognised> ProviderPages::recognise(const idp::PageView& page) const {
  const auto found = idp::recognise(page, adapter_);
  const bool sure = found && found->certainty == idp::Certainty::Sure;
  if (sure || adapter_ == nullptr) return found;
  const auto other = idp::recognise(page, nullptr);
  const bool elsewhere = web::host_and_port(page.url) != first_host_;
  const bool named = other && other->adapter != nullptr && other->adapter->id != "generic-form";
  return elsewhere || named ? other : found;
}

void ProviderPages::weigh(const idp::Recognised& recognised, const idp::Action& action) {
  if (!login_.secrets.any_in_flight() && !std::holds_alternative<idp::Stop>(action)) return;
  const bool goes_on = recognised.adapter != nullptr;
  std::visit(base::overload{
                 [&](const idp::Send& send) {
                   if (goes_on && !repeats_a_secret(send.request)) login_.secrets.accept_all();
                 },
                 [&](const idp::Wait&) { login_.secrets.accept_all(); },
                 [](const idp::Handoff&) {},
                 [&](const idp::Answer&) { login_.secrets.accept_all(); },
                 [&](const idp::Stop& stop) {
                   answered_factor_ = login_.secrets.in_flight(base::SecretRef::OneTimeCode)
                                          ? std::optional(base::SecretRef::OneTimeCode)
                                      : login_.secrets.in_flight(base::SecretRef::SecurityAnswer)
                                          ? std::optional(base::SecretRef::SecurityAnswer)
                                          : std::nullopt;
                   login_.secrets.hear(stop.says, stop.finding.code);
                 },
             },
             action);
}

bool ProviderPages::repeats_a_secret(const web::Request& request) const {
  const auto secrets = web::secrets_in(request);
  return std::ranges::any_of(
      secrets, [&](base::SecretRef secret) { return login_.secrets.in_flight(secret); });
}

// A second login that asks for what the first has sent: its session does not hold, or every login
// must sign in. What was sent is not sent again.
Finding ProviderPages::ending(idp::Stop stop, const idp::PageView& page) const {
  const auto asked = idp::asks_for(page);
  if (!asked || !login_.secrets.is_of_an_earlier_login(*asked)) return factor_hint(std::move(stop));
  return model::make_finding(
      Code::SecretWouldRepeat,
      web::host_and_port(page.url) + " asks for the " + std::string(base::secret_name(*asked)) +
          " again in the second login of this run, although the first one was let in");
}

Finding ProviderPages::factor_hint(idp::Stop stop) const {
  if (stop.finding.code != Code::MfaRejected || !stop.finding.hint.empty()) return stop.finding;
  stop.finding.hint = hint_of_factor(answered_factor_);
  return stop.finding;
}

Finding ProviderPages::unknown(const idp::PageView& page) {
  idp::Stop stop = idp::judge_unknown_page(page, memory);
  login_.secrets.hear(stop.says, stop.finding.code);
  if (const auto asked = idp::asks_for(page); asked && login_.secrets.in_flight(*asked))
    login_.secrets.refuse(*asked, stop.finding.code);
  return std::move(stop.finding);
}

void ProviderPages::note(const idp::Recognised& recognised) {
  if (recognised.adapter == nullptr && recognised.state == "saml-response") return;
  const std::string state(recognised.state);
  if (trail_.ends_with(state) && memory.waits > 0) return;
  if (!trail_.empty()) trail_ += " → ";
  if (recognised.adapter != nullptr && recognised.adapter->id != named_) {
    named_ = recognised.adapter->id;
    if (login_.result.idp_adapter.empty()) login_.result.idp_adapter = named_;
    trail_ += named_ + ": ";
  }
  trail_ += state;
}

void ProviderPages::mark_sent_before() {
  for (const SecretRow& row : kSecrets) memory.*row.sent |= login_.browser.was_sent(row.secret);
}

void ProviderPages::mark_sent(base::SecretRef secret) {
  mark_sent_before();
  if (login_.browser.was_sent(secret)) login_.secrets.sent(secret);
}

model::PageFact page_fact(const idp::Recognised* recognised, const idp::PageView& page,
                          std::size_t exchange) {
  const idp::Adapter* adapter = recognised == nullptr ? nullptr : recognised->adapter;
  return {.exchange = exchange,
          .adapter = adapter == nullptr ? "" : std::string(adapter->id),
          .state = recognised == nullptr ? "" : std::string(recognised->state),
          .fingerprint = web::structure_fingerprint(page.whole, page.forms)};
}

Finding sent_back_to_twilio() {
  return model::make_mismatch(Code::IdpError,
                              "the identity provider sent the browser back to Twilio",
                              "no SAMLResponse", "a form with a SAMLResponse");
}

}  // namespace flexverify::flows
