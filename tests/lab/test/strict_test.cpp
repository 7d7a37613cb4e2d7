// The lab is the judge of other tests, so it must refuse every step that is left out or changed.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"
#include "tests/lab/test/client.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/oauth/pkce.h"

namespace flexverify::lab {
namespace {

const std::string kVerifier(64, 'v');
constexpr std::string_view kNonce = "a-nonce";

// One login, step by step.
struct Steps {
  explicit Steps(World& of) : world(of) {}

  World& world;
  Client client{world};
  const Connection& connection = world.connections.front();
  std::string landing_url = connection.trusted_urls.back();

  std::vector<web::NameValue> authorize_query() const {
    return {{"codeChallenge", oauth::challenge_of(kVerifier)},
            {"nonce", std::string(kNonce)},
            {"redirectUrl", landing_url},
            {"ssoProfileSid", connection.sid},
            {"state", "page state"}};
  }
  Reply authorize(const std::vector<web::NameValue>& query) {
    return client.get(with_query(world.origin(kServicesHost) + "/v1/Flex/Authorize", query));
  }
  // The URL at the identity provider.
  std::string reach_provider() {
    return location(client.get(location(authorize(authorize_query()))));
  }
  FormData login_form(const std::string& sso) {
    const std::string page = world.origin(kIdpHost) + location(client.get(sso));
    FormData form = last_form(page, client.get(page));
    set_field(form.fields, "username", world.user.username);
    set_field(form.fields, "password", world.user.password);
    return form;
  }
  FormData saml_form() {
    const FormData form = login_form(reach_provider());
    return last_form(form.action, client.post(form.action, form.fields));
  }
  // From the ACS's redirect to the landing URL.
  std::string land(const Reply& accepted) {
    const Reply resumed = client.get(world.origin(kLoginHost) + location(accepted));
    return location(client.get(location(resumed)));
  }
  std::string log_in() {
    const FormData form = saml_form();
    return land(client.post(form.action, form.fields));
  }
  base::Json exchange_body(const std::string& code) const {
    base::Json body;
    body.set("grant_type", "AuthorizationCode")
        .set("app_type", "SinglePageApp")
        .set("sso_profile_sid", connection.sid)
        .set("code", code)
        .set("code_verifier", kVerifier)
        .set("nonce", kNonce);
    return body;
  }
  Reply exchange(const base::Json& body) {
    client.come_from(world.origin(kAgentsHost));
    return client.post_json(world.origin(kServicesHost) + "/v1/Flex/OAuth/Tokens", body);
  }
};

struct OneWorld {
  World of_test{9443, nullptr, {}, Scripts::No};
};
class Login : public testing::Test, protected OneWorld, protected Steps {
 protected:
  Login() : Steps(of_test) {}
};

TEST_F(Login, WithEveryStepEndsWithAToken) {
  const std::string landed = log_in();
  EXPECT_TRUE(landed.starts_with(landing_url + "?code=")) << landed;
  EXPECT_EQ(query_of(landed, "state"), "page state");
  const Reply reply = exchange(exchange_body(query_of(landed, "code")));
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto token = base::parse_json(reply.body).value();
  EXPECT_EQ(token.find("token_info")->text("account_sid"), connection.account_sid);
  EXPECT_EQ(token.find("token_info")->texts("roles"), std::vector<std::string>{"agent"});
}

TEST_F(Login, ASecondTimeNeedsNoProvider) {
  (void)log_in();
  const Reply reply = client.get(location(authorize(authorize_query())));
  EXPECT_TRUE(base::contains(location(reply), "/Authentication/Callback?code=")) << location(reply);
}

TEST_F(Login, AnotherConnectionsSessionDoesNotCount) {
  (void)log_in();
  auto query = authorize_query();
  set_field(query, "ssoProfileSid", world.connections.back().sid);
  set_field(query, "redirectUrl", world.connections.back().trusted_urls.back());
  EXPECT_TRUE(base::contains(location(client.get(location(authorize(query)))), "SAMLRequest="));
}

struct Change {
  std::string name, value, says;
};

TEST_F(Login, AuthorizeRefusesWhatIsNotAsItShouldBe) {
  const std::string bare = landing_url.substr(0, landing_url.size() - 1);
  for (const Change& change :
       {Change{"codeChallenge", "", "codeChallenge"}, Change{"nonce", "", "nonce"},
        Change{"redirectUrl", bare, "redirect URL"},
        Change{"redirectUrl", landing_url + "x", "redirect URL"},
        Change{"ssoProfileSid", "JQ0", "profile"}}) {
    auto query = authorize_query();
    set_field(query, change.name, change.value);
    const Reply reply = authorize(query);
    EXPECT_EQ(reply.status, 400) << change.name;
    EXPECT_TRUE(base::contains(reply.body, change.says)) << reply.body;
  }
}

TEST_F(Login, TheFormNeedsItsHiddenFieldsAndItsButton) {
  for (const std::string_view name : {"state", "csrf", "eventId", "password"}) {
    FormData form = login_form(reach_provider());
    std::erase_if(form.fields, [&](const auto& field) { return field.first == name; });
    const Reply reply = client.post(form.action, form.fields);
    EXPECT_FALSE(base::contains(reply.body, "SAMLResponse")) << name;
  }
}

TEST_F(Login, TheFormNeedsTheSessionCookie) {
  const FormData form = login_form(reach_provider());
  client.forget_cookies(kIdpHost);
  EXPECT_EQ(client.post(form.action, form.fields).status, 400);
}

TEST_F(Login, TheThirdWrongPasswordLocks) {
  FormData form = login_form(reach_provider());
  set_field(form.fields, "password", "wrong");
  std::string body;
  for (int i = 0; i < 3; ++i) {
    const Reply reply = client.post(form.action, form.fields);
    EXPECT_EQ(reply.status, 200);
    body = reply.body;
  }
  EXPECT_TRUE(base::contains(body, "locked"));
  set_field(form.fields, "password", world.user.password);
  EXPECT_TRUE(base::contains(client.post(form.action, form.fields).body, "locked"));
}

TEST_F(Login, TheAcsNeedsTheTransactionCookie) {
  const FormData form = saml_form();
  client.forget_cookies(kLoginHost);
  EXPECT_EQ(client.post(form.action, form.fields).status, 400);
}

TEST_F(Login, TheAcsTakesAResponseOnce) {
  const FormData form = saml_form();
  EXPECT_EQ(client.post(form.action, form.fields).status, 302);
  EXPECT_EQ(client.post(form.action, form.fields).status, 400);
}

TEST_F(Login, TheAcsRefusesAnotherLoginsResponse) {
  FormData first = saml_form();
  client.forget_cookies(kLoginHost);
  client.forget_cookies(kIdpHost);
  FormData second = saml_form();
  set_field(first.fields, "RelayState", value_of(second.fields, "RelayState"));
  const Reply reply = client.post(first.action, first.fields);
  EXPECT_EQ(reply.status, 400);
  EXPECT_TRUE(base::contains(reply.body, "InResponseTo")) << reply.body;
}

TEST_F(Login, TheAcsRefusesWhatWasChanged) {
  const auto change_saml = [](std::string_view from, std::string_view to) {
    return [=](FormData& form) {
      const auto xml = base::base64_decode(value_of(form.fields, "SAMLResponse")).value();
      set_field(form.fields, "SAMLResponse", base::base64_encode(base::replace_all(xml, from, to)));
    };
  };
  const std::vector<std::function<void(FormData&)>> changes = {
      change_saml(">agent<", ">admin<"),
      change_saml("<ds:Signature", "<ds:Signatur"),
      [](FormData& form) { set_field(form.fields, "SAMLResponse", "bm90aGluZw=="); },
      [](FormData& form) { set_field(form.fields, "RelayState", ""); },
      [](FormData& form) { form.action.pop_back(); },  // the connection's id
      [](FormData& form) { form.action.resize(form.action.find('?')); },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    client.forget_cookies(kIdpHost);
    FormData form = saml_form();
    changes[i](form);
    EXPECT_EQ(client.post(form.action, form.fields).status, 400) << i;
  }
}

// What the auditor calls critical must not get in here either, claims left aside: those are judged
// by the exchange.
TEST(Acs, RefusesEveryGraveFaultOfAResponse) {
  int tried = 0;
  for (const Drill& drill : all_drills()) {
    using model::Code;
    const model::CodeInfo& info = model::info(drill.expected);
    const bool claim = drill.expected == Code::ClaimMissing ||
                       drill.expected == Code::ClaimMisnamed ||
                       drill.expected == Code::RoleInvalid || drill.expected == Code::RoleMissing;
    if (info.stage != model::Stage::Assertion || claim) continue;
    if (drill.expected == Code::SamlWrongBinding) continue;  // nothing is posted
    if (drill.target.starts_with("legacy")) continue;        // another ACS
    World world(9443, &drill, {}, Scripts::No);
    Steps login(world);
    const FormData form = login.saml_form();
    const bool grave = expected_severity(drill) == model::Severity::Critical;
    EXPECT_EQ(login.client.post(form.action, form.fields).status, grave ? 400 : 302) << drill.name;
    ++tried;
  }
  EXPECT_GT(tried, 15);
}

TEST_F(Login, ResumingWorksOnce) {
  const FormData form = saml_form();
  const std::string resume =
      world.origin(kLoginHost) + location(client.post(form.action, form.fields));
  EXPECT_EQ(client.get(resume).status, 302);
  EXPECT_EQ(client.get(resume).status, 400);
}

TEST_F(Login, TheExchangeRefusesWhatIsNotOurs) {
  for (const Change& change :
       {Change{"grant_type", "password", ""}, Change{"app_type", "", ""},
        Change{"sso_profile_sid", world.connections.back().sid, ""}, Change{"code", "guessed", ""},
        Change{"code_verifier", std::string(64, 'w'), ""}, Change{"nonce", "another", ""}}) {
    client.forget_cookies(kLoginHost);
    client.forget_cookies(kIdpHost);
    base::Json body = exchange_body(query_of(log_in(), "code"));
    body.set(change.name, change.value);
    EXPECT_EQ(exchange(body).status, 400) << change.name;
  }
}

// Flex UI 2.17: hosted pages exchange at preview, self-hosted ones at services.
TEST_F(Login, AHostedCodeIsExchangedAtPreviewOnly) {
  landing_url = world.origin(kFlexHost);
  client.come_from(landing_url);
  const std::vector<web::NameValue> form = {
      {"AuthCode", query_of(log_in(), "code")},
      {"CodeVerifier", kVerifier},
      {"Nonce", std::string(kNonce)},
      {"RedirectUrl", world.origin(kServicesHost) + "/v1/Flex/Authentication/Callback"}};
  const Reply reply = client.post(world.origin(kPreviewHost) + "/Flex/Tokens", form);
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_NE(base::parse_json(reply.body)->text("token"), "");
}

TEST_F(Login, AHostedCodeIsOfNoUseToTheOtherForm) {
  landing_url = world.origin(kFlexHost);
  client.come_from(landing_url);
  const std::string services = world.origin(kServicesHost) + "/v1/Flex/OAuth/Tokens";
  EXPECT_EQ(client.post_json(services, exchange_body(query_of(log_in(), "code"))).status, 400);
}

TEST_F(Login, TheExchangeComesFromAPagesScript) {
  client.come_from("");
  const std::string services = world.origin(kServicesHost) + "/v1/Flex/OAuth/Tokens";
  EXPECT_EQ(client.post_json(services, exchange_body(query_of(log_in(), "code"))).status, 403);
}

TEST_F(Login, TokensAreValidatedForTheirBearerOnly) {
  const Reply reply = exchange(exchange_body(query_of(log_in(), "code")));
  const std::string token = base::parse_json(reply.body)->text("access_token");
  const auto legacy =
      std::ranges::find(world.connections, ConnectionKind::Legacy, &Connection::kind);
  const std::string validate =
      world.origin(kIamHost) + "/v1/Accounts/" + legacy->account_sid + "/Tokens/validate";
  base::Json body;
  body.set("token", token);
  EXPECT_EQ(client.post_json(validate, body).status, 401);
  client.use_header("Authorization", "Basic " + base::base64_encode("token:" + token));
  EXPECT_EQ(client.post_json(validate, body).status, 200);
}

TEST_F(Login, ACodeWorksOnce) {
  const base::Json body = exchange_body(query_of(log_in(), "code"));
  EXPECT_EQ(exchange(body).status, 200);
  EXPECT_EQ(exchange(body).status, 400);
}

TEST_F(Login, TheApiNeedsAToken) {
  EXPECT_EQ(client.get(world.origin(kFlexApiHost) + "/v1/Configuration").status, 401);
  EXPECT_EQ(client.get(world.origin(kFlexHost) + "/api/v1/Session").status, 401);
  EXPECT_EQ(client.get(world.origin(kFlexHost) + "/plugins").status, 401);
}

TEST(Drills, HaveNamesOfTheirOwnAndATargetThatExists) {
  const World world(9443, nullptr, {}, Scripts::No);
  std::set<std::string_view> names;
  for (const Drill& drill : all_drills()) {
    EXPECT_TRUE(names.insert(drill.name).second) << drill.name;
    EXPECT_TRUE(std::any_of(world.targets.begin(), world.targets.end(), [&](const Target& target) {
      return target.name == drill.target;
    })) << drill.name;
  }
}

}  // namespace
}  // namespace flexverify::lab
