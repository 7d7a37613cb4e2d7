#include "verifier/model/last_line.h"

#include <algorithm>
#include <array>

#include "verifier/model/names.h"

namespace flexverify::model {
namespace {

constexpr std::array<Named<Answer>, 3> kAnswers = {
    {{Answer::Yes, "yes"}, {Answer::CannotTell, "cannot tell"}, {Answer::No, "no"}}};

std::string_view asked(Question question) {
  switch (question) {
    case Question::Finish:
      return "Safe to click Finish";
    case Question::Legacy:
    case Question::AfterRevert:
      return "Agents can log in through the legacy connection";
    case Question::Migrated:
      return "Agents can log in";
  }
  return "";
}

bool keeps_agents_out(const Finding& finding) {
  return finding.severity == Severity::Critical && info(finding.code).agents == Agents::No;
}

bool says_nothing_of_agents(const Finding& finding) {
  return finding.severity >= Severity::Unknown;
}

bool page_lacks_oauth(const Finding& finding) { return finding.code == Code::OauthConfigMissing; }

bool refuses_account(Code code) {
  return code == Code::CredentialsRejected || code == Code::UnknownUser ||
         code == Code::AccountLocked || code == Code::AccountDisabled ||
         code == Code::MfaRejected || code == Code::PasswordExpired;
}

std::string reason_of(const CheckResult& check) {
  const auto& findings = check.findings;
  if (std::ranges::any_of(findings, page_lacks_oauth) && check.question == Question::Finish)
    return "appConfig.js has no oauth object yet: until it has, agents keep the legacy login";
  const auto found = std::ranges::find_if(findings, says_nothing_of_agents);
  if (found == findings.end()) return "checked as far as " + std::string(name_of(check.reached));
  if (refuses_account(found->code)) return "the test account was refused";
  return std::string(info(found->code).title);
}

}  // namespace

std::string_view name_of(Answer answer) { return name_in(kAnswers, answer); }

LastLine last_line_of(const CheckResult& check) {
  if (std::ranges::any_of(check.findings, keeps_agents_out))
    return {check.question, Answer::No, ""};
  const bool before_oauth =
      check.question == Question::Finish && std::ranges::any_of(check.findings, page_lacks_oauth);
  if (check.reached == Depth::Loaded && check.verdict <= Verdict::Warning && !before_oauth)
    return {check.question, Answer::Yes, ""};
  return {check.question, Answer::CannotTell, reason_of(check)};
}

std::string sentence(const LastLine& line) {
  std::string text = std::string(asked(line.question)) + ": " + std::string(name_of(line.answer));
  if (!line.reason.empty()) text += " (" + line.reason + ")";
  return text;
}

std::vector<std::string> last_lines(std::span<const CheckResult> checks) {
  std::vector<LastLine> worst;
  for (const CheckResult& check : checks) {
    LastLine line = last_line_of(check);
    const auto same = std::ranges::find_if(
        worst, [&](const LastLine& one) { return asked(one.question) == asked(line.question); });
    if (same == worst.end())
      worst.push_back(std::move(line));
    else if (line.answer > same->answer)
      *same = std::move(line);
  }
  std::vector<std::string> lines;
  for (const LastLine& line : worst) lines.push_back(sentence(line));
  return lines;
}

}  // namespace flexverify::model
