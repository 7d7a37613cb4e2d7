// Every page of our own, and what each adapter must make of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <map>

#include "idp-adapters/page_report.h"
#include "tests/adapters/pages.h"

namespace flexverify::idp {
namespace {

using testing_support::all_cases;
using testing_support::Case;
using testing_support::page_of;

bool flag(const Case& one, std::string_view group, std::string_view name, bool fallback) {
  const base::Json* found = one.json.find_path({group, name});
  return found == nullptr ? fallback : found->boolean().value_or(fallback);
}

LoginFacts facts_of(const Case& one) {
  const base::Json* username = one.json.find_path({"facts", "username"});
  return {.username = username == nullptr ? "user" : *username->string(),
          .has_password = flag(one, "facts", "has_password", true),
          .has_one_time_code = flag(one, "facts", "has_one_time_code", true),
          .has_security_answer = flag(one, "facts", "has_security_answer", true),
          .allow_push = flag(one, "facts", "allow_push", false),
          .accept_consent = flag(one, "facts", "accept_consent", false),
          .accept_terms = flag(one, "facts", "accept_terms", false)};
}

std::vector<Note> notes_of(const Case& one) {
  std::vector<Note> notes;
  const base::Json* kept = one.json.find_path({"memory", "notes"});
  if (kept != nullptr && kept->object() != nullptr)
    for (const base::JsonMember& member : *kept->object())
      notes.push_back({member.name, *member.value.string()});
  return notes;
}

// "document": a page of the same folder, with its own URL in "document_url" or the case's.
std::optional<web::Page> document_of(const Case& one) {
  const base::Json* document = one.json.find_path({"memory", "document"});
  if (document == nullptr) return std::nullopt;
  const base::Json* url = one.json.find_path({"memory", "document_url"});
  return page_of(url == nullptr ? one.json.text("url") : *url->string(),
                 testing_support::read(one.folder + "/" + *document->string()));
}

// What a rule is given besides the page. `document` outlives the memory.
struct Situation {
  explicit Situation(const Case& one)
      : page(page_of(one)), document(document_of(one)), facts(facts_of(one)) {
    if (document) document_view.emplace(*document);
    const base::Json* waits = one.json.find_path({"memory", "waits"});
    memory = {.username_sent = flag(one, "memory", "username_sent", false),
              .password_sent = flag(one, "memory", "password_sent", false),
              .one_time_code_sent = flag(one, "memory", "one_time_code_sent", false),
              .security_answer_sent = flag(one, "memory", "security_answer_sent", false),
              .waits = static_cast<int>(waits == nullptr ? 0 : waits->integer().value_or(0)),
              .notes = notes_of(one)};
    if (!page.document.empty()) memory.document = &view;
    if (document_view) memory.document = &*document_view;
  }
  Situation(const Situation&) = delete;
  Situation& operator=(const Situation&) = delete;
  ~Situation() = default;

  web::Page page;
  PageView view{page};
  std::optional<web::Page> document;
  std::optional<PageView> document_view;
  LoginFacts facts;
  Memory memory;
};

Action action_of(const Case& one, const Situation& now) {
  const auto found = recognise(now.view, adapter_named(one.json.text("wanted")));
  return found ? found->act(now.view, now.facts, now.memory) : Action(judge_unknown_page(now.view));
}

const Adapter* wanted_of(const Case& one) { return adapter_named(one.json.text("wanted")); }

const model::Finding* finding_of(const Action& action) {
  const auto* stop = std::get_if<Stop>(&action);
  return stop == nullptr ? nullptr : &stop->finding;
}

constexpr std::array<const char*, 6> kDecided = {"adapter",  "state",  "action",
                                                 "sends_to", "fields", "finding"};

base::Json report_of(const Case& one) {
  const Situation now(one);
  return page_report(now.page, wanted_of(one), now.facts, now.memory);
}

// UPDATE_GOLDEN=1 writes what is decided today into the cases: read the difference before you
// keep it.
void update_cases() {
  std::map<std::string, std::string> files;
  for (const Case& one : all_cases()) {
    base::Json written = one.json;
    const base::Json report = report_of(one);
    for (const char* key : kDecided) written.set(key, *report.find(key));
    std::string& text = files[one.folder + "/cases.json"];
    text += (text.empty() ? "[\n  " : ",\n  ") + base::dump_json(written);
  }
  for (const auto& [file, text] : files)
    EXPECT_TRUE(base::write_file(file, text + "\n]\n")) << file;
}

// A test's parameter is copied and printed for each test, so it is small.
std::vector<const Case*> pointers_to_cases() {
  std::vector<const Case*> all;
  for (const Case& one : all_cases()) all.push_back(&one);
  return all;
}

class AdapterCase : public testing::TestWithParam<const Case*> {};
INSTANTIATE_TEST_SUITE_P(Pages, AdapterCase, testing::ValuesIn(pointers_to_cases()),
                         [](const auto& one) { return testing_support::name_of(*one.param); });

TEST_P(AdapterCase, IsDecidedAsWritten) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) GTEST_SKIP() << "the cases are being rewritten";
  const base::Json report = report_of(*GetParam());
  for (const char* key : kDecided)
    EXPECT_EQ(base::dump_json(*report.find(key)), base::dump_json(*GetParam()->json.find(key)))
        << key;
}

// The words of its finding, what a person must do while the check waits, and what somebody should
// know after it.
TEST_P(AdapterCase, SaysWhatIsWritten) {
  const Case& one = *GetParam();
  const Situation now(one);
  const Action action = action_of(one, now);
  if (const std::string detail = one.json.text("detail"); !detail.empty()) {
    const model::Finding* finding = finding_of(action);
    ASSERT_NE(finding, nullptr);
    EXPECT_THAT(finding->detail + " " + std::string(model::hint_of(*finding)),
                testing::HasSubstr(detail));
  }
  if (const std::string shown = one.json.text("shows"); !shown.empty()) {
    ASSERT_TRUE(std::holds_alternative<Wait>(action));
    EXPECT_THAT(std::get<Wait>(action).show, testing::HasSubstr(shown));
  }
  if (const std::string code = one.json.text("warning"); !code.empty()) {
    ASSERT_TRUE(std::holds_alternative<Send>(action));
    ASSERT_TRUE(std::get<Send>(action).warning);
    EXPECT_EQ(model::info(std::get<Send>(action).warning->code).id, code);
  }
}

// Naming the right adapter never changes what is recognised.
TEST_P(AdapterCase, IsTheSameForTheNamedAdapter) {
  const Adapter* named = adapter_named(GetParam()->json.text("adapter"));
  if (named == nullptr) return;
  const web::Page page = page_of(*GetParam());
  const PageView view(page);
  const auto found = recognise(view, named), expected = recognise(view, nullptr);
  ASSERT_EQ(found.has_value(), expected.has_value());
  EXPECT_TRUE(!found || found->state == expected->state);
}

TEST(AdapterCases, SayAllThatIsDecided) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    update_cases();
    GTEST_SKIP() << "the cases were rewritten";
  }
  EXPECT_GT(all_cases().size(), 40U);
  for (const Case& one : all_cases())
    for (const char* key : kDecided)
      EXPECT_NE(one.json.find(key), nullptr) << testing_support::name_of(one) << ": " << key;
}

// Each state of each adapter has a page.
TEST(AdapterCases, CoverEveryState) {
  std::vector<std::string> seen;
  for (const Case& one : all_cases())
    seen.push_back(one.json.text("adapter") + "/" + one.json.text("state"));
  for (const Adapter* adapter : all_adapters())
    for (const Handler& handler : adapter->handlers) {
      const std::string name = std::string(adapter->id) + "/" + std::string(handler.name);
      EXPECT_THAT(seen, testing::Contains(name));
    }
}

TEST(AdapterCases, EveryPageHasACase) {
  std::vector<std::string> named;
  for (const Case& one : all_cases()) {
    named.push_back(one.folder + "/" + one.json.text("file"));
    if (const base::Json* document = one.json.find_path({"memory", "document"}))
      named.push_back(one.folder + "/" + *document->string());
  }
  for (const std::string& folder : testing_support::case_folders())
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const bool page =
          entry.path().filename() != "cases.json" && entry.path().extension() != ".cpp";
      if (!page) continue;
      EXPECT_THAT(named, testing::Contains(entry.path().string()));
    }
}

TEST(Adapters, HaveNamesAndTheGenericOneIsLast) {
  ASSERT_FALSE(all_adapters().empty());
  EXPECT_EQ(all_adapters().back()->id, "generic-form");
  EXPECT_EQ(adapter_named("simplesamlphp")->title, "SimpleSAMLphp");
  EXPECT_EQ(adapter_named("nobody"), nullptr);
  EXPECT_EQ(adapter_named(""), nullptr);
}

TEST(Adapters, SimpleSamlPhpOwnsItsPaths) {
  const auto owns = [](std::string_view url) {
    return adapter_named("simplesamlphp")->owns(*web::parse_url(url));
  };
  EXPECT_TRUE(owns("https://idp.example/simplesaml/saml2/idp/SSOService.php?SAMLRequest=x"));
  EXPECT_TRUE(owns("https://idp.example/module.php/saml/idp/singleSignOnService"));
  EXPECT_FALSE(owns("https://idp.example/login"));
  EXPECT_FALSE(adapter_named("generic-form")->owns(*web::parse_url("https://idp.example/login")));
}

// What a page says reaches a terminal only after printable().
TEST(Adapters, HostileTextIsMadePrintable) {
  const std::string html =
      "<title>\x1b[31mred</title><div role=alert>\x1b]0;x\x07 wrong\xE2\x80\xAE</div>"
      "<form method=post id='\x1b[2J'><input name='user\x1b[1m'><input type=password "
      "name=p></form>";
  const web::Page page = page_of("https://idp.example/\x1b", html);
  const Memory memory{.username_sent = true, .password_sent = true, .one_time_code_sent = false};
  for (const std::string& text :
       {page_report_text(page, nullptr, example_facts(), memory), page_report_text(page, nullptr),
        judge_unknown_page(PageView(page)).finding.detail}) {
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("\x1b")));
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("\xE2\x80\xAE")));
  }
}

TEST(UnknownPage, NeverNamesAValue) {
  const web::Page page = page_of("https://idp.example/p?token=tttt",
                                 "<form><input type=hidden name=csrf value=vvvv>"
                                 "<textarea name=t>wwww</textarea></form>");
  const std::string detail = judge_unknown_page(PageView(page)).finding.detail;
  EXPECT_THAT(detail, testing::HasSubstr("idp.example/p: form [csrf t]"));
  for (const char* value : {"tttt", "vvvv", "wwww"})
    EXPECT_THAT(detail, testing::Not(testing::HasSubstr(value)));
}

TEST(UnknownPage, TheFingerprintIsThatOfTheKindOfPage) {
  const auto fingerprint = [](std::string html) {
    const web::Page page = page_of("https://idp.example/p", html);
    const std::string detail = judge_unknown_page(PageView(page)).finding.detail;
    return detail.substr(detail.find("fingerprint"));
  };
  EXPECT_EQ(fingerprint("<form><input name=a value=1>"),
            fingerprint("<form><input name=a value=2>"));
  EXPECT_NE(fingerprint("<form><input name=a>"), fingerprint("<form><input name=b>"));
}

// A person knows words that no table knows.
TEST(UnknownPage, AnErrorIsQuoted) {
  struct Said {
    int status;
    std::string_view type, body, words;
  };
  for (const Said& said : {
           Said{403, "text/html", "<title>No</title><p>Flux \x1b[1m capacitor</p>", "capacitor\""},
           Said{404, "text/html", "<title>Flux lost</title><img src=x>", "says: \"Flux lost\""},
           Said{404, "text/plain", "Flux lost", "says: \"Flux lost\""},
           Said{400, "application/json", R"({"error":{"message":"Flux"},"token":"tttt"})",
                "says: \"Flux\""},
           Said{500, "text/html", "<p>Flux is empty</p>", "says: \"Flux is empty\""},
           Said{503, "application/json", R"({"detail":"Flux","id":"tttt"})", "says: \"Flux\""},
           Said{429, "text/html", "<p>Flux overflow</p>", "says: \"Flux overflow\""},
       }) {
    const web::Page page =
        web::make_page(*web::parse_url("https://idp.example/p"),
                       web::Response{.status = said.status,
                                     .headers = {{"Content-Type", std::string(said.type)}},
                                     .body = std::string(said.body)});
    const std::string text = page_report_text(page, nullptr);
    EXPECT_THAT(text, testing::HasSubstr(said.words));
    for (const char* never : {"tttt", "\x1b"})
      EXPECT_THAT(text, testing::Not(testing::HasSubstr(never)));
  }
}

TEST(UnknownPage, ALongErrorIsCut) {
  web::Page page = page_of("https://idp.example/p", "<p>" + std::string(100'000, 'x') + "</p>");
  page.status = 403;
  EXPECT_LT(page_report_text(page, nullptr).size(), 2'000U);
}

TEST(PageReport, SaysWhatWouldHappen) {
  const web::Page page =
      page_of("https://idp.example/in?x=1",
              "<form method=post action=/go><input name=user><input type=password name=pw></form>");
  EXPECT_EQ(base::dump_json(page_report(page, nullptr)),
            R"({"adapter":"generic-form","state":"login","action":"send",)"
            R"("sends_to":"https://idp.example/go","fields":["user","pw"],"finding":null})");
  const std::string text = page_report_text(page, nullptr);
  EXPECT_THAT(text, testing::HasSubstr("generic-form"));
  EXPECT_THAT(text, testing::HasSubstr("POST https://idp.example/go"));
}

}  // namespace
}  // namespace flexverify::idp
