// libcurl's linked lists of text, and the headers of a request as one.
#pragma once

#include <memory>
#include <string>

#include "verifier/web/message.h"

struct curl_slist;

namespace flexverify::net {

struct FreeCurlList {
  void operator()(curl_slist* list) const;
};
using CurlList = std::unique_ptr<curl_slist, FreeCurlList>;

void append(CurlList& list, const std::string& text);
// These headers in this order, and none of those that libcurl would add by itself.
[[nodiscard]] CurlList header_list(const web::Headers& headers);
// No name or value could be read as two headers.
[[nodiscard]] bool is_sendable(const web::Headers& headers);

}  // namespace flexverify::net
