#include "tests/lab/look_alike_template.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "tests/lab/idp_pages.h"
#include "tests/lab/saml_message.h"
#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::lab {
namespace {

using Escape = std::string (*)(std::string_view);

std::string raw(std::string_view text) { return std::string(text); }

std::string js(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    out += plain || static_cast<unsigned char>(c) >= 0x80
               ? std::string(1, c)
               : fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string json_content(std::string_view text) {
  const std::string quoted = base::dump_json(base::Json(text));
  return quoted.substr(1, quoted.size() - 2);
}

std::string url(std::string_view text) { return web::encode_component(text); }
std::string html_text(std::string_view text) { return base::html_escape(text); }
std::string base64(std::string_view text) { return base::base64_encode(text); }
std::string hex(std::string_view text) { return hex_references(text); }

struct Filter {
  std::string_view name;
  Escape apply;
};
constexpr std::array kFilters = {Filter{"js", js},         Filter{"hex", hex},
                                 Filter{"url", url},       Filter{"json", json_content},
                                 Filter{"base64", base64}, Filter{"raw", raw},
                                 Filter{"html", html_text}};

[[noreturn]] void complain(const Scene& scene, const std::string& what) {
  throw std::logic_error(std::string(scene.look_alike.name) + ": " + what);
}

Escape filter_named(const Scene& scene, std::string_view name) {
  const auto found = std::find_if(kFilters.begin(), kFilters.end(),
                                  [name](const Filter& filter) { return filter.name == name; });
  if (found == kFilters.end()) complain(scene, "no filter " + std::string(name));
  return found->apply;
}

// "state/02.": the token called "state", which begins with "02.".
std::string token(const Scene& scene, std::string_view name) {
  const std::size_t slash = name.find('/');
  const std::string prefix(slash == std::string_view::npos ? "" : name.substr(slash + 1));
  return scene.session.tokens[std::string(name.substr(0, slash))] = prefix + random_name();
}

std::string kept(const Scene& scene, std::string_view name) {
  const auto found = scene.session.tokens.find(std::string(name));
  return found == scene.session.tokens.end() ? token(scene, name) : found->second;
}

std::string origin(const Scene& scene, std::string_view name) {
  return scene.world.origin(look_alike_host(name.empty() ? scene.look_alike.name : name));
}

std::string username(const Scene& scene, std::string_view) {
  const std::string& typed = scene.session.username;
  return typed.empty() ? scene.world.user.username : typed;
}

std::string query(const Scene& scene, std::string_view name) {
  return scene.request.parameter(name);
}

std::string form(const Scene& scene, std::string_view name) {
  return value_of(scene.request.form(), name);
}

std::string entry(const Scene& scene, std::string_view) {
  return origin(scene, "") + scene.session.entry;
}

// WS-Federation: the token is no business of the lab's, so it is any text.
std::string federation_page(const LookAlikeSession& session) {
  return fmt::format(R"(<html><head><title>Working...</title></head><body>
<form method="POST" name="hiddenform" action="{}"><input type="hidden" name="wa" value="wsignin1.0" />
<input type="hidden" name="wresult" value="&lt;t:RequestSecurityTokenResponse/>" />
<input type="hidden" name="wctx" value="{}" /><noscript><p>Script is disabled.</p>
<input type="submit" value="Submit" /></noscript></form>
<script language="javascript">window.setTimeout('document.forms[0].submit()', 0);</script>
</body></html>
)",
                     base::html_escape(session.reply_to), base::html_escape(session.context));
}

std::string post(const Scene& scene, std::string_view) {
  const LookAlikeSession& session = scene.session;
  if (!session.reply_to.empty()) return federation_page(session);
  return post_page(registered_acs_url(scene.world, session.login),
                   saml_response(scene.world, session.login), session.login.relay_state)
      .body;
}

// An AuthnRequest of this look-alike's own, for the provider behind it. `path` is its ACS.
std::string authn_request(const Scene& scene, std::string_view path) {
  const std::string xml = fmt::format(
      R"(<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_{}" Version="2.0" )"
      R"(IssueInstant="{}" AssertionConsumerServiceURL="{}"><saml:Issuer )"
      R"(xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">urn:lab:{}</saml:Issuer>)"
      R"(</samlp:AuthnRequest>)",
      random_name(), base::format_rfc3339(now()), origin(scene, "") + std::string(path),
      scene.look_alike.name);
  return base::base64_encode(base::deflate_raw(xml));
}

std::string other_screen(const Scene& scene, std::string_view name);

struct Mark {
  std::string_view name;
  std::string (*value)(const Scene&, std::string_view argument);
  enum class Is { Text, Markup } is = Is::Text;  // markup is not escaped
};
constexpr std::array kMarks = {
    Mark{"token", token},
    Mark{"kept", kept},
    Mark{"origin", origin},
    Mark{"host",
         [](const Scene& scene, std::string_view) {
           return origin(scene, "").substr(std::string_view("https://").size());
         }},
    Mark{"username", username},
    Mark{"right_username",
         [](const Scene& scene, std::string_view) { return scene.world.user.username; }},
    Mark{"full_name",
         [](const Scene& scene, std::string_view) { return scene.world.user.full_name; }},
    Mark{"query", query},
    Mark{"form", form},
    Mark{"entry", entry},
    Mark{"acs",
         [](const Scene& scene, std::string_view) {
           return registered_acs_url(scene.world, scene.session.login);
         }},
    Mark{"saml_response",
         [](const Scene& scene, std::string_view) {
           return saml_response(scene.world, scene.session.login);
         }},
    Mark{"relay_state",
         [](const Scene& scene, std::string_view) { return scene.session.login.relay_state; }},
    Mark{"saml_request", [](const Scene& scene,
                            std::string_view) { return scene.session.tokens.at("SAMLRequest"); }},
    Mark{"authn_request", authn_request},
    Mark{"post", post, Mark::Is::Markup},
    Mark{"screen", other_screen, Mark::Is::Markup},
};

// "token:state|js"
std::string fill_mark(const Scene& scene, std::string_view text, Escape usual) {
  const std::size_t bar = text.find('|');
  const std::string_view whole = text.substr(0, bar);
  const std::size_t colon = whole.find(':');
  const std::string_view name = whole.substr(0, colon);
  const std::string_view argument =
      colon == std::string_view::npos ? std::string_view() : whole.substr(colon + 1);
  const auto mark = std::find_if(kMarks.begin(), kMarks.end(),
                                 [name](const Mark& one) { return one.name == name; });
  if (mark == kMarks.end()) complain(scene, "no mark " + std::string(name));
  std::string value = mark->value(scene, argument);
  if (bar != std::string_view::npos) {
    for (const std::string_view filter : base::split(text.substr(bar + 1), '|'))
      value = filter_named(scene, filter)(value);
    return value;
  }
  return mark->is == Mark::Is::Markup ? value : usual(value);
}

std::string fill(const Scene& scene, std::string_view text, Escape usual) {
  std::string out;
  while (true) {
    const std::size_t begin = text.find("{{");
    const std::size_t end = text.find("}}", begin == std::string_view::npos ? 0 : begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return out.append(text);
    out.append(text.substr(0, begin));
    out += fill_mark(scene, text.substr(begin + 2, end - begin - 2), usual);
    text.remove_prefix(end + 2);
  }
}

Escape usual_escape(const Screen& screen) {
  return base::contains(screen.type, "json") ? json_content : html_text;
}

// The data nests screens by hand, never in a circle.
std::string other_screen(const Scene& scene, std::string_view name) {
  const Screen* screen = screen_named(scene.look_alike, name);
  if (screen == nullptr) complain(scene, "no screen " + std::string(name));
  return fill(scene, screen->body, usual_escape(*screen));
}

}  // namespace

const Screen* screen_named(const LookAlike& look_alike, std::string_view name) {
  const auto found = std::find_if(look_alike.screens.begin(), look_alike.screens.end(),
                                  [name](const Screen& screen) { return screen.name == name; });
  return found == look_alike.screens.end() ? nullptr : &*found;
}

Reply render(const Scene& scene, const Screen& screen) {
  Reply reply{.status = screen.status,
              .type = std::string(screen.type),
              .body = fill(scene, screen.body, usual_escape(screen)),
              .headers = {{"Cache-Control", "no-store"}}};
  const std::string headers = fill(scene, screen.headers, raw);
  for (const std::string_view line : base::split(headers, '\n')) {
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos)
      reply.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  return reply;
}

std::string render_text(const Scene& scene, std::string_view text) {
  return fill(scene, text, raw);
}

bool is_answer(const Screen& screen) {
  return base::contains(screen.body, "{{post}}") || base::contains(screen.body, "{{saml_response");
}

}  // namespace flexverify::lab
