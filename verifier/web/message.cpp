#include "verifier/web/message.h"

#include "verifier/base/overload.h"
#include "verifier/base/text.h"

namespace flexverify::web {

const std::string* find_header(const Headers& headers, std::string_view name) {
  for (const Header& header : headers)
    if (base::equals_ignoring_case(header.name, name)) return &header.value;
  return nullptr;
}

std::string_view method_name(Method method) {
  switch (method) {
    case Method::Get:
      return "GET";
    case Method::Head:
      return "HEAD";
    case Method::Post:
      return "POST";
    case Method::Delete:
      return "DELETE";
  }
  return "";
}

Request get(Url url) {
  Request request;
  request.url = std::move(url);
  return request;
}

std::vector<base::SecretRef> secrets_in(const Request& request) {
  std::vector<base::SecretRef> secrets;
  std::visit(base::overload{
                 [](const NoBody&) {},
                 [&](const FormBody& form) {
                   for (const FormEntry& entry : form.entries)
                     if (const auto* secret = std::get_if<base::SecretRef>(&entry.value))
                       secrets.push_back(*secret);
                 },
                 [&](const JsonBody& json) {
                   for (const SecretSlot& slot : json.secrets) secrets.push_back(slot.secret);
                 },
             },
             request.body);
  return secrets;
}

}  // namespace flexverify::web
