// The commands as plain values.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "reports/renderer.h"
#include "verifier/base/json.h"

namespace flexverify::cli {

struct ReportWish {
  std::string format;
  std::string path;  // "-": standard output
};

enum class ColorWish { Auto, Always, Never };

// Which logins are meant.
struct OneUrl {
  std::string setup;  // "hosted", "self-hosted", or "" to be guessed from the URL
  std::string url;
};
struct Configured {
  std::string file;                // "": where a configuration is looked for
  std::vector<std::string> names;  // empty: all
};

enum class Purpose { Login, Preflight };

// How an option was given, for messages: the pattern of a key to "--idp" or "FLEXVERIFY_IDP".
using Spelling = std::map<std::string, std::string, std::less<>>;

struct CheckCommand {
  std::variant<OneUrl, Configured> logins;
  Purpose purpose = Purpose::Login;
  base::Json over = base::Json::Object{};  // options, as members of a target
  Spelling spelling;
  std::vector<ReportWish> reports;
  std::size_t jobs = 4;
  std::string history;  // "": nothing is kept
  std::string state;    // of refused secrets; "": the default, or the history; "none"
  reports::Detail detail = reports::Detail::Normal;
  ColorWish color = ColorWish::Auto;
};
struct ServeCommand {
  std::string file;
  std::string listen;  // "": the configuration's
  std::string state;   // "": the configuration's history, else the default; "none"
};
struct ResumeCommand {
  std::string file;   // "": no configuration; targets are known by name
  std::string state;  // "": the default, and the configuration's history
  std::vector<std::string> names;
};
struct PageCommand {
  std::string file, url;
  std::string idp = "auto";
  int status = 200;   // with which it was answered
  std::string after;  // the last secret before it: "password", "code"; "" for none
  bool json = false;
};
struct SamlCommand {
  std::string file;  // "-": standard input
  bool json = false;
  bool show_values = false;
  std::string certificate, metadata;  // paths
  std::string entity_id, acs_url, issuer, request_id, role, at;
  std::string idp = "auto";
  ColorWish color = ColorWish::Auto;
};
struct AlertTestCommand {
  std::string file;                // "": where a configuration is looked for
  std::vector<std::string> names;  // of receivers; empty: all
};
struct SchemaCommand {};
struct ReportCommand {
  std::string file;  // "-": standard input
  std::string format = "text";
  std::string output = "-";
  reports::Detail detail = reports::Detail::Normal;
  ColorWish color = ColorWish::Auto;
};
struct CompareCommand {
  std::string before, after;
  std::string format = "text";  // "json", "html"
  std::string output = "-";
  reports::Detail detail = reports::Detail::Normal;
  ColorWish color = ColorWish::Auto;
};
struct ExplainCommand {
  std::string code;
};
struct CodesCommand {
  bool json = false;
};
struct ConfigCheckCommand {
  std::string file;
};
struct InitCommand {
  std::string output = "-";
  std::string from_har;  // "": nothing was recorded
};
struct RehearseCommand {
  std::string file;  // a HAR
  bool json = false;
};
struct CompletionCommand {
  std::string shell;  // "bash", "zsh", "fish"
};
struct ManualCommand {};
struct ShowText {  // --help, --version
  std::string text;
};
struct BadUsage {
  std::string text;
};
using Command = std::variant<CheckCommand, ServeCommand, ResumeCommand, AlertTestCommand,
                             SchemaCommand, ReportCommand, CompareCommand, PageCommand, SamlCommand,
                             ExplainCommand, CodesCommand, ConfigCheckCommand, InitCommand,
                             RehearseCommand, CompletionCommand, ManualCommand, ShowText, BadUsage>;

}  // namespace flexverify::cli
