// Adapters × pages: over our own pages and the recorded ones, no two adapters claim the same page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "idp-adapters/page_report.h"
#include "tests/adapters/pages.h"
#include "verifier/web/form.h"

namespace flexverify::idp {
namespace {

using testing_support::Case;
using testing_support::page_of;

// A page that is read when its test runs.
struct Sample {
  std::string name;      // of the test
  std::string provider;  // the folder
  std::string file;      // of a recorded page; "" for one of our own
  const Case* own;
};
void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

// The host does not matter to a rule that looks at structure; the path sometimes does.
std::string url_for(const std::string& provider) {
  return "https://idp.example/" + provider + "/page";
}

std::vector<Sample> samples() {
  std::vector<Sample> all;
  for (const Case& one : testing_support::all_cases())
    all.push_back({testing_support::name_of(one) + "_own",
                   std::filesystem::path(one.folder).filename().string(), "", &one});
  std::size_t number = 0;
  for (const std::string& path : testing_support::fixture_files()) {
    const std::string provider = testing_support::provider_of(path);
    const std::string file = std::filesystem::path(path).filename().string();
    all.push_back({testing_support::test_name(provider, ++number, file), provider, path, nullptr});
  }
  return all;
}

web::Page page_of(const Sample& sample) {
  return sample.own ? page_of(*sample.own)
                    : page_of(url_for(sample.provider), testing_support::read(sample.file));
}

std::vector<std::string> claims(const PageView& page) {
  std::vector<std::string> names;
  for (const Adapter* adapter : all_adapters()) {
    if (adapter->id == "generic-form") continue;
    const PageState state = adapter->classify(page);
    if (state.number == 0) continue;
    const auto row = std::ranges::find(adapter->handlers, state, &Handler::state);
    EXPECT_NE(row, adapter->handlers.end())
        << adapter->id << " has no handler for a state of its own";
    if (row != adapter->handlers.end())
      names.push_back(std::string(adapter->id) + "/" + std::string(row->name));
  }
  return names;
}

// okta-classic and okta-oie are both okta's; a name may also be longer than its folder's.
bool belongs_to(const std::string& provider, std::string_view match) {
  const std::string adapter(match.substr(0, match.find('/')));
  if (adapter == "duo") return true;  // the second factor of many
  return provider == "generic" || provider == "generic-form" || provider == adapter ||
         provider.starts_with(adapter) || adapter.starts_with(provider);
}

class Matrix : public testing::TestWithParam<Sample> {
 protected:
  web::Page page_ = page_of(GetParam());
  PageView view_{page_};
};
INSTANTIATE_TEST_SUITE_P(Pages, Matrix, testing::ValuesIn(samples()),
                         [](const auto& one) { return one.param.name; });

// FV_MATRIX=1 prints what each page is taken for.
TEST_P(Matrix, AtMostOneAdapterKnowsThePage) {
  const auto owned = claims(view_);
  EXPECT_LE(owned.size(), 1U) << ::testing::PrintToString(owned);
  for (const std::string& match : owned) {
    const bool ours = GetParam().provider == "shared" || belongs_to(GetParam().provider, match);
    EXPECT_TRUE(ours) << match << " claims a page of " << GetParam().provider;
  }
  if (std::getenv("FV_MATRIX") == nullptr) return;
  const auto found = recognise(view_, nullptr);
  const std::string who = found && found->adapter ? std::string(found->adapter->id) : "shared";
  const std::string row = found ? who + "/" + std::string(found->state) : "(unknown)";
  std::printf("%-60s %s\n", GetParam().name.c_str(), row.c_str());
}

// Controls into which the generic adapter would put a secret, by their element.
std::vector<const web::Control*> secret_targets(const web::Page& page, const web::Request& request,
                                                const std::vector<web::Form>& forms) {
  std::vector<const web::Control*> targets;
  const auto* body = std::get_if<web::FormBody>(&request.body);
  if (body == nullptr) return targets;
  for (const web::FormEntry& entry : body->entries) {
    if (!std::holds_alternative<base::SecretRef>(entry.value)) continue;
    for (const web::Form& form : forms)
      for (const web::Control& control : form.controls)
        if (control.name == entry.name && control.visible && !control.disabled)
          targets.push_back(&control);
  }
  EXPECT_FALSE(page.document.empty());
  return targets;
}

TEST_P(Matrix, TheGenericAdapterPutsSecretsOnlyIntoFieldsForThem) {
  const auto found = recognise(view_, adapter_named("generic-form"));
  if (!found || found->adapter == nullptr) return;
  const Action action = found->act(view_, example_facts(), {});
  const auto* send = std::get_if<Send>(&action);
  if (send == nullptr || web::secrets_in(send->request).empty()) return;
  const auto targets = secret_targets(page_, send->request, view_.forms);
  EXPECT_FALSE(targets.empty());
  EXPECT_EQ(send->request.method, web::Method::Post);
  for (const web::Control* target : targets) {
    const bool secret_like =
        target->kind == web::ControlKind::Password || found->state == "one-time-code";
    EXPECT_TRUE(secret_like) << target->name;
    EXPECT_TRUE(target->visible) << target->name;
  }
}

// Cut anywhere, a page is still looked at without a crash, and gets an answer.
TEST_P(Matrix, CutPagesNeverCrash) {
  constexpr std::size_t kStep = 97;
  // Large pages are cut less densely, and JSON, which then is no JSON, hardly at all.
  const std::size_t most = page_.json ? 3 : 40;
  const std::size_t wanted = std::max(kStep, page_.body.size() / most / kStep * kStep);
  for (std::size_t cut = wanted; cut < page_.body.size(); cut += wanted) {
    const web::Page page = page_of(web::to_string(page_.url), page_.body.substr(0, cut));
    EXPECT_FALSE(page_report(page, nullptr).text("action").empty());
  }
}

// Each page is a test: without any, none would fail.
TEST(MatrixPages, AreThere) {
  EXPECT_GT(samples().size(), 300U);
  if (testing_support::fixture_files().empty())
    GTEST_SKIP() << "../shared/fixtures is not there: our own pages alone were tried";
}

}  // namespace
}  // namespace flexverify::idp
