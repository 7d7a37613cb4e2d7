// Signature wrapping: what was signed is moved aside, and an evil copy takes its place. Whatever is
// read must be what was verified.
#include <gtest/gtest.h>

#include <cstdio>

#include "tests/unit/saml/messages.h"
#include "verifier/base/text.h"

namespace flexverify::saml {
namespace {

using base::replace_all;

struct Wrapping {
  std::string name;
  std::string xml;
};

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  return text.substr(from, text.find(end, from) + end.size() - from);
}

std::string assertion_of(const std::string& xml) {
  return between(xml, "<saml:Assertion", "</saml:Assertion>");
}
std::string response_of(const std::string& xml) {
  return between(xml, "<samlp:Response", "</samlp:Response>");
}
std::string signature_of(const std::string& xml) {
  return between(xml, "<ds:Signature", "</ds:Signature>");
}
std::string evil_of(const std::string& xml, const std::string& id, const std::string& new_id) {
  return replace_all(replace_all(xml, "good@acme", "evil@acme"), "\"" + id + "\"",
                     "\"" + new_id + "\"");
}
std::string in_object(const std::string& outer, const std::string& original) {
  return replace_all(outer, "</ds:Signature>",
                     "<ds:Object>" + original + "</ds:Object></ds:Signature>");
}
std::string with_signature(const std::string& unsigned_xml, const std::string& signature) {
  const std::string issuer = "</saml:Issuer>";
  std::string out = unsigned_xml;
  return out.insert(out.find(issuer) + issuer.size(), signature);
}

// The assertion is signed, the response is not.
std::vector<Wrapping> around_an_assertion() {
  const std::string good = signed_assertion();
  const std::string original = assertion_of(good);
  const std::string before = good.substr(0, good.find(original));
  const std::string after = "</samlp:Response>";
  const std::string same_id = evil_of(assertion_of(kUnsigned), "_a1", "_a1");
  const std::string evil = evil_of(same_id, "_a1", "_evil");
  const std::string evil_signed = with_signature(evil, signature_of(good));
  const auto inside = [&](const std::string& outer, const std::string& what) {
    return before + replace_all(outer, "</saml:Assertion>", what + "</saml:Assertion>") + after;
  };
  const std::string extensions = "<samlp:Extensions>" + original + "</samlp:Extensions>";
  const std::string advice = "<saml:Advice>" + original + "</saml:Advice>";
  return {
      {"evil before", before + evil + original + after},
      {"evil after", before + original + evil + after},
      {"same id", before + same_id + original + after},
      {"same id, signed one first", before + original + same_id + after},
      {"original in extensions", before + extensions + evil + after},
      {"original in extensions, evil carries the signature",
       before + extensions + evil_signed + after},
      {"original in an object", before + in_object(evil_signed, original) + after},
      {"original inside the evil one", inside(evil, original)},
      {"original inside the evil one that carries the signature", inside(evil_signed, original)},
      {"original in the evil one's advice", inside(evil, advice)},
      {"original in the advice of the evil one that carries the signature",
       inside(evil_signed, advice)},
      {"an xml:id catches the reference",
       before + replace_all(extensions, " ID=\"_a1\"", " xml:id=\"_a1\"") +
           with_signature(same_id, signature_of(good)) + after},
  };
}

// The whole response is signed.
std::vector<Wrapping> around_a_response() {
  const std::string good = response_of(signed_response());
  const std::string same_id = evil_of(response_of(kUnsigned), "_a1", "_a2");
  const std::string evil = replace_all(same_id, "\"_r1\"", "\"_evil\"");
  const std::string evil_signed = with_signature(evil, signature_of(good));
  const std::string detached = replace_all(good, signature_of(good), "");
  const auto extended = [](const std::string& outer, const std::string& what) {
    return replace_all(outer, "<samlp:Status>",
                       "<samlp:Extensions>" + what + "</samlp:Extensions><samlp:Status>");
  };
  return {
      {"original in the evil one's extensions", extended(evil, good)},
      {"original without signature in the extensions of the evil one that carries it",
       extended(evil_signed, detached)},
      {"original in an object of the signature", in_object(evil_signed, detached)},
      {"same id, original in the extensions",
       extended(with_signature(same_id, signature_of(good)), detached)},
      {"original behind the evil status",
       replace_all(evil_signed, "</samlp:Status>", "</samlp:Status>" + detached)},
      {"an evil assertion is added",
       replace_all(good, "<saml:Assertion",
                   evil_of(assertion_of(kUnsigned), "_a1", "_a2") + "<saml:Assertion")},
      {"an evil assertion replaces the one that was signed",
       replace_all(good, assertion_of(good), evil_of(assertion_of(good), "_a1", "_a1"))},
  };
}

void expect_never_trusted(const std::vector<Wrapping>& wrappings, const std::string& what) {
  std::size_t refused = 0, flagged = 0;
  for (const Wrapping& wrapping : wrappings) {
    ASSERT_TRUE(base::contains(wrapping.xml, "evil@acme")) << wrapping.name;
    const auto response = parse_response(wrapping.xml, {.pasted = {key().certificate_pem()}});
    if (!response) {
      ++refused;
      continue;
    }
    const bool verified =
        valid(response->response_signature) || valid(response->assertion_signature);
    const bool evil =
        response->assertion && base::contains(response->assertion->name_id.value, "evil");
    EXPECT_FALSE(verified && evil) << wrapping.name;
    EXPECT_TRUE(!verified || response->assertion_count != 1) << wrapping.name;
    ++flagged;
  }
  std::printf("signature wrapping, %s: %zu shapes, %zu refused, %zu flagged\n", what.c_str(),
              wrappings.size(), refused, flagged);
}

TEST(Wrapping, OfASignedAssertion) {
  expect_never_trusted(around_an_assertion(), "signed assertion");
}
TEST(Wrapping, OfASignedResponse) { expect_never_trusted(around_a_response(), "signed response"); }

// The shapes above are made of a message that is accepted when nobody touches it.
TEST(Wrapping, TheUntouchedMessagesAreTrusted) {
  EXPECT_TRUE(valid(read(signed_assertion()).assertion_signature));
  EXPECT_TRUE(valid(read(signed_response()).response_signature));
  EXPECT_TRUE(valid(read(response_of(signed_response())).response_signature));
}

}  // namespace
}  // namespace flexverify::saml
