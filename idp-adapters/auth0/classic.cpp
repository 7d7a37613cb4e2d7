#include "idp-adapters/auth0/classic.h"

#include "idp-adapters/auth0/screens.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"
#include "verifier/web/object_literal.h"

namespace flexverify::idp::auth0 {
namespace {

using base::Json;
using model::Code;

constexpr std::string_view kConnection = "connection";

// The page spreads its values over three objects.
std::string option(const Json& config, std::string_view name) {
  for (const std::string_view object : {"extraParams", "internalOptions"})
    if (const Json* found = config.find_path({object, name}); found && found->string())
      if (!found->string()->empty()) return *found->string();
  return config.text(name);
}

std::optional<Json> config_of(const Memory& memory) {
  return memory.document == nullptr ? std::nullopt : encoded_json(*memory.document);
}

std::string connection_of(const Json& config, const Memory& memory) {
  const std::string named = option(config, kConnection);
  return named.empty() ? memory.note(kConnection) : named;
}

Stop no_connection(const PageView& page) {
  return stop(Code::NeedsBrowser,
              place_of(page) +
                  " does not name its database connection: append &connection=NAME to the Single "
                  "Sign-On URL, or use the New Universal Login");
}

web::Request call(const PageView& window, std::string_view path, web::JsonBody body) {
  web::Request request = web::get(*web::parse_url(path, &window.url));
  request.method = web::Method::Post;
  request.mode = web::Mode::FetchSameOrigin;
  request.headers = {{"Accept", "*/*"}};
  request.body = std::move(body);
  request.initiator = window.url;
  return request;
}

Send ask_challenge(const PageView& window, const Json& config) {
  web::JsonBody body;
  body.value.set("state", option(config, "state"));
  return {call(window, "/usernamepassword/challenge", std::move(body))};
}

Action ask_client_file(const PageView& page, const Json& config) {
  const std::string base = config.text("clientConfigurationBaseUrl");
  const auto root = web::parse_url(base.empty() ? "https://cdn.auth0.com/" : base, &page.url);
  const auto url =
      root ? web::parse_url("client/" + config.text("clientID") + ".js", &*root) : std::nullopt;
  if (!url || url->scheme != "https") return no_connection(page);
  web::Request request = web::get(*url);
  request.mode = web::Mode::Subresource;
  request.initiator = page.url;
  return Send{std::move(request)};
}

// Auth0.setClient({"strategies":[{"name":"auth0","connections":[{"name":"Agents"}]}]}): the
// strategy of that name holds the databases.
std::string database_in(std::string_view script) {
  constexpr std::string_view kCall = "Auth0.setClient(";
  const std::size_t at = script.find(kCall);
  const auto literal =
      at == std::string_view::npos ? std::nullopt : web::read_literal(script, at + kCall.size());
  const Json* strategies = literal ? literal->value.find("strategies") : nullptr;
  if (strategies == nullptr || strategies->array() == nullptr) return "";
  for (const Json& strategy : *strategies->array()) {
    const Json* list = strategy.find("connections");
    if (strategy.text("name") != "auth0" || list == nullptr || list->array() == nullptr) continue;
    if (!list->array()->empty()) return list->array()->front().text("name");
  }
  return "";
}

// All that the page was given for its calls goes back, whatever it is.
web::JsonBody login_body(const Json& config, const std::string& connection,
                         const std::string& username) {
  web::JsonBody body;
  if (const Json* given = config.find("internalOptions"); given && given->object())
    for (const base::JsonMember& member : *given->object())
      body.value.set(member.name, member.value);
  body.value.set("client_id", config.text("clientID"))
      .set("tenant", config.text("auth0Tenant"))
      .set("connection", connection)
      .set("username", username)
      .set("state", option(config, "state"))
      .set("_csrf", option(config, "_csrf"))
      .set("_intstate", "deprecated")
      .set("protocol", option(config, "protocol"))
      .set("redirect_uri", config.text("callbackURL"))
      .set("sso", true)
      .set("popup_options", Json{Json::Object{}});
  body.secrets.push_back({{"password"}, base::SecretRef::Password});
  return body;
}

}  // namespace

bool is_classic_page(const PageView& page) {
  if (page.document.empty() || !base::contains(page.body, "atob(")) return false;
  const auto json = encoded_json(page);
  return json && json->find("clientID") != nullptr && json->find("screen") == nullptr;
}

bool is_client_file(const PageView& page) {
  return path_has(page, "/client/") && page.url.path.ends_with(".js");
}

bool is_challenge(const PageView& page) { return path_has(page, "/usernamepassword/challenge"); }

Action begin_classic(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const auto config = encoded_json(page);
  if (!config) return stop(Code::PageNotRecognised, place_of(page));
  if (memory.password_sent)
    return stop(Code::CredentialsRejected, place_of(page) + " shows the login again");
  if (!facts.has_password || facts.username.empty())
    return stop(facts.username.empty() ? Code::ConfigInvalid : Code::SecretMissing,
                place_of(page) + " asks for user name and password");
  if (connection_of(*config, memory).empty()) return ask_client_file(page, *config);
  return ask_challenge(page, *config);
}

Action take_connection(const PageView& page, const LoginFacts&, const Memory& memory) {
  const auto config = config_of(memory);
  std::string name = database_in(page.body);
  if (!config || name.empty()) return no_connection(page);
  Send send = ask_challenge(*memory.document, *config);
  send.notes.push_back({std::string(kConnection), std::move(name)});
  return send;
}

// An older tenant has no such question, and its refusal asks for nothing.
Action sign_in_classic(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  const Json* required = page.json ? page.json->find("required") : nullptr;
  if (required != nullptr && required->boolean() == true)
    return stop(Code::BotProtection,
                place_of(page) +
                    " wants a captcha: put this machine's address on the allow list "
                    "of Bot Detection");
  const auto config = config_of(memory);
  if (!config) return stop(Code::PageNotRecognised, place_of(page));
  const std::string connection = connection_of(*config, memory);
  if (connection.empty()) return no_connection(page);
  return Send{call(*memory.document, "/usernamepassword/login",
                   login_body(*config, connection, facts.username))};
}

}  // namespace flexverify::idp::auth0
