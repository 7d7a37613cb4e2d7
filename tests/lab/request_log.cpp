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

std::string scalar_text(const Json& json) {
  if (const std::string* text = json.string()) return *text;
  return json.object() != nullptr || json.array() != nullptr ? "" : base::dump_json(json);
}

// "credentials", and "credentials.passcode" of what stands in it.
void add_members(const Json& json, const std::string& before, std::vector<web::NameValue>& fields) {
  if (json.object() == nullptr) return;
  for (const base::JsonMember& member : *json.object()) {
    fields.emplace_back(before + member.name, scalar_text(member.value));
    add_members(member.value, before + member.name + ".", fields);
  }
}

std::vector<web::NameValue> fields_of(const Request& request) {
  auto fields = request.form();
  if (const auto json = base::parse_json(request.body)) add_members(*json, "", fields);
  return fields;
}

// A word or a small number is a choice among some; what belongs to one login or one account is
// longer or mixed: a token, a name, a code, the lab's passwords.
bool is_choice(std::string_view value) {
  constexpr std::size_t kLongestNumber = 2;
  constexpr std::size_t kLongestWord = 24;
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kLetters = "_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return value.find_first_not_of(kDigits) == std::string_view::npos
             ? value.size() <= kLongestNumber
             : value.size() <= kLongestWord &&
                   value.find_first_not_of(kLetters) == std::string_view::npos;
}

Json choices_of(const Request& request) {
  Json choices(Json::Object{});
  for (const auto& [name, value] : fields_of(request))
    if (is_choice(value)) choices.set(name, value);
  return choices;
}

std::vector<web::NameValue> headers_of(const Request& request) {
  std::vector<web::NameValue> headers;
  for (const auto& [name, value] : request.headers)
    headers.emplace_back(base::ascii_lower(name), "");
  return headers;
}

// What a look-alike says when the real provider would refuse.
std::string refusal_in(const Reply& reply) {
  constexpr std::string_view kMark = "400 lab: ";
  const std::size_t at = reply.status == 400 ? reply.body.find(kMark) : std::string::npos;
  if (at == std::string::npos) return "";
  const std::size_t from = at + kMark.size();
  return reply.body.substr(from, reply.body.find('<', from) - from);
}

}  // namespace

std::string request_line(const Request& request, const Reply& reply) {
  Json line;
  line.set("method", request.form_of == Request::Form::Head ? "HEAD" : request.method)
      .set("host", request.host)
      .set("path", request.path)
      .set("query", names_of(request.query))
      .set("fields", names_of(fields_of(request)))
      .set("choices", choices_of(request))
      .set("headers", names_of(headers_of(request)))
      .set("accept", request.header("Accept"))
      .set("content_type", request.header("Content-Type"))
      .set("status", reply.status)
      .set("refused", refusal_in(reply));
  return base::dump_json(line);
}

}  // namespace flexverify::lab
