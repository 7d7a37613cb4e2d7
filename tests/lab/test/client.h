// A small client of the lab's hosts, without a network: for the tests of the lab itself.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/lab/http.h"
#include "tests/lab/world.h"

namespace flexverify::lab {

// Keeps cookies for each host and follows nothing.
class Client {
 public:
  explicit Client(World& world) : world_(world) {}

  Reply get(const std::string& url);
  Reply post(const std::string& url, const std::vector<web::NameValue>& fields);
  Reply post_json(const std::string& url, const base::Json& body);
  // With every request from here on.
  void use_header(std::string name, std::string value) {
    headers_[std::move(name)] = std::move(value);
  }
  void come_from(std::string origin) { use_header("Origin", std::move(origin)); }
  void forget_cookies(std::string_view host) { cookies_.erase(std::string(host)); }

 private:
  Reply send(const std::string& url, Request request);
  World& world_;
  std::map<std::string, std::string> headers_;
  std::map<std::string, std::map<std::string, std::string>> cookies_;
};

[[nodiscard]] std::string location(const Reply& reply);
[[nodiscard]] std::string query_of(const std::string& url, std::string_view name);

struct FormData {
  std::string action;
  std::vector<web::NameValue> fields;  // with the first submit button
};
// The last form of a page.
[[nodiscard]] FormData last_form(const std::string& url, const Reply& reply);
void set_field(std::vector<web::NameValue>& fields, std::string_view name, std::string value);

}  // namespace flexverify::lab
