// A request to the dashboard, and its answer, as values.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace flexverify::serve {

struct HttpRequest {
  std::string method;                                      // "GET", "HEAD", "POST"
  std::string path;                                        // decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  // decoded; of a POST, its form
  std::string host;                                        // the Host header
  std::string authorization;                               // likewise
};

struct HttpReply {
  int status = 200;  // of HTTP
  std::string type = "text/plain; charset=utf-8";
  std::string body;                                               // the whole text
  std::vector<std::pair<std::string, std::string>> headers = {};  // besides those of every answer
};

[[nodiscard]] std::string parameter(const HttpRequest& request, std::string_view name);  // or ""

}  // namespace flexverify::serve
