#include "verifier/saml/unwrap.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "verifier/base/encoding.h"
#include "verifier/base/json.h"
#include "verifier/base/text.h"
#include "verifier/saml/xml.h"
#include "verifier/web/form.h"
#include "verifier/web/page.h"
#include "verifier/web/query.h"
#include "verifier/web/url.h"

namespace flexverify::saml {
namespace {

using Pairs = std::vector<web::NameValue>;

constexpr std::array<std::pair<std::string_view, MessageKind>, 2> kFields = {
    {{"SAMLResponse", MessageKind::Response}, {"SAMLRequest", MessageKind::AuthnRequest}}};

constexpr std::array<std::pair<std::string_view, MessageKind>, 4> kRoots = {
    {{"Response", MessageKind::Response},
     {"AuthnRequest", MessageKind::AuthnRequest},
     {"EntityDescriptor", MessageKind::Metadata},
     {"EntitiesDescriptor", MessageKind::Metadata}}};

// The local name of the first element, whether or not the rest is well-formed or safe.
std::string_view first_element(std::string_view xml) {
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    const std::string_view rest = xml.substr(at + 1);
    if (rest.empty() || rest[0] == '?' || rest[0] == '!') continue;
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
    return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
  }
  return "";
}

std::optional<MessageKind> kind_of_root(std::string_view xml) {
  const std::string_view name = first_element(xml);
  for (const auto& [root, kind] : kRoots)
    if (name == root) return kind;
  return std::nullopt;
}

bool is_xml(std::string_view text) { return base::trim(text).starts_with('<'); }

// HTTP-POST is base64, HTTP-Redirect deflated before that. The bytes, when they are neither.
std::optional<std::string> decode(std::string_view value) {
  std::string text(base::trim(value));
  if (base::contains(text, "%")) text = web::percent_decode(text);
  auto bytes = base::base64_decode(text);
  if (!bytes) return std::nullopt;
  if (is_xml(*bytes)) return bytes;
  auto inflated = base::inflate_raw(*bytes, kMaxXmlBytes);
  return inflated && is_xml(*inflated) ? inflated : bytes;
}

class Finder {
 public:
  void add(WrappedMessage message) {
    const auto same = [&](const WrappedMessage& other) { return other.xml == message.xml; };
    if (found_.size() < kMostMessages && std::ranges::none_of(found_, same))
      found_.push_back(std::move(message));
  }

  void add_pairs(const Pairs& pairs, const WrappedMessage& around) {
    for (const auto& [field, kind] : kFields)
      for (const auto& [name, value] : pairs) {
        if (name != field) continue;
        WrappedMessage message = around;
        message.xml = decode(value).value_or(value);
        message.kind =
            is_xml(message.xml) ? kind_of_root(message.xml).value_or(MessageKind::Other) : kind;
        add(std::move(message));
      }
  }

  [[nodiscard]] std::vector<WrappedMessage> take() { return std::move(found_); }

 private:
  std::vector<WrappedMessage> found_;
};

std::string without_query(web::Url url) {
  // The ACS URL of a connection has a query of its own, which belongs to it.
  Pairs kept;
  for (web::NameValue& pair : web::parse_query(url.query.value_or("")))
    if (!pair.first.starts_with("SAML") && pair.first != "RelayState" &&
        !pair.first.starts_with("Sig"))
      kept.push_back(std::move(pair));
  url.query = kept.empty() ? std::nullopt : std::optional(web::serialize_query(kept));
  return web::to_string(url, web::WithFragment::No);
}

void from_url(const web::Url& url, WrappedMessage around, Finder& finder) {
  around.sent_to = without_query(url);
  finder.add_pairs(web::parse_query(url.query.value_or("")), around);
}

void from_html(std::string_view html, Finder& finder) {
  const web::Url nowhere = *web::parse_url("https://saved.page.invalid/");
  const web::Page page = web::make_page_from_file(nowhere, std::string(html));
  for (const web::Form& form : web::forms(page)) {
    Pairs pairs;
    for (const web::Control& control : form.controls)
      pairs.emplace_back(control.name, control.value);
    const bool known = form.action.host != nowhere.host;
    finder.add_pairs(pairs, {.place = "a form of the page",
                             .sent_to = known ? web::to_string(form.action) : ""});
  }
}

Pairs posted(const base::Json& request) {
  Pairs pairs;
  const base::Json* data = request.find("postData");
  if (data == nullptr) return pairs;
  if (const base::Json* params = data->find("params"); params != nullptr && params->array())
    for (const base::Json& one : *params->array())
      pairs.emplace_back(web::percent_decode(one.text("name")), one.text("value"));
  return pairs.empty() ? web::parse_query(data->text("text")) : pairs;
}

void from_har(const base::Json& har, Finder& finder) {
  const base::Json* entries = har.find_path({"log", "entries"});
  if (entries == nullptr || entries->array() == nullptr) return;
  std::size_t number = 0;
  for (const base::Json& entry : *entries->array()) {
    ++number;
    const base::Json* request = entry.find("request");
    const auto url = request == nullptr ? std::nullopt : web::parse_url(request->text("url"));
    if (!url) continue;
    WrappedMessage around{.place = fmt::format("entry {} of the HAR file: {} {}{}", number,
                                               base::printable(request->text("method"), 10),
                                               base::printable(web::host_and_port(*url), 100),
                                               base::printable(url->path, 100)),
                          .seen_at = base::parse_rfc3339(entry.text("startedDateTime"))};
    from_url(*url, around, finder);
    around.sent_to = without_query(*url);
    finder.add_pairs(posted(*request), around);
  }
}

void from_xml(std::string_view text, Finder& finder) {
  if (const auto kind = kind_of_root(text))
    finder.add({.kind = *kind, .xml = std::string(text), .place = "XML"});
  else
    from_html(text, finder);
}

void from_bare(std::string_view text, Finder& finder) {
  const auto bytes = decode(text);
  if (!bytes || !is_xml(*bytes)) return;
  finder.add({.kind = kind_of_root(*bytes).value_or(MessageKind::Other),
              .xml = *bytes,
              .place = "base64"});
}

}  // namespace

std::vector<WrappedMessage> unwrap(std::string_view input) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (input.starts_with(kByteOrderMark)) input.remove_prefix(kByteOrderMark.size());
  const std::string_view text = base::trim(input);
  Finder finder;
  if (text.starts_with('<')) {
    from_xml(text, finder);
  } else if (text.starts_with('{')) {
    if (const auto har = base::parse_json(text)) from_har(*har, finder);
  } else if (const auto url = web::parse_url(text); url && web::is_http(*url)) {
    from_url(*url, {.place = "the query of the URL"}, finder);
  } else if (base::contains(text, "SAMLResponse=") || base::contains(text, "SAMLRequest=")) {
    finder.add_pairs(web::parse_query(text), {.place = "form fields"});
  } else {
    from_bare(text, finder);
  }
  return finder.take();
}

}  // namespace flexverify::saml
