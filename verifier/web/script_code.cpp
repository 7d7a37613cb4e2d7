#include "verifier/web/script_code.h"

#include <algorithm>
#include <array>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/literal_tokens.h"
#include "verifier/web/script_policy.h"
#include "verifier/web/select.h"

namespace flexverify::web {
namespace {

constexpr std::string_view kSpace = "\t\n\v\f\r ";
// Of a whole page. Hostile scripts stay cheap; what lies beyond is not looked at.
constexpr std::size_t kMaxScriptBytes = 512UL * 1024;
constexpr std::size_t kMaxScripts = 100;
constexpr std::size_t kMaxFunctions = 200;
constexpr std::size_t kMaxMentions = 200;  // of one function
constexpr std::size_t kLongestWord = 200;

void blank(std::string& code, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < std::min(to, code.size()); ++i)
    if (code[i] != '\n') code[i] = ' ';
}

// At the closing quote, or at the end of the line that a quote may not cross.
std::size_t end_of_string(std::string_view code, std::size_t open) {
  const char quote = code[open];
  std::size_t at = open + 1;
  while (at < code.size() && code[at] != quote && (quote == '`' || code[at] != '\n'))
    at += code[at] == '\\' ? std::size_t{2} : std::size_t{1};
  return std::min(at, code.size());
}

std::size_t find_or_end(std::string_view text, std::string_view what, std::size_t from) {
  return std::min(text.find(what, from), text.size());
}

// Where the comment that starts at `at` ends; `at` itself when there is none. "<!--" and "-->"
// start comments of one line (ECMAScript B.1.1).
std::size_t end_of_comment(std::string_view code, std::size_t at) {
  const std::string_view rest = code.substr(at);
  if (rest.substr(0, 2) == "/*") return std::min(find_or_end(code, "*/", at + 2) + 2, code.size());
  const bool line =
      rest.substr(0, 2) == "//" || rest.substr(0, 4) == "<!--" || rest.substr(0, 3) == "-->";
  return line ? find_or_end(code, "\n", at) : at;
}

std::string blank_text(std::string code) {
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '"' || c == '\'' || c == '`') {
      const std::size_t end = end_of_string(code, at);
      blank(code, at + 1, end);
      at = end;
    } else if (const std::size_t end = end_of_comment(code, at); end != at) {
      blank(code, at, end);
      at = end - 1;
    }
  }
  return code;
}

std::size_t before_space(std::string_view code, std::size_t at) {
  const std::size_t stop = at > kLongestWord ? at - kLongestWord : 0;
  while (at > stop && kSpace.find(code[at - 1]) != std::string_view::npos) --at;
  return at;
}

std::string_view name_before(std::string_view code, std::size_t at) {
  std::size_t from = at;
  const std::size_t stop = at > kLongestWord ? at - kLongestWord : 0;
  while (from > stop && is_ascii_name_char(code[from - 1])) --from;
  return code.substr(from, at - from);
}

struct Header {
  std::size_t begin;  // of "function" or of the arrow's parameters
  std::string name;
};

// The function whose parameter list opens at `open`, if that is what the bracket belongs to.
std::optional<Header> function_header(std::string_view code, std::size_t open) {
  const std::size_t name_end = before_space(code, open);
  const std::string_view name = name_before(code, name_end);
  if (name == "function") return Header{name_end - name.size(), ""};
  const std::size_t word_end = before_space(code, name_end - name.size());
  const std::string_view word = name_before(code, word_end);
  if (word != "function") return std::nullopt;
  return Header{word_end - word.size(), std::string(name)};
}

// "window.onload =", ".ready(", "setTimeout(", "addEventListener('load'," or "(" in front of a
// function or its name: it runs without anybody's click.
bool is_run_at_once(const Script& script, std::size_t begin) {
  constexpr std::array<std::string_view, 6> kRunners = {"onload=",      "ready(", "setTimeout(",
                                                        "setInterval(", "$(",     "jQuery("};
  const std::size_t stop = script.code.find_last_of(";{}\n", begin == 0 ? 0 : begin - 1);
  const std::size_t from = stop == std::string::npos || stop >= begin ? 0 : stop + 1;
  std::string before = script.source.substr(from, begin - from);
  std::erase_if(before, [](char c) { return kSpace.find(c) != std::string_view::npos; });
  if (before.ends_with("async")) before.resize(before.size() - 5);
  if (before == "(" || before == "!" || before == "+") return true;
  if (before.ends_with("'load',") || before.ends_with("\"load\",")) return true;
  if (before.ends_with("'DOMContentLoaded',") || before.ends_with("\"DOMContentLoaded\","))
    return true;
  return std::any_of(kRunners.begin(), kRunners.end(),
                     [&before](std::string_view runner) { return before.ends_with(runner); });
}

struct OpenBrace {
  std::size_t at;
  std::optional<Header> header;
};

std::optional<Header> header_of_brace(std::string_view code, std::size_t brace,
                                      std::size_t last_open, std::size_t last_close) {
  const std::size_t end = before_space(code, brace);
  if (end >= 2 && code.substr(end - 2, 2) == "=>") {
    const bool list = before_space(code, end - 2) == last_close + 1;
    const std::size_t word = before_space(code, end - 2);
    return Header{list ? last_open : word - name_before(code, word).size(), ""};
  }
  if (end == 0 || end - 1 != last_close) return std::nullopt;
  return function_header(code, last_open);
}

// Every function's body. `called` is settled later.
std::vector<FunctionSpan> find_functions(const Script& script) {
  std::vector<FunctionSpan> found;
  std::vector<std::size_t> brackets;
  std::vector<OpenBrace> braces;
  std::size_t last_open = 0;
  std::size_t last_close = std::string::npos;
  const std::string_view code = script.code;
  for (std::size_t at = 0; at < code.size() && found.size() <= kMaxFunctions; ++at) {
    if (code[at] == '(') brackets.push_back(at);
    if (code[at] == ')' && !brackets.empty()) {
      last_open = brackets.back();
      last_close = at;
      brackets.pop_back();
    }
    if (code[at] == '{') braces.push_back({at, header_of_brace(code, at, last_open, last_close)});
    if (code[at] != '}' || braces.empty()) continue;
    const OpenBrace open = std::move(braces.back());
    braces.pop_back();
    if (!open.header) continue;
    const bool at_once = open.header->name.empty() && is_run_at_once(script, open.header->begin);
    found.push_back({open.at, at, open.header->name, at_once});
  }
  return found;
}

// A call of the function outside its own body, or its bare name as an argument of a load handler.
bool is_named_in(const Script& script, const FunctionSpan& function, bool own_script) {
  const std::string& name = function.name;
  std::size_t mentions = 0;
  for (std::size_t at = 0;
       (at = script.code.find(name, at)) != std::string::npos && ++mentions < kMaxMentions;
       at += name.size()) {
    const bool own_body = own_script && at >= function.begin && at < function.end;
    const bool whole = (at == 0 || !is_ascii_name_char(script.code[at - 1])) &&
                       !is_ascii_name_char(script.code.c_str()[at + name.size()]);
    if (own_body || !whole) continue;
    const std::size_t word_end = before_space(script.code, at);
    if (name_before(script.code, word_end) == "function") continue;
    if (!runs_by_itself(script, at)) continue;
    const std::size_t next = script.code.find_first_not_of(kSpace, at + name.size());
    if (next != std::string::npos && script.code[next] == '(') return true;
    if (is_run_at_once(script, at)) return true;
  }
  return false;
}

void settle_calls(std::vector<Script>& scripts) {
  constexpr int kRounds = 2;  // a function called by a function
  for (int round = 0; round < kRounds; ++round)
    for (Script& owner : scripts)
      for (FunctionSpan& function : owner.functions) {
        if (function.called || function.name.empty()) continue;
        function.called = std::any_of(scripts.begin(), scripts.end(), [&](const Script& other) {
          return is_named_in(other, function, &other == &owner);
        });
      }
}

Script make_script(std::string source) {
  Script script{.source = std::move(source), .code = "", .functions = {}};
  script.code = blank_text(script.source);
  script.functions = find_functions(script);
  return script;
}

class ScriptList {
 public:
  void add(std::string source) {
    if (scripts_.size() == kMaxScripts) return;
    source.resize(std::min(source.size(), bytes_left_));
    bytes_left_ -= source.size();
    scripts_.push_back(make_script(std::move(source)));
    Script& script = scripts_.back();
    // Too many to be settled: nothing of this script counts as running by itself.
    if (script.functions.size() > functions_left_)
      script.functions = {{0, script.code.size(), "", false}};
    functions_left_ -= std::min(functions_left_, script.functions.size());
  }
  [[nodiscard]] std::vector<Script>& scripts() { return scripts_; }

 private:
  std::vector<Script> scripts_;
  std::size_t bytes_left_ = kMaxScriptBytes;
  std::size_t functions_left_ = kMaxFunctions;
};

// setTimeout('document.forms[0].submit()', 0): code in a string.
void add_timed_code(ScriptList& list) {
  constexpr std::string_view kTimer = "setTimeout(";
  std::vector<std::string> sources;
  for (const Script& script : list.scripts())
    for (std::size_t at = 0; (at = script.code.find(kTimer, at)) != std::string::npos;) {
      at += kTimer.size();
      const std::size_t argument =
          std::min(script.code.find_first_not_of(kSpace, at), script.code.size());
      auto text = literal_at(script, argument);
      if (text && sources.size() < kMaxScripts && runs_by_itself(script, at))
        sources.push_back(*std::move(text));
    }
  for (std::string& source : sources) list.add(std::move(source));
}

bool runs(const Policies& policies, const Element& element, InlineCode kind,
          std::string_view source) {
  return enforced(refuse_inline(policies, element, kind, source)) == nullptr;
}

}  // namespace

std::vector<Script> scripts_of(const Document& document, const Policies& policies) {
  ScriptList list;
  if (sandbox_without(policies, "allow-scripts") != nullptr) return {};
  for (const Element* body : elements(document, "body"))
    if (const std::string* onload = body->attribute("onload"))
      if (runs(policies, *body, InlineCode::Handler, *onload)) list.add(*onload);
  for (InlineScript& script : inline_script_elements(document))
    if (runs(policies, *script.element, InlineCode::Script, script.source))
      list.add(std::move(script.source));
  settle_calls(list.scripts());
  add_timed_code(list);
  return std::move(list.scripts());
}

bool runs_by_itself(const Script& script, std::size_t offset) {
  return std::all_of(script.functions.begin(), script.functions.end(),
                     [offset](const FunctionSpan& function) {
                       const bool around = function.begin <= offset && offset < function.end;
                       return !around || function.called;
                     });
}

}  // namespace flexverify::web
