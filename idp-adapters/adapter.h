// An adapter is a table of pure rules: a page goes in, an action comes out, nothing is sent.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "idp-adapters/page_view.h"
#include "verifier/base/secret.h"
#include "verifier/base/time.h"
#include "verifier/model/field_labels.h"
#include "verifier/model/finding.h"
#include "verifier/web/message.h"

namespace flexverify::idp {

// What is known about the test account. No secret is here, only whether one is configured.
struct LoginFacts {
  std::string username;              // as the user typed it
  bool has_password = false;         // one is configured
  bool has_one_time_code = false;    // a TOTP secret is configured
  bool has_security_answer = false;  // an answer is configured
  bool allow_push = false;           // a person may be asked to approve on a phone
  bool accept_consent = false;       // release of attributes, consent to an application
  bool accept_terms = false;         // terms of use
};

// Facts for looking at a page when nobody signs in: a user name, every kind of secret, and no
// permission.
[[nodiscard]] LoginFacts example_facts();

// A value of a page that a later page will need ("xsrf"). May hold tokens: never shown.
struct Note {
  std::string name;   // under which it is kept
  std::string value;  // as the page wrote it
};

// What happened so far in this login. The leg writes it; rules read it.
struct Memory {
  bool username_sent = false;         // a form or call named the user
  bool password_sent = false;         // a form or call carried the password
  bool one_time_code_sent = false;    // a form or call carried a code
  bool security_answer_sent = false;  // a form or call carried the answer
  int waits = 0;                      // Wait actions so far
  // The document in the browser's window: the last page that was HTML, or null. When the page is
  // a JSON answer, this is the page whose script would have asked for it.
  const PageView* document = nullptr;
  std::vector<Note> notes = {};  // the last one of a name counts

  // "" when there is none of that name.
  [[nodiscard]] std::string note(std::string_view name) const;
};

struct Send {
  web::Request request;          // what the page would send next
  std::vector<Note> notes = {};  // to keep for later pages
  // The login goes on, but somebody should know (password-expiring).
  std::optional<model::Finding> warning = {};
};
// Ask again after a while (push, polling). The leg bounds the whole of it (mfa-timeout) and takes
// the same state as often as it comes.
struct Wait {
  base::Millis pause;     // before it is asked again
  web::Request then;      // the request that asks
  std::string show = {};  // for a person, on the terminal: "Approve the sign-in; choose 42"
};
struct Handoff {};    // the page belongs to another provider: ask who owns it
struct Answer {       // the page holds the SAMLResponse: the identity provider is done
  web::Request post;  // what a browser would send to the assertion consumer service
};
// What a page that ends the login says about the secrets that were sent before it.
enum class SecretAnswer {
  None,           // nothing: an error page, a page that nobody knows
  Accepted,       // the login went on, and ends for another reason (consent, an expired password)
  LoginRefused,   // user name or password: in words, or by asking for them again
  FactorRefused,  // the second factor
  CodeUsed        // a code that was right, and was used before
};

struct Stop {
  model::Finding finding;                  // why the login ends
  SecretAnswer says = SecretAnswer::None;  // about the secrets that were sent
};
using Action = std::variant<Send, Wait, Handoff, Answer, Stop>;

using Act = Action (*)(const PageView&, const LoginFacts&, const Memory&);

// What an adapter takes a page for: a value of the adapter's own enum, whose first value (None)
// says that the page is not one of its provider's.
struct PageState {
  template <class State>
    requires std::is_enum_v<State>
  // NOLINTNEXTLINE(google-explicit-constructor): it stands for any of these enums.
  constexpr PageState(State state) : number(static_cast<int>(state)) {}

  bool operator==(const PageState&) const = default;

  int number;  // of the enum's value
};

// What is done with a page in one state.
struct Handler {
  PageState state;        // the one that it handles
  std::string_view name;  // "login", "login-refused", "consent" …: shown to people
  Act act;                // decides what comes next
};

struct Adapter {
  std::string_view id;               // "simplesamlphp"
  std::string_view title;            // "SimpleSAMLphp"
  bool (*owns)(const web::Url&);     // by host or path alone; false when that can't be known
  const model::FieldLabels& labels;  // of its screens; kAnyProvider when it has none
  // Looks at structure (ids, field names, keys), never at translated text.
  PageState (*classify)(const PageView&);
  std::span<const Handler> handlers;  // one for each state but None
};

// All adapters; generic-form is the last. The order decides nothing else: of the others at most
// one knows any page that is known.
[[nodiscard]] std::span<const Adapter* const> all_adapters();
[[nodiscard]] const Adapter* adapter_named(std::string_view id);  // null when unknown
// How that adapter's screens call a field; the general words when it is unknown, or "auto".
[[nodiscard]] const model::FieldLabels& labels_of(std::string_view id);

// A guess is made of pages that nobody knows.
enum class Certainty { Sure, Guess };

struct Recognised {
  const Adapter* adapter;  // null for a shared rule ("saml-response", "auto-submit" …)
  std::string_view state;  // the name of the handler
  Act act;                 // decides what comes next
  Certainty certainty = Certainty::Sure;  // whether the adapter knows the page, or guesses
};
// Who knows this page: shared rules first, then `wanted`; when `wanted` is null ("auto"), every
// adapter; then the shared rules of last resort (script hop, server error, script shell); with
// null, generic-form when nothing else does. A federation hand-over is found by asking again with
// null. nullopt: nobody knows this page.
[[nodiscard]] std::optional<Recognised> recognise(const PageView& page, const Adapter* wanted);
// What a page that no adapter knows says: in words, what is wrong with the account or with the
// application; with an HTTP status from 400 on idp-error; else page-not-recognised with host, path,
// title, form and field names, script-shell hint and a fingerprint of these, never a value.
[[nodiscard]] Stop judge_unknown_page(const PageView& page, const Memory& memory = {});

}  // namespace flexverify::idp
