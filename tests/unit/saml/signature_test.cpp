// Which signatures are verified at all, with which key, and over what.
#include "verifier/saml/signature.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/unit/saml/messages.h"
#include "verifier/base/text.h"
#include "verifier/saml/certificate.h"

namespace flexverify::saml {
namespace {

using base::replace_all;

struct Changed {
  std::string name;
  std::string from, to;
  SignatureState state;
  std::string words;  // of the detail
};

constexpr auto kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr auto kMethod = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
constexpr auto kDigest = "http://www.w3.org/2001/04/xmlenc#sha256";

std::string transform(const std::string& uri) {
  return "<ds:Transform Algorithm=\"" + uri + "\"/>";
}

std::vector<Changed> changed() {
  using enum SignatureState;
  const std::string enveloped = transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature");
  const std::string method = "SignatureMethod Algorithm=\"" + std::string(kMethod);
  const std::string canonical = "CanonicalizationMethod Algorithm=\"" + std::string(kExclusive);
  const std::string inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
  return {
      {"untouched", "", "", Valid, ""},
      {"HMAC", method, "SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#hmac-sha1",
       Refused, "signature algorithm"},
      {"DSA", method, "SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#dsa-sha1",
       Unchecked, "cannot verify this algorithm"},
      {"RSA-MD5", method,
       "SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-md5", Unchecked,
       "signature algorithm"},
      {"another RSA", method,
       "SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", Invalid,
       "changed"},
      {"inclusive canonicalization", canonical, "CanonicalizationMethod Algorithm=\"" + inclusive,
       Invalid, "another key"},
      {"MD5 digest", kDigest, "http://www.w3.org/2001/04/xmldsig-more#md5", Unchecked,
       "digest algorithm"},
      {"XPath", enveloped, transform("http://www.w3.org/TR/1999/REC-xpath-19991116"), Unchecked,
       "enveloped transform"},
      {"XSLT", enveloped, transform("http://www.w3.org/TR/1999/REC-xslt-19991116"), Unchecked,
       "enveloped transform"},
      {"a third transform", enveloped, enveloped + enveloped, Unchecked, "enveloped transform"},
      {"transforms turned round", enveloped, transform(kExclusive) + enveloped, Unchecked,
       "enveloped transform"},
      {"no transforms", "ds:Transforms", "ds:Nothing", Invalid, "changed"},
      {"another element", "URI=\"#_r1\"", "URI=\"#_a1\"", Refused, "another element"},
      {"a file", "URI=\"#_r1\"", "URI=\"file:///etc/hostname\"", Refused, "another element"},
      {"a host", "URI=\"#_r1\"", "URI=\"http://127.0.0.1:9/\"", Refused, "another element"},
      {"an XPointer", "URI=\"#_r1\"", "URI=\"#xpointer(id('_r1'))\"", Refused, "another element"},
      {"no URI", "URI=\"#_r1\"", "", Refused, "another element"},
      {"the whole document", "URI=\"#_r1\"", "URI=\"\"", Invalid, "changed"},
      {"two references", "</ds:Reference>", "</ds:Reference><ds:Reference URI=\"#_r1\"/>", Refused,
       "one reference"},
      {"no reference", "ds:Reference", "ds:Nothing", Refused, "one reference"},
      {"an object", "</ds:Signature>", "<ds:Object/></ds:Signature>", Refused, "Object"},
      {"two signatures", "<ds:Signature ",
       "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/><ds:Signature ", Refused,
       "one signature"},
      {"a comment before the digest", "<ds:DigestValue>", "<ds:DigestValue><!--AAAA-->", Refused,
       "comment"},
      {"a comment in the value", "<ds:SignatureValue>", "<ds:SignatureValue><!---->", Refused,
       "comment"},
      {"the same ID twice", "<samlp:Status>", "<samlp:Status Id=\"_r1\">", Refused, "twice"},
      {"the same ID as xml:id", "<samlp:Status>", "<samlp:Status xml:id=\"_r1\">", Refused,
       "twice"},
      {"the same ID in a namespace", "<samlp:Status>",
       "<samlp:Status xmlns:w=\"urn:w\" w:Id=\"_a1\">", Refused, "twice"},
      {"an attribute added", "Version=\"2.0\"", "Version=\"2.0\" Consent=\"x\"", Invalid,
       "changed"},
  };
}

TEST(Signature, WhatIsChangedIsInvalidOrRefused) {
  for (const Changed& one : changed()) {
    std::string xml = signed_response();
    if (!one.from.empty()) {
      ASSERT_TRUE(base::contains(xml, one.from)) << one.name << "\n" << xml;
      xml = replace_all(xml, one.from, one.to);
    }
    const SignatureReport report = read(xml).response_signature;
    EXPECT_EQ(report.state, one.state) << one.name << ": " << report.detail;
    EXPECT_TRUE(base::contains(report.detail, one.words)) << one.name << ": " << report.detail;
  }
}

TEST(Signature, EachAcceptedAlgorithmIsNamed) {
  struct Row {
    SignatureAlgorithm algorithm;
    std::string name, digest;
    bool weak;
  };
  for (const Row& row : {Row{SignatureAlgorithm::RsaSha256, "rsa-sha256", "sha256", false},
                         Row{SignatureAlgorithm::RsaSha512, "rsa-sha512", "sha256", false},
                         Row{SignatureAlgorithm::RsaSha1, "rsa-sha1", "sha1", true}}) {
    const auto report = read(sign_xml(kUnsigned, "_a1", key(), row.algorithm)).assertion_signature;
    EXPECT_EQ(report.state, SignatureState::Valid) << row.name << report.detail;
    EXPECT_EQ(report.algorithm, row.name);
    EXPECT_EQ(report.digest, row.digest);
    EXPECT_EQ(report.weak, row.weak);
  }
}

const SigningKey& other_key() {
  static const SigningKey one =
      SigningKey::generate("other", FakeClock::kNoon, FakeClock::kNoon + std::chrono::days(1));
  return one;
}

TEST(Signature, EllipticCurvesAreAccepted) {
  const SigningKey curve =
      SigningKey::generate("curve", FakeClock::kNoon, FakeClock::kNoon + std::chrono::days(1),
                           test::KeyKind::EllipticCurve);
  const std::string xml = sign_xml(kUnsigned, "_r1", curve, SignatureAlgorithm::EcdsaSha256);
  const SignatureReport report = read(xml, {curve.certificate_pem()}).response_signature;
  EXPECT_EQ(report.state, SignatureState::Valid) << report.detail;
  EXPECT_EQ(report.algorithm, "ecdsa-sha256");
  // A key of another kind is no accident of the library: it is another certificate, that is all.
  EXPECT_EQ(read(xml).response_signature.state, SignatureState::OtherCertificate);
}

TEST(Signature, ManyThreadsMayVerifyAtOnce) {
  const std::string xml = signed_both();
  std::atomic<int> held = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int n = 0; n < 10; ++n)
          held += valid(read(xml).response_signature) && valid(read(xml, {}).assertion_signature);
      });
  }
  EXPECT_EQ(held, 40);
}

// A key in the message is no reason to trust the message.
TEST(Signature, AnotherCertificateIsToldFromAChangedMessage) {
  const std::string by_other = sign_xml(kUnsigned, "_r1", other_key());
  const SignatureReport whole = read(by_other).response_signature;
  EXPECT_EQ(whole.state, SignatureState::OtherCertificate);
  EXPECT_EQ(whole.key, KeySource::Message);
  EXPECT_FALSE(is_pinned(whole));
  ASSERT_TRUE(whole.certificate);
  EXPECT_TRUE(base::contains(whole.certificate->subject, "other"));
  const SignatureReport broken =
      read(replace_all(by_other, "good@acme", "evil@acme")).response_signature;
  EXPECT_EQ(broken.state, SignatureState::Invalid);
  EXPECT_EQ(broken.key, KeySource::None);
}

TEST(Signature, AnyOfTheTrustedCertificatesWillDo) {
  const std::string pem = key().certificate_pem();
  const std::string bare = base::join(
      std::vector<std::string>{pem.substr(pem.find('\n'), pem.find("-----END") - pem.find('\n'))},
      "");
  for (const auto& trusted : {std::vector<std::string>{other_key().certificate_pem(), pem},
                              std::vector<std::string>{pem, other_key().certificate_pem()},
                              std::vector<std::string>{bare}}) {
    const SignatureReport report = read(signed_response(), trusted).response_signature;
    EXPECT_EQ(report.state, SignatureState::Valid) << report.detail;
    EXPECT_TRUE(is_pinned(report));
    EXPECT_EQ(report.key, KeySource::Pasted);
    ASSERT_TRUE(report.certificate);
    EXPECT_TRUE(base::contains(report.certificate->subject, "acme"));
  }
}

TEST(Signature, AnUnreadableTrustedCertificateTrustsNobody) {
  const Response response = read(signed_response(), {"hello"});
  EXPECT_EQ(response.response_signature.key, KeySource::Message);
  EXPECT_FALSE(is_pinned(response.response_signature));
  EXPECT_TRUE(response.pasted.has_unreadable);
}

TEST(Signature, WithoutKeyInfoOnlyAPinCanVerify) {
  std::string xml = signed_response();
  const std::size_t from = xml.find("<ds:KeyInfo>");
  xml.erase(from, xml.find("</ds:KeyInfo>") + 13 - from);
  EXPECT_EQ(read(xml).response_signature.state, SignatureState::Valid);
  const SignatureReport report = read(xml, {}).response_signature;
  EXPECT_EQ(report.state, SignatureState::Unchecked);
  EXPECT_TRUE(base::contains(report.detail, "no certificate is at hand"));
}

TEST(Certificate, PemAndBase64AreRead) {
  const std::string pem = key().certificate_pem();
  const auto der = certificate_der("Bag Attributes\n" + pem + "trailing");
  ASSERT_TRUE(der);
  EXPECT_EQ(describe_certificate(*der)->sha256,
            read(signed_response()).response_signature.certificate->sha256);
  for (const std::string& bad : {std::string(), std::string("AAAA"), pem.substr(0, 100)})
    EXPECT_FALSE(certificate_der(bad)) << bad;
}

}  // namespace
}  // namespace flexverify::saml
