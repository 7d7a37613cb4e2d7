#include "verifier/model/run.h"

#include <utility>

#include "verifier/model/names.h"

namespace flexverify::model {
namespace {

constexpr std::array<Named<Question>, 4> kQuestions = {{{Question::Finish, "finish"},
                                                        {Question::Legacy, "legacy"},
                                                        {Question::AfterRevert, "after-revert"},
                                                        {Question::Migrated, "migrated"}}};
constexpr std::array<Named<SecretOutcome>, 4> kSecretOutcomes = {
    {{SecretOutcome::NotSent, "not-sent"},
     {SecretOutcome::Accepted, "accepted"},
     {SecretOutcome::Refused, "refused"},
     {SecretOutcome::Unanswered, "unanswered"}}};
constexpr std::array<Named<ComparedWith>, 5> kComparedWith = {
    {{ComparedWith::Nothing, ""},
     {ComparedWith::Pasted, "pasted"},
     {ComparedWith::Published, "published"},
     {ComparedWith::Message, "message"},
     {ComparedWith::User, "user"}}};
constexpr std::array<Named<ComparedOutcome>, 3> kComparedOutcomes = {
    {{ComparedOutcome::Equal, "equal"},
     {ComparedOutcome::Different, "different"},
     {ComparedOutcome::NotCompared, "not-compared"}}};

constexpr std::array<Named<Engine>, 2> kEngines = {
    {{Engine::Http, "http"}, {Engine::Browser, "browser"}}};

}  // namespace

std::string_view name_of(Engine engine) { return name_in(kEngines, engine); }
std::optional<Engine> engine_named(std::string_view name) { return value_in(kEngines, name); }
std::string_view name_of(Question question) { return name_in(kQuestions, question); }
std::optional<Question> question_named(std::string_view name) { return value_in(kQuestions, name); }
std::string_view name_of(SecretOutcome outcome) { return name_in(kSecretOutcomes, outcome); }
std::optional<SecretOutcome> secret_outcome_named(std::string_view name) {
  return value_in(kSecretOutcomes, name);
}
std::string_view name_of(ComparedWith with) { return name_in(kComparedWith, with); }
std::string_view name_of(ComparedOutcome outcome) { return name_in(kComparedOutcomes, outcome); }
std::optional<ComparedWith> compared_with_named(std::string_view name) {
  return value_in(kComparedWith, name);
}
std::optional<ComparedOutcome> compared_outcome_named(std::string_view name) {
  return value_in(kComparedOutcomes, name);
}

std::string_view name_of(StepState state) {
  switch (state) {
    case StepState::Passed:
      return "passed";
    case StepState::Failed:
      return "failed";
    case StepState::Unclear:
      return "unclear";
  }
  return "";
}

std::string_view first_code(const CheckResult& check) {
  return check.findings.empty() ? "" : info(check.findings.front().code).id;
}

Run run_of_one(std::string tool_version, CheckResult check) {
  Run run{.tool_version = std::move(tool_version),
          .started = check.started,
          .duration = check.duration,
          .verdict = check.verdict,
          .checks = {}};
  run.checks.push_back(std::move(check));
  return run;
}

}  // namespace flexverify::model
