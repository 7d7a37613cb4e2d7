#include "verifier/recording/fields.h"

#include <algorithm>
#include <utility>

#include "verifier/base/overload.h"
#include "verifier/base/text.h"

namespace flexverify::recording {
namespace {

using base::Json;

std::string below(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

// Leaves by their path; parse_json bounds the depth.
void add_json(const Json& json, const std::string& path,
              Fields& fields) {  // NOLINT(misc-no-recursion)
  if (const auto* members = json.object()) {
    for (const base::JsonMember& member : *members)
      add_json(member.value, below(path, member.name), fields);
  } else if (const auto* items = json.array()) {
    for (std::size_t i = 0; i < items->size(); ++i)
      add_json((*items)[i], below(path, std::to_string(i)), fields);
  } else if (!path.empty()) {
    const std::string* text = json.string();
    fields.push_back({Carrier::Body, path, text == nullptr ? base::dump_json(json) : *text});
  }
}

void put_secret(const web::SecretSlot& slot, Fields& fields) {
  const std::string name = base::join(slot.path, ".");
  const auto found = std::ranges::find_if(fields, [&](const Field& field) {
    return field.carrier == Carrier::Body && field.name == name;
  });
  if (found == fields.end())
    fields.push_back({Carrier::Body, name, slot.secret});
  else
    found->value = slot.secret;
}

void add_query(const web::Url& url, Fields& fields) {
  for (web::NameValue& pair : web::parse_query(url.query.value_or("")))
    fields.push_back({Carrier::Query, std::move(pair.first), std::move(pair.second)});
}

}  // namespace

Fields fields_of(const web::Request& request) {
  Fields fields;
  add_query(request.url, fields);
  std::visit(base::overload{[](const web::NoBody&) {},
                            [&](const web::FormBody& form) {
                              for (const web::FormEntry& entry : form.entries)
                                fields.push_back({Carrier::Body, entry.name, entry.value});
                            },
                            [&](const web::JsonBody& json) {
                              add_json(json.value, "", fields);
                              for (const web::SecretSlot& slot : json.secrets)
                                put_secret(slot, fields);
                            }},
             request.body);
  return fields;
}

Fields fields_of(const web::RecordedExchange& exchange) {
  Fields fields;
  add_query(exchange.url, fields);
  for (const auto& [name, value] : web::posted_fields(exchange))
    fields.push_back({Carrier::Body, name, value});
  if (const auto* json = std::get_if<Json>(&exchange.body)) add_json(*json, "", fields);
  return fields;
}

}  // namespace flexverify::recording
