// ONE table of every key of the configuration. Validation, the shipped JSON Schema and the
// command-line options that stand for a key all come from it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace flexverify::config {

enum class Type { Object, List, Text, Flag, Number };

// What a value must look like, besides its type.
enum class Rule {
  None,
  Name,           // unique among the targets
  Choice,         // one of Key::choices
  PageUrl,        // https, or http on loopback
  BaseUrl,        // the same, without path, query and fragment
  ProxyUrl,       // http or https
  HostAndPort,    // "acme.okta.com", "127.0.0.1:8443"
  LoopbackHost,   // a name or address of this machine
  Resolve,        // HOST:PORT:ADDRESS
  Duration,       // "60s"
  AccountSid,     // AC and 32 hexadecimal digits
  ConnectionSid,  // JQ and 32 hexadecimal digits
  EntityId,       // urn:flex:JQ…, or the URL of a legacy connection
  Role,           // agent, supervisor, admin, wfo.…
  Adapter,        // "auto" or an identity provider's name
  Variable,       // the name of an environment variable
  Path,           // a file; in a configuration file relative to its folder
  Date,           // 2026-03-01
  HeaderText,     // printable ASCII, as a header's value may be
  Secret,         // an object with exactly one source
  Range,          // a whole number from the first to the second of Key::choices
  Cron,           // five fields
  TimeZone,       // a name of the system's time zone database
  Listen,         // 127.0.0.1:9469, [::1]:9469
  Schedule,       // an object with either every or cron
  Receiver,       // an object with what its kind of receiver needs
};

enum class Need { Optional, Required };

struct Key {
  std::string_view pattern;      // "/targets/*/idp/adapter": a JSON pointer, * for any index
  Type type;                     // of JSON
  Rule rule;                     // what its text must be
  Need need;                     // whether it may be left out
  std::string_view choices;      // "hosted|self-hosted", "1|5"
  std::string_view option;       // "--idp", or "" when no option stands for it
  std::string_view description;  // one line, for the schema and the manual
};

inline constexpr std::string_view kTarget = "/targets/*";

[[nodiscard]] std::span<const Key> all_keys();
[[nodiscard]] const Key* key_at(std::string_view pattern);  // null when there is none
// The members of the object with that pattern, in the order of the table.
[[nodiscard]] std::vector<const Key*> members_of(std::string_view pattern);
// The last part of a pattern: "adapter".
[[nodiscard]] std::string_view member_name(const Key& key);

}  // namespace flexverify::config
