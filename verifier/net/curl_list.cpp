#include "verifier/net/curl_list.h"

#include <curl/curl.h>

#include <algorithm>
#include <string_view>

#include "verifier/base/check.h"

namespace flexverify::net {
namespace {

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

}  // namespace

void FreeCurlList::operator()(curl_slist* list) const { curl_slist_free_all(list); }

void append(CurlList& list, const std::string& text) {
  curl_slist* longer = curl_slist_append(list.get(), text.c_str());
  FV_CHECK(longer != nullptr);
  static_cast<void>(list.release());
  list.reset(longer);
}

CurlList header_list(const web::Headers& headers) {
  CurlList list;
  for (const auto& [name, value] : headers)  // "Name;" is libcurl's spelling of an empty one
    append(list, value.empty() ? name + ";" : name + ": " + value);
  for (const char* name : {"Accept", "Content-Type", "Expect", "User-Agent"})
    if (web::find_header(headers, name) == nullptr) append(list, std::string(name) + ":");
  return list;
}

bool is_sendable(const web::Headers& headers) {
  return std::ranges::none_of(headers, [](const web::Header& header) {
    return header.name.empty() || has_line_break(header.name) || has_line_break(header.value);
  });
}

}  // namespace flexverify::net
