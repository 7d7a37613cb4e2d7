#include "verifier/model/twilio_reply.h"

#include <charconv>

#include "verifier/base/text.h"

namespace flexverify::model {
namespace {

const base::Json* member(const base::Json& reply, std::string_view name) {
  const base::Json* value = reply.find(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

// False when the member is there and no text.
bool read_text(const base::Json& reply, std::string_view name, std::string& to) {
  const base::Json* value = member(reply, name);
  if (value == nullptr) return true;
  if (value->string() == nullptr) return false;
  to = *value->string();
  return true;
}

// False when the member is there and no list of texts.
bool read_roles(const base::Json& reply, std::optional<std::vector<std::string>>& to) {
  const base::Json* value = member(reply, "roles");
  if (value == nullptr) return true;
  if (value->array() == nullptr) return false;
  to.emplace();
  for (const base::Json& role : *value->array()) {
    if (role.string() == nullptr) return false;
    to->push_back(*role.string());
  }
  return true;
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

}  // namespace

std::variant<TokenFacts, MalformedReply> read_token_facts(const base::Json& reply) {
  if (reply.object() == nullptr) return MalformedReply{"it is no object"};
  TokenFacts facts;
  if (!read_text(reply, "account_sid", facts.account_sid))
    return MalformedReply{"account_sid is no text"};
  if (!read_text(reply, "identity", facts.identity)) return MalformedReply{"identity is no text"};
  if (!read_text(reply, "worker_sid", facts.worker_sid))
    return MalformedReply{"worker_sid is no text"};
  if (!read_roles(reply, facts.roles)) return MalformedReply{"roles is no list of texts"};
  facts.expiration = base::parse_rfc3339(reply.text("expiration"));
  return facts;
}

std::optional<std::int64_t> error_number(const base::Json& reply) {
  const base::Json* code = member(reply, "code");
  if (code == nullptr) return std::nullopt;
  const auto number = code->string() != nullptr ? number_in(*code->string()) : code->integer();
  return number == 0 ? std::nullopt : number;
}

}  // namespace flexverify::model
