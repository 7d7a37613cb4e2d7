#include "idp-adapters/okta/choice.h"

#include "idp-adapters/okta/ion.h"

namespace flexverify::idp::okta {

using base::Json;
namespace {

// The method "otp" alone says nothing: Symantec VIP, RSA, YubiKey and on-premises tokens have it.
bool takes_code(const std::string& key, const std::string& method) {
  if (key == "okta_verify" || key.empty()) return method == "totp";
  return key == "custom_otp";
}

}  // namespace

Rank rank_of(const std::string& key, const std::string& method, const LoginFacts& facts,
             const Memory& memory) {
  if (key == "okta_password" || method == "password")
    return facts.has_password && !memory.password_sent ? Rank::Password : Rank::No;
  if (key == "google_otp") return facts.has_one_time_code ? Rank::Code : Rank::No;
  if (takes_code(key, method)) return facts.has_one_time_code ? Rank::OtherCode : Rank::No;
  if (key == "security_question" || method == "security_question")
    return facts.has_security_answer ? Rank::Question : Rank::No;
  return method == "push" && facts.allow_push ? Rank::Push : Rank::No;
}

std::vector<std::string> methods_of(const Json& option) {
  std::vector<std::string> methods;
  for (const Json& one : items(option.find_path({"value", "form", "value"}))) {
    if (one.text("name") != "methodType") continue;
    if (!one.text("value").empty()) methods.push_back(one.text("value"));
    for (const Json& choice : items(one.find("options"))) methods.push_back(choice.text("value"));
  }
  if (methods.empty()) methods.emplace_back();
  return methods;
}

Json option_body(const Json& option, const std::string& method) {
  Json body{Json::Object{}};
  for (const Json& one : items(option.find_path({"value", "form", "value"})))
    if (const Json* value = one.find("value"); value != nullptr && !value->is_null())
      body.set(one.text("name"), *value);
  if (!method.empty()) body.set("methodType", method);
  return body;
}

Choice choose(const Json& answer, const LoginFacts& facts, const Memory& memory) {
  Choice best;
  const Json* step = remediation(answer, "select-authenticator-authenticate");
  const Json* list = step == nullptr ? nullptr : field(*step, "authenticator");
  if (list == nullptr) return best;
  for (const Json& option : items(list->find("options"))) {
    const Json* about = related(answer, option.find("relatesTo"));
    const std::string key = about == nullptr ? "" : about->text("key");
    for (const std::string& method : methods_of(option)) {
      const Rank rank = rank_of(key, method, facts, memory);
      if (rank < best.rank) best = {rank, option_body(option, method), option.text("label")};
    }
  }
  return best;
}

std::string offered(const Json& answer) {
  std::string names = current_key(answer);
  const Json* step = remediation(answer, "select-authenticator-authenticate");
  const Json* list = step == nullptr ? nullptr : field(*step, "authenticator");
  if (list != nullptr)
    for (const Json& option : items(list->find("options")))
      names += (names.empty() ? "" : ", ") + option.text("label");
  return names.empty() ? "nothing that is named" : names;
}

}  // namespace flexverify::idp::okta
