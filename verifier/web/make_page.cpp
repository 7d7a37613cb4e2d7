#include "verifier/web/page.h"

#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/charset.h"
#include "verifier/web/policy_container.h"

namespace flexverify::web {
namespace {

std::string_view without_mark(std::string_view body) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (body.substr(0, kByteOrderMark.size()) == kByteOrderMark)
    body.remove_prefix(kByteOrderMark.size());
  return body;
}

std::string guess_type(std::string_view body) {
  const std::string_view text = base::trim(without_mark(body));
  if (text.empty()) return "text/plain";
  if (text.front() == '{' || text.front() == '[') return "application/json";
  return text.front() == '<' ? "text/html" : "text/plain";
}

// "Text/HTML; charset=utf-8" gives "text/html".
std::string essence(std::string_view content_type) {
  return base::ascii_lower(base::trim(content_type.substr(0, content_type.find(';'))));
}

bool is_html(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml";
}

bool is_json(std::string_view type) {
  constexpr std::string_view kSuffix = "+json";
  return type == "application/json" || type == "text/json" ||
         (type.size() > kSuffix.size() && type.substr(type.size() - kSuffix.size()) == kSuffix);
}

// A browser saves a page with its old <meta>, and mostly in UTF-8.
std::string encoding_of_copy(const std::string& content) {
  return base::is_valid_utf8(content)
             ? "UTF-8"
             : encoding_of({.status = 200, .headers = {}, .body = content});
}

// The encoding is the page's own; scripts and JSON are taken for UTF-8.
void read_html(Page& page, const std::string& encoding) {
  page.encoding = encoding;
  page.body = decode(page.body, encoding);
  page.document = Document::parse(page.body);
}

Page parsed(Page page) {
  page.policies = container_of(page);
  const std::string_view body = without_mark(page.body);
  if (!is_json(page.content_type)) return page;
  if (auto json = base::parse_json(body)) page.json = std::move(*json);
  return page;
}

}  // namespace

Page make_page(Url url, Response response) {
  const std::string* header = find_header(response.headers, "Content-Type");
  std::string type = header == nullptr ? std::string() : essence(*header);
  if (type.empty()) type = guess_type(response.body);
  const std::string encoding = is_html(type) ? encoding_of(response) : "UTF-8";
  Page page{.url = std::move(url),
            .status = response.status,
            .headers = std::move(response.headers),
            .content_type = std::move(type),
            .body = std::move(response.body)};
  if (is_html(page.content_type)) read_html(page, encoding);
  return parsed(std::move(page));
}

Page make_page_from_file(Url url, std::string content) {
  std::string type = guess_type(content);
  if (type == "text/plain") type = "text/html";
  Page page{.url = std::move(url), .content_type = std::move(type), .body = std::move(content)};
  if (is_html(page.content_type)) read_html(page, encoding_of_copy(page.body));
  return parsed(std::move(page));
}

}  // namespace flexverify::web
