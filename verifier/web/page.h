// A page: what one navigation ended with, parsed once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "verifier/base/json.h"
#include "verifier/web/document.h"
#include "verifier/web/message.h"
#include "verifier/web/url.h"

namespace flexverify::web {

struct Page {
  Url url;                         // of the document, after redirects
  int status = 200;                // of HTTP
  Headers headers = {};            // those of the answer
  std::string content_type;        // essence, lower case ("text/html"); guessed when absent
  std::string body;                // in UTF-8 where it is text
  std::string encoding = "UTF-8";  // in which it came, and in which its forms are sent
  std::shared_ptr<const PolicyContainer> policies = nullptr;  // of its server; null: none are known
  Document document = {};               // of text/html and application/xhtml+xml; empty otherwise
  std::optional<base::Json> json = {};  // of application/json and */*+json, when it parses
};

[[nodiscard]] Page make_page(Url url, Response response);
// A saved copy: HTML, or JSON when it starts with '{' or '['.
[[nodiscard]] Page make_page_from_file(Url url, std::string content);

}  // namespace flexverify::web
