// flexverify(1), in the macros of man(7): from the tables of commands, keys, findings and examples.
#include <fmt/format.h>

#include <set>

#include "verifier/base/text.h"
#include "verifier/cli/command_table.h"
#include "verifier/cli/completion.h"
#include "verifier/cli/examples.h"
#include "verifier/cli/version.h"
#include "verifier/config/keys.h"
#include "verifier/model/codes.h"
#include "verifier/model/guidance.h"

namespace flexverify::cli {
namespace {

constexpr std::size_t kExampleWidth = 40;  // then an option begins a line

// A backslash, a hyphen, and a line that begins with a control character have a meaning in roff.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  return out.starts_with(".") || out.starts_with("'") ? "\\&" + out : out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }

std::string option_text(const OptionRow& option) {
  std::string names;
  for (const std::string_view name : base::split(option.names, ','))
    names += (names.empty() ? "\\fB" : ", \\fB") + roff(name) + "\\fR";
  const std::string value = option.type.empty() ? "" : " \\fI" + roff(option.type) + "\\fR";
  return ".TP\n" + names + value + "\n" + roff(option.description) + "\n";
}

// An option stands where it is met first; later commands name it alone.
std::string options_text(const CommandRow& row, std::set<std::string>& told) {
  std::string text, as_above;
  for (const OptionRow& option : row.options()) {
    if (told.insert(option.names + option.description).second)
      text += option_text(option);
    else
      as_above += (as_above.empty() ? "" : ", ") + bold(long_name(option));
  }
  return text + (as_above.empty() ? "" : ".PP\nAs above: " + as_above + ".\n");
}

std::string command_text(const CommandRow& row, std::set<std::string>& told) {
  const std::string words = row.words.empty() ? "" : " [\\fI" + roff(row.words) + "\\fR]";
  std::string text = fmt::format(".SS flexverify {} [options]{}\n{}\n", roff(row.name), words,
                                 roff(row.description));
  if (!row.words.empty()) text += fmt::format("{}\n", roff(row.words_description));
  return text + options_text(row, told);
}

std::string findings_text() {
  std::string text;
  for (const model::CodeInfo& info : model::all_codes())
    text += fmt::format(".TP\n\\fB{}\\fR ({}, {}, agents: {})\n{}. {} {}\n", roff(info.id),
                        roff(model::name_of(info.severity)), roff(model::name_of(info.owner)),
                        roff(model::name_of(info.agents)), roff(info.title),
                        roff(model::guidance(info.code).why), roff(info.hint));
  return text;
}

// "targets[].idp.adapter": a pointer as people write it.
std::string spoken(std::string_view pattern) {
  return base::replace_all(base::replace_all(std::string(pattern.substr(1)), "/*", "[]"), "/", ".");
}

bool is_part_of_a_secret(const config::Key& key) {
  std::string_view above = key.pattern;
  while (!above.empty()) {
    above = above.substr(0, above.rfind('/'));
    const config::Key* parent = config::key_at(above);
    if (parent != nullptr && parent->rule == config::Rule::Secret) return true;
  }
  return false;
}

std::string key_text(const config::Key& key) {
  std::string text = ".TP\n" + bold(spoken(key.pattern));
  if (key.need == config::Need::Required) text += " (required)";
  if (key.rule == config::Rule::Secret) text += " (a secret)";
  text += "\n" + roff(key.description);
  const bool words = key.rule == config::Rule::Choice;
  if (words)
    text += " One of " + roff(base::replace_all(std::string(key.choices), "|", ", ")) + ".";
  if (!key.option.empty()) text += " Option " + bold(key.option) + ".";
  return text + "\n";
}

// Every key once; of a secret, and of a list, the object alone: their parts are the same
// everywhere.
std::string configuration_text() {
  std::string text;
  for (const config::Key& key : config::all_keys())
    if (!key.pattern.empty() && !is_part_of_a_secret(key) &&
        (key.type == config::Type::Object || !key.pattern.ends_with("/*")))
      text += key_text(key);
  return text;
}

// A long command goes on in further lines, as a shell reads it.
std::string wrapped(std::string_view command) {
  std::string text, line;
  for (const std::string_view word : base::split(command, ' ')) {
    const bool option = word.starts_with("--");
    if (option && line.size() > kExampleWidth) {
      text += line + " \\\n";
      line = "   ";
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  return text + line;
}

std::string examples_text() {
  std::string text;
  for (const Example& example : all_examples())
    text += fmt::format(".PP\n{}\n.PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", roff(example.text),
                        roff(wrapped(example.command)));
  return text;
}

std::string sources_text() {
  std::string text;
  for (const SecretPlace& place : all_secret_places())
    text += fmt::format(".TP\n{}\n{}\n", roff(place.name), bold(place.member));
  return text;
}

}  // namespace

std::string manual_page() {
  std::string commands;
  std::set<std::string> told;
  for (const CommandRow& row : all_commands()) commands += command_text(row, told);
  return fmt::format(R"(.TH FLEXVERIFY 1 "" "flexverify {}" "User Commands"
.SH NAME
flexverify \- verify a Twilio Flex single sign\-on login, end to end
.SH SYNOPSIS
.B flexverify
.I command
[options] [arguments]
.SH DESCRIPTION
Follows the login of Twilio Flex with an empty cookie jar, steps through the identity provider's
form, audits the SAML request and response, posts the response, and confirms that Flex loads. It
says which value is wrong, on which page, in which field, and whose job it is.
.SH EXAMPLES
{}.SH COMMANDS
An option that several commands have is described where it comes first.
{}.SH CONFIGURATION
JSON with // comments. Unknown keys are errors; \fBflexverify config\-check\fR names every fault,
\fBflexverify init\fR writes a file to begin with. What stands below a target is for that login.
{}.SH SECRETS
A secret is never written down in the configuration: it is an object with one member, which says
where it is.
.TP
\fB{{ "env": "NAME" }}\fR
An environment variable.
.TP
\fB{{ "file": "/run/secrets/flex\-check" }}\fR
A file. Every user may not read it, and others than its owner may not write it, except on a
read\-only file system, below \fI/run/secrets\fR or below \fB$CREDENTIALS_DIRECTORY\fR, where a
container engine or a service manager sets the modes.
.TP
\fB{{ "credential": "flex\-check" }}\fR
A file of this name below \fB$CREDENTIALS_DIRECTORY\fR, as systemd gives it (LoadCredential=).
.TP
\fB{{ "command": ["pass", "show", "flex\-check"] }}\fR
What a command prints, without its last newline; no shell is used, and it gets PATH, HOME and LANG alone: more
is named with \fBenv\fR in its list.
.PP
Where secrets often are:
{}.SH FILES
.TP
\fI./flexverify.json\fR, \fI$XDG_CONFIG_HOME/flexverify/flexverify.json\fR, \fI/etc/flexverify/flexverify.json\fR
The configuration, looked for in this order where \fB\-\-config\fR is not given.
.TP
\fI$XDG_STATE_HOME/flexverify/attempts.sqlite\fR
What became of secrets that were sent, without the secrets (\fB\-\-state\fR).
.TP
\fI/etc/flexverify/credentials/\fR
Files that the units of systemd hand over as credentials.
.TP
\fI/var/lib/flexverify/\fR
The history of the units.
.SH EXIT STATUS
.TP
0
ok
.TP
1
warning: the login works, and somebody should know something
.TP
2
critical: agents cannot log in, or could not after Finish
.TP
3
unknown: nobody can tell; also bad usage, a bad configuration, and faults of flexverify itself
.PP
\fBreport\fR, \fBinit\fR, \fBcompletion\fR and \fBmanual\fR end with 0 when they did their work;
\fBcompare\fR ends with 0 when the runs are the same and with 1 when they differ. A check that is
interrupted reports what it saw, and ends with 130 or 143.
.SH ENVIRONMENT
Every option may be given as \fBFLEXVERIFY_\fIOPTION\fR. \fBNO_COLOR\fR, \fBHTTPS_PROXY\fR,
\fBNO_PROXY\fR and \fBSSL_CERT_FILE\fR are honoured; \fI~/.netrc\fR and \fI~/.curlrc\fR are not.
.SH LAST LINE
Every report ends with what was proved: \fBSafe to click Finish\fR, of an enhanced connection;
\fBAgents can log in through the legacy connection\fR; or \fBAgents can log in\fR, where
\fB\-\-migrated\-on\fR is given. \fIyes\fR needs a login that loaded Flex. \fIno\fR needs a
critical finding that keeps agents out. All else is \fIcannot tell\fR, with the reason: a check that
went less far, a test account that was refused, a fault of this machine. The exit status does not
depend on it.
.SH FINDINGS
Each with its severity, who must act, and what it says about agents.
{}.SH SEE ALSO
\fBflexverify explain\fR \fICODE\fR says of each finding where to change what in the five identity
providers of the migration guide. The documents beside README.md: before you click Finish, after a
switch back, scheduled checks, a test user, hosts, depths, words. \fBsystemd.exec\fR(5) for
LoadCredential=, \fBcurl\fR(1) for proxies.
)",
                     roff(kVersion), examples_text(), commands, configuration_text(),
                     sources_text(), findings_text());
}

}  // namespace flexverify::cli
