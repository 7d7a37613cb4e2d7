#include "verifier/serve/http_message.h"

#include <gtest/gtest.h>

namespace flexverify::serve {
namespace {

int status_of(std::string_view bytes) {
  const auto parsed = parse_request(bytes);
  if (const auto* bad = std::get_if<BadRequest>(&parsed)) return bad->status;
  return std::holds_alternative<NotWhole>(parsed) ? 0 : 200;
}

TEST(HttpMessage, ARequestIsRead) {
  const auto parsed = parse_request(
      "GET /a%20b?x=1+2&y=%26 HTTP/1.1\r\nhost: me:9469\r\nAuthorization:  Bearer t \r\n\r\n");
  const auto* request = std::get_if<HttpRequest>(&parsed);
  ASSERT_NE(request, nullptr);
  EXPECT_EQ(request->method, "GET");
  EXPECT_EQ(request->path, "/a b");
  EXPECT_EQ(parameter(*request, "x"), "1 2");
  EXPECT_EQ(parameter(*request, "y"), "&");
  EXPECT_EQ(request->host, "me:9469");
  EXPECT_EQ(request->authorization, "Bearer t");
}

TEST(HttpMessage, AFormIsReadWhenItIsWhole) {
  const std::string head =
      "POST /resume HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: 8\r\n\r\n";
  EXPECT_EQ(status_of(head + "target="), 0);
  const auto parsed = parse_request(head + "target=a");
  ASSERT_TRUE(std::holds_alternative<HttpRequest>(parsed));
  EXPECT_EQ(parameter(std::get<HttpRequest>(parsed), "target"), "a");
}

TEST(HttpMessage, WhatIsNoRequestIsRefused) {
  EXPECT_EQ(status_of(""), 0);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n"), 0);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 200);
  EXPECT_EQ(status_of("GET /\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET http://elsewhere.example/ HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/2.0\r\n\r\n"), 505);
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), 501);
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"), 400);
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nContent-Length: 99999\r\n\r\n"), 413);
  EXPECT_EQ(status_of("GET /" + std::string(kMostHead + 1, 'a')), 431);
  EXPECT_EQ(status_of(std::string("GET / HTTP/1.1\r\nX: \0\r\n\r\n", 25)), 400);
}

TEST(HttpMessage, HeadGetsNoBody) {
  const HttpReply reply{.status = 200, .body = "ok\n"};
  EXPECT_EQ(response_body(reply, "GET"), "ok\n");
  EXPECT_EQ(response_body(reply, "HEAD"), "");
  const std::string head = response_head(reply);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_NE(head.find("Content-Length: 3\r\n"), std::string::npos);
}

}  // namespace
}  // namespace flexverify::serve
