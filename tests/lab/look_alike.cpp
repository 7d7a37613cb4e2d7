// Runs the look-alikes: which endpoint a request is for, whether it is what the real provider
// would take, and which screen comes next.
#include "tests/lab/look_alike.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "tests/lab/look_alike_template.h"
#include "tests/lab/pages.h"
#include "tests/lab/service_provider/judge.h"
#include "verifier/base/text.h"
#include "verifier/base/totp.h"

namespace flexverify::lab {
namespace {

std::string_view path_of(std::string_view sso_path) {
  return sso_path.substr(0, sso_path.find('?'));
}

Reply refuse(std::string_view what) {
  return html(400, "Lab", fmt::format("<p>400 lab: {}</p>", base::html_escape(what)));
}

bool has_word(std::string_view words, std::string_view word) {
  const auto all = base::split(words, ' ');
  return std::find(all.begin(), all.end(), word) != all.end();
}

bool is_path(std::string_view pattern, std::string_view path) {
  if (pattern.ends_with("/*")) return path.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == path;
}

std::optional<std::string> json_text(const base::Json& body, std::string_view path) {
  const base::Json* place = &body;
  for (const std::string_view name : base::split(path, '.')) {
    place = place->find(name);
    if (place == nullptr) return std::nullopt;
  }
  return place->string() != nullptr ? *place->string() : base::dump_json(*place);
}

std::optional<std::string> pair_value(const std::vector<web::NameValue>& pairs,
                                      std::string_view name) {
  const auto found = std::find_if(pairs.begin(), pairs.end(),
                                  [name](const auto& pair) { return pair.first == name; });
  return found == pairs.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> some(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// Where a field's name says that its value is; nullopt when it is not there.
std::optional<std::string> value_at(const Request& request, std::string_view name) {
  const std::size_t colon = name.find(':');
  const std::string_view place = colon == std::string_view::npos ? "" : name.substr(0, colon);
  const std::string_view rest = colon == std::string_view::npos ? name : name.substr(colon + 1);
  if (place == "query") return pair_value(request.query, rest);
  if (place == "header") return some(request.header(rest));
  if (place == "cookie") return some(request.cookie(rest));
  if (request.method == "GET") return pair_value(request.query, name);
  // saml2aws sends JSON to Entra without a type.
  const std::string type = request.header("Content-Type");
  if (!type.empty() && !base::contains(type, "json")) return pair_value(request.form(), name);
  const auto body = base::parse_json(request.body);
  return body ? json_text(*body, name) : std::nullopt;
}

bool is_credential(const Field& field) {
  return field.is == Field::Is::Username || field.is == Field::Is::Password ||
         field.is == Field::Is::Code || field.is == Field::Is::Answer;
}

// What the provider makes of a credential; of several the gravest counts.
enum class Judged { Right, Used, Wrong };

// RFC 6238 5.2: the step of now or the one before, each code once.
Judged judge_code_of(World& world, std::string_view app, const std::string& code) {
  const std::string key = totp_key(world, app);
  for (const base::Millis back : {base::Millis{0}, base::Millis{30'000}}) {
    const base::WallTime time = world.time_of_codes() - back;
    if (base::totp(key, time) != code) continue;
    const std::string use = fmt::format("{} {}", app, base::totp_step({}, time));
    if (world.used_codes.find(use)) return Judged::Used;
    world.used_codes.put("", use);
    return Judged::Right;
  }
  return Judged::Wrong;
}

// The user has an app for each of the two targets, so that neither has to wait for the other.
Judged judge_code(World& world, const LookAlike& look_alike, const std::string& code) {
  for (const Target& target : world.targets) {
    const LookAlike* entry = target.look_alike;
    const bool is_user =
        entry != nullptr && (entry == &look_alike || entry->leads_to == look_alike.name);
    if (!is_user) continue;
    if (const Judged judged = judge_code_of(world, target.name, code); judged != Judged::Wrong)
      return judged;
  }
  return Judged::Wrong;
}

Judged right_if(bool same) { return same ? Judged::Right : Judged::Wrong; }

Judged judge(World& world, const LookAlike& look_alike, const Field& field,
             const std::string& value) {
  switch (field.is) {
    case Field::Is::Username:
      return right_if(value == world.user.username);
    case Field::Is::Password:
      return right_if(value == world.user.password);
    case Field::Is::Answer:
      return right_if(value == world.user.answer);
    case Field::Is::Code:
      return judge_code(world, look_alike, value);
    case Field::Is::Token:
    case Field::Is::Exactly:
    case Field::Is::Present:
    case Field::Is::Filled:
    case Field::Is::Absent:
      break;
  }
  return Judged::Right;
}

std::string_view next_screen(const Endpoint& endpoint, Judged judged) {
  switch (judged) {
    case Judged::Right:
      return endpoint.next;
    case Judged::Used:
      return endpoint.used.empty() ? endpoint.refused : endpoint.used;
    case Judged::Wrong:
      return endpoint.refused;
  }
  return {};
}

// "" when the field is as the provider wants it; credentials are looked at later.
std::string fault_of(const Field& field, const std::optional<std::string>& value,
                     const LookAlikeSession& session) {
  const std::string name(field.name);
  if (field.is == Field::Is::Absent) return value ? name + " must not be there" : "";
  if (!value) return name + " is missing";
  if (field.is == Field::Is::Filled && value->empty()) return name + " is empty";
  if (field.is == Field::Is::Exactly && *value != field.value)
    return name + " is \"" + *value + "\", expected \"" + std::string(field.value) + "\"";
  if (field.is != Field::Is::Token) return "";
  const auto token = session.tokens.find(std::string(field.value));
  const bool right = token != session.tokens.end() && token->second == *value;
  return right ? "" : name + " is not the token that was issued last";
}

// The screen, or what a drill puts in its place.
const Screen* screen_to_show(const Scene& scene, std::string_view name) {
  const Drill* drill = scene.world.drill;
  const bool ours = drill != nullptr && drill->look_alike == scene.look_alike.name;
  if (!ours || scene.session.detoured || drill->from != name)
    return screen_named(scene.look_alike, name);
  scene.session.detoured = true;
  return screen_named(scene.look_alike, drill->to);
}

Reply show(const Scene& scene, std::string_view name) {
  const Screen* screen = screen_to_show(scene, name);
  if (screen == nullptr) return refuse("no screen " + std::string(name));
  scene.session.screen = screen->name;
  if (is_answer(*screen)) scene.session.answer = screen->name;
  return render(scene, *screen);
}

Reply take(World& world, const Scene& scene, const Endpoint& endpoint) {
  Judged judged = Judged::Right;
  for (const Field& field : endpoint.fields) {
    const auto value = value_at(scene.request, field.name);
    if (const std::string fault = fault_of(field, value, scene.session); !fault.empty())
      return refuse(fmt::format("{} in \"{}\": {}", endpoint.path, scene.session.screen, fault));
    if (field.is == Field::Is::Username) scene.session.username = *value;
    if (is_credential(field))
      judged = std::max(judged, judge(world, scene.look_alike, field, *value));
  }
  const std::string_view next = next_screen(endpoint, judged);
  return next.empty() ? refuse("wrong user name, password or code") : show(scene, next);
}

bool fits(const Endpoint& endpoint, const Request& request, const LookAlikeSession& session) {
  return std::all_of(endpoint.fields.begin(), endpoint.fields.end(), [&](const Field& field) {
    return fault_of(field, value_at(request, field.name), session).empty();
  });
}

// Of several that may come, the first whose fields are there; else the first, which says what is
// missing.
const Endpoint* endpoint_for(const LookAlike& look_alike, const Request& request,
                             const LookAlikeSession& session) {
  const Endpoint* first = nullptr;
  for (const Endpoint& endpoint : look_alike.endpoints) {
    if (endpoint.method != request.method || !is_path(endpoint.path, request.path) ||
        !has_word(endpoint.from, session.screen))
      continue;
    if (fits(endpoint, request, session)) return &endpoint;
    if (first == nullptr) first = &endpoint;
  }
  return first;
}

std::string path_and_query(const Request& request) {
  return request.query.empty() ? request.path
                               : request.path + "?" + web::serialize_query(request.query);
}

// WS-Federation, or SAML by either binding.
std::optional<IdpLogin> read_request(const Request& request, LookAlikeSession& session) {
  if (request.parameter("wa") == "wsignin1.0") {
    session.reply_to = request.parameter("wreply");
    session.context = request.parameter("wctx");
    return session.reply_to.empty() ? std::nullopt : std::optional(IdpLogin{});
  }
  const bool post = request.method == "POST";
  const std::string encoded =
      post ? value_of(request.form(), "SAMLRequest") : request.parameter("SAMLRequest");
  const auto message =
      sp::read_authn_request(encoded, post ? sp::Binding::Post : sp::Binding::Redirect);
  if (!message) return std::nullopt;
  session.tokens["SAMLRequest"] = encoded;
  return IdpLogin{.request_id = message->id,
                  .acs_url = message->acs_url,
                  .entity_id = message->issuer,
                  .relay_state = post ? value_of(request.form(), "RelayState")
                                      : request.parameter("RelayState")};
}

bool is_registered(const World& world, const IdpLogin& login) {
  const Connection* connection = world.connection_of_entity(login.entity_id);
  if (connection != nullptr) return world.acs_url(*connection) == login.acs_url;
  return std::ranges::any_of(all_look_alikes(), [&](const LookAlike* one) {
    return login.entity_id == "urn:lab:" + std::string(one->name) &&
           login.acs_url.starts_with(world.origin(look_alike_host(one->name)) + "/");
  });
}

struct Found {
  LookAlikeSession session;
  std::string name;  // of the cookie's value; "" for a browser that comes for the first time
};

Reply start(World& world, const LookAlike& look_alike, const Request& request, Found& found) {
  LookAlikeSession& session = found.session;
  const std::string answer = session.answer;
  session.reply_to.clear();
  const auto login = read_request(request, session);
  if (!login) return refuse("the request to sign in cannot be read");
  if (session.reply_to.empty() && !is_registered(world, *login))
    return refuse("no application with the Entity ID " + login->entity_id + " and this ACS URL");
  session.login = *login;
  session.entry = path_and_query(request);
  const Scene scene{world, look_alike, request, session};
  session.login.issuer = render_text(scene, look_alike.issuer);
  return show(scene, answer.empty() ? "start" : answer);
}

Reply step(World& world, const LookAlike& look_alike, const Request& request, Found& found) {
  if (const Endpoint* endpoint = endpoint_for(look_alike, request, found.session))
    return take(world, {world, look_alike, request, found.session}, *endpoint);
  if (request.path == path_of(look_alike.sso_path)) return start(world, look_alike, request, found);
  return refuse(fmt::format("{} {} does not belong to \"{}\"", request.method, request.path,
                            found.session.screen));
}

}  // namespace

std::string look_alike_host(std::string_view name) { return std::string(name) + ".idp.localhost"; }

Reply look_alike_reply(World& world, const LookAlike& look_alike, const Request& request) {
  Found found{.session = {}, .name = request.cookie(look_alike.cookie)};
  if (auto known = world.look_alike_sessions.find(found.name))
    found.session = *std::move(known);
  else
    found.name.clear();
  Reply reply = step(world, look_alike, request, found);
  if (!found.name.empty()) {
    world.look_alike_sessions.change(found.name, std::move(found.session));
    return reply;
  }
  set_cookie(reply, look_alike.cookie, world.look_alike_sessions.put(std::move(found.session)),
             SameSite::None);
  return reply;
}

const LookAlike* look_alike_at(std::string_view host) {
  const auto all = all_look_alikes();
  const auto found = std::find_if(all.begin(), all.end(), [host](const LookAlike* one) {
    return look_alike_host(one->name) == host;
  });
  return found == all.end() ? nullptr : *found;
}

}  // namespace flexverify::lab
