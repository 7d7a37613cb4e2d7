// References of login pages as a browser resolves them, and what is asked of a URL.
#include "verifier/web/url.h"

#include <gtest/gtest.h>

namespace flexverify::web {
namespace {

struct Case {
  std::string input;
  std::string wanted;  // "" is failure
};

std::string read(const std::string& input, const std::string& base = "") {
  const auto base_url = base.empty() ? std::nullopt : parse_url(base);
  const auto url = parse_url(input, base_url ? &*base_url : nullptr);
  if (!url) return "";
  EXPECT_EQ(parse_url(to_string(*url)), url) << "not stable: " << input;
  return to_string(*url);
}

Url url(const std::string& text) { return parse_url(text).value(); }

const std::string kBase = "https://idp.example/a/b/c?x=1#f";

TEST(Url, ReferencesAreResolvedAgainstTheDocument) {
  const std::string host = "https://idp.example";
  for (const Case& c : {Case{"", host + "/a/b/c?x=1"},
                        Case{"#frag", host + "/a/b/c?x=1#frag"},
                        Case{"#", host + "/a/b/c?x=1#"},
                        Case{"#a b`", host + "/a/b/c?x=1#a%20b%60"},
                        Case{"?", host + "/a/b/c?"},
                        Case{"?a=b", host + "/a/b/c?a=b"},
                        Case{"?c d", host + "/a/b/c?c%20d"},
                        Case{"?it's", host + "/a/b/c?it%27s"},
                        Case{"?\xC3\xA9", host + "/a/b/c?%C3%A9"},
                        Case{"d", host + "/a/b/d"},
                        Case{"d e", host + "/a/b/d%20e"},
                        Case{"1:y", host + "/a/b/1:y"},
                        Case{".", host + "/a/b/"},
                        Case{"..", host + "/a/"},
                        Case{"../../../d", host + "/d"},
                        Case{"%2E%2e/d", host + "/a/d"},
                        Case{"/%2e%2e/x", host + "/x"},
                        Case{"\\x\\y", host + "/x/y"},
                        Case{"https:foo", host + "/a/b/foo"},
                        Case{"HTTPS:/foo", host + "/foo"},
                        Case{"\xC3\xA9\xFF", host + "/a/b/%C3%A9%EF%BF%BD"}})
    EXPECT_EQ(read(c.input, kBase), c.wanted) << c.input;
}

TEST(Url, ReferencesThatLeaveTheHost) {
  for (const Case& c :
       {Case{"//host/x", "https://host/x"}, Case{"///host/x", "https://host/x"},
        Case{"\\\\evil.example\\p", "https://evil.example/p"}, Case{"/\\x", "https://x/"},
        Case{"\\/x", "https://x/"}, Case{"http:foo", "http://foo/"},
        Case{"https://u@evil.example:8443", "https://u@evil.example:8443/"},
        Case{"javascript:alert(1)", "javascript:alert(1)"}, Case{"x:y", "x:y"}})
    EXPECT_EQ(read(c.input, kBase), c.wanted) << c.input;
}

TEST(Url, TabsNewlinesAndOuterSpacesDoNotCount) {
  for (const Case& c : {Case{" \t\nd\r ", "https://idp.example/a/b/d"},
                        Case{"d\te\nf\rg", "https://idp.example/a/b/defg"},
                        Case{"/\n/evil.example", "https://evil.example/"},
                        Case{"ht\ntps://x.exa\tmple/", "https://x.example/"},
                        Case{"java\tscript:x", "javascript:x"}})
    EXPECT_EQ(read(c.input, kBase), c.wanted) << c.input;
}

TEST(Url, AnOpaqueBaseTakesOnlyAFragment) {
  EXPECT_EQ(read("#f", "mailto:a@b.example"), "mailto:a@b.example#f");
  for (const char* input : {"", "x", "?q", "/x", "//host"})
    EXPECT_EQ(read(input, "mailto:a@b.example"), "") << input;
}

TEST(Url, HostsAreWrittenInOneWay) {
  for (const Case& c : {Case{"https://UPPER.Example", "https://upper.example/"},
                        Case{"https://%65xample.test/", "https://example.test/"},
                        Case{"https://b\u00FCcher.example/", "https://xn--bcher-kva.example/"},
                        Case{"https://B\u00DCCHER.example/", "https://xn--bcher-kva.example/"},
                        Case{"https://XN--BCHER-KVA.example/", "https://xn--bcher-kva.example/"},
                        Case{"https://fa\u00DF.example/", "https://xn--fa-hia.example/"},
                        Case{"https://xn--fa-hia.example/", "https://xn--fa-hia.example/"},
                        Case{"https://a\u3002example/", "https://a.example/"},
                        Case{"https://\uFF27\uFF2F.example/", "https://go.example/"},
                        Case{"http://127.1/", "http://127.0.0.1/"},
                        Case{"http://1.2.3", "http://1.2.0.3/"},
                        Case{"http://0x7f.1/", "http://127.0.0.1/"},
                        Case{"http://0X7F000001/", "http://127.0.0.1/"},
                        Case{"http://2130706433/", "http://127.0.0.1/"},
                        Case{"http://017700000001/", "http://127.0.0.1/"},
                        Case{"http://127.0.0.1./", "http://127.0.0.1/"},
                        Case{"http://\uFF11\uFF12\uFF17.0.0.1/", "http://127.0.0.1/"},
                        Case{"http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"},
                        Case{"http://[2001:DB8::0:1]:81/", "http://[2001:db8::1]:81/"},
                        Case{"http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/"},
                        Case{"http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"}})
    EXPECT_EQ(read(c.input), c.wanted) << c.input;
}

TEST(Url, PortsAndUserinfo) {
  for (const Case& c :
       {Case{"https://host:443/", "https://host/"}, Case{"https://host:0443/", "https://host/"},
        Case{"http://host:443/", "http://host:443/"}, Case{"http://host:80", "http://host/"},
        Case{"https://host:/x", "https://host/x"},
        Case{"https://host:65535/", "https://host:65535/"},
        Case{"https://us er:p@ss:w@host/", "https://us%20er:p%40ss%3Aw@host/"},
        Case{"https://:p@host/", "https://:p@host/"}, Case{"https://@host/", "https://host/"},
        Case{"https://good.example\\@evil.example/", "https://good.example/@evil.example/"}})
    EXPECT_EQ(read(c.input), c.wanted) << c.input;
}

TEST(Url, Failures) {
  for (const std::string input : {"//",
                                  "https://",
                                  "//:80/",
                                  "//user@/",
                                  "//host:65536/",
                                  "//host:8a/",
                                  "//a b/",
                                  "//a<b/",
                                  "//a%2fb/",
                                  "//%zz/",
                                  "//a%00b/",
                                  "//\u00AD/",
                                  "//xn--pokxncvks/",
                                  "//\uFDD0zyx.example/",
                                  "//1.2.3.4.5/",
                                  "//256.1.1.1/",
                                  "//4294967296/",
                                  "//09.1/",
                                  "//a.1/",
                                  "//[::1/",
                                  "//[]/",
                                  "//[1::2::3]/",
                                  "//[1:2:3:4:5:6:7:8:9]/",
                                  "//[::1.2.3]/",
                                  "//[::01.2.3.4]/",
                                  "//[g::]/",
                                  "//[::1]x/"})
    EXPECT_EQ(read(input, kBase), "") << input;
  for (const std::string input : {"", "foo", "/x", "?x", "#x", "//host/x", ":x", "1a://x"})
    EXPECT_EQ(read(input), "") << input;
}

TEST(Url, ToString) {
  EXPECT_EQ(to_string(url("https://a.example/p?q#f"), WithFragment::No), "https://a.example/p?q");
  EXPECT_EQ(to_string(url("https://a.example?#")), "https://a.example/?#");
  EXPECT_EQ(read("web+demo:/.//not-a-host/"), "web+demo:/.//not-a-host/");
}

TEST(Url, OriginAndHost) {
  struct Row {
    std::string text, origin, host_and_port, host_name;
    std::uint16_t port;
  };
  for (const Row& row :
       {Row{"https://u:p@Idp.Example/x?q#f", "https://idp.example", "idp.example", "idp.example",
            443},
        Row{"https://idp.example:8443/", "https://idp.example:8443", "idp.example:8443",
            "idp.example", 8443},
        Row{"http://idp.example:80/", "http://idp.example", "idp.example", "idp.example", 80},
        Row{"http://[::1]:8080/", "http://[::1]:8080", "[::1]:8080", "::1", 8080},
        Row{"mailto:x@idp.example", "null", "", "", 80}}) {
    const Url read = url(row.text);
    EXPECT_EQ(origin(read), row.origin) << row.text;
    EXPECT_EQ(host_and_port(read), row.host_and_port) << row.text;
    EXPECT_EQ(host_name(read), row.host_name) << row.text;
    EXPECT_EQ(effective_port(read), row.port) << row.text;
  }
}

TEST(Url, SameOriginAndSamePlace) {
  struct Pair {
    std::string a, b;
    bool origin, place;
  };
  for (const Pair& pair :
       {Pair{"https://a.example/p?x#1", "https://A.example:443/p?y#2", true, true},
        Pair{"https://a.example/p", "https://a.example/p/", true, false},
        Pair{"https://u:p@a.example/p", "https://a.example/p", true, true},
        Pair{"https://a.example/p", "http://a.example/p", false, false},
        Pair{"https://a.example/p", "https://a.example:444/p", false, false},
        Pair{"https://a.example/p", "https://b.example/p", false, false},
        Pair{"http://a.example:443/p", "https://a.example/p", false, false},
        Pair{"data:x", "data:x", false, false}}) {
    EXPECT_EQ(same_origin(url(pair.a), url(pair.b)), pair.origin) << pair.a << ' ' << pair.b;
    EXPECT_EQ(same_origin(url(pair.b), url(pair.a)), pair.origin) << pair.a << ' ' << pair.b;
    EXPECT_EQ(same_place(url(pair.a), url(pair.b)), pair.place) << pair.a << ' ' << pair.b;
  }
}

TEST(Url, LoopbackAndAddresses) {
  struct Row {
    std::string text;
    bool loopback, address;
  };
  for (const Row& row :
       {Row{"http://LocalHost:8080/", true, false}, Row{"http://a.b.localhost/", true, false},
        Row{"http://127.0.0.1/", true, true}, Row{"http://127.255.9.9/", true, true},
        Row{"http://0x7f.1/", true, true}, Row{"http://[::1]/", true, true},
        Row{"http://[::2]/", false, true}, Row{"http://128.0.0.1/", false, true},
        Row{"http://localhost.example/", false, false}, Row{"http://notlocalhost/", false, false},
        Row{"http://127.0.0.1.example/", false, false}, Row{"http://127.example/", false, false},
        Row{"mailto:localhost", false, false}}) {
    EXPECT_EQ(is_loopback(url(row.text)), row.loopback) << row.text;
    EXPECT_EQ(is_ip_address(url(row.text)), row.address) << row.text;
  }
}

}  // namespace
}  // namespace flexverify::web
