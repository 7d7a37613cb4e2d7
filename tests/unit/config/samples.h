// A configuration without faults, and the names that the tests know.
#pragma once

#include <string>

#include "verifier/config/rules.h"

namespace flexverify::config {

inline const Known kKnown{.adapters = {"okta", "entra", "simplesamlphp", "generic-form"},
                          .now = *base::parse_rfc3339("2026-11-25T12:00:00Z")};

inline const std::string kSample = R"({
  "$schema": "flexverify-config.schema.json",
  // both targets share these
  "defaults": { "timeout": "90s", "ca_file": "ca.pem", "proxy": null,
                "resolve": ["agents.acme.example:443:127.0.0.1"] },
  "targets": [ {
    "name": "acme-prod", "setup": "self-hosted", "url": "https://agents.acme.example/",
    "connection": "oauth2", "account_sid": "AC00000000000000000000000000000001",
    "sso_profile": null, "depth": "landing", "timeout": "30s",
    "expect": { "entity_id": "urn:flex:JQ0000000000000000000000000000a001",
                "acs_url": "https://login.flex.us1.twilio.com/login/callback?connection=JQ0000000000000000000000000000a001",
                "role": "agent", "identity": null },
    "idp": { "adapter": "okta", "hosts": ["acme.okta.example", "127.0.0.1:8443"],
             "username": "flex-check@acme.example",
             "password": { "env": "ACME_PASSWORD" }, "totp": { "file": "/run/credentials/totp" },
             "metadata": "idp.xml", "certificate": null },
    "endpoints": { "services": "https://127.0.0.1:9000/", "flex_api": "https://flex-api.example" },
    "schedule": { "every": "5m" }
  }, {
    "name": "lab", "setup": "hosted", "url": "http://flex.localhost:8080/acme",
    "idp": { "password": { "command": ["pass", "show", "flex"] }, "totp": { "credential": "totp" } }
  } ],
  "serve": { "history": "flexverify.sqlite", "alerts": [] }
})";

}  // namespace flexverify::config
