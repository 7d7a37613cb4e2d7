// Who may look: this machine, or whoever has the token or a client certificate.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "verifier/base/result.h"
#include "verifier/base/secret.h"
#include "verifier/config/serve.h"
#include "verifier/serve/http.h"

namespace flexverify::serve {

struct ListenAddress {
  std::string host;  // without brackets
  int port = 0;      // 0: any free one
};
// Of a value that keeps Rule::Listen.
[[nodiscard]] ListenAddress listen_address(const std::string& listen);
// "127.0.0.1:9469", "localhost": what only this machine can reach.
[[nodiscard]] bool names_this_machine(const std::string& host_and_port);

struct Access {
  std::shared_ptr<const base::Secret> token;  // null: none is wanted
  bool certificates = false;                  // every client has shown one
};

// The Error when others than this machine could look without a token or a certificate.
[[nodiscard]] base::Result<void> check_access(const config::Serve& serve);

// nullopt when the request may be answered. /healthz and /readyz say nothing and are for anyone.
// Without token and certificates only names of this machine are accepted as Host, so that no page
// of the web can read the dashboard by letting its own name point here.
[[nodiscard]] std::optional<HttpReply> refusal_of(const HttpRequest& request, const Access& access);

}  // namespace flexverify::serve
