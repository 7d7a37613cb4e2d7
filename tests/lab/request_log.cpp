#include "tests/lab/request_log.h"

#include <set>

#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

using base::Json;

Json names_of(const std::vector<web::NameValue>& pairs) {
  std::set<std::string> names;
  for (const auto& [name, value] : pairs) names.insert(name);
  Json::Array list;
  for (const std::string& name : names) list.emplace_back(name);
  return Json(std::move(list));
}

std::vector<web::NameValue> fields_of(const Request& request) {
  auto fields = request.form();
  const auto json = base::parse_json(request.body);
  if (json && json->object() != nullptr)
    for (const base::JsonMember& member : *json->object()) fields.emplace_back(member.name, "");
  return fields;
}

std::vector<web::NameValue> headers_of(const Request& request) {
  std::vector<web::NameValue> headers;
  for (const auto& [name, value] : request.headers)
    headers.emplace_back(base::ascii_lower(name), "");
  return headers;
}

}  // namespace

std::string request_line(const Request& request) {
  Json line;
  line.set("method", request.form_of == Request::Form::Head ? "HEAD" : request.method)
      .set("host", request.host)
      .set("path", request.path)
      .set("query", names_of(request.query))
      .set("fields", names_of(fields_of(request)))
      .set("headers", names_of(headers_of(request)));
  return base::dump_json(line);
}

}  // namespace flexverify::lab
