// A row of the table of options: what an option is called, what help says of it, and which field of
// its command it fills.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/cli/commands.h"
#include "verifier/cli/given.h"

namespace flexverify::cli {

struct OptionRow {
  std::string names;         // "-q,--quiet": the long name is the last one
  Arity arity = Arity::One;  // how many values it takes
  std::string type;          // "FILE", "auto|always|never"; "" for a flag
  std::string description;   // one line, for --help and the manual
  std::string group;         // the heading under which it is listed
  // Reads what was given into the command; a Usage when it makes no sense.
  std::function<void(const Given&, Command&)> read;
};
using Options = std::vector<OptionRow>;

[[nodiscard]] std::string long_name(const OptionRow& option);
[[nodiscard]] Options joined(Options first, const Options& second);

// An option whose text is the field.
template <class Of>
[[nodiscard]] OptionRow text(std::string Of::* field, std::string names, std::string type,
                             std::string description, std::string group = "Options") {
  return {std::move(names),
          Arity::One,
          std::move(type),
          std::move(description),
          std::move(group),
          [field](const Given& given, Command& command) {
            std::get<Of>(command).*field = value_of(given);
          }};
}

// A flag that gives the field this value.
template <class Of, class Value>
[[nodiscard]] OptionRow flag(Value Of::* field, const Value& value, std::string names,
                             std::string description, std::string group = "Options") {
  return {std::move(names),
          Arity::Flag,
          "",
          std::move(description),
          std::move(group),
          [field, value](const Given& given, Command& command) {
            if (!is_no(given)) std::get<Of>(command).*field = value;
          }};
}

[[nodiscard]] ColorWish color_wish(const Given& given);
template <class Of>
[[nodiscard]] OptionRow color() {
  return {"--color",
          Arity::One,
          "auto|always|never",
          "Colour; auto is the default.",
          "Output",
          [](const Given& given, Command& command) {
            std::get<Of>(command).color = color_wish(given);
          }};
}

// "text, json, …": every report format.
[[nodiscard]] std::string formats();
// The format, when there is such a one; else a Usage with the nearest.
[[nodiscard]] std::string known_format(const std::string& format, const std::string& spelled);

// The options that stand for keys of a target, out of the table of keys, with --endpoint.
[[nodiscard]] Options target_options();
// Reports, jobs, detail and colour of a check.
[[nodiscard]] Options report_options();

}  // namespace flexverify::cli
