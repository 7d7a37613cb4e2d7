#include "verifier/recording/difference.h"

#include <algorithm>
#include <set>

#include "verifier/base/overload.h"
#include "verifier/base/text.h"
#include "verifier/recording/fields.h"
#include "verifier/recording/structure_names.h"

namespace flexverify::recording {
namespace {

// What a page hands out to be sent back is longer.
constexpr std::size_t kFewLetters = 8;

std::string carried(const Field& field) {
  return (field.carrier == Carrier::Query ? "parameter " : "field ") + safe_name(field.name);
}

const Field* same_field(const Fields& fields, const Field& wanted, std::set<const Field*>& taken) {
  for (const Field& field : fields)
    if (field.carrier == wanted.carrier && field.name == wanted.name && taken.insert(&field).second)
      return &field;
  return nullptr;
}

const std::string& text_of(const Field& field) {
  static const std::string kNone;
  const auto* text = std::get_if<std::string>(&field.value);
  return text == nullptr ? kNone : *text;
}

void compare_secret(base::SecretRef secret, const Field& theirs, Differences& found) {
  if (text_of(theirs).empty())
    found.grave.push_back(carried(theirs) + " would hold the " +
                          std::string(base::secret_name(secret)) + "; the browser left it empty");
}

void compare_texts(const std::string& ours, const Field& theirs, Differences& found) {
  const std::string& text = text_of(theirs);
  if (base::contains(ours, kSomeUser) || ours == text) return;
  const bool slight = ours.size() <= kFewLetters && text.size() <= kFewLetters;
  (slight ? found.slight : found.grave)
      .push_back(carried(theirs) + " would hold another value than the browser's");
}

void compare_values(const Field& ours, const Field& theirs, Differences& found) {
  std::visit(base::overload{[&](base::SecretRef secret) { compare_secret(secret, theirs, found); },
                            [&](const std::string& text) { compare_texts(text, theirs, found); }},
             ours.value);
}

enum class Kind { None, Form, Json, NotKept, Other };

Kind kind_of(const web::Body& body) {
  return std::visit(base::overload{[](const web::NoBody&) { return Kind::None; },
                                   [](const web::FormBody&) { return Kind::Form; },
                                   [](const web::JsonBody&) { return Kind::Json; }},
                    body);
}

Kind kind_of(const web::RecordedBody& body) {
  return std::visit(base::overload{[](const web::NoBody&) { return Kind::None; },
                                   [](const web::BodyNotKept&) { return Kind::NotKept; },
                                   [](const web::OtherBody&) { return Kind::Other; },
                                   [](const std::vector<web::NameValue>&) { return Kind::Form; },
                                   [](const base::Json&) { return Kind::Json; }},
                    body);
}

std::string kind_text(Kind kind) {
  switch (kind) {
    case Kind::None:
      return "no body";
    case Kind::Form:
      return "a form";
    case Kind::Json:
      return "JSON";
    case Kind::NotKept:
      return "a body that was not kept";
    case Kind::Other:
      return "a body without fields";
  }
  return "";
}

// An empty form and none at all are the same to a server.
bool is_same_kind(Kind ours, Kind theirs) {
  const auto plain = [](Kind kind) { return kind == Kind::None || kind == Kind::Form; };
  return ours == theirs || theirs == Kind::NotKept || (plain(ours) && plain(theirs));
}

// A secret, the user's name, or what a page hands out to be sent back.
bool decides(const Field& field) {
  const auto* text = std::get_if<std::string>(&field.value);
  return text == nullptr || text->size() > kFewLetters;
}

void note(const Field& field, std::string_view what, Differences& found) {
  (decides(field) ? found.grave : found.slight).push_back(carried(field) + std::string(what));
}

void compare_fields(const Fields& ours, const Fields& theirs, bool bodies, Differences& found) {
  std::set<const Field*> taken;
  for (const Field& field : ours) {
    if (field.carrier == Carrier::Body && !bodies) continue;
    if (const Field* same = same_field(theirs, field, taken))
      compare_values(field, *same, found);
    else
      note(field, " would be sent; the browser did not send it", found);
  }
  for (const Field& field : theirs)
    if (!taken.contains(&field)) note(field, " would be missing; the browser sent it", found);
}

std::string names_text(const Fields& fields) {
  constexpr std::size_t kMost = 30;
  std::vector<std::string> names;
  for (const Field& field : fields)
    if (names.size() < kMost) names.push_back(safe_name(field.name));
  return names.empty() ? "" : "fields " + base::join(names, ", ");
}

}  // namespace

Differences differences(const web::Request& ours, const web::RecordedExchange& browsers) {
  Differences found;
  const Kind kind = kind_of(ours.body), theirs = kind_of(browsers.body);
  if (!is_same_kind(kind, theirs))
    found.grave.push_back("would send " + kind_text(kind) + "; the browser sent " +
                          kind_text(theirs));
  compare_fields(fields_of(ours), fields_of(browsers), theirs != Kind::NotKept, found);
  return found;
}

bool goes_to_same_place(const web::Request& ours, const web::RecordedExchange& browsers) {
  return web::method_name(ours.method) == browsers.method &&
         web::same_place(ours.url, browsers.url);
}

std::string place_text(std::string_view method, const web::Url& url) {
  return base::printable(method, 10) + " " + base::printable(web::host_and_port(url), 80) +
         safe_path(url.path);
}

std::string fields_text(const web::RecordedExchange& exchange) {
  return names_text(fields_of(exchange));
}
std::string fields_text(const web::Request& request) { return names_text(fields_of(request)); }

}  // namespace flexverify::recording
