#include "tests/fuzz/targets.h"

#include <algorithm>
#include <array>

#include "reports/renderer.h"
#include "reports/run_reader.h"
#include "verifier/base/check.h"
#include "verifier/base/text.h"
#include "verifier/base/unsafe_characters.h"
#include "verifier/config/load.h"
#include "verifier/flex/app_config.h"
#include "verifier/flex/page.h"
#include "verifier/model/redact.h"
#include "verifier/recording/rehearsal.h"
#include "verifier/recording/tenant.h"
#include "verifier/saml/audit.h"
#include "verifier/saml/metadata.h"
#include "verifier/saml/unwrap.h"
#include "verifier/serve/http_message.h"
#include "verifier/web/charset.h"
#include "verifier/web/content_security_policy.h"
#include "verifier/web/cookie.h"
#include "verifier/web/form.h"
#include "verifier/web/navigate.h"
#include "verifier/web/page.h"

namespace flexverify::fuzz {
namespace {

const web::Url& home() {
  static const web::Url url = web::parse_url("https://agents.example/flex/").value();
  return url;
}

// What is written as text is read as the same URL.
void url(std::string_view bytes) {
  const auto read = web::parse_url(bytes, &home());
  if (!read) return;
  const std::string text = web::to_string(*read);
  const auto again = web::parse_url(text);
  FV_CHECK(again && web::to_string(*again) == text);
}

// No name or value has what would end a header or begin another cookie.
void set_cookie(std::string_view bytes) {
  const auto cookie = web::parse_set_cookie(bytes);
  if (!cookie) return;
  for (const std::string& part : {cookie->name, cookie->value})
    FV_CHECK(part.find_first_of(std::string_view(";\r\n\0", 4)) == std::string::npos);
  FV_CHECK(!web::is_oversized_cookie(bytes));
}

web::Page page_of(std::string_view bytes, std::string type) {
  return web::make_page(
      home(),
      {.status = 200, .headers = {{"Content-Type", std::move(type)}}, .body = std::string(bytes)});
}

// There is a tree or a reason, and no secret goes into a URL.
void html(std::string_view bytes) {
  const web::Page page = page_of(bytes, "text/html");
  FV_CHECK(page.document.empty() != page.document.refusal().empty());
  (void)web::automatic_step(page);
  (void)flex::read_page(page);
  for (const web::Form& form : web::forms(page)) {
    const web::Values secret = {{"password", base::SecretRef::Password}};
    const auto request = web::submit(form, web::default_button(form), secret, home());
    FV_CHECK(!request || request->method == web::Method::Post);
  }
}

// The same script means the same, and what is known is text.
void app_config(std::string_view bytes) {
  const std::vector<web::ScriptSource> scripts = {{"appConfig.js", std::string(bytes)}};
  const flex::AppConfig once = flex::read_app_config(scripts, home());
  const flex::AppConfig again = flex::read_app_config(scripts, home());
  FV_CHECK(once.account_sid.text == again.account_sid.text);
  FV_CHECK(once.account_sid.is_known() || once.account_sid.text.empty());
  FV_CHECK(once.whole.reading == again.whole.reading);
}

// Nothing is verified without a certificate, and all is judged.
void saml(std::string_view bytes) {
  for (const auto& message : saml::unwrap(bytes)) {
    const auto response = saml::parse_response(message.xml, {});
    if (!response) continue;
    FV_CHECK(!saml::is_pinned(response->response_signature));
    FV_CHECK(!saml::is_pinned(response->assertion_signature));
    saml::Expected expected;
    expected.entity_id = "urn:flex:JQ0";
    expected.acs_url = "https://acs.example/";
    (void)saml::audit_response(*response, "https://acs.example/", expected);
  }
}

void metadata(std::string_view bytes) {
  const auto entities = saml::parse_metadata(bytes);
  if (!entities) return;
  const auto* provider = saml::identity_provider_in(*entities, "https://idp.example/");
  FV_CHECK(provider == nullptr || !entities->empty());
}

// Valid, or each fault has words and a place.
void configuration(std::string_view bytes) {
  const auto loaded = config::load(bytes, "/", {.adapters = {"okta"}, .now = base::WallTime{}});
  if (!loaded) {
    FV_CHECK(!loaded.error().empty());
    return;
  }
  for (const base::Json& target : loaded->targets)
    FV_CHECK(!config::make_spec(loaded->defaults, target, {}).name.empty());
}

// What was read once is written as it is read again; a terminal is told nothing.
void saved_run(std::string_view bytes) {
  const auto run = reports::read_run(bytes);
  if (!run) return;
  const std::string json = reports::render_json(*run, {});
  const auto again = reports::read_run(json);
  FV_CHECK(again && reports::render_json(*again, {}) == json);
  for (const reports::Renderer& renderer : reports::all_renderers())
    (void)reports::render(renderer, *run, {});
  const std::string text = reports::render_text(*run, {}) + reports::render_nagios(*run, {});
  for (std::size_t i = 0; i < text.size(); ++i)
    FV_CHECK(text[i] != '\x1B' && base::unsafe_at(std::string_view(text).substr(i)).length == 0);
}

// An empty policy refuses nothing.
void policy(std::string_view bytes) {
  web::Page page = page_of("<p>", "text/html");
  page.headers.push_back({"Content-Security-Policy", std::string(bytes)});
  const web::Policies policies = web::policies_of(page);
  (void)web::refuse_form(policies, home(), web::Hop::First);
  const auto refused = web::refuse_call(policies, home());
  FV_CHECK(!policies.empty() || refused.empty());
}

// Whatever the label says, the text is UTF-8.
void charset(std::string_view bytes) {
  const std::string_view label = bytes.substr(0, bytes.find('\n'));
  const std::string name = web::encoding_named(label);
  if (!name.empty()) FV_CHECK(base::is_valid_utf8(web::decode(bytes, name)));
}

// A secret in the text is not in what is shown.
void redaction(std::string_view bytes) {
  const std::string secret = "Zk9v4Q-canary_7Wc";
  model::Redactor redactor("key");
  redactor.add(secret, model::Whose::Account);
  redactor.add(bytes.substr(0, 40));
  const std::string text =
      std::string(bytes) + secret + std::string(bytes.substr(bytes.size() / 2));
  FV_CHECK(redactor.text(text).find(secret) == std::string::npos);
}

// A beginning of a whole request is no other request.
void http_request(std::string_view bytes) {
  const auto parsed = serve::parse_request(bytes);
  if (!std::holds_alternative<serve::HttpRequest>(parsed)) return;
  FV_CHECK(std::get<serve::HttpRequest>(parsed).path.starts_with('/'));
  const auto part = serve::parse_request(bytes.substr(0, bytes.find("\r\n\r\n")));
  FV_CHECK(std::holds_alternative<serve::NotWhole>(part));
}

// Nobody's name is in what a recording tells of its tenant, and a rehearsal that agrees has only
// steps that agree.
void recording(std::string_view bytes) {
  const auto read = web::read_recording(bytes);
  const auto login = read ? recording::find_login(*read)
                          : base::Result<recording::RecordedLogin>(base::fail("", ""));
  if (!login) return;
  const recording::Tenant tenant = recording::tenant_of(*read, *login);
  for (const recording::Shown* shown :
       {&tenant.page, &tenant.redirect_url, &tenant.sso_url, &tenant.app_link})
    FV_CHECK(!base::contains(shown->value, "@"));
  const recording::Rehearsal rehearsal = recording::rehearse(*read, *login);
  const bool all = std::ranges::all_of(rehearsal.steps, &recording::Step::agrees);
  FV_CHECK(all == (rehearsal.verdict != recording::Agreement::Differs));
}

constexpr std::array kTargets = {Target{"url", url},
                                 Target{"set-cookie", set_cookie},
                                 Target{"html", html},
                                 Target{"app-config", app_config},
                                 Target{"saml", saml},
                                 Target{"metadata", metadata},
                                 Target{"policy", policy},
                                 Target{"configuration", configuration},
                                 Target{"charset", charset},
                                 Target{"saved-run", saved_run},
                                 Target{"redaction", redaction},
                                 Target{"recording", recording},
                                 Target{"http-request", http_request}};

}  // namespace

std::span<const Target> all_targets() { return kTargets; }

const Target* target_named(std::string_view name) {
  const auto* found = std::ranges::find(kTargets, name, &Target::name);
  return found == kTargets.end() ? nullptr : found;
}

}  // namespace flexverify::fuzz
