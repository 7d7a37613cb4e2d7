// A stand-in for the Flex bundle: the login and nothing else.
#include <fmt/core.h>

#include "tests/lab/hosts.h"
#include "tests/lab/pages.h"

namespace flexverify::lab {
namespace {

constexpr std::string_view kScript = R"js((function () {
  'use strict';
  var box;
  function say(text) { box.textContent = text; }
  function base64url(buffer) {
    var text = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(text).replace(/[+]/g, '-').replace(/[/]/g, '_').replace(/=+$/, '');
  }
  function random(bytes) { return base64url(crypto.getRandomValues(new Uint8Array(bytes))); }
  function json(url, options) {
    return fetch(url, options).then(function (reply) {
      return reply.json().then(function (body) {
        if (!reply.ok) { throw new Error(reply.status + ' ' + body.message); }
        return body;
      });
    });
  }
  // Self-hosted pages have an appConfig, hosted ones a runtime domain.
  function findConnection() {
    if (window.appConfig) {
      return Promise.resolve({ sid: appConfig.oauth.connection, to: appConfig.oauth.redirectUrl });
    }
    var domain = location.pathname.slice(1) + '.twil.io';
    return json(api + '/v1/Configuration/Public?RuntimeDomain=' + domain).then(function (body) {
      var account = body.configurations[0].account_sid;
      return json(services + '/v1/Flex/Authentication/Config?AccountSid=' + account);
    }).then(function (body) {
      var entry = body.config_list[0];
      return { sid: entry.connection_name, client: entry.client_id, to: location.origin };
    });
  }
  function start() {
    say('Logging in...');
    var keys = { verifier: random(96), nonce: random(20), state: random(40) };
    return findConnection().then(function (connection) {
      keys.connection = connection.sid;
      keys.to = connection.to;
      keys.client = connection.client;
      localStorage.setItem('TWILIO_FLEX_OAUTH', JSON.stringify(keys));
      return crypto.subtle.digest('SHA-256', new TextEncoder().encode(keys.verifier));
    }).then(function (hash) {
      location.assign(services + '/v1/Flex/Authorize?' + new URLSearchParams({
        codeChallenge: base64url(hash), nonce: keys.nonce, state: keys.state,
        redirectUrl: keys.to, ssoProfileSid: keys.connection }));
    });
  }
  // Self-hosted pages exchange at services, hosted ones at preview.
  function exchange(code, keys) {
    if (window.appConfig) {
      return json(services + '/v1/Flex/OAuth/Tokens', {
        method: 'POST', headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ grant_type: 'AuthorizationCode', app_type: 'SinglePageApp',
          sso_profile_sid: keys.connection, code: code, code_verifier: keys.verifier,
          nonce: keys.nonce })
      }).then(function (body) { return { token: body.access_token, info: body.token_info }; });
    }
    return json(preview + '/Flex/Tokens', { method: 'POST', body: new URLSearchParams({
      AuthCode: code, CodeVerifier: keys.verifier, ClientId: keys.client, Nonce: keys.nonce,
      RedirectUrl: services + '/v1/Flex/Authentication/Callback' })
    }).then(function (body) { return { token: body.token, info: body }; });
  }
  function finish(query) {
    var keys = JSON.parse(localStorage.getItem('TWILIO_FLEX_OAUTH') || '{}');
    localStorage.removeItem('TWILIO_FLEX_OAUTH');
    if (query.get('state') !== keys.state) { throw new Error('Stored state does not match'); }
    if (query.get('error')) { throw new Error(query.get('error_description')); }
    return exchange(query.get('code'), keys).then(function (reply) {
      if (!reply.info) { throw new Error('45050: no token_info'); }
      return json(api + '/v1/Configuration', {
        headers: { Authorization: 'Basic ' + btoa('token:' + reply.token) }
      }).then(function (configuration) {
        say('Flex is loaded: ' + reply.info.identity + ', ' + reply.info.roles +
            ', account ' + configuration.account_sid);
      });
    });
  }
  window.addEventListener('DOMContentLoaded', function () {
    box = document.getElementById('container') || document.getElementById('root');
    var query = new URLSearchParams(location.search);
    var back = query.has('code') || query.has('error');
    new Promise(function (resolve) { resolve(back ? finish(query) : start()); })
      .catch(function (failure) { say('The login failed: ' + failure.message); });
  });
})();
)js";

// A real bundle is large; what a client does about that should show.
constexpr std::size_t kSize = 64 * 1024;

}  // namespace

Reply bundle(const World& world) {
  if (!world.flex_ui.empty()) return script(world.flex_ui);
  std::string body =
      fmt::format("var services = '{}', api = '{}', preview = '{}';\n", world.origin(kServicesHost),
                  world.origin(kFlexApiHost), world.origin(kPreviewHost));
  body += kScript;
  body += "/*" + std::string(kSize - body.size(), ' ') + "*/\n";
  return script(std::move(body));
}

namespace {

Reply typed(Reply reply, std::string type) {
  reply.type = std::move(type);
  return reply;
}

Reply untyped_for_browsers(Reply reply) {
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return typed(std::move(reply), "text/plain");
}

Reply with_banner(Reply reply, std::string_view banner) {
  reply.body = std::string(banner) + reply.body;
  return reply;
}

}  // namespace

Reply served_bundle(const World& world, const Request& request) {
  const bool head = request.form_of == Request::Form::Head;
  switch (world.faults.bundle) {
    case BundleFault::Missing:
      return not_found();
    case BundleFault::Empty:
      return script("");
    case BundleFault::Image:
      return typed(bundle(world), "image/svg+xml");
    case BundleFault::PlainText:
      return untyped_for_browsers(bundle(world));
    case BundleFault::OldBuild:
      return with_banner(bundle(world), "/*! @twilio/flex-ui 2.4.1 */\n");
    case BundleFault::HeadRefused:
      return head ? html(501, "Not Implemented", "<h1>501</h1>") : bundle(world);
    case BundleFault::HeadForbidden:
      return head ? html(403, "Forbidden", "<h1>403</h1>") : bundle(world);
    case BundleFault::HeadLies:
      return head ? html(200, "Twilio Flex", "<h1>Hello</h1>") : bundle(world);
    case BundleFault::Html:
    case BundleFault::Http:
    case BundleFault::OwnName:
    case BundleFault::None:
      break;
  }
  return bundle(world);
}

}  // namespace flexverify::lab
