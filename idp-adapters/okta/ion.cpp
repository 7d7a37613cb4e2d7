#include "idp-adapters/okta/ion.h"

#include <charconv>

namespace flexverify::idp::okta {

using base::Json;

const Json::Array& items(const Json* list) {
  static const Json::Array kNone;
  return list == nullptr || list->array() == nullptr ? kNone : *list->array();
}

const Json::Array& remediations(const Json& answer) {
  return items(answer.find_path({"remediation", "value"}));
}

const Json* remediation(const Json& answer, std::string_view name) {
  for (const Json& step : remediations(answer))
    if (step.text("name") == name) return &step;
  return nullptr;
}

const Json* field(const Json& step, std::string_view name) {
  for (const Json& one : items(step.find("value")))
    if (one.text("name") == name) return &one;
  return nullptr;
}

bool has_credential(const Json& step, std::string_view name) {
  const Json* credentials = field(step, "credentials");
  if (credentials == nullptr) return false;
  for (const Json& one : items(credentials->find_path({"form", "value"})))
    if (one.text("name") == name) return true;
  return false;
}

web::JsonBody fixed_fields(const Json& step) {
  web::JsonBody body;
  for (const Json& one : items(step.find("value")))
    if (const Json* value = one.find("value"); value != nullptr && !value->is_null())
      body.value.set(one.text("name"), *value);
  return body;
}

const Json* related(const Json& answer, const Json* relates_to) {
  if (relates_to != nullptr && relates_to->array() != nullptr && !relates_to->array()->empty())
    relates_to = &relates_to->array()->front();
  const std::string* path = relates_to == nullptr ? nullptr : relates_to->string();
  if (path == nullptr || !path->starts_with("$.")) return nullptr;
  const std::size_t dot = path->find('.', 2), bracket = path->find('[');
  const Json* object = answer.find(
      std::string_view(*path).substr(2, dot == std::string::npos ? std::string::npos : dot - 2));
  if (object == nullptr) return nullptr;
  const Json* value = object->find("value");
  if (bracket == std::string::npos) return value;
  std::size_t index = 0;
  std::from_chars(path->data() + bracket + 1, path->data() + path->size(), index);
  const auto& list = items(value);
  return index < list.size() ? &list[index] : nullptr;
}

std::string current_key(const Json& answer) {
  for (const std::string_view name : {"currentAuthenticatorEnrollment", "currentAuthenticator"})
    if (const Json* value = answer.find_path({name, "value"})) return value->text("key");
  return "";
}

}  // namespace flexverify::idp::okta
