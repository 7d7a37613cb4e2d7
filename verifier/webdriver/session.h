// One window of a browser, by the commands of WebDriver that a sign-in needs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/base/secret.h"
#include "verifier/webdriver/screen.h"
#include "verifier/webdriver/wire.h"

namespace flexverify::webdriver {

enum class Filled {
  Yes,
  OtherPlace,   // the document is not at a host that may have the value: it was not given it
  OtherTarget,  // its form would send it elsewhere, or in the address: it was not given it
  Gone,         // the field is no longer there: it was not given it
  NotTaken      // the page holds another value now
};

class Session {
 public:
  // Starts a browser. A Fault says why there is none.
  static Reply<Session> start(Wire wire, const base::Json& capabilities, base::Millis patience);

  // Opens an address. That a page cannot be loaded is no Fault: the window shows it.
  Reply<void> go(const web::Url& url);
  // Opens an empty page that posts a form, whose Origin is then "null".
  Reply<void> post(const web::Request& form);
  Reply<Screen> look();
  // Where the window is, as the browser says and no page can.
  Reply<web::Url> place();
  // The document as it is now, without values that were typed.
  Reply<std::string> source();
  // The value goes into the field in the same task in which the document's place and its form's
  // target are looked at. `hosts`: "host" or "host:port", lower case.
  Reply<Filled> fill(const Field& field, std::string_view value,
                     const std::vector<std::string>& hosts);
  Reply<void> press_enter(const Field& field);
  Reply<void> click(const Button& button);
  // What the browser wrote since the last call: its requests ("performance"), and what it refused
  // ("browser").
  Reply<base::Json> log(std::string_view type);
  // A PNG.
  Reply<std::string> picture();
  // Ends the browser. It is not there afterwards, whatever comes of it.
  void end();

 private:
  Session(Wire wire, std::string path) : wire_(std::move(wire)), path_(std::move(path)) {}
  Reply<base::Json> run(std::string_view script, base::Json::Array arguments);

  Wire wire_;
  std::string path_;  // "/session/…"
};

}  // namespace flexverify::webdriver
