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

  const web::Url& url;
  int status;
  const web::Headers& headers;
  const std::string& body;
  const web::Document& document;
  const std::optional<base::Json>& json;
  std::vector<web::Form> forms;  // every form, in document order
};

}  // namespace flexverify::idp
