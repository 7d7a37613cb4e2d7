#include "flows/browser_fill.h"

#include <algorithm>
#include <utility>

#include "flows/browser_step.h"
#include "verifier/base/text.h"
#include "verifier/net/guard.h"
#include "verifier/webdriver/window.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using webdriver::Fault;
using webdriver::Field;
using webdriver::Filled;

FillOutcome moved() { return {}; }
FillOutcome ended(Finding finding) {
  return {.state = FillState::Ended, .finding = std::move(finding)};
}
// A page that moves is looked at again; a browser that is gone is not.
FillOutcome after(const Fault& fault) {
  if (fault.kind == Fault::Kind::Moving) return moved();
  return {.state = FillState::Ended, .fault = fault};
}

// As a page's `location` spells them.
std::vector<std::string> spelled_hosts(const std::vector<std::string>& hosts) {
  std::vector<std::string> spelled;
  for (const std::string& host : hosts)
    if (const auto url = web::parse_url("https://" + host + "/"))
      spelled.push_back(web::host_and_port(*url));
  return spelled;
}

Finding other_host(const Login& login, const web::Url& place) {
  return model::make_mismatch(
      Code::SecretHostRefused,
      "a page of " + web::host_and_port(place) + " asks for the sign-in; nothing was filled in",
      web::host_and_port(place), base::join(login.browser.secret_hosts(), ", "));
}

Finding other_target(const webdriver::Screen& screen, const Field& field) {
  return model::make_mismatch(
      Code::SecretHostRefused,
      (screen.url ? web::host_and_port(*screen.url) : "a page") + ": the form of " +
          field_title(field) + " leads elsewhere; it was not filled in",
      "a form to another host, or one that puts it into an address", "a POST to a declared host");
}

// Before the script was begun: the page has seen nothing of it.
bool never_ran(const Fault& fault) {
  return fault.words.starts_with("stale element") || fault.words.starts_with("no such element");
}

class Filling {
 public:
  Filling(Login& login, ProviderPages& pages, webdriver::Window& window,
          const webdriver::Screen& screen)
      : login_(login),
        pages_(pages),
        window_(window),
        screen_(screen),
        hosts_(spelled_hosts(login.browser.secret_hosts())) {}

  // nullopt: it is in the field.
  std::optional<FillOutcome> one(const Field& field, const web::Url& place) {
    const auto secret = secret_of(field.kind);
    if (!secret) return judge(field, secret, type(field, pages_.facts.username));
    auto lent = login_.browser.lend(*secret, place);
    if (auto* finding = std::get_if<Finding>(&lent)) return ended(std::move(*finding));
    return judge(field, secret, type(field, std::get<base::Secret>(lent).reveal()));
  }

 private:
  webdriver::Reply<Filled> type(const Field& field, std::string_view value) {
    return window_.session().fill(field, value, hosts_);
  }

  std::optional<FillOutcome> judge(const Field& field, std::optional<base::SecretRef> secret,
                                   const webdriver::Reply<Filled>& reply) {
    const bool held_back = reply ? *reply == Filled::OtherPlace || *reply == Filled::OtherTarget ||
                                       *reply == Filled::Gone
                                 : never_ran(reply.error());
    if (secret && held_back) login_.browser.give_back(*secret);
    if (!held_back) mark(secret);
    if (!reply) return after(reply.error());
    switch (*reply) {
      case Filled::Yes:
        return std::nullopt;
      case Filled::OtherPlace:
      case Filled::Gone:
        return moved();
      case Filled::OtherTarget:
        return ended(other_target(screen_, field));
      case Filled::NotTaken:
        return ended(model::make_finding(
            Code::PageNotRecognised, field_title(field) + " does not keep what is put into it"));
    }
    return moved();
  }

  void mark(std::optional<base::SecretRef> secret) {
    if (secret)
      pages_.mark_sent(*secret);
    else
      pages_.memory.username_sent = true;
  }

  Login& login_;
  ProviderPages& pages_;
  webdriver::Window& window_;
  const webdriver::Screen& screen_;
  std::vector<std::string> hosts_;
};

}  // namespace

FillOutcome fill_in(Login& login, ProviderPages& pages, webdriver::Window& window,
                    const webdriver::Screen& screen, const std::vector<Field>& fields) {
  const auto place = window.session().place();
  if (!place) return after(place.error());
  if (!screen.url || !web::same_origin(*place, *screen.url)) return moved();
  if (place->scheme != "https" || !net::is_declared(*place, login.browser.secret_hosts()))
    return ended(other_host(login, *place));
  Filling filling(login, pages, window, screen);
  FillOutcome outcome{.state = FillState::Done};
  for (const Field& field : fields) {
    if (auto stopped = filling.one(field, *place)) {
      stopped->filled = std::move(outcome.filled);
      return *std::move(stopped);
    }
    outcome.filled.push_back(field.name.empty() ? field.id : field.name);
  }
  // The page may have gone on by itself: six digits are enough for some.
  const auto pressed = window.session().press_enter(fields.back());
  if (!pressed && pressed.error().kind == Fault::Kind::Gone) outcome.fault = pressed.error();
  return outcome;
}

}  // namespace flexverify::flows
