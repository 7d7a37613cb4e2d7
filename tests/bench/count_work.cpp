// Work whose instructions counts_test.py has callgrind count. Each piece runs inside of counted(),
// in the order in which the names are printed.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "reports/renderer.h"
#include "tests/adapters/pages.h"
#include "tests/reports/sample_runs.h"
#include "tests/unit/saml/messages.h"
#include "verifier/saml/audit.h"

// callgrind knows it by this name.
extern "C" [[gnu::noinline]] void counted(const std::function<void()>& work) { work(); }

namespace {

using namespace flexverify;
using Case = idp::testing_support::Case;

void count(const std::string& name, const std::function<void()>& work) {
  counted(work);
  std::printf("%s\n", name.c_str());
}

// After a first time that is not counted: what is made once in a process is not part of it.
void count_again(const std::string& name, const std::function<void()>& work) {
  work();
  count(name, work);
}

// Something must come of it, or less is counted than was meant.
void need(bool came) {
  if (!came) std::abort();
}

// The first page of an adapter that leads to a request of its own, else its first page.
const Case* page_of_adapter(std::string_view id) {
  const auto& cases = idp::testing_support::all_cases();
  const auto is_its = [&](const Case& one) {
    return one.json.text("adapter") == id && one.json.find("memory") == nullptr;
  };
  const auto sends = std::ranges::find_if(
      cases, [&](const Case& one) { return is_its(one) && one.json.text("action") == "send"; });
  if (sends != cases.end()) return &*sends;
  const auto any = std::ranges::find_if(cases, is_its);
  return any == cases.end() ? nullptr : &*any;
}

// From the bytes of a page to what is done with it, as with --idp auto.
void count_page(const idp::Adapter& adapter) {
  const Case* one = page_of_adapter(adapter.id);
  if (one == nullptr) return;
  const std::string file = one->json.text("file"), url = one->json.text("url");
  const std::string content = idp::testing_support::read(one->folder + "/" + file);
  count_again("page of " + std::string(adapter.id) + ": " + file, [&] {
    const web::Page page = idp::testing_support::page_of(url, content);
    const idp::PageView view(page);
    const auto found = idp::recognise(view, nullptr);
    need(found && found->adapter == &adapter);
    static_cast<void>(found->act(view, idp::example_facts(), {.document = &view}));
  });
}

// Both the response and the assertion are signed, and the certificate is known.
void count_audit() {
  const std::string xml = saml::signed_both();
  const saml::TrustedCertificates trusted{.pasted = {saml::key().certificate_pem()}};
  saml::Expected expected;
  expected.entity_id = "urn:flex:JQ1";
  expected.acs_url = "https://acs.example/";
  expected.idp_issuer = "https://idp.example/";
  expected.request_id = "_q1";
  expected.role = "agent";
  expected.now = test::FakeClock::kNoon;
  count_again("audit of a signed response", [&] {
    const auto response = saml::parse_response(xml, trusted);
    need(response && response->assertion.has_value());
    need(saml::valid(response->response_signature) && saml::valid(response->assertion_signature));
    static_cast<void>(saml::audit_response(*response, expected.acs_url, expected));
  });
}

model::Run run_of_many(std::size_t checks) {
  const model::CheckResult works = reports::working_check(), fails = reports::wrong_value_check();
  std::vector<model::CheckResult> all;
  for (std::size_t i = 0; i < checks; ++i) {
    all.push_back(i % 10 == 9 ? fails : works);
    all.back().name += "-" + std::to_string(i);
  }
  return reports::run_of(std::move(all));
}

constexpr std::size_t kChecks = 1000, kParts = 50;

// A report of 1,000 checks is its head and its tail, which see them all, and 1,000 parts, of which
// fifty are enough: each sees its own check alone.
void count_pieces(const std::string& name, const reports::Pieces& pieces, const model::Run& run) {
  count(name + " of 1,000 checks, head and tail", [&] {
    std::string text;
    pieces.head(run, {}, [&](std::string_view some) { return text += some, true; });
    need(!(text + pieces.tail(run, {})).empty());
  });
  count(name + " of 1,000 checks, fifty parts", [&] {
    for (std::size_t i = 0; i < kParts; ++i)
      static_cast<void>(pieces.part(run.checks[i], {i + 1, kChecks}, {}));
  });
}

void count_reports() {
  const model::Run run = run_of_many(kChecks), smaller = run_of_many(kParts);
  for (const reports::Renderer& renderer : reports::all_renderers()) {
    const std::string name = "report " + std::string(renderer.name);
    if (const auto* pieces = std::get_if<const reports::Pieces*>(&renderer.way))
      count_pieces(name, **pieces, run);
    else
      count(name + " of fifty checks",
            [&] { need(!reports::render(renderer, smaller, {}).empty()); });
  }
}

}  // namespace

int main() {
  for (const idp::Adapter* adapter : idp::all_adapters()) count_page(*adapter);
  count_audit();
  count_reports();
}
