// How a request that a login would send differs from the one that a browser sent. Names and kinds
// of fields, never their values.
#pragma once

#include <string>
#include <vector>

#include "verifier/web/recording.h"

namespace flexverify::recording {

struct Differences {
  // Of a secret, the user's name, or what a page hands out: the provider may answer otherwise.
  std::vector<std::string> grave;
  // Of words and numbers of a few letters, by which a script says what its browser can do and how
  // long somebody took.
  std::vector<std::string> slight;
};

// The user name that the adapters are given: the recorded one is not known here.
inline constexpr std::string_view kSomeUser = "flexverify-rehearsal-user";

// Method, host, path, fields of the query and of the body.
[[nodiscard]] Differences differences(const web::Request& ours,
                                      const web::RecordedExchange& browsers);

// The same method and place.
[[nodiscard]] bool goes_to_same_place(const web::Request& ours,
                                      const web::RecordedExchange& browsers);
// "POST idp.example/login": a place without its query; what looks like a value in the path is "…".
[[nodiscard]] std::string place_text(std::string_view method, const web::Url& url);
// "fields user, pass, csrf", "JSON with a, b.c", "" of none.
[[nodiscard]] std::string fields_text(const web::RecordedExchange& exchange);
[[nodiscard]] std::string fields_text(const web::Request& request);

}  // namespace flexverify::recording
