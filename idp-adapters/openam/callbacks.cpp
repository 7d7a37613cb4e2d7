#include "idp-adapters/openam/callbacks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "idp-adapters/openam/messages.h"
#include "idp-adapters/shared/form_helpers.h"
#include "idp-adapters/shared/page_marks.h"
#include "verifier/base/text.h"

namespace flexverify::idp::openam {
namespace {

using base::Json;
using base::SecretRef;
using model::Code;

enum class Kind { Name, Password, Captcha, Push, Harmless, Unknown };

struct Named {
  std::string_view type;
  Kind kind;
};
// Harmless ones go back as they came.
constexpr std::array<Named, 9> kTypes = {{
    {"NameCallback", Kind::Name},
    {"PasswordCallback", Kind::Password},
    {"ReCaptchaCallback", Kind::Captcha},
    {"PollingWaitCallback", Kind::Push},
    {"ConfirmationCallback", Kind::Harmless},
    {"ChoiceCallback", Kind::Harmless},
    {"HiddenValueCallback", Kind::Harmless},
    {"TextOutputCallback", Kind::Harmless},
    {"LanguageCallback", Kind::Harmless},
}};

Kind kind_of(const Json& callback) {
  const std::string type = callback.text("type");
  const auto row = std::ranges::find(kTypes, std::string_view(type), &Named::type);
  return row == kTypes.end() ? Kind::Unknown : row->kind;
}

const Json::Array& callbacks_of(const Json& answer) { return *answer.find("callbacks")->array(); }

// The first callback that cannot be answered, and why.
std::optional<Stop> obstacle(const PageView& page) {
  for (const Json& callback : callbacks_of(*page.json)) switch (kind_of(callback)) {
      case Kind::Captcha:
        return stop(Code::BotProtection, place_of(page) + " wants a captcha");
      case Kind::Push:
        return needs_factor(page, "an approval on the phone");
      case Kind::Unknown:
        return needs_browser(page, "asks by " + quoted(callback.text("type")));
      case Kind::Name:
      case Kind::Password:
      case Kind::Harmless:
        break;
    }
  return std::nullopt;
}

// After the password each field is for a one-time code.
std::optional<SecretRef> wanted_secret(Kind kind, const Memory& memory) {
  if (memory.password_sent) return SecretRef::OneTimeCode;
  return kind == Kind::Password ? std::optional(SecretRef::Password) : std::nullopt;
}

std::optional<Stop> cannot_answer(const PageView& page, std::optional<SecretRef> secret,
                                  const LoginFacts& facts, const Memory& memory) {
  if (!secret && facts.username.empty())
    return stop(Code::ConfigInvalid,
                place_of(page) + " asks for a user name and none is given; use --username");
  if (secret == SecretRef::Password && !facts.has_password)
    return stop(Code::SecretMissing,
                place_of(page) + " asks for the password and no source for it is configured");
  if (secret == SecretRef::OneTimeCode && memory.one_time_code_sent)
    return stop(Code::MfaRejected, place_of(page) + " asks for the one-time code again");
  if (secret == SecretRef::OneTimeCode && !facts.has_one_time_code)
    return needs_factor(page, "a one-time code");
  return std::nullopt;
}

bool has_one_input(const Json& callback) {
  const Json* input = callback.find("input");
  return input != nullptr && input->array() != nullptr && input->array()->size() == 1;
}

void set_input(Json& callback, const std::string& text) {
  Json input = *callback.find("input");
  std::get<Json::Array>(input.value).front().set("value", text);
  callback.set("input", std::move(input));
}

// Its own address; the headers are those of OpenAM's pages.
web::Request post(const PageView& page, const Memory& memory, web::JsonBody body) {
  web::Request request = web::get(page.url);
  request.method = web::Method::Post;
  request.mode = web::Mode::FetchSameOrigin;
  request.initiator = memory.document == nullptr ? page.url : memory.document->url;
  request.headers = {{"Accept-API-Version", "resource=2.0, protocol=1.0"}};
  request.body = std::move(body);
  return request;
}

bool is_authenticate(const PageView& page) {
  return path_has(page, "/json/") && page.url.path.ends_with("/authenticate");
}

}  // namespace

Answer answer_of(const PageView& page) {
  if (!is_authenticate(page) || page.json->object() == nullptr) return Answer::None;
  const Json* callbacks = page.json->find("callbacks");
  if (callbacks != nullptr && callbacks->array() != nullptr) return Answer::Callbacks;
  if (page.json->find("tokenId") != nullptr) return Answer::SignedIn;
  return page.status >= 400 && page.json->find("message") != nullptr ? Answer::Refused
                                                                     : Answer::None;
}

Action answer_callbacks(const PageView& page, const LoginFacts& facts, const Memory& memory) {
  if (auto stopped = obstacle(page)) return *std::move(stopped);
  web::JsonBody body{*page.json, {}};
  Json::Array callbacks = callbacks_of(*page.json);
  for (std::size_t i = 0; i < callbacks.size(); ++i) {
    const Kind kind = kind_of(callbacks[i]);
    if (kind == Kind::Harmless) continue;
    if (!has_one_input(callbacks[i])) return stop(Code::PageNotRecognised, place_of(page));
    const auto secret = wanted_secret(kind, memory);
    if (auto stopped = cannot_answer(page, secret, facts, memory)) return *std::move(stopped);
    if (secret)
      body.secrets.push_back({{"callbacks", std::to_string(i), "input", "0", "value"}, *secret});
    else
      set_input(callbacks[i], facts.username);
  }
  body.value.set("callbacks", std::move(callbacks));
  return Send{post(page, memory, std::move(body))};
}

Action go_on(const PageView& page, const LoginFacts&, const Memory& memory) {
  const web::Url& window = memory.document == nullptr ? page.url : memory.document->url;
  auto url = web::parse_url(page.json->text("successUrl"), &window);
  if (!url || !web::same_origin(*url, page.url))
    return stop(Code::PageNotRecognised,
                place_of(page) + " names no address of its own for the next step");
  web::Request request = web::get(*std::move(url));
  request.initiator = window;
  return Send{std::move(request)};
}

Action report_callbacks(const PageView& page, const LoginFacts&, const Memory& memory) {
  return stop_for_words(page, page.json->text("message"), memory);
}

}  // namespace flexverify::idp::openam
