#include "verifier/saml/finder.h"

#include <algorithm>
#include <array>

#include "verifier/saml/address.h"
#include "verifier/saml/readings.h"
#include "verifier/web/form.h"
#include "verifier/web/page.h"

namespace flexverify::saml {
namespace {

using Pairs = std::vector<web::NameValue>;

constexpr std::array<std::pair<std::string_view, MessageKind>, 3> kFields = {
    {{"SAMLResponse", MessageKind::Response},
     {"SAMLRequest", MessageKind::AuthnRequest},
     {"SAMLart", MessageKind::Artifact}}};

constexpr std::array<std::pair<std::string_view, MessageKind>, 4> kRoots = {
    {{"Response", MessageKind::Response},
     {"AuthnRequest", MessageKind::AuthnRequest},
     {"EntityDescriptor", MessageKind::Metadata},
     {"EntitiesDescriptor", MessageKind::Metadata}}};

WrappedMessage message_of(const std::string& value, MessageKind kind, WrappedMessage message) {
  message.kind = kind;
  if (kind == MessageKind::Artifact) {
    message.xml = value;
    return message;
  }
  message.xml = looks_like_xml(value) ? value : decode_field(value).value_or(value);
  if (looks_like_xml(message.xml))
    message.kind = kind_of_root(message.xml).value_or(MessageKind::Other);
  return message;
}

}  // namespace

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

void Finder::add(WrappedMessage message) {
  const auto same = [&](const WrappedMessage& other) { return other.xml == message.xml; };
  if (found_.size() < kMostMessages && std::ranges::none_of(found_, same))
    found_.push_back(std::move(message));
}

void Finder::add_pairs(std::span<const web::NameValue> pairs, const WrappedMessage& around) {
  for (const auto& [field, kind] : kFields)
    for (const auto& [name, value] : pairs)
      if (name == field && !value.empty()) add(message_of(value, kind, around));
}

void Finder::add_url(const web::Url& url, WrappedMessage around) {
  around.sent_to = address_of(url);
  around.in_query = true;
  add_pairs(web::parse_query(url.query.value_or("")), around);
}

void Finder::add_page(std::string_view html, const web::Url& base, WrappedMessage around) {
  const web::Page page = web::make_page_from_file(base, std::string(html));
  for (const web::Form& form : web::forms(page)) {
    Pairs pairs;
    for (const web::Control& control : form.controls)
      pairs.emplace_back(control.name, control.value);
    around.sent_to = form.action.host != base.host ? web::to_string(form.action) : "";
    add_pairs(pairs, around);
  }
}

}  // namespace flexverify::saml
