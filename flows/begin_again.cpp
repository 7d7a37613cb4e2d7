// What Flex UI does when it finds no state, nonce and verifier of its own where the login came
// back: it leaves for the root of that origin, which starts a login of its own (2.17,
// OAuthLoginHandler).
#include "flows/legs.h"

namespace flexverify::flows {
namespace {

using model::Finding;
using model::Severity;

web::Url root_of(web::Url url) {
  url.path = "/";
  url.query.reset();
  url.fragment.reset();
  return url;
}

LegResult log_in_from(Login& login, const web::Url& page) {
  if (LegResult outcome = open_page(login, web::get(page)); outcome.next == Next::End)
    return outcome;
  if (LegResult outcome = start_leg(login); outcome.next == Next::End) return outcome;
  return land_once_more(login, "started again there");
}

// The second login's own findings go: they are no cause, and the first login's are said already.
LegResult give_up(Login& login, Finding why, std::size_t known) {
  if (login.findings.size() > known) {
    const Finding& ended = login.findings.back();
    why.detail += "; Flex UI then starts a login at that origin's root, which ends with " +
                  std::string(model::info(ended.code).id) + ": " + ended.detail;
    if (ended.severity == Severity::Unknown) why.severity = Severity::Unknown;
  }
  login.findings.resize(known);
  return failed(login, std::move(why));
}

}  // namespace

LegResult begin_again(Login& login, Finding why, const web::Url& landed) {
  if (login.began_again) return failed(login, std::move(why));
  login.began_again = true;
  const std::size_t known = login.findings.size();
  login.secrets.log_in_anew();
  LegResult outcome = log_in_from(login, root_of(landed));
  if (outcome.next == Next::End) return give_up(login, std::move(why), known);
  why.severity = Severity::Warning;
  why.detail +=
      "; Flex UI then starts a second login there, which works: each agent goes round "
      "twice and ends at that origin";
  add(login, std::move(why));
  return outcome;
}

}  // namespace flexverify::flows
