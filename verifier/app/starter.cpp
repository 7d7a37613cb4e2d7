#include "verifier/app/starter.h"

#include <fmt/format.h>

#include <string_view>

#include "verifier/base/json.h"

namespace flexverify::app {
namespace {

std::string quoted(const std::string& text) { return base::dump_json(base::Json(text)); }

// A member of the configuration: its value as JSON, what it says, and what it would look like.
struct Member {
  std::string_view name;
  std::string value;  // "": it is not known
  std::string_view comment;
  std::string_view example = {};  // "": without a value it is left out
};

class Object {
 public:
  Object(const StarterAnswers& answers, std::string indent)
      : answers_(answers), indent_(std::move(indent)) {}

  void add(const Member& member) {
    const bool known = !member.value.empty();
    if (!known && member.example.empty()) return;
    text_ += fmt::format("{}// {}{}\n{}{}\"{}\": {},\n", indent_, member.comment,
                         source_of(member.name), indent_, known ? "" : "// ", member.name,
                         known ? member.value : std::string(member.example));
  }
  void add_text(std::string_view name, const std::string& value, std::string_view comment,
                std::string_view example = {}) {
    add({name, value.empty() ? "" : quoted(value), comment, example});
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  // "…; seen in entry 12 of the recording."
  [[nodiscard]] std::string source_of(std::string_view name) const {
    const auto found = answers_.seen_in.find(std::string(name));
    return found == answers_.seen_in.end() || found->second.empty()
               ? ""
               : " (" + found->second + " of the recording)";
  }

  const StarterAnswers& answers_;
  std::string indent_;
  std::string text_;
};

// Where a secret is read from.
std::string source(const std::string& answer) {
  constexpr std::string_view kVariable = "env:";
  if (answer.empty()) return "";
  return answer.starts_with(kVariable)
             ? "{ \"env\": " + quoted(answer.substr(kVariable.size())) + " }"
             : "{ \"file\": " + quoted(answer) + " }";
}

std::string list_of(const std::vector<std::string>& texts) {
  base::Json::Array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list.empty() ? "" : base::dump_json(base::Json(std::move(list)));
}

std::string pairs_of(const std::map<std::string, std::string>& pairs) {
  base::Json object(base::Json::Object{});
  for (const auto& [name, value] : pairs) object.set(name, value);
  return pairs.empty() ? "" : base::dump_json(object);
}

std::string target_members(const StarterAnswers& a) {
  Object target(a, "      ");
  target.add_text("url", a.url, "Where agents open Flex.");
  target.add_text("connection", a.connection, "The kind of SSO connection: oauth2 or legacy.");
  target.add_text("account_sid", a.account_sid, "The account.");
  target.add_text("sso_profile", a.sso_profile,
                  "The connection to verify, active or not; without it, the active one.",
                  "\"JQ0123456789abcdef0123456789abcdef\"");
  target.add_text("redirect_url", a.redirect_url,
                  "Where the login ends: oauth.redirectUrl of appConfig.js.");
  target.add(
      {"endpoints", pairs_of(a.endpoints),
       "Twilio's services are not at Twilio's usual hosts here: right for another region or a "
       "lab only"});
  return target.text();
}

std::string expect_members(const StarterAnswers& a) {
  Object expect(a, "        ");
  expect.add_text("entity_id", a.entity_id, "Entity ID and ACS URL of the connection.");
  expect.add_text("acs_url", a.acs_url, "Where the provider posts its response.");
  expect.add_text("role", a.role, "The role that the test user must have in Flex.");
  return expect.text();
}

std::string idp_members(const StarterAnswers& a) {
  Object idp(a, "        ");
  idp.add_text("adapter", a.adapter, "Who knows the provider's pages; auto finds it by them.");
  idp.add({"hosts", list_of(a.hosts), "The only hosts that are ever given the password."});
  idp.add_text("app_link", a.app_link, "The login starts at the provider's own link to Flex.");
  idp.add_text("username", a.username,
               "One permanent test user: each new NameID is a new worker and a new billed user.",
               "\"flex-check@acme.example\"");
  idp.add({"password", source(a.password),
           "Never the password itself: env, file, command or credential says where it is.",
           "{ \"file\": \"/run/secrets/flex-check\" }"});
  idp.add({"totp", source(a.totp), "The TOTP secret, when the user has one-time codes.",
           "{ \"file\": \"/run/secrets/flex-check-totp\" }"});
  idp.add_text("issuer", a.issuer, "Identity Provider Issuer, as it was pasted into Flex.");
  idp.add_text("sso_url", a.sso_url, "Single Sign-On URL, as it was pasted into Flex.");
  idp.add_text("certificate", a.certificate,
               "The certificate that Flex verifies with, to compare with.");
  return idp.text();
}

}  // namespace

std::string starter_configuration(const StarterAnswers& a) {
  return fmt::format(
      R"({{
  // Editors complete the keys with this schema; `flexverify config-check FILE` names every fault.
  "$schema": "flexverify-config.schema.json",
  "targets": [
    {{
      "name": {},
      "setup": {},
{}      "expect": {{
{}      }},
      "idp": {{
{}        // What was pasted into Flex is compared with the identity provider's metadata.
        "metadata": null
      }},
      // How far a check goes: page, authn-request (no password), assertion, landing, loaded.
      "depth": "loaded"
    }}
  ],
  // For `flexverify serve`: checks by schedule, dashboard and metrics.
  "defaults": {{ "schedule": {{ "every": "5m", "confirm": 2 }} }},
  "serve": {{
    // Past results; beside this file.
    "history": "flexverify.sqlite"
  }}
}}
)",
      quoted(a.name), quoted(a.setup), target_members(a),
      [&] {
        std::string text = expect_members(a);
        const std::size_t comma = text.rfind(',');  // JSON has none behind the last member
        return comma == std::string::npos ? text : text.erase(comma, 1);
      }(),
      idp_members(a));
}

}  // namespace flexverify::app
