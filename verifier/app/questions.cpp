#include "verifier/app/questions.h"

#include <algorithm>
#include <array>

#include "idp-adapters/adapter.h"
#include "verifier/app/configuration_file.h"
#include "verifier/base/files.h"
#include "verifier/base/text.h"
#include "verifier/config/keys.h"

namespace flexverify::app {
namespace {

using Fault = std::optional<std::string>;

constexpr std::string_view kSetUp =
    "Console > Flex > Users and access > Single sign-on (SSO) > Start setup, step 2";
constexpr std::string_view kIdpData =
    "Console > Flex > Users and access > Single sign-on (SSO), step 3";

// Which screen shows a value: Flex's, and what the provider calls it there.
struct Where {
  std::string_view flex;
  std::string (*provider)(const model::FieldLabels&) = nullptr;
};

std::string entity_id(const model::FieldLabels& labels) {
  return std::string(labels.entity_id.page) + " > " + std::string(labels.entity_id.field);
}
std::string acs_url(const model::FieldLabels& labels) {
  return std::string(labels.acs_url.page) + " > " + std::string(labels.acs_url.field);
}
std::string issuer(const model::FieldLabels& labels) { return std::string(labels.issuer.text); }
std::string sso_url(const model::FieldLabels& labels) { return std::string(labels.sso_url.text); }
std::string access(const model::FieldLabels& labels) {
  return std::string(labels.access.page) + " > " + std::string(labels.access.field);
}

struct Question {
  std::string_view text;
  Where where;
  std::string_view key;  // whose rule the answer keeps
  std::string StarterAnswers::* answer;
  bool may_be_empty = false;
  // What else must hold, with the answers before it.
  Fault (*check)(const std::string& answer, const StarterAnswers& answers) = nullptr;
};

std::string quoted(const std::string& answer) { return "\"" + base::printable(answer, 120) + "\""; }

std::string profile_in(const std::string& entity_id) {
  constexpr std::string_view kEnhanced = "urn:flex:";
  const std::string sid =
      entity_id.starts_with(kEnhanced) ? entity_id.substr(kEnhanced.size()) : "";
  return config::is_sid(sid, "JQ") ? sid : "";
}

// The two values of the set-up page belong together.
Fault same_connection(const std::string& acs, const StarterAnswers& answers) {
  const std::string sid = profile_in(answers.entity_id);
  if (sid.empty() || acs.ends_with("connection=" + sid)) return std::nullopt;
  return quoted(acs) + " is of another connection than the Entity ID; expected one that ends in " +
         "connection=" + sid;
}

Fault hosted_by_twilio(const std::string& url, const StarterAnswers& answers) {
  const bool hosted = url.starts_with("https://flex.twilio.com");
  if (hosted == (answers.setup == "hosted") || !answers.endpoints.empty()) return std::nullopt;
  return quoted(url) +
         (hosted ? " is a page that Twilio hosts, and you said self-hosted"
                 : " is not at flex.twilio.com, where Twilio hosts Flex, and you said hosted");
}

Fault a_file_or_variable(const std::string& source, const StarterAnswers&) {
  if (source.starts_with("env:"))
    return config::fault_in(source.substr(4), *config::key_at("/targets/*/idp/password/env"),
                            known_names());
  // An absolute path may be made later; anything else might be the secret itself, and is not shown.
  if (source.starts_with("/") || base::exists(source)) return std::nullopt;
  return "there is no such file here, and it is not env:NAME; the secret itself is never written";
}

constexpr std::array kQuestions = {
    Question{"Who serves the Flex page: hosted (by Twilio) or self-hosted",
             {"Twilio's are at flex.twilio.com"},
             "setup",
             &StarterAnswers::setup},
    Question{"URL at which agents open Flex",
             {"hosted: Console > Flex > Overview, the login link; self-hosted: your own"},
             "url",
             &StarterAnswers::url,
             false,
             hosted_by_twilio},
    Question{
        "Identity provider (okta, entra, google, salesforce, auth0 …; auto: found by its pages)",
        {"whose login page your agents see"},
        "idp/adapter",
        &StarterAnswers::adapter},
    Question{"Entity ID, urn:flex:JQ… (empty: the active connection)",
             {kSetUp, entity_id},
             "expect/entity_id",
             &StarterAnswers::entity_id,
             true},
    Question{"ACS URL (empty: not compared)",
             {kSetUp, acs_url},
             "expect/acs_url",
             &StarterAnswers::acs_url,
             true,
             same_connection},
    Question{"Identity Provider Issuer (empty: not compared)",
             {kIdpData, issuer},
             "idp/issuer",
             &StarterAnswers::issuer,
             true},
    Question{"Single Sign-On URL (empty: not compared)",
             {kIdpData, sso_url},
             "idp/sso_url",
             &StarterAnswers::sso_url,
             true},
    Question{"Default redirect URL (empty: what appConfig.js says)",
             {"Console > … > Single sign-on (SSO); oauth.redirectUrl of appConfig.js"},
             "redirect_url",
             &StarterAnswers::redirect_url,
             true},
    Question{"Role of the test user",
             {"the claim roles of the response", access},
             "expect/role",
             &StarterAnswers::role},
    Question{"User name of the test user",
             {"as it is typed at the login page", access},
             "idp/username",
             &StarterAnswers::username},
    Question{"Where the password is: a file, or env:NAME",
             {"a file that only you may read; the password itself is never written here"},
             "idp/password/file",
             &StarterAnswers::password,
             false,
             a_file_or_variable},
    Question{"Where the TOTP secret is: a file, or env:NAME (empty: no one-time codes)",
             {"shown once, as text, when the test user sets up an authenticator app"},
             "idp/totp/file",
             &StarterAnswers::totp,
             true,
             a_file_or_variable},
};

std::string where_text(const Question& question, const StarterAnswers& answers) {
  const model::FieldLabels& labels = idp::labels_of(answers.adapter);
  std::string text = "  " + std::string(question.where.flex) + "\n";
  if (question.where.provider != nullptr)
    text += "  " + std::string(labels.party) + ": " + question.where.provider(labels) + "\n";
  return text;
}

Fault fault_of(const std::string& answer, const Question& question, const StarterAnswers& answers) {
  if (answer.empty()) return question.may_be_empty ? Fault() : "it is needed";
  const auto* key = config::key_at("/targets/*/" + std::string(question.key));
  if (auto fault = config::fault_in(answer, *key, known_names())) return fault;
  return question.check == nullptr ? std::nullopt : question.check(answer, answers);
}

bool ask_one(const Question& question, StarterAnswers& answers, const Ask& ask) {
  std::string& answer = answers.*question.answer;
  std::string fault_before;
  for (;;) {
    const std::string kept = answer.empty() ? "" : " [" + base::printable(answer, 120) + "]";
    const auto line = ask("\n" + fault_before + where_text(question, answers) +
                          std::string(question.text) + kept + ": ");
    if (!line) return false;
    const std::string given(base::trim(*line));
    const std::string& taken = given.empty() ? answer : given;
    const Fault fault = fault_of(taken, question, answers);
    if (!fault) {
      answer = std::string(taken);
      return true;
    }
    fault_before = "  That cannot be used: " + *fault + "\n";
  }
}

// What follows from the answers.
void draw_conclusions(StarterAnswers& answers) {
  if (const std::string sid = profile_in(answers.entity_id); !sid.empty())
    answers.sso_profile = sid;
  const auto url = web::parse_url(answers.sso_url);
  if (url && url->host) answers.hosts = {web::host_name(*url)};
}

}  // namespace

bool ask_all(StarterAnswers& answers, Asked asked, const Ask& ask) {
  for (const Question& question : kQuestions) {
    const bool missing = (answers.*question.answer).empty();
    const bool of_the_user = question.answer == &StarterAnswers::username ||
                             question.answer == &StarterAnswers::password ||
                             question.answer == &StarterAnswers::totp;
    if (asked == Asked::WhatIsMissing && !(missing && (of_the_user || !question.may_be_empty)))
      continue;
    if (!ask_one(question, answers, ask)) return false;
  }
  if (asked == Asked::Everything) draw_conclusions(answers);
  return true;
}

}  // namespace flexverify::app
