// What the browser's own log (WebDriver's "performance") says of its requests. It holds whatever a
// page sends, secrets included: it stays in memory, and only what stands here is kept.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/net/browser.h"
#include "verifier/web/url.h"

namespace flexverify::webdriver {

struct Posted {
  web::Url url;
  std::string body;
  std::string origin;  // "https://idp.example", or "" when it was not said
};

struct AnsweredDocument {
  web::Url url;
  int status = 200;
};

class NetworkLog {
 public:
  // Answers of POST …/se/log, in the order in which they came.
  void add(const base::Json& entries);
  // Requests of documents and scripts that ended since the last call.
  [[nodiscard]] std::vector<net::SeenElsewhere> take_ended();
  // Something is on its way that may change the page.
  [[nodiscard]] bool is_busy() const { return !pending_.empty(); }
  // The POST to that place, which is forgotten then. A popup and a frame of another site have logs
  // of their own, which are not here.
  std::optional<Posted> take_posted_to(const web::Url& place);
  // The last document that came from that place, with the query that it was asked for with: a
  // page's script may have written another one into the address since. Null when none is known.
  [[nodiscard]] const AnsweredDocument* document_at(const web::Url& place) const;
  // "net::ERR_…" of the last document that could not be loaded, "" when the last one could.
  [[nodiscard]] const std::string& document_error() const { return document_error_; }

 private:
  void begun(const base::Json& event);
  void answered(const base::Json& event);
  void ended(const base::Json& event, const std::string& error);

  struct Pending {
    net::SeenElsewhere seen;
    double started = 0;  // seconds of the browser's own clock
    bool is_document = false;
  };
  std::map<std::string, Pending> pending_;
  std::vector<net::SeenElsewhere> ended_;
  std::vector<Posted> posts_;
  std::vector<AnsweredDocument> documents_;
  std::string document_error_;
};

}  // namespace flexverify::webdriver
