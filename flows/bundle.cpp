// The bundle: served, as a script, for a browser's GET.
#include <algorithm>

#include "flows/browser_rules.h"
#include "flows/page.h"
#include "flows/subresource.h"
#include "verifier/base/text.h"
#include "verifier/flex/ui_version.h"

namespace flexverify::flows {
namespace {

using model::Code;
using model::Finding;
using model::make_mismatch;
using MaybeFinding = std::optional<Finding>;

Finding missing(const web::Url& bundle, std::string found) {
  return make_mismatch(Code::BundleMissing, "the page loads " + base::printable(bundle.path, 100),
                       std::move(found), "200 with JavaScript");
}

bool is_served(int status) { return status == 200 || status == 206; }

bool is_empty(const web::Page& reply, Part part) {
  const std::string* length = web::find_header(reply.headers, "Content-Length");
  if (part != Part::Head) return base::trim(reply.body).empty();
  return length != nullptr && base::trim(*length) == "0";
}

// What keeps a browser from running it; nullopt when nothing does.
MaybeFinding judge(Login& login, const web::Page& page, const web::Url& bundle,
                   const web::Page& reply, Part part) {
  if (!is_served(reply.status)) return missing(bundle, std::to_string(reply.status));
  if (!flex::is_script({reply.status, reply.headers, reply.body}))
    return missing(bundle, "an HTML page");
  if (is_empty(reply, part)) return missing(bundle, "an empty file");
  return refuse_script(login, page, bundle, reply);
}

// Larger than what is read here, so it is there.
bool is_too_large(const std::variant<Arrived, Finding>& reply) {
  const auto* finding = std::get_if<Finding>(&reply);
  return finding != nullptr && finding->code == Code::ResponseTooLarge;
}

Part part_to_get(const web::Page& page, const web::Url& bundle) {
  return needs_whole_file(page, bundle) ? Part::Whole : Part::Start;
}

// HEAD is asked first: the bundle is several MB. A server may answer it as it likes, so only its
// good news counts. A build of the customer's own is looked into for its version.
Part first_part(const Login& login, const web::Page& page, const web::Url& bundle) {
  const bool own_build =
      login.spec.setup == model::Setup::SelfHosted && login.result.flex.ui_version.empty();
  const Part part = part_to_get(page, bundle);
  return own_build || part == Part::Whole ? part : Part::Head;
}

MaybeFinding get(Login& login, const web::Page& page, const web::Url& bundle) {
  const Part part = part_to_get(page, bundle);
  auto reply = fetch_script(login, page, bundle, part);
  if (is_too_large(reply)) return std::nullopt;
  if (auto* finding = std::get_if<Finding>(&reply)) return std::move(*finding);
  const web::Page& got = std::get<Arrived>(reply).page;
  std::string& version = login.result.flex.ui_version;
  if (is_served(got.status) && version.empty()) version = flex::version_in_script(got.body);
  return judge(login, page, bundle, got, part);
}

MaybeFinding check(Login& login, const web::Page& page, const web::Url& bundle) {
  if (first_part(login, page, bundle) != Part::Head) return get(login, page, bundle);
  const auto reply = fetch_script(login, page, bundle, Part::Head);
  const auto* arrived = std::get_if<Arrived>(&reply);
  const bool fine = arrived != nullptr && !judge(login, page, bundle, arrived->page, Part::Head);
  return fine ? std::nullopt : get(login, page, bundle);
}

}  // namespace

void ask_for_bundles_ahead(Login& login, const web::Page& page, const flex::PageFacts& facts) {
  for (const web::Url& bundle : facts.bundles)
    ask_for_script_ahead(login, page, bundle, first_part(login, page, bundle));
}

MaybeFinding check_bundles(Login& login, const web::Page& page, const flex::PageFacts& facts) {
  for (const web::Url& bundle : facts.bundles)
    if (auto finding = check(login, page, bundle)) return finding;
  return std::nullopt;
}

}  // namespace flexverify::flows
