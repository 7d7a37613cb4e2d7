#include "verifier/model/last_line.h"

#include <algorithm>
#include <array>

#include "verifier/model/names.h"

namespace flexverify::model {
namespace {

using Place = std::optional<std::size_t>;

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

bool is_about_legacy(Question question) {
  return question == Question::Legacy || question == Question::AfterRevert;
}

bool keeps_agents_out(const Finding& finding) {
  return finding.severity == Severity::Critical && info(finding.code).agents == Agents::No;
}

bool leaves_it_open(const Finding& finding) { return finding.severity >= Severity::Unknown; }

// Until the page has the object, agents log in another way than the one that was verified.
bool page_lacks_oauth(const Finding& finding) {
  return finding.code == Code::OauthConfigMissing && finding.severity != Severity::Note;
}

Place first(const CheckResult& check, bool (*is)(const Finding&)) {
  const auto found = std::ranges::find_if(check.findings, is);
  if (found == check.findings.end()) return std::nullopt;
  return static_cast<std::size_t>(found - check.findings.begin());
}

// A legacy login that was found where nobody asked for one.
bool speaks_of_the_other_connection(const Finding& finding) {
  return finding.severity == Severity::Unknown &&
         (finding.code == Code::OauthConfigMissing || finding.code == Code::ConnectionNotFound ||
          finding.code == Code::ConnectionInactive);
}

std::string unasked_legacy(const CheckResult& check) {
  constexpr std::string_view kWhose = "nobody said whether agents should still use it";
  return check.reached == Depth::Loaded
             ? "the login of the test account worked, but " + std::string(kWhose)
             : std::string(kWhose);
}

std::string without_oauth(Question question) {
  return question == Question::Migrated
             ? "appConfig.js has no oauth object: agents still get the legacy login"
             : "appConfig.js has no oauth object yet: until it has, agents keep the legacy login";
}

bool refuses_account(Code code) {
  return code == Code::CredentialsRejected || code == Code::UnknownUser ||
         code == Code::MfaRejected;
}

std::string in_words(const CheckResult& check, const Finding& finding) {
  if (is_about_legacy(check.question) && speaks_of_the_other_connection(finding))
    return unasked_legacy(check);
  if (refuses_account(finding.code)) return "the test account was refused";
  if (finding.code == Code::OauthConfigMissing) return without_oauth(check.question);
  return std::string(info(finding.code).title);
}

std::string as_far_as(Depth reached) {
  return reached == Depth::None ? "nothing was reached"
                                : "checked as far as " + std::string(name_of(reached));
}

LastLine cannot_tell(const CheckResult& check, Place finding) {
  return {.question = check.question,
          .answer = Answer::CannotTell,
          .reason = finding ? in_words(check, check.findings[*finding]) : as_far_as(check.reached),
          .finding = finding};
}

}  // namespace

std::string_view name_of(Answer answer) { return name_in(kAnswers, answer); }

LastLine last_line_of(const CheckResult& check) {
  if (const Place out = first(check, keeps_agents_out))
    return {.question = check.question, .answer = Answer::No, .reason = "", .finding = out};
  if (const Place open = first(check, leaves_it_open)) return cannot_tell(check, open);
  const Place oauth = first(check, page_lacks_oauth);
  if (oauth && !is_about_legacy(check.question)) return cannot_tell(check, oauth);
  if (check.reached != Depth::Loaded || check.verdict > Verdict::Warning)
    return cannot_tell(check, std::nullopt);
  return {.question = check.question, .answer = Answer::Yes, .reason = "", .finding = {}};
}

std::vector<LastLine> last_lines_of(std::span<const CheckResult> checks) {
  std::vector<LastLine> worst;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    LastLine line = last_line_of(checks[i]);
    line.check = i;
    const auto same = std::ranges::find_if(
        worst, [&](const LastLine& one) { return asked(one.question) == asked(line.question); });
    if (same == worst.end())
      worst.push_back(std::move(line));
    else if (line.answer > same->answer)
      *same = std::move(line);
  }
  return worst;
}

const Finding* first_to_read(const LastLine& line, const CheckResult& check) {
  if (line.answer == Answer::Yes || check.findings.empty()) return nullptr;
  return &check.findings[line.finding.value_or(0)];
}

std::string sentence(const LastLine& line) {
  std::string text = std::string(asked(line.question)) + ": " + std::string(name_of(line.answer));
  if (!line.reason.empty()) text += " (" + line.reason + ")";
  return text;
}

std::vector<std::string> last_lines(std::span<const CheckResult> checks) {
  std::vector<std::string> lines;
  for (const LastLine& line : last_lines_of(checks)) lines.push_back(sentence(line));
  return lines;
}

}  // namespace flexverify::model
