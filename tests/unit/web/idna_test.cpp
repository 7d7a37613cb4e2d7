#include "verifier/web/idna.h"
#include "verifier/web/public_suffix.h"

#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

TEST(Idna, DomainToAscii) {
  struct Case {
    std::string domain, ascii;
  };
  for (const Case& c :
       {Case{"Example.TEST", "example.test"}, Case{"b\u00FCcher.example", "xn--bcher-kva.example"},
        Case{"xn--BCHER-kva.example", "xn--bcher-kva.example"},
        Case{"fa\u00DF.example", "xn--fa-hia.example"},  // not transitional: no "ss"
        Case{"a\u00ADb.example", "ab.example"}, Case{"a\uFF0Eexample", "a.example"},
        // Length and hyphens are not the URL parser's business.
        Case{"a..b", "a..b"}, Case{"-a-.ab--c", "-a-.ab--c"}, Case{"-\u00FC-", "xn-----xka"},
        Case{"a_b", "a_b"}})
    EXPECT_EQ(domain_to_ascii(c.domain), c.ascii) << c.domain;
}

TEST(Idna, WhatIsNoDomain) {
  for (const std::string domain : {"xn--pokxncvks", "a.xn--a", "\uFDD0zyx.example", "a\u200Db",
                                   "\u05D0a.example", "\xFF.example"})
    EXPECT_EQ(domain_to_ascii(domain), std::nullopt) << domain;
  EXPECT_TRUE(domain_to_ascii(std::string(1024, 'a')));
  EXPECT_FALSE(domain_to_ascii(std::string(1025, 'a')));
}

TEST(Idna, PublicSuffixes) {
  for (const char* suffix : {"com", "co.uk", "github.io", "any.kawasaki.jp", "unlisted"})
    EXPECT_TRUE(is_public_suffix(suffix)) << suffix;
  for (const char* domain : {"okta.com", "acme.okta.com", "acme.co.uk", "city.kawasaki.jp",
                             "idp.localhost", "127.0.0.1"})
    EXPECT_FALSE(is_public_suffix(domain)) << domain;
}

TEST(Idna, RegistrableDomains) {
  struct Case {
    std::string host, domain;
  };
  for (const Case& c :
       {Case{"acme.okta.com", "okta.com"}, Case{"a.b.okta.com", "okta.com"},
        Case{"okta.com", "okta.com"}, Case{"login.acme.co.uk", "acme.co.uk"},
        Case{"a.acme.github.io", "acme.github.io"}, Case{"flex.idp.localhost", "idp.localhost"},
        // A public suffix stands for itself.
        Case{"com", "com"}, Case{"github.io", "github.io"}, Case{"localhost", "localhost"},
        // An address has no parents.
        Case{"127.0.0.1", "127.0.0.1"}, Case{"10.1.2.3", "10.1.2.3"}, Case{"::1", "::1"},
        Case{"[2001:db8::1]", "[2001:db8::1]"}, Case{"::ffff:102:304", "::ffff:102:304"},
        Case{"", ""}})
    EXPECT_EQ(registrable_domain(c.host), c.domain) << c.host;
}

}  // namespace
}  // namespace flexverify::web
