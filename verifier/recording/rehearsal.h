// A recorded login, gone through once more without sending anything: each page of the identity
// provider goes to the adapters, and what they would send next is compared with what the browser
// sent.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "verifier/recording/login.h"

namespace flexverify::recording {

// One page, and what came of it. No text in it is a value of the recording.
struct Step {
  std::size_t entry = 0;  // of the page, in the file
  std::string adapter;    // "shared" for a rule of every provider's; "" when nobody knows the page
  std::string state;
  std::string action;  // send, wait, handoff, answer, stop
  std::string ours;    // "POST idp.example/login"; of a stop the code of the finding
  std::string browsers;
  std::string our_fields, browsers_fields;
  std::string fingerprint;  // of the page's structure
  bool agrees = true;
  std::vector<std::string> differences;  // why it does not agree
  std::vector<std::string> notes;        // what is worth knowing, and does not decide
  bool after_password = false;           // a password was sent before this page came
};

struct NotJudged {
  std::size_t entry;
  std::string why;
};

enum class Agreement { Agrees, Differs, Unknown };

struct Rehearsal {
  std::string browser;
  std::vector<Step> steps;
  std::vector<NotJudged> not_judged;
  Agreement verdict = Agreement::Unknown;  // Unknown: no page could be judged
};

[[nodiscard]] Rehearsal rehearse(const web::Recording& recording, const RecordedLogin& login);

}  // namespace flexverify::recording
