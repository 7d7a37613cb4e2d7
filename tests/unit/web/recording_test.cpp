// HAR files as browsers export them, by hand: each has its own ways.
#include "verifier/web/recording.h"

#include <gtest/gtest.h>

#include "verifier/web/form.h"

namespace flexverify::web {
namespace {

std::string har(const std::string& entries) {
  return R"({"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],)"
         R"("entries":[)" +
         entries + "]}}";
}

RecordedExchange only(const std::string& entry) {
  const auto recording = read_recording(har(entry));
  EXPECT_TRUE(recording) << recording.error().what;
  EXPECT_EQ(recording->exchanges.size(), 1U);
  return recording->exchanges.at(0);
}

using Fields = std::vector<NameValue>;

TEST(Recording, ChromeListsFieldsAsTheyTravelled) {
  const auto exchange = only(
      R"({"_resourceType":"document","startedDateTime":"2026-11-26T10:00:00.000Z","request":{
          "method":"POST","url":"https://idp.example/login?a=b",
          "headers":[{"name":":authority","value":"idp.example"},{"name":"Origin","value":"https://idp.example"}],
          "bodySize":9,"postData":{"mimeType":"application/x-www-form-urlencoded",
          "text":"user=a%40b.test&csrf=x+y%2B","params":[{"name":"user","value":"a%40b.test"},{"name":"csrf","value":"x+y%2B"}]}},
          "response":{"status":302,"headers":[{"name":"Location","value":"/next"}],
          "content":{"size":0,"mimeType":"x-unknown"},"redirectURL":"/next"}})");
  EXPECT_EQ(posted_fields(exchange), (Fields{{"user", "a@b.test"}, {"csrf", "x y+"}}));
  EXPECT_EQ(exchange.headers.size(), 1U);
  EXPECT_EQ(exchange.purpose, Purpose::Document);
  EXPECT_TRUE(is_redirect(exchange));
  EXPECT_FALSE(exchange.content);
  EXPECT_EQ(exchange.content_type, "");
}

TEST(Recording, FirefoxPutsHeadersInFrontOfAFormAndKeepsItsOwnTimeZone) {
  const auto recording = read_recording(har(
      R"({"startedDateTime":"2026-11-26T12:00:01.000+01:00","request":{"method":"GET","url":"https://idp.example/second"},"response":{"status":200}},
         {"startedDateTime":"2026-11-26T11:00:00.500Z","request":{"method":"POST","url":"https://idp.example/first",
          "headers":[{"name":"Sec-Fetch-Dest","value":"document"}],
          "postData":{"mimeType":"application/x-www-form-urlencoded","params":[],
          "text":"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\nuser=me"}},
          "response":{"status":200}})"));
  ASSERT_TRUE(recording);
  EXPECT_EQ(recording->exchanges[0].url.path, "/first");
  EXPECT_EQ(recording->exchanges[0].number, 2U);
  EXPECT_EQ(posted_fields(recording->exchanges[0]), (Fields{{"user", "me"}}));
}

TEST(Recording, ParametersAloneAreTheFormToo) {
  const auto decoded = only(
      R"({"request":{"method":"POST","url":"https://idp.example/","postData":{"mimeType":
          "application/x-www-form-urlencoded","params":[{"name":"relay","value":"a b+c"}]}},"response":{}})");
  EXPECT_EQ(posted_fields(decoded), (Fields{{"relay", "a b+c"}}));
  const auto encoded = only(
      R"({"request":{"method":"POST","url":"https://idp.example/","postData":{"mimeType":
          "application/x-www-form-urlencoded","params":[{"name":"relay","value":"a%2Bc"}]}},"response":{}})");
  EXPECT_EQ(posted_fields(encoded), (Fields{{"relay", "a+c"}}));
}

// Safari has neither _resourceType nor, in older versions, Sec-Fetch-Dest.
TEST(Recording, TheKindOfAnswerTellsWhereTheBrowserDoesNot) {
  const auto purpose = [](const std::string& type) {
    return only(
               R"({"request":{"method":"GET","url":"https://idp.example/"},"response":{"status":200,
                    "content":{"mimeType":")" +
               type + R"("}}})")
        .purpose;
  };
  EXPECT_EQ(purpose("text/html"), Purpose::Document);
  EXPECT_EQ(purpose("application/json"), Purpose::Call);
  EXPECT_EQ(purpose("application/ion+json"), Purpose::Call);
  EXPECT_EQ(purpose("image/png"), Purpose::Other);
}

TEST(Recording, AFrameIsNoDocumentOfTheWindow) {
  const auto frame = only(
      R"({"_resourceType":"document","request":{"method":"GET","url":"https://idp.example/",
          "headers":[{"name":"sec-fetch-dest","value":"iframe"}]},"response":{"status":200}})");
  EXPECT_EQ(frame.purpose, Purpose::Frame);
  const auto question = only(
      R"({"_resourceType":"preflight","request":{"method":"OPTIONS","url":"https://idp.example/",
          "headers":[{"name":"sec-fetch-dest","value":"empty"}]},"response":{"status":204}})");
  EXPECT_EQ(question.purpose, Purpose::Other);
}

TEST(Recording, ABodyThatWasNotKeptIsNotAnEmptyOne) {
  const auto sent = only(
      R"({"request":{"method":"POST","url":"https://idp.example/","bodySize":40},"response":{"status":200,"content":{"size":900}}})");
  EXPECT_TRUE(std::holds_alternative<BodyNotKept>(sent.body));
  EXPECT_FALSE(recorded_page(sent));
  const auto nothing = only(
      R"({"request":{"method":"POST","url":"https://idp.example/","bodySize":0},"response":{}})");
  EXPECT_TRUE(std::holds_alternative<NoBody>(nothing.body));
  EXPECT_EQ(nothing.status, 0);
}

TEST(Recording, TextIsUtf8WhateverThePageSaysAndBytesAreWhatItSays) {
  const std::string text =
      R"({"request":{"method":"GET","url":"https://idp.example/"},"response":{"status":200,
          "headers":[{"name":"content-type","value":"text/html; charset=iso-8859-1"}],
          "content":{"mimeType":"text/html","text":"<form><input name=Größe></form>"}}})";
  const auto page = recorded_page(only(text));
  ASSERT_TRUE(page);
  EXPECT_EQ(field_names(forms(*page).at(0)), std::vector<std::string>{"Größe"});
  const std::string bytes =  // the same in ISO-8859-1
      R"({"request":{"method":"GET","url":"https://idp.example/"},"response":{"status":200,
          "headers":[{"name":"content-type","value":"text/html; charset=iso-8859-1"}],
          "content":{"mimeType":"text/html","encoding":"base64","text":"PGZvcm0+PGlucHV0IG5hbWU9R3L232U+PC9mb3JtPg=="}}})";
  const auto same = recorded_page(only(bytes));
  ASSERT_TRUE(same);
  EXPECT_EQ(field_names(forms(*same).at(0)), std::vector<std::string>{"Größe"});
}

TEST(Recording, JsonCallsAreReadAndOtherBodiesNamed) {
  const auto json = only(
      R"({"request":{"method":"POST","url":"https://idp.example/api","postData":{"mimeType":
          "application/json; okta-version=1.0.0","text":"{\"a\":1}"}},"response":{"status":200}})");
  EXPECT_TRUE(std::holds_alternative<base::Json>(json.body));
  const auto other = only(
      R"({"request":{"method":"POST","url":"https://idp.example/","postData":{"mimeType":
          "multipart/form-data; boundary=x","text":"--x"}},"response":{}})");
  EXPECT_TRUE(std::holds_alternative<OtherBody>(other.body));
}

TEST(Recording, WhatCannotBeReadIsOneClearError) {
  const auto fault = [](const std::string& text) {
    const auto recording = read_recording(text);
    return recording ? std::string() : recording.error().what;
  };
  EXPECT_NE(fault("<html>").find("not JSON"), std::string::npos);
  EXPECT_NE(fault("{}").find("log.entries"), std::string::npos);
  EXPECT_NE(fault(R"({"log":{"entries":{}}})").find("log.entries"), std::string::npos);
  EXPECT_NE(fault(har("")).find("without any request"), std::string::npos);
  EXPECT_NE(fault(har(R"({"request":{"url":"data:text/plain,x"}},7,null)")).find("without any"),
            std::string::npos);
  std::string many = R"({"request":{"method":"GET","url":"https://idp.example/"}})";
  for (int i = 0; i < 2000; ++i)
    many += R"(,{"request":{"method":"GET","url":"https://idp.example/"}})";
  EXPECT_NE(fault(har(many)).find("2001 requests, and at most 2000"), std::string::npos);
}

TEST(Recording, OddTypesAreAbsentValues) {
  const auto odd = only(
      R"({"startedDateTime":5,"request":{"method":7,"url":"https://idp.example/","headers":[3,{"name":""}],
          "postData":[]},"response":{"status":"200","headers":{},"content":[],"redirectURL":9}})");
  EXPECT_EQ(odd.status, 0);
  EXPECT_EQ(odd.method, "");
  EXPECT_TRUE(odd.headers.empty());
}

}  // namespace
}  // namespace flexverify::web
