// The commands as plain values.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "flows/pool.h"
#include "reports/renderer.h"
#include "verifier/base/json.h"

namespace flexverify::cli {

struct ReportWish {
  std::string format;  // a renderer's name
  std::string path;    // "-": standard output
};

enum class ColorWish { Auto, Always, Never };

// Which logins are meant.
struct OneUrl {
  std::string setup;  // "hosted", "self-hosted", or "" to be guessed from the URL
  std::string url;    // where the login starts
};
struct Configured {
  std::string file;                // "": where a configuration is looked for
  std::vector<std::string> names;  // empty: all
};

enum class Purpose { Login, Preflight };

// How an option was given, for messages: the pattern of a key to "--idp" or "FLEXVERIFY_IDP".
using Spelling = std::map<std::string, std::string, std::less<>>;

struct CheckCommand {
  std::variant<OneUrl, Configured> logins;  // one URL, or targets of a configuration
  Purpose purpose = Purpose::Login;         // a whole login, or what needs no password
  base::Json over = base::Json::Object{};   // options, as members of a target
  Spelling spelling;                        // of each option in `over`
  std::vector<ReportWish> reports;          // none: the text report
  flows::Crowding crowding;                 // how many checks run at once
  std::size_t browsers = 1;                 // real browsers at once
  std::string history;                      // "": nothing is kept
  std::string state;  // of refused secrets; "": the default, or the history; "none"
  reports::Detail detail = reports::Detail::Normal;  // of the reports for people
  ColorWish color = ColorWish::Auto;                 // of the text report
};
struct ServeCommand {
  std::string file;    // the configuration
  std::string listen;  // "": the configuration's
  std::string state;   // "": the configuration's history, else the default; "none"
};
struct ResumeCommand {
  std::string file;                // "": no configuration; targets are known by name
  std::string state;               // "": the default, and the configuration's history
  std::vector<std::string> names;  // of targets
};
struct PageCommand {
  std::string file, url;     // the saved page, and the address from which it was saved
  std::string idp = "auto";  // an adapter's name
  int status = 200;          // with which it was answered
  std::string after;         // the last secret before it: "password", "code"; "" for none
  bool json = false;         // the answer for programs
};
struct SamlCommand {
  std::string file;                   // "-": standard input
  bool json = false;                  // the answer for programs
  bool show_values = false;           // personal values are not redacted
  std::string certificate, metadata;  // paths
  // Values to compare with, and the moment to judge at; "" when not given.
  std::string entity_id, acs_url, issuer, request_id, role, at;
  std::string idp = "auto";           // by whose labels a fix names a field
  ColorWish color = ColorWish::Auto;  // of the text report
};
struct AlertTestCommand {
  std::string file;                // "": where a configuration is looked for
  std::vector<std::string> names;  // of receivers; empty: all
};
struct SchemaCommand {};
struct ReportCommand {
  std::string file;                                  // "-": standard input
  std::string format = "text";                       // a renderer's name
  std::string output = "-";                          // a path
  reports::Detail detail = reports::Detail::Normal;  // of the reports for people
  ColorWish color = ColorWish::Auto;                 // of the text report
};
struct CompareCommand {
  std::string before, after;                         // paths of two saved runs
  std::string format = "text";                       // "json", "html"
  std::string output = "-";                          // a path
  reports::Detail detail = reports::Detail::Normal;  // of the reports for people
  ColorWish color = ColorWish::Auto;                 // of the text report
};
struct ExplainCommand {
  std::string code;  // "saml-audience-mismatch"; "" lists them all
};
struct CodesCommand {
  bool json = false;  // the answer for programs
};
struct ConfigCheckCommand {
  std::string file;  // the configuration
};
struct InitCommand {
  std::string output = "-";  // a path
  std::string from_har;      // "": nothing was recorded
};
struct RehearseCommand {
  std::string file;   // a HAR
  bool json = false;  // the answer for programs
};
struct CompletionCommand {
  std::string shell;  // "bash", "zsh", "fish"
};
struct ManualCommand {};
struct ShowText {    // --help, --version
  std::string text;  // what is printed
};
struct BadUsage {
  std::string text;  // what was wrong, and what was expected
};
using Command = std::variant<CheckCommand, ServeCommand, ResumeCommand, AlertTestCommand,
                             SchemaCommand, ReportCommand, CompareCommand, PageCommand, SamlCommand,
                             ExplainCommand, CodesCommand, ConfigCheckCommand, InitCommand,
                             RehearseCommand, CompletionCommand, ManualCommand, ShowText, BadUsage>;

}  // namespace flexverify::cli
