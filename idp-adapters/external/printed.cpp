#include "idp-adapters/external/printed.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "idp-adapters/adapter_list.h"
#include "verifier/base/text.h"
#include "verifier/web/cookie_jar.h"
#include "verifier/web/form.h"

namespace flexverify::idp {
namespace {

constexpr std::size_t kMostCookies = 300;

// domain, whether hosts below it count, path, https only, expiry, name, value.
constexpr std::size_t kColumns = 7;
constexpr std::string_view kHttpOnly = "#HttpOnly_";

struct CookieLine {
  std::string domain;
  std::string header;
};

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

std::optional<CookieLine> cookie_line(std::string_view line) {
  const bool http_only = line.starts_with(kHttpOnly);
  line = without_prefix(line, kHttpOnly);
  if (line.starts_with('#')) return std::nullopt;
  const auto columns = base::split(line, '\t');
  if (columns.size() != kColumns) return std::nullopt;
  const std::string domain(without_prefix(columns[0], "."));
  std::string header = std::string(columns[5]) + "=" + std::string(columns[6]);
  if (columns[1] == "TRUE") header += "; Domain=" + domain;
  header += "; Path=" + std::string(columns[2]);
  if (columns[3] == "TRUE") header += "; Secure";
  if (http_only) header += "; HttpOnly";
  return CookieLine{domain, std::move(header)};
}

std::vector<CookieLine> cookie_lines(std::string_view output) {
  std::vector<CookieLine> found;
  for (std::string_view line : base::split(output, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    auto cookie = cookie_line(line);
    if (cookie && found.size() < kMostCookies) found.push_back(*std::move(cookie));
  }
  return found;
}

PrintedCookies for_host(std::vector<CookieLine> lines, const web::Url& url) {
  PrintedCookies cookies;
  for (CookieLine& line : lines) {
    if (web::domain_matches(web::host_name(url), base::ascii_lower(line.domain)))
      cookies.headers.push_back({"Set-Cookie", std::move(line.header)});
    else
      ++cookies.others;
  }
  return cookies;
}

bool has_response(const web::Page& page) {
  const auto forms = web::forms(page);
  return std::any_of(forms.begin(), forms.end(), [](const web::Form& form) {
    return web::find_control(form, "SAMLResponse") != nullptr;
  });
}

bool owns(const web::Url&) { return false; }

enum class State { None };
PageState classify(const PageView&) { return State::None; }

}  // namespace

base::Result<Printed> read_printed(const std::string& output, const web::Url& url) {
  web::Page page = web::make_page_from_file(url, output);
  if (has_response(page)) return PrintedPage{std::move(page)};
  auto lines = cookie_lines(output);
  if (lines.empty())
    return base::fail("--idp-command",
                      "printed neither a form with a SAMLResponse nor a Netscape cookie file (" +
                          std::to_string(output.size()) + " bytes)");
  return for_host(std::move(lines), url);
}

// No page is its own: what the command prints is read by the shared rules, and a session that it
// brought is tried with the adapter of whoever owns the page.
constinit const Adapter kExternal = {.id = kExternalId,
                                     .title = "a command of yours",
                                     .owns = owns,
                                     .labels = model::kAnyProvider,
                                     .classify = classify,
                                     .handlers = {}};

}  // namespace flexverify::idp
