// Messages that others collected: real responses, misplaced and forged signatures, attacks.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "verifier/base/json.h"
#include "verifier/base/text.h"
#include "verifier/saml/audit.h"

namespace flexverify::saml {
namespace {

using model::Code;

const std::string kFolder = "../shared/corpora/saml/";

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> files(const std::string& folder, const std::string& ending) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder + folder))
    if (const std::string name = entry.path().filename(); name.ends_with(ending))
      names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

bool is_there() { return std::filesystem::exists(kFolder); }

bool has_valid_signature(const Response& response) {
  return response.response_signature.state == SignatureState::Valid ||
         response.assertion_signature.state == SignatureState::Valid;
}

// What a test over a collection did. A case has passed when nothing failed until the next one.
class Count {
 public:
  explicit Count(std::string name) : of_(std::move(name)) {}
  ~Count() {
    judge_last_case();
    std::printf("corpus %s: ran %zu, passed %zu, left out %zu\n", of_.c_str(), ran_, passed_,
                left_out_.size());
    for (const std::string& name : left_out_) std::printf("  left out: %s\n", name.c_str());
  }
  Count(const Count&) = delete;
  Count& operator=(const Count&) = delete;

  void next_case() {
    judge_last_case();
    ++ran_;
  }
  void leave_out(std::string name_and_reason) { left_out_.push_back(std::move(name_and_reason)); }
  [[nodiscard]] std::size_t ran() const { return ran_; }

 private:
  void judge_last_case() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    const int failures = test->result()->total_part_count();
    if (ran_ > 0 && failures == failures_) ++passed_;
    failures_ = failures;
  }

  std::string of_;
  std::size_t ran_ = 0, passed_ = 0;
  int failures_ = 0;
  std::vector<std::string> left_out_;
};

Expected expected_at(base::WallTime now, const std::string& entity_id) {
  Expected expected;
  expected.entity_id = entity_id;
  expected.now = now;
  return expected;
}

tl::expected<Response, DecodeFailure> read_placed(const std::string& folder,
                                                  const std::string& name) {
  const std::string root = kFolder + "node-saml-signatures/";
  return parse_response(text_of_file(root + folder + "/" + name),
                        {.pasted = {text_of_file(root + "cert.pem")}});
}

TEST(SamlCorpus, ValidSignaturesAreValid) {
  if (!is_there()) GTEST_SKIP() << "no corpora";
  Count count("node-saml-signatures/valid");
  for (const std::string& name : files("node-saml-signatures/valid", ".xml")) {
    count.next_case();
    const auto response = read_placed("valid", name);
    ASSERT_TRUE(response) << name << ": " << response.error().detail;
    EXPECT_TRUE(has_valid_signature(*response)) << name;
    for (const auto* report : {&response->response_signature, &response->assertion_signature})
      EXPECT_TRUE(report->state == SignatureState::Valid || report->state == SignatureState::Absent)
          << name << ": " << report->detail;
    // An encrypted assertion is not opened: Flex could not either.
    const bool encrypted = base::contains(name, "encrypted");
    EXPECT_EQ(response->encrypted_count, encrypted ? 1U : 0U) << name;
    ASSERT_EQ(response->assertion.has_value(), !encrypted) << name;
    if (encrypted) continue;
    EXPECT_EQ(response->assertion->name_id.value, "vincent.vega@evil-corp.com") << name;
  }
  EXPECT_EQ(count.ran(), 16U);
}

TEST(SamlCorpus, InvalidSignaturesNeverVouchForWhatIsRead) {
  if (!is_there()) GTEST_SKIP() << "no corpora";
  Count count("node-saml-signatures/invalid");
  for (const std::string& name : files("node-saml-signatures/invalid", ".xml")) {
    const auto response = read_placed("invalid", name);
    count.next_case();
    if (!response) {
      EXPECT_TRUE(base::contains(name, "multiple-root-elements")) << name;
      continue;
    }
    // The outer signature of one holds; the fault is inside the encryption, which is not opened.
    const bool encrypted = base::contains(name, "encrypted");
    EXPECT_EQ(has_valid_signature(*response), encrypted) << name;
    EXPECT_FALSE(has_valid_signature(*response) && response->assertion) << name;
    const auto findings =
        audit_response(*response, "",
                       expected_at(base::parse_rfc3339("2020-09-25T16:00:30Z").value(), ""))
            .findings;
    EXPECT_TRUE(std::ranges::any_of(findings, [](const model::Finding& finding) {
      return finding.code == Code::SamlSignatureInvalid ||
             finding.code == Code::SamlSignatureMissing ||
             finding.code == Code::SamlCertificateMismatch || finding.code == Code::SamlEncrypted;
    })) << name;
  }
  EXPECT_EQ(count.ran(), 20U);
}

// A case of the other collection: the message, and the time at which it is judged.
struct Case {
  std::string file;
  std::string time;
  bool good = false;
};

Case case_of(const std::string& folder, const std::string& name) {
  const auto json = base::parse_json(text_of_file(kFolder + folder + "/" + name));
  EXPECT_TRUE(json) << name;
  if (!json) return {};
  const base::Json* embedded = json->find_path({"input", "response_xml"});
  const std::string value = embedded == nullptr ? "" : *embedded->string();
  const std::size_t prefix = name.find("__");
  const std::string start = prefix == std::string::npos ? "" : name.substr(0, prefix + 2);
  return {.file = start + value.substr(value.rfind('/') + 1),
          .time = json->text("mockTime"),
          .good = json->find("shouldSucceed")->boolean().value_or(false)};
}

std::vector<model::Finding> judge(const std::string& folder, const Case& one,
                                  const std::string& entity_id) {
  const auto response = parse_response(text_of_file(kFolder + folder + "/" + one.file), {});
  if (!response) return {describe(response.error())};
  const auto now = base::parse_rfc3339(one.time);
  return audit_response(
             *response, "",
             expected_at(now.value_or(response->issue_instant.value_or(base::WallTime{})),
                         entity_id))
      .findings;
}

bool has(const std::vector<model::Finding>& findings, Code code) {
  return std::ranges::any_of(findings, [&](const auto& finding) { return finding.code == code; });
}

// They were made for other services than Flex: what they lack for it is not looked at.
bool is_about_flex(Code code) {
  return code == Code::ClaimMissing || code == Code::ClaimMisnamed || code == Code::RoleInvalid;
}

TEST(SamlCorpus, RealResponsesAreAccepted) {
  if (!is_there()) GTEST_SKIP() << "no corpora";
  Count count("samlshield");
  for (const std::string& name : files("samlshield", ".test.json")) {
    const Case one = case_of("samlshield", name);
    ASSERT_TRUE(one.good) << name;
    count.next_case();
    const auto response = parse_response(text_of_file(kFolder + "samlshield/" + one.file), {});
    ASSERT_TRUE(response) << name << ": " << response.error().detail;
    EXPECT_TRUE(has_valid_signature(*response)) << name;
    for (const model::Finding& finding : judge("samlshield", one, ""))
      EXPECT_TRUE(is_about_flex(finding.code)) << name << ": " << finding.detail;
  }
  EXPECT_EQ(count.ran(), 8U);
}

struct Attack {
  std::string_view name;
  Code code;
};
constexpr Attack kAttacks[] = {
    {"billion_laughs", Code::SamlUnsafeXml},
    {"comments_not_allowed_in_attribute", Code::SamlUnsafeXml},
    {"comments_not_allowed_in_nameid", Code::SamlUnsafeXml},
    {"digest_vuln", Code::SamlSignatureInvalid},
    {"embedded_comment_in_attribute", Code::SamlUnsafeXml},
    {"embedded_comment_in_nameid", Code::SamlUnsafeXml},
    {"error_bad_audience", Code::SamlAudienceMismatch},
    {"error_no_signatures", Code::SamlSignatureMissing},
    {"external_entity_expansion", Code::SamlUnsafeXml},
    {"not_after_already_passed", Code::SamlExpired},
    {"not_before_already_passed", Code::SamlNotYetValid},
    {"processing_instructions_not_allowed", Code::SamlUnsafeXml},
    {"quadratic_blowup", Code::SamlUnsafeXml},
};

TEST(SamlCorpus, AttacksAreNamed) {
  if (!is_there()) GTEST_SKIP() << "no corpora";
  const std::string folder = "samlshield-attacks";
  Count count(folder);
  std::vector<std::string> unused = files(folder, ".xml");
  for (const Attack& attack : kAttacks) {
    const std::string name = std::string(attack.name);
    const Case one = case_of(folder, name + "__" + name + ".test.json");
    ASSERT_FALSE(one.good) << name;
    count.next_case();
    std::erase(unused, one.file);
    EXPECT_TRUE(has(judge(folder, one, "https://sp.invalid/"), attack.code)) << name;
  }
  for (const std::string& file : unused)
    count.leave_out(file + ": no case names it, it is only a case's starting point");
  EXPECT_EQ(count.ran(), files(folder, ".test.json").size());
}

// What is read from a value with a comment is the whole value.
TEST(SamlCorpus, CommentsCutNoValue) {
  if (!is_there()) GTEST_SKIP() << "no corpora";
  const auto response = parse_response(
      text_of_file(kFolder +
                   "samlshield-attacks/embedded_comment_in_nameid__comment_in_nameid.xml"),
      {});
  ASSERT_TRUE(response && response->assertion);
  EXPECT_EQ(response->assertion->name_id.value, "mgerber@berkeley.edu");
  EXPECT_TRUE(response->assertion->name_id.has_comment);
}

}  // namespace
}  // namespace flexverify::saml
