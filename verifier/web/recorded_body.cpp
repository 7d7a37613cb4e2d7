#include "verifier/web/recorded_body.h"

#include <algorithm>

#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

using base::Json;
using Fields = std::vector<NameValue>;

constexpr std::string_view kForm = "application/x-www-form-urlencoded";

// Firefox may put the headers of a form's submission in front of it.
std::string_view without_headers(std::string_view text) {
  const bool has_headers = base::ascii_lower(text.substr(0, 8)) == "content-";
  const std::size_t end = has_headers ? text.find("\r\n\r\n") : std::string_view::npos;
  return end == std::string_view::npos ? text : text.substr(end + 4);
}

bool is_escaped(std::string_view value) {
  return !base::contains(value, " ") && percent_decode(value) != value;
}

// Chrome lists them as they travelled, Firefox decoded.
std::string decoded(const std::string& value) {
  return is_escaped(value) ? parse_query("v=" + value).front().second : value;
}

Fields fields_of(const Json* params) {
  Fields fields;
  if (params == nullptr || params->array() == nullptr) return fields;
  for (const Json& one : *params->array())
    fields.emplace_back(percent_decode(one.text("name")), decoded(one.text("value")));
  return fields;
}

RecordedBody body_of_text(std::string_view text, const std::string& type) {
  if (base::contains(type, "json")) {
    if (auto json = base::parse_json(text)) return *std::move(json);
    return OtherBody{};
  }
  const bool unnamed = type.empty() || type.starts_with("text/plain");
  if (type.starts_with(kForm) || (unnamed && base::contains(text, "="))) return parse_query(text);
  return OtherBody{};
}

bool sent_something(const Json& request) {
  const Json* size = request.find("bodySize");
  return size == nullptr || size->integer().value_or(-1) != 0;
}

}  // namespace

RecordedBody read_recorded_body(const Json& request, std::string_view method) {
  const Json* data = request.find("postData");
  const bool may_have = method != "GET" && method != "HEAD" && method != "OPTIONS";
  if (data == nullptr || data->object() == nullptr)
    return may_have && sent_something(request) ? RecordedBody(BodyNotKept{}) : NoBody{};
  const std::string type = base::ascii_lower(data->text("mimeType"));
  const std::string text = data->text("text");
  const std::string_view sent = without_headers(text);
  if (!base::trim(sent).empty()) return body_of_text(sent, type);
  if (Fields fields = fields_of(data->find("params")); !fields.empty()) return fields;
  return may_have && sent_something(request) ? RecordedBody(BodyNotKept{}) : NoBody{};
}

}  // namespace flexverify::web
