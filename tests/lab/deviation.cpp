#include "tests/lab/deviation.h"

#include <iconv.h>

#include <algorithm>
#include <optional>

#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

using base::Json;

// What cannot be converted becomes "?", as a careless server would have it.
std::string converted(const std::string& text, const std::string& from, const std::string& to) {
  const iconv_t converter = ::iconv_open((to + "//TRANSLIT").c_str(), from.c_str());
  if (converter == iconv_t(-1)) return text;
  std::string in = text, out(4 * text.size() + 4, '\0');
  char* source = in.data();
  char* target = out.data();
  std::size_t left = in.size(), room = out.size();
  while (left > 0 && ::iconv(converter, &source, &left, &target, &room) == std::size_t(-1)) {
    ++source;
    --left;
    *target++ = '?';
    --room;
  }
  ::iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

std::string with_port(const std::string& text, int port) {
  return base::replace_all(text, "{port}", std::to_string(port));
}

bool meets(const Change& change, const Request& request, const std::string& method, int port) {
  for (const auto& [name, value] : change.unless)
    if (request.header(name) == with_port(value, port)) return false;
  return change.host == request.host && (change.path == "*" || change.path == request.path) &&
         (change.method.empty() || change.method == method) &&
         (!change.query || *change.query == !request.query.empty());
}

void remove(std::vector<web::NameValue>& headers, const std::string& name) {
  std::erase_if(headers, [&](const web::NameValue& header) {
    return base::equals_ignoring_case(header.first, name);
  });
}

void apply(const Change& change, const Request& request, int port, Reply& reply) {
  if (change.status) reply.status = *change.status;
  if (change.type) reply.type = *change.type;
  const auto filled = [&](const std::string& text) {
    return base::replace_all(with_port(text, port), "{query}",
                             "?" + web::serialize_query(request.query));
  };
  if (change.body) reply.body = filled(*change.body);
  for (const auto& [before, after] : change.replace) {
    const std::string from = with_port(before, port), to = with_port(after, port);
    reply.body = base::replace_all(std::move(reply.body), from, to);
    for (auto& [name, value] : reply.headers) value = base::replace_all(std::move(value), from, to);
  }
  for (const std::string& name : change.drop) remove(reply.headers, name);
  for (const auto& [name, value] : change.set) reply.headers.emplace_back(name, filled(value));
}

bool speaks(const Deviation& deviation, const Request& request) {
  return !deviation.charset.empty() && request.host == kIdpHost;
}

// HTML Standard 4.10.21.8: a line for each field, which nothing escapes.
std::vector<web::NameValue> plain_fields(const Request& request) {
  std::vector<web::NameValue> fields;
  for (const std::string_view line : base::split(request.body, '\n'))
    if (const auto equals = line.find('='); equals != std::string_view::npos)
      fields.emplace_back(line.substr(0, equals), base::trim(line.substr(equals + 1)));
  return fields;
}

// As the lab knows it, from the page's own encoding.
void read_form(const Deviation& deviation, Request& request) {
  const bool plain = request.header("Content-Type").starts_with("text/plain");
  const std::vector<web::NameValue> fields = plain ? plain_fields(request) : request.form();
  if (fields.empty()) return;
  const std::string charset = deviation.charset.empty() ? "UTF-8" : deviation.charset;
  request.body.clear();
  for (const auto& [name, value] : fields)
    request.body += (request.body.empty() ? "" : "&") + web::encode_component(name) + "=" +
                    web::encode_component(converted(value, charset, "UTF-8"));
  remove(request.headers, "Content-Type");
  request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
}

std::optional<Change> interceptor(const Deviation& deviation, const Request& request,
                                  const std::string& method, int port) {
  for (const Change& change : deviation.changes)
    if (change.intercepts && meets(change, request, method, port)) return change;
  return std::nullopt;
}

std::string meaning(const Deviation& deviation, const Request& request) {
  if (request.host == kIdpHost)
    for (const auto& [alias, path] : deviation.aliases)
      if (request.path == alias) return path;
  return request.path;
}

std::vector<std::pair<std::string, std::string>> pairs_of(const Json* object) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (object != nullptr && object->object() != nullptr)
    for (const base::JsonMember& member : *object->object())
      if (member.value.string() != nullptr) pairs.emplace_back(member.name, *member.value.string());
  return pairs;
}

std::optional<std::string> text_in(const Json& object, std::string_view key) {
  const Json* member = object.find(key);
  if (member == nullptr || member->string() == nullptr) return std::nullopt;
  return *member->string();
}

// A name that may come several times is a list of values.
std::vector<web::NameValue> headers_of(const Json* object) {
  std::vector<web::NameValue> headers = pairs_of(object);
  if (object != nullptr && object->object() != nullptr)
    for (const base::JsonMember& member : *object->object())
      if (member.value.array() != nullptr)
        for (const Json& value : *member.value.array())
          headers.emplace_back(member.name, *value.string());
  return headers;
}

Change change_of(const Json& row) {
  const Json* status = row.find("status");
  const Json* query = row.find("query");
  const Json* intercepts = row.find("intercepts");
  return {.host = row.text("host"),
          .path = row.text("path"),
          .method = row.text("method"),
          .query = query == nullptr ? std::nullopt : query->boolean(),
          .unless = pairs_of(row.find("unless")),
          .intercepts = intercepts != nullptr && intercepts->boolean().value_or(false),
          .status = status == nullptr
                        ? std::nullopt
                        : std::optional(static_cast<int>(status->integer().value_or(0))),
          .type = text_in(row, "type"),
          .body = text_in(row, "body"),
          .set = headers_of(row.find("set")),
          .drop = row.texts("drop"),
          .replace = pairs_of(row.find("replace"))};
}

}  // namespace

base::Result<std::vector<Deviation>> read_deviations(const base::Json& rows) {
  if (rows.array() == nullptr) return base::fail("the table", "is no list of rows");
  std::vector<Deviation> deviations;
  for (const Json& row : *rows.array()) {
    Deviation one{.name = row.text("name"),
                  .charset = row.text("charset"),
                  .aliases = pairs_of(row.find("aliases")),
                  .changes = {}};
    const Json* changes = row.find("changes");
    if (one.name.empty() || changes == nullptr || changes->array() == nullptr)
      return base::fail("row " + one.name, "needs a name and a list of changes");
    for (const Json& change : *changes->array()) one.changes.push_back(change_of(change));
    deviations.push_back(std::move(one));
  }
  return deviations;
}

Reply answer_with(const Deviation& deviation, World& world, Request request,
                  const std::string& method) {
  const std::optional<Change> instead = interceptor(deviation, request, method, world.port);
  const Request asked = request;
  Reply reply;
  if (!instead) {
    request.path = meaning(deviation, request);
    if (request.method == "POST" && request.host == kIdpHost) read_form(deviation, request);
    reply = answer(world, request);
  }
  for (const Change& change : deviation.changes)
    if (meets(change, asked, method, world.port)) apply(change, asked, world.port, reply);
  if (speaks(deviation, asked)) reply.body = converted(reply.body, "UTF-8", deviation.charset);
  return reply;
}

}  // namespace flexverify::lab
