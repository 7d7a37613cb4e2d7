// Look-alikes of identity providers as data: screens, and the requests that lead from one to the
// next. look_alike.cpp runs them and is as strict as the real ones: an unknown token, a missing
// hidden field or cookie, or a step that was skipped ends in an error of the lab ("400 lab: …").
#pragma once

#include <span>
#include <string_view>

#include "tests/lab/http.h"
#include "tests/lab/world.h"
#include "verifier/model/codes.h"

namespace flexverify::lab {

// What a request must carry. `name` says where: "csrf" is a field of the form or of the JSON body
// ("credentials.passcode" is nested); "query:execution", "header:X-Xsrftoken", "cookie:DT".
struct Field {
  enum class Is {
    Token,     // the token that the last screen issued under the name in `value`
    Username,  // the test user's name
    Password,  // … password
    Code,      // … one-time code of now or of the step before, not used yet in this lab
    Answer,    // … answer to the security question
    Exactly,   // the text in `value`
    Present,   // anything, even ""
    Filled,    // anything but ""
    Absent,
  };
  std::string_view name;
  Is is;
  std::string_view value = {};
};

// One request that a login may make.
struct Endpoint {
  std::string_view method;
  std::string_view path;  // exactly; "/x/*" is a prefix
  std::string_view from;  // names of the screens in which it may come, separated by spaces
  std::span<const Field> fields;
  std::string_view next;          // the screen that answers
  std::string_view refused = {};  // the screen for a wrong Username, Password, Code or Answer
  std::string_view used = {};     // … for a Code that was used before; "": as for a wrong one
};

// A screen is a template. Marks, each with filters behind "|":
//   {{token:NAME}}     a new random token, from now on the only right one of that name;
//                      {{token:NAME/PREFIX}}: one that begins with PREFIX
//   {{kept:NAME}}      the token of that name again, not renewed
//   {{username}}       what the browser sent as user name, or the test user's name
//   {{right_username}} {{full_name}}
//   {{origin}}         "https://host:port" of this look-alike
//   {{origin:NAME}}    of another look-alike
//   {{host}}           "host:port" of this one
//   {{query:NAME}}     of the request that led here, decoded
//   {{form:NAME}}      of its body: a page that echoes what it got
//   {{entry}}          the SSO URL with SAMLRequest and RelayState, as it was asked for
//   {{authn_request:PATH}}  an AuthnRequest (deflated, base64) of this look-alike's own, whose ACS
//                      is PATH here, for the provider to which it hands over
//   {{acs}} {{saml_response}} {{relay_state}} {{saml_request}}
//   {{post}}           the usual page whose form posts the SAMLResponse by itself; in a login that
//                      began with ?wa=wsignin1.0&wreply=…&wctx=…, the form with wresult
//   {{screen:NAME}}    another template, put in here
// Filters: js (JavaScript string, "-" as \x2D), hex (&#x3a;), url (percent-encoding), json (string
// content), base64, raw. Without a filter: HTML screens escape for HTML, JSON screens for JSON.
struct Screen {
  std::string_view name;
  int status = 200;
  std::string_view type = "text/html; charset=utf-8";
  std::string_view headers = {};  // lines "Name: value", a template too ("Location: {{entry}}")
  std::string_view body = {};
};

// A failure: where the look-alike would show `from`, it shows `to`.
struct Detour {
  std::string_view drill;   // "okta-locked"; must start with the look-alike's name or its family
  std::string_view plants;  // what is wrong, for people
  model::Code expected;
  std::string_view from;
  std::string_view to;
};

struct LookAlike {
  std::string_view name;      // "okta-classic": host okta-classic.idp.localhost, two targets
  std::string_view adapter;   // id of the adapter that must recognise it
  std::string_view sso_path;  // where the AuthnRequest arrives; its answer is the screen "start"
  std::string_view issuer;    // template: "http://www.okta.com/exk1", "{{origin}}/metadata"
  std::string_view cookie;    // name of its session cookie
  std::string_view needs;     // of the test user: "", "code", "answer", "code answer"
  std::span<const Endpoint> endpoints;
  std::span<const Screen> screens;
  std::span<const Detour> detours;
  std::string_view leads_to = {};  // the look-alike at which its users sign in; "": at this one
};

// Those that are there in every lab.
[[nodiscard]] std::span<const LookAlike* const> look_alikes();
// The same, and those that only a browser gets through: they are there with --scripts alone.
[[nodiscard]] std::span<const LookAlike* const> all_look_alikes();
[[nodiscard]] const LookAlike* look_alike_named(std::string_view name);  // null when unknown
// "okta-classic.idp.localhost"
[[nodiscard]] std::string look_alike_host(std::string_view name);
[[nodiscard]] const LookAlike* look_alike_at(std::string_view host);  // null when none is there
[[nodiscard]] Reply look_alike_reply(World& world, const LookAlike& look_alike,
                                     const Request& request);

// One in each file of tests/lab/providers; listed in look_alikes.cpp.
extern const LookAlike kKeycloak;
extern const LookAlike kOktaClassic;
extern const LookAlike kOktaAppPolicy;
extern const LookAlike kOktaIdentityEngine;
extern const LookAlike kEntra;
extern const LookAlike kEntraFederated;
extern const LookAlike kAdfs;
extern const LookAlike kGoogle;
extern const LookAlike kSalesforce;
extern const LookAlike kAuth0;
extern const LookAlike kAuth0Federated;
extern const LookAlike kAuth0Classic;
extern const LookAlike kPingFederate;
extern const LookAlike kOneLogin;
extern const LookAlike kShibboleth;
extern const LookAlike kJumpCloud;
extern const LookAlike kLemonLdap;
extern const LookAlike kOpenAm;
extern const LookAlike kScriptPage;

}  // namespace flexverify::lab
