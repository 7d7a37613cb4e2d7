// What a page's scripts leave in one of its global variables, found out without running them.
//
// Straight-line building of objects is followed: declarations, assignments (the last one counts),
// member assignments, `delete`, constants, shorthand, spread, Object.assign, JSON.parse of a
// literal, templates, concatenation, the page's location, conditions on known values, and the
// script's own functions. Whatever else a value depends on makes it unreadable, never absent.
// Bounded in depth and steps; what is beyond is unreadable.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/web/url.h"

namespace flexverify::web {

struct ScriptSource {
  std::string name;  // for people: "appConfig.js"
  std::string text;  // the whole script
};

enum class Reading {
  Known,
  Absent,     // certainly not there, or undefined
  Unreadable  // there or not, only a browser can tell
};

struct ReadValue {
  Reading reading = Reading::Absent;  // what is known of it
  base::Json value;   // of a known one; objects and arrays come without their members
  std::string place;  // "appConfig.js:12"; of an absent one, the object that lacks it; "" unknown
};

// Brackets, quotes or comments of a script that do not match.
struct BrokenScript {
  std::size_t source;   // its index
  std::string place;    // where they are
  bool certain = true;  // no regular expression may have been taken for a division
};

class ScriptGlobals {
 public:
  // All scripts in the order in which the page runs them. `variable` has no value before.
  ScriptGlobals(std::vector<ScriptSource> sources, const Url& page, std::string_view variable);
  ScriptGlobals(ScriptGlobals&&) noexcept;
  ScriptGlobals& operator=(ScriptGlobals&&) noexcept;
  ~ScriptGlobals();

  [[nodiscard]] const std::vector<BrokenScript>& broken() const;
  // The variable, or what is at a path below it: {"oauth", "connection"}.
  [[nodiscard]] ReadValue read(std::initializer_list<std::string_view> path) const;
  // The whole variable as JSON.stringify writes it, with "<unreadable>" for what is, and a member
  // "<more>" where others may be; at most some thousand values.
  [[nodiscard]] base::Json to_json() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace flexverify::web
