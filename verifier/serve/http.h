// A request to the dashboard, and its answer, as values.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace flexverify::serve {

struct HttpRequest {
  std::string method;  // "GET", "HEAD", "POST"
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;  // decoded; of a POST, its form
  std::string host;                                        // the Host header
  std::string authorization;                               // likewise
};

struct HttpReply {
  int status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

[[nodiscard]] std::string parameter(const HttpRequest& request, std::string_view name);  // or ""

}  // namespace flexverify::serve
