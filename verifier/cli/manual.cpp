// flexverify(1), in the macros of man(7): from the same table as --help.
#include <fmt/format.h>

#include "verifier/base/text.h"
#include "verifier/cli/command_table.h"
#include "verifier/cli/completion.h"
#include "verifier/cli/version.h"
#include "verifier/model/codes.h"

namespace flexverify::cli {
namespace {

// A backslash, a hyphen, and a line that begins with a control character have a meaning in roff.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  return out.starts_with(".") || out.starts_with("'") ? "\\&" + out : out;
}

std::string option_text(const OptionRow& option) {
  std::string names;
  for (const std::string_view name : base::split(option.names, ','))
    names += (names.empty() ? "\\fB" : ", \\fB") + roff(name) + "\\fR";
  const std::string value = option.type.empty() ? "" : " \\fI" + roff(option.type) + "\\fR";
  return ".TP\n" + names + value + "\n" + roff(option.description) + "\n";
}

std::string same_options(const CommandRow& row) {
  for (const CommandRow& earlier : all_commands()) {
    if (&earlier == &row) break;
    if (earlier.options == row.options)
      return fmt::format("The options are those of \\fB{}\\fR.\n", roff(earlier.name));
  }
  return "";
}

std::string command_text(const CommandRow& row) {
  const std::string words = row.words.empty() ? "" : " [\\fI" + roff(row.words) + "\\fR]";
  std::string text = fmt::format(".SS flexverify {} [options]{}\n{}\n", roff(row.name), words,
                                 roff(row.description));
  if (!row.words.empty()) text += fmt::format("{}\n", roff(row.words_description));
  const std::string same = same_options(row);
  if (!same.empty()) return text + same;
  for (const OptionRow& option : row.options()) text += option_text(option);
  return text;
}

std::string findings_text() {
  std::string text;
  for (const model::CodeInfo& info : model::all_codes())
    text += fmt::format(".TP\n\\fB{}\\fR ({}, {}, agents: {})\n{}. {}\n", roff(info.id),
                        roff(model::name_of(info.severity)), roff(model::name_of(info.owner)),
                        roff(model::name_of(info.agents)), roff(info.title), roff(info.hint));
  return text;
}

}  // namespace

std::string manual_page() {
  std::string commands;
  for (const CommandRow& row : all_commands()) commands += command_text(row);
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
.SH COMMANDS
{}.SH EXIT STATUS
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
\fBcompare\fR ends with 0 when the runs are the same and with 1 when they differ.
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
{})",
                     kVersion, commands, findings_text());
}

}  // namespace flexverify::cli
