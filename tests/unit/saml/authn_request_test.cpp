#include "verifier/saml/authn_request.h"

#include <gtest/gtest.h>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/web/query.h"

namespace flexverify::saml {
namespace {

const std::string kXml =
    R"(<?xml version="1.0"?><samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" )"
    R"(ID="_q1" Version="2.0" IssueInstant="2026-11-25T12:00:00Z" )"
    R"(AssertionConsumerServiceURL="https://acs.example/?connection=JQ1" )"
    R"(Destination="https://idp.example/sso" ForceAuthn="true">)"
    R"(<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">urn:flex:JQ1</saml:Issuer>)"
    R"(<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"/>)"
    R"(</samlp:AuthnRequest>)";

std::string redirect_value() { return base::base64_encode(base::deflate_raw(kXml)); }

TEST(AuthnRequest, RedirectBinding) {
  web::Request request = web::get(*web::parse_url("https://idp.example/sso"));
  request.url.query = "SAMLRequest=" + web::encode_component(redirect_value()) + "&RelayState=x";
  EXPECT_TRUE(carries_request(request));
  const auto found = find_request(request);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->binding, Binding::Redirect);
  EXPECT_TRUE(found->has_relay_state);
  EXPECT_EQ(found->request.id, "_q1");
  EXPECT_EQ(found->request.issuer, "urn:flex:JQ1");
  EXPECT_EQ(found->request.acs_url, "https://acs.example/?connection=JQ1");
  EXPECT_EQ(found->request.issue_instant, base::parse_rfc3339("2026-11-25T12:00:00Z"));
  EXPECT_TRUE(found->request.force_authn);
  EXPECT_FALSE(found->request.is_signed);
}

TEST(AuthnRequest, PostBinding) {
  web::Request request = web::get(*web::parse_url("https://idp.example/sso"));
  request.method = web::Method::Post;
  request.body = web::FormBody{{{"SAMLRequest", base::base64_encode(kXml)}}};
  const auto found = find_request(request);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->binding, Binding::Post);
  EXPECT_FALSE(found->has_relay_state);
}

TEST(AuthnRequest, BooleansAreReadAsXmlWritesThem) {
  for (const auto& [written, meant] :
       {std::pair("true", true), {"1", true}, {"false", false}, {"0", false}, {"yes", false}}) {
    const std::string xml = base::replace_all(kXml, "ForceAuthn=\"true\"",
                                              "ForceAuthn=\"" + std::string(written) + "\"");
    EXPECT_EQ(decode_post_request(base::base64_encode(xml))->force_authn, meant) << written;
  }
}

TEST(AuthnRequest, UnsafeXmlIsNotRead) {
  const std::string xml =
      base::replace_all(kXml, "<samlp:AuthnRequest", "<!DOCTYPE a><samlp:AuthnRequest");
  EXPECT_FALSE(decode_post_request(base::base64_encode(xml)));
  EXPECT_TRUE(decode_post_request(base::base64_encode(kXml)));
}

TEST(AuthnRequest, WhatCannotBeReadIsStillSeen) {
  for (const std::string& bad :
       {std::string("!!"), base::base64_encode("plain"),
        base::base64_encode(base::deflate_raw("<a/>")),
        base::base64_encode(base::deflate_raw(std::string(1'000'000, 'x')))}) {
    EXPECT_FALSE(decode_redirect_request(bad));
    web::Request request = web::get(*web::parse_url("https://idp.example/"));
    request.url.query = "SAMLRequest=" + web::encode_component(bad);
    EXPECT_TRUE(carries_request(request));
    EXPECT_FALSE(find_request(request));
  }
}

}  // namespace
}  // namespace flexverify::saml
