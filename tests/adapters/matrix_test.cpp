// Rules × pages: over our own pages and the recorded ones, no two rules claim the same page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <map>

#include "idp-adapters/page_report.h"
#include "idp-adapters/shared/rules.h"
#include "tests/adapters/pages.h"
#include "verifier/web/form.h"

namespace flexverify::idp {
namespace {

using testing_support::page_of;

struct Sample {
  std::string name;      // "okta-oie/x.json"
  std::string provider;  // the folder
  web::Page page;
};

// The host does not matter to a rule that looks at structure; the path sometimes does.
std::string url_for(const std::string& provider) {
  return "https://idp.example/" + provider + "/page";
}

std::vector<Sample> samples() {
  std::vector<Sample> all;
  for (const auto& one : testing_support::all_cases()) {
    const std::string provider = std::filesystem::path(one.folder).filename().string();
    all.push_back({provider + "/" + one.json.text("file"), provider, page_of(one)});
  }
  for (const std::string& path : testing_support::fixture_files()) {
    const std::string provider = testing_support::provider_of(path);
    all.push_back({provider + "/" + std::filesystem::path(path).filename().string(), provider,
                   page_of(url_for(provider), testing_support::read(path))});
  }
  return all;
}

std::vector<std::string> matching(std::span<const Rule> rules, const web::Page& page,
                                  std::string_view owner) {
  std::vector<std::string> names;
  for (const Rule& rule : rules)
    if (rule.matches(page)) names.push_back(std::string(owner) + "/" + std::string(rule.state));
  return names;
}

void append(std::vector<std::string>& to, std::vector<std::string> from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::vector<std::string> shared_matches(const web::Page& page) {
  auto names = matching(shared_rules(), page, "shared");
  append(names, matching(last_resort_rules(), page, "shared"));
  return names;
}

std::vector<std::string> adapter_matches(const web::Page& page) {
  std::vector<std::string> names;
  for (const Adapter* adapter : all_adapters())
    if (adapter->id != "generic-form") append(names, matching(adapter->rules, page, adapter->id));
  return names;
}

// okta-classic and okta-oie are both okta's; a name may also be longer than its folder's.
bool belongs_to(const std::string& provider, std::string_view match) {
  const std::string adapter(match.substr(0, match.find('/')));
  if (adapter == "duo") return true;  // the second factor of many
  return provider == "generic" || provider == "generic-form" || provider == adapter ||
         provider.starts_with(adapter) || adapter.starts_with(provider);
}

TEST(Matrix, AtMostOneRuleForEachPage) {
  const auto all = samples();
  std::map<std::string, std::size_t> table;
  for (const Sample& sample : all) {
    SCOPED_TRACE(sample.name);
    const auto shared = shared_matches(sample.page);
    const auto owned = adapter_matches(sample.page);
    EXPECT_LE(shared.size(), 1U) << ::testing::PrintToString(shared);
    EXPECT_LE(owned.size(), 1U) << ::testing::PrintToString(owned);
    for (const std::string& match : owned) {
      const bool ours = sample.provider == "shared" || belongs_to(sample.provider, match);
      EXPECT_TRUE(ours) << match << " claims a page of " << sample.provider;
    }
    const auto found = recognise(sample.page, nullptr);
    const std::string row = !found ? "(unknown)"
                                   : (found->adapter ? std::string(found->adapter->id) : "shared") +
                                         "/" + std::string(found->rule->state);
    ++table[sample.provider + " -> " + row];
    if (std::getenv("FV_MATRIX") != nullptr)
      std::printf("%-60s %s\n", sample.name.c_str(), row.c_str());
  }
  for (const auto& [row, count] : table) std::printf("%4zu  %s\n", count, row.c_str());
  std::printf("%zu pages\n", all.size());
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

TEST(Matrix, TheGenericAdapterPutsSecretsOnlyIntoFieldsForThem) {
  const auto files = testing_support::fixture_files();
  if (files.empty()) GTEST_SKIP() << "../shared/fixtures is not there";
  std::size_t sent = 0;
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    const auto found = recognise(sample.page, adapter_named("generic-form"));
    if (!found || found->adapter == nullptr) continue;
    const Action action = found->rule->act(sample.page, example_facts(), {});
    const auto* send = std::get_if<Send>(&action);
    if (send == nullptr || web::secrets_in(send->request).empty()) continue;
    const auto forms = web::forms(sample.page);
    const auto targets = secret_targets(sample.page, send->request, forms);
    EXPECT_FALSE(targets.empty());
    EXPECT_EQ(send->request.method, web::Method::Post);
    for (const web::Control* target : targets) {
      const bool secret_like =
          target->kind == web::ControlKind::Password || found->rule->state == "one-time-code";
      EXPECT_TRUE(secret_like) << target->name;
      EXPECT_TRUE(target->visible) << target->name;
    }
    ++sent;
  }
  std::printf("%zu pages took a secret\n", sent);
  EXPECT_GT(sent, 10U);
}

// Cut anywhere, a page is still looked at without a crash, and never gets two answers.
TEST(Matrix, CutPagesNeverCrash) {
  constexpr std::size_t kStep = 97;
  std::size_t cuts = 0;
  for (const Sample& sample : samples()) {
    const std::string& body = sample.page.body;
    // Large pages are cut less densely, and JSON, which then is no JSON, hardly at all.
    const std::size_t most = sample.page.json ? 3 : 40;
    const std::size_t wanted = std::max(kStep, body.size() / most / kStep * kStep);
    for (std::size_t cut = wanted; cut < body.size(); cut += wanted) {
      const web::Page page = page_of(web::to_string(sample.page.url), body.substr(0, cut));
      const base::Json report = page_report(page, nullptr);
      EXPECT_FALSE(report.text("action").empty());
      ++cuts;
    }
  }
  std::printf("%zu cut pages\n", cuts);
  EXPECT_GT(cuts, 100U);
}

}  // namespace
}  // namespace flexverify::idp
