#include "verifier/cli/examples.h"

#include <array>

namespace flexverify::cli {
namespace {

// clang-format off
constexpr std::array kExamples = {
    Example{"Before a password is used: the page, the connection, and whether Twilio sends the browser to the identity provider with the right Entity ID and ACS URL.",
            "flexverify preflight self-hosted https://agents.acme.example/ --idp-host acme.okta.example"},
    Example{"The whole login, of a connection that is not active yet:",
            "flexverify self-hosted https://agents.acme.example/ --sso-profile JQ0123456789abcdef0123456789abcdef --idp-host acme.okta.example --username flex-check@acme.example --password-file flex-check.secret --role agent"},
    Example{"A page that Twilio hosts; the password is asked for:",
            "flexverify hosted https://flex.twilio.com/acme-flex-1234 --idp-host acme.okta.example --username flex-check@acme.example"},
    Example{"A configuration to begin with, and its faults:",
            "flexverify init -o flexverify.json"},
    Example{"", "flexverify config-check flexverify.json"},
    Example{"One target of it, with a report for a change ticket:",
            "flexverify check acme-prod --config flexverify.json --report bundle=login.zip"},
    Example{"After a switch back:", "flexverify check acme-prod --config flexverify.json --after-revert"},
    Example{"A refused account may be tried again:", "flexverify resume acme-prod --config flexverify.json"},
    Example{"Scheduled checks with a dashboard:", "flexverify serve --config flexverify.json"},
    Example{"A SAMLResponse that somebody saved:",
            "flexverify saml response.txt --entity-id urn:flex:JQ0123456789abcdef0123456789abcdef"},
    Example{"What a finding means, and where to change what:", "flexverify explain saml-audience-mismatch"},
};

constexpr std::array kSecretPlaces = {
    SecretPlace{"Docker, Podman, compose", R"({ "file": "/run/secrets/flex-check" })"},
    SecretPlace{"Kubernetes, a Secret as a volume", R"({ "file": "/run/secrets/flexverify/flex-check" })"},
    SecretPlace{"systemd, LoadCredential= or LoadCredentialEncrypted= (systemd-creds encrypt)", R"({ "credential": "flex-check" })"},
    SecretPlace{"pass", R"({ "command": ["pass", "show", "flex-check"] })"},
    SecretPlace{"secret-tool (GNOME, KDE)", R"({ "command": ["env", "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus", "secret-tool", "lookup", "service", "flex-check"] })"},
    SecretPlace{"Vault, a file that its agent writes", R"({ "file": "/run/vault/flex-check" })"},
    SecretPlace{"Vault, asked each time", R"({ "command": ["env", "VAULT_ADDR=https://vault.acme.example", "vault", "kv", "get", "-field=password", "secret/flex-check"] })"},
    SecretPlace{"1Password", R"({ "command": ["op", "read", "op://Operations/flex-check/password"] })"},
};
// clang-format on

}  // namespace

std::span<const Example> all_examples() { return kExamples; }
std::span<const SecretPlace> all_secret_places() { return kSecretPlaces; }

}  // namespace flexverify::cli
