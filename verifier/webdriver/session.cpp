#include "verifier/webdriver/session.h"

#include <algorithm>
#include <array>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"
#include "verifier/webdriver/scripts.h"

namespace flexverify::webdriver {
namespace {

using base::Json;
using Members = Json::Object;

constexpr base::Millis kPatience{15'000};  // a script may take 10 s
constexpr std::string_view kEnter = "\uE007";

Json reference(const std::string& element) { return Members{{std::string(kElementKey), element}}; }

Reply<void> done(const Reply<Json>& reply) {
  if (reply) return {};
  return tl::unexpected(reply.error());
}

Reply<std::string> text_of(const Reply<Json>& reply) {
  if (!reply) return tl::unexpected(reply.error());
  if (reply->string() != nullptr) return *reply->string();
  return tl::unexpected(Fault{Fault::Kind::Moving, "no text"});
}

struct NamedFilled {
  std::string_view name;
  Filled filled;
};
constexpr std::array<NamedFilled, 5> kFilled = {{{"filled", Filled::Yes},
                                                 {"place", Filled::OtherPlace},
                                                 {"target", Filled::OtherTarget},
                                                 {"gone", Filled::Gone},
                                                 {"not taken", Filled::NotTaken}}};

// The driver gave out a name for the session; nothing else may be in a path of ours.
bool is_session_id(const std::string& id) {
  return !id.empty() && id.size() <= 200 && std::ranges::all_of(id, [](char c) {
    return c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  });
}

}  // namespace

Reply<Session> Session::start(Wire wire, const Json& capabilities, base::Millis patience) {
  const auto reply = wire.post("/session", Members{{"capabilities", capabilities}}, patience);
  if (!reply) return tl::unexpected(reply.error());
  const std::string id = reply->object() == nullptr ? "" : reply->text("sessionId");
  if (!is_session_id(id)) return tl::unexpected(Fault{Fault::Kind::Gone, "it named no session"});
  return Session(std::move(wire), "/session/" + id);
}

Reply<void> Session::go(const web::Url& url) {
  const auto reply = wire_.post(path_ + "/url", Members{{"url", web::to_string(url)}}, kPatience);
  const bool not_loaded = !reply && base::contains(reply.error().words, "net::ERR_");
  return not_loaded ? Reply<void>{} : done(reply);
}

Reply<void> Session::post(const web::Request& form) {
  const auto blank = wire_.post(path_ + "/url", Members{{"url", "about:blank"}}, kPatience);
  if (!blank) return done(blank);
  Json::Array fields;
  if (const auto* body = std::get_if<web::FormBody>(&form.body))
    for (const web::FormEntry& entry : body->entries)
      if (const auto* value = std::get_if<std::string>(&entry.value))
        fields.emplace_back(Json::Array{entry.name, *value});
  return done(run(kPostScript, {web::to_string(form.url), std::move(fields)}));
}

Reply<Json> Session::run(std::string_view script, Json::Array arguments) {
  return wire_.post(path_ + "/execute/sync",
                    Members{{"script", script}, {"args", std::move(arguments)}}, kPatience);
}

Reply<Screen> Session::look() {
  const auto reply = run(kLookScript, {});
  if (!reply) return tl::unexpected(reply.error());
  if (auto screen = read_screen(*reply)) return *std::move(screen);
  return tl::unexpected(Fault{Fault::Kind::Moving, "no screen"});
}

Reply<web::Url> Session::place() {
  const auto text = text_of(wire_.get(path_ + "/url", kPatience));
  if (!text) return tl::unexpected(text.error());
  if (auto url = web::parse_url(*text)) return *std::move(url);
  return tl::unexpected(Fault{Fault::Kind::Moving, "no URL"});
}

Reply<std::string> Session::source() { return text_of(wire_.get(path_ + "/source", kPatience)); }

Reply<Filled> Session::fill(const Field& field, std::string_view value,
                            const std::vector<std::string>& hosts) {
  const auto said = text_of(
      run(kFillScript, {reference(field.element), Json::Array(hosts.begin(), hosts.end()), value}));
  if (!said) return tl::unexpected(said.error());
  const auto found = std::ranges::find(kFilled, *said, &NamedFilled::name);
  return found == kFilled.end() ? Filled::NotTaken : found->filled;
}

Reply<void> Session::press_enter(const Field& field) {
  return done(wire_.post(path_ + "/element/" + field.element + "/value", Members{{"text", kEnter}},
                         kPatience));
}

Reply<void> Session::click(const Button& button) {
  return done(wire_.post(path_ + "/element/" + button.element + "/click", Members{}, kPatience));
}

Reply<Json> Session::log(std::string_view type) {
  return wire_.post(path_ + "/se/log", Members{{"type", type}}, kPatience);
}

Reply<std::string> Session::picture() {
  const auto text = text_of(wire_.get(path_ + "/screenshot", kPatience));
  if (!text) return text;
  return base::base64_decode(*text).value_or("");
}

void Session::end() { static_cast<void>(wire_.remove(path_, kPatience)); }

}  // namespace flexverify::webdriver
