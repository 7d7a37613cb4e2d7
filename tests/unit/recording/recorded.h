// A small recording of a whole login, by hand.
#pragma once

#include <string>
#include <vector>

#include "verifier/base/encoding.h"
#include "verifier/base/json.h"
#include "verifier/web/query.h"
#include "verifier/web/recording.h"

namespace flexverify::recording {

inline const std::string kAccount = "AC0123456789abcdef0123456789abcdef";
inline const std::string kProfile = "JQ0123456789abcdef0123456789abcdef";
inline const std::string kEntityId = "urn:flex:" + kProfile;
inline const std::string kAcs =
    "https://login.flex.us1.twilio.com/login/callback?connection=" + kProfile;
inline const std::string kLegacyAcs = "https://iam.twilio.com/v1/Accounts/" + kAccount + "/saml2";

// One entry; what is "" is left out.
struct Entry {
  std::string method = "GET";
  std::string url = {};
  std::string posted = {};  // a form's fields
  int status = 200;
  std::string location = {};
  std::string html = {};  // body of the answer
  std::string type = "text/html";
  std::string referer = {};
  std::string destination = "document";
};

inline base::Json header(const std::string& name, const std::string& value) {
  return base::Json(base::Json::Object{{"name", name}, {"value", value}});
}

inline base::Json entry_json(const Entry& entry, std::size_t number) {
  base::Json::Array headers{header("Sec-Fetch-Dest", entry.destination)};
  if (!entry.referer.empty()) headers.push_back(header("Referer", entry.referer));
  base::Json request(base::Json::Object{{"method", entry.method},
                                        {"url", entry.url},
                                        {"headers", base::Json(std::move(headers))},
                                        {"bodySize", static_cast<int>(entry.posted.size())}});
  const bool is_json = entry.posted.starts_with("{");
  if (!entry.posted.empty())
    request.set("postData",
                base::Json::Object{{"mimeType", is_json ? "application/json"
                                                        : "application/x-www-form-urlencoded"},
                                   {"text", entry.posted}});
  base::Json content(base::Json::Object{{"mimeType", entry.type}});
  if (!entry.html.empty()) content.set("text", entry.html);
  const std::string second = std::to_string(10 + number);
  return base::Json::Object{{"startedDateTime", "2026-11-26T10:00:" + second + ".000Z"},
                            {"request", request},
                            {"response", base::Json::Object{{"status", entry.status},
                                                            {"redirectURL", entry.location},
                                                            {"content", content}}}};
}

inline web::Recording recorded(const std::vector<Entry>& entries) {
  base::Json::Array list;
  for (const Entry& entry : entries) list.push_back(entry_json(entry, list.size()));
  const base::Json har(base::Json::Object{
      {"log", base::Json::Object{{"creator", base::Json::Object{{"name", "Firefox"}}},
                                 {"entries", base::Json(std::move(list))}}}});
  return *web::read_recording(base::dump_json(har));
}

inline std::string authn_request(const std::string& id, const std::string& issuer,
                                 const std::string& acs) {
  const std::string xml =
      R"(<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID=")" + id +
      R"(" Version="2.0" IssueInstant="2026-11-26T10:00:00Z" AssertionConsumerServiceURL=")" + acs +
      R"("><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">)" + issuer +
      "</saml:Issuer></samlp:AuthnRequest>";
  return web::encode_component(base::base64_encode(base::deflate_raw(xml)));
}

inline std::string response(const std::string& in_response_to, const std::string& roles) {
  const std::string to = in_response_to.empty() ? "" : " InResponseTo=\"" + in_response_to + "\"";
  const std::string xml =
      R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="2026-11-26T10:00:05Z")" +
      to +
      R"(><saml:Issuer>https://idp.example/saml</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_a" Version="2.0" IssueInstant="2026-11-26T10:00:05Z"><saml:Issuer>https://idp.example/saml</saml:Issuer><saml:Subject><saml:NameID>jane.doe@acme.test</saml:NameID></saml:Subject><saml:Conditions><saml:AudienceRestriction><saml:Audience>)" +
      kEntityId +
      R"(</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="roles"><saml:AttributeValue>)" +
      roles +
      R"(</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>)";
  return web::encode_component(base::base64_encode(xml));
}

inline const std::string kLoginPage =
    R"(<title>Sign in</title><form method=post action=/login><input type=hidden name=csrf value=token-of-this-page>)"
    R"(<input name=user><input type=password name=pass><button>Sign in</button></form>)";
inline std::string response_page() {
  return "<form method=post action='" + kAcs + "'><input type=hidden name=SAMLResponse value='" +
         web::percent_decode(response("_q", "admin,agent")) +
         "'><input type=hidden name=RelayState value=relay-1></form>"
         "<script>document.forms[0].submit()</script>";
}

// A self-hosted page, an enhanced connection, a provider with one form.
inline std::vector<Entry> whole_login() {
  const std::string request =
      "SAMLRequest=" + authn_request("_q", kEntityId, kAcs) + "&RelayState=relay-1";
  return {
      {.url = "https://agents.acme.example/desk?utm=1",
       .html = "<script src=appConfig.js></script>"},
      {.url = "https://services.twilio.com/v1/Flex/Authentication/Config?AccountSid=" + kAccount,
       .type = "application/json",
       .destination = "empty"},
      {.url = "https://services.twilio.com/v1/Flex/Authorize?codeChallenge=c&nonce=n&state=s"
              "&redirectUrl=https%3A%2F%2Fagents.acme.example%2Fdesk&ssoProfileSid=" +
              kProfile,
       .status = 302,
       .location = "https://login.flex.us1.twilio.com/authorize?connection=" + kProfile},
      {.url = "https://login.flex.us1.twilio.com/authorize?connection=" + kProfile,
       .status = 302,
       .location = "https://idp.example/sso?idpid=C01&" + request},
      {.url = "https://idp.example/sso?idpid=C01&" + request,
       .status = 302,
       .location = "/login?session=1"},
      {.url = "https://idp.example/login?session=1", .html = kLoginPage},
      {.method = "POST",
       .url = "https://idp.example/login",
       .posted = "csrf=token-of-this-page&user=jane.doe%40acme.test&pass=canary-password",
       .html = response_page(),
       .referer = "https://idp.example/login?session=1"},
      {.method = "POST",
       .url = kAcs,
       .posted = "SAMLResponse=" + response("_q", "admin,agent") + "&RelayState=relay-1",
       .status = 302,
       .location = "/authorize/resume?state=x"},
      {.url = "https://agents.acme.example/desk?code=canary-code&state=s", .html = "<p>Flex"},
  };
}

}  // namespace flexverify::recording
