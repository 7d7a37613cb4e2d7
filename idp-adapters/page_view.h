// A page as adapters look at it: with its forms, which are computed once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verifier/web/form.h"
#include "verifier/web/page.h"

namespace flexverify::idp {

// Borrows the page, which stays where it is as long as the view is used.
struct PageView {
  explicit PageView(const web::Page& page);
  explicit PageView(const web::Page&& page) = delete;
  PageView(const PageView&) = delete;
  PageView& operator=(const PageView&) = delete;
  ~PageView() = default;

  const web::Page& whole;  // for what a browser does with it (web::refresh)

  const web::Url& url;                    // the page's own address
  int status;                             // of HTTP, with which it was answered
  const web::Headers& headers;            // those of the answer
  const std::string& body;                // the text as it came, decoded
  const web::Document& document;          // the parsed page
  const std::optional<base::Json>& json;  // the parsed answer, when it is one
  std::vector<web::Form> forms;           // every form, in document order
};

}  // namespace flexverify::idp
