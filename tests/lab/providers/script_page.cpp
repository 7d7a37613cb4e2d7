// A provider whose page is built by its script: user name first, then password, then code, each a
// POST of JSON; the SAMLResponse goes by form.submit(). It takes what trusted events put into its
// fields, and nothing else, as many home-made pages do. Only a browser gets through.
#include "tests/lab/look_alike.h"

namespace flexverify::lab {
namespace {

using enum model::Code;
using Is = Field::Is;

constexpr Field kToken = {"header:X-Page", Is::Token, "page"};
constexpr Field kUserName[] = {kToken, {"username", Is::Username}};
constexpr Field kPassword[] = {kToken, {"password", Is::Password}};
constexpr Field kCode[] = {kToken, {"otp", Is::Code}};

constexpr Endpoint kEndpoints[] = {
    {"POST", "/api/username", "start strict no-such-user", kUserName, "password", "no-such-user"},
    {"POST", "/api/password", "password wrong-password", kPassword, "code", "wrong-password"},
    {"POST", "/api/otp", "code wrong-code", kCode, "saml-response", "wrong-code"},
};

constexpr std::string_view kJson = "application/json";

constexpr Screen kScreens[] = {
    {.name = "script", .body = R"(
const box = document.getElementById('page').attachShadow({mode: 'open'});
const kinds = {username: ['text', 'username', 'User name'], password: ['password', 'current-password', 'Password'],
               otp: ['text', 'one-time-code', 'Code']};
const ask = (name, words) => {
  const [type, complete, label] = kinds[name];
  box.innerHTML = `<form><p role="alert"></p><label>${label} <input name="${name}" type="${type}"
    autocomplete="${complete}"></label><button>Submit</button></form>`;
  box.querySelector('p').textContent = words || '';
  const input = box.querySelector('input');
  let typed = '';
  input.addEventListener('input', event => { if (event.isTrusted) typed = input.value; });
  box.querySelector('form').addEventListener('submit', event => {
    event.preventDefault();
    if (event.isTrusted) send(name, typed);
  });
  input.focus();
};
const say = words => { box.innerHTML = '<p role="alert"></p>'; box.querySelector('p').textContent = words; };
const send = async (name, value) => {
  const answer = await fetch('/api/' + name, {method: 'POST', body: JSON.stringify({[name]: value}),
    headers: {'Content-Type': 'application/json', 'X-Page': '{{token:page}}'}});
  go(await answer.json());
};
const go = next => {
  if (next.ask) return ask(next.ask, next.words);
  if (!next.post) return say(next.words);
  const form = document.createElement('form');
  Object.assign(form, {method: 'post', action: next.post, target: next.target || ''});
  for (const name of ['SAMLResponse', 'RelayState']) {
    const field = Object.assign(document.createElement('input'), {type: 'hidden', name, value: next[name]});
    form.append(field);
  }
  document.body.append(form);
  form.submit();
};
)"},
    {.name = "head", .body = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Acme sign-in</title></head>
<body><div id="page"></div>
)"},
    {.name = "start", .body = R"({{screen:head}}<script>{{screen:script}}
ask('username');</script></body></html>
)"},
    {.name = "strict",
     .headers = "Content-Security-Policy: form-action 'self'",
     .body = R"({{screen:head}}<script>{{screen:script}}
ask('username');</script></body></html>
)"},
    {.name = "captcha", .body = R"({{screen:head}}<script>
document.getElementById('page').innerHTML = '<form method="post"><input name="username"><input ' +
  'name="password" type="password"><input name="captcha_text"><button>Submit</button></form>';
</script></body></html>
)"},
    {.name = "framed", .body = R"({{screen:head}}<script>
const frame = document.createElement('iframe');
frame.src = '{{origin:lemonldap}}/saml/singleSignOn?SAMLRequest={{authn_request:/acs|url}}';
document.getElementById('page').append(frame);
</script></body></html>
)"},
    {.name = "elsewhere",
     .status = 302,
     .headers = "Location: "
                "{{origin:lemonldap}}/saml/singleSignOn?SAMLRequest={{authn_request:/acs|url}}"},
    {.name = "password", .type = kJson, .body = R"({"ask": "password"})"},
    {.name = "no-such-user",
     .type = kJson,
     .body = R"({"ask": "username", "words": "We know no such user."})"},
    {.name = "wrong-password",
     .type = kJson,
     .body = R"({"ask": "password", "words": "That is not right."})"},
    {.name = "code", .type = kJson, .body = R"({"ask": "otp"})"},
    {.name = "wrong-code", .type = kJson, .body = R"({"ask": "otp", "words": "Try again."})"},
    {.name = "locked", .type = kJson, .body = R"({"words": "Your account is locked."})"},
    {.name = "push", .type = kJson, .body = R"({"words": "Approve the request on your phone."})"},
    {.name = "enrolment",
     .type = kJson,
     .body = R"({"ask": "otp", "words": "Scan the QR code with an app, then type its code."})"},
    {.name = "saml-response",
     .type = kJson,
     .body =
         R"({"post": "{{acs}}", "SAMLResponse": "{{saml_response}}", "RelayState": "{{relay_state}}"})"},
    {.name = "popup",
     .type = kJson,
     .body =
         R"({"post": "{{acs}}", "target": "_blank", "SAMLResponse": "{{saml_response}}", "RelayState": "{{relay_state}}"})"},
};

constexpr Detour kDetours[] = {
    {"script-page-locked", "the account is locked", AccountLocked, "code", "locked"},
    {"script-page-push", "a person must approve", PageNotRecognised, "code", "push"},
    {"script-page-enrolment", "a second factor must be set up", MfaEnrolmentRequired, "code",
     "enrolment"},
    {"script-page-captcha", "a captcha beside the password", BotProtection, "start", "captcha"},
    {"script-page-frame", "the sign-in is in a frame of another site", PageNotRecognised, "start",
     "framed"},
    {"script-page-elsewhere", "the sign-in is at a host that nobody declared", SecretHostRefused,
     "start", "elsewhere"},
    {"script-page-strict", "the page's policy forbids its own form", BrowserRefuses, "start",
     "strict"},
    // No fault: the browser posts from another window, and the login works.
    {"script-page-popup", "the SAMLResponse is posted from a new window", BrowserRefuses,
     "saml-response", "popup"},
};

}  // namespace

const LookAlike kScriptPage = {.name = "script-page",
                               .adapter = "auto",
                               .sso_path = "/sso",
                               .issuer = "{{origin}}/sso",
                               .cookie = "acme",
                               .needs = "code",
                               .endpoints = kEndpoints,
                               .screens = kScreens,
                               .detours = kDetours};

}  // namespace flexverify::lab
