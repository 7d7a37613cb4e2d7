#!/usr/bin/env python3
"""Logs in through a real Keycloak: what it shows for each state of an account and of its client."""

import functools
import pathlib
import shlex
import shutil
import sys
import tempfile
import time
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../e2e")]
import keycloak  # noqa: E402
import keycloak_realm  # noqa: E402
import lab as e2e  # noqa: E402

NAME = "real-keycloak"
SKIPPED = 77  # for CTest
CRITICAL, UNKNOWN = 2, 3
needs_chromium = unittest.skipUnless(shutil.which("chromedriver") and shutil.which("certutil"),
                                     "chromium-driver or libnss3-tools is not installed")


def restores_client(test):
    """For a test that changes the client."""
    @functools.wraps(test)
    def decorated(self):
        before = self.idp.change_client()
        try:
            test(self)
        finally:
            self.idp.restore_client(before)
    return decorated


@unittest.skipUnless(keycloak.available(), "no Keycloak, or no Java: make interop fetches both")
class KeycloakLogin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.idp = keycloak.Keycloak()
        cls.addClassCleanup(cls.idp.stop)
        cls.lab = e2e.Lab("--idp", f"{NAME}={cls.idp.sso_url},{cls.idp.issuer},"
                                   f"{cls.idp.certificate}")
        cls.addClassCleanup(cls.lab.__exit__)
        expected = cls.lab.target(NAME)["expect"]
        began = time.monotonic()
        cls.idp.start(expected["entity_id"], expected["acs_url"])
        print(f"Keycloak started in {time.monotonic() - began:.1f} s", file=sys.stderr)
        cls.lab.change(cls.configure)

    @classmethod
    def configure(cls, settings):
        """The lab's file, with both authorities and the accounts of this provider."""
        cls.lab.trust_also(settings, cls.idp.ca)
        target = next(t for t in settings["targets"] if t["name"] == NAME)
        del target["expect"]["identity"]  # there are many users
        target["idp"].update(adapter="auto", hosts=[keycloak.HOST])
        target["idp"].pop("password", None)

    def check(self, user, *arguments, password=keycloak_realm.PASSWORD, command=None):
        source = ["--password-env", "INTEROP_PASSWORD"]
        if command is not None:
            source = ["--password-command", command]
        return e2e.flexverify("check", NAME, "--config", self.lab.config, "--json", "--username",
                              user, *source, *arguments,
                              environment={"INTEROP_PASSWORD": password,
                                           # Each check is a machine of its own: none remembers.
                                           "XDG_STATE_HOME": tempfile.mkdtemp(dir=self.lab.folder),
                                           "INTEROP_TOTP": keycloak_realm.TOTP_SECRET,
                                           "INTEROP_WRONG_TOTP": "MFRGGZDFMZTWQ2LK"})

    def assert_loaded(self, outcome):
        check = outcome.run["checks"][0]
        self.assertEqual((check["reached"], outcome.status), ("loaded", 0),
                         outcome.stdout + outcome.stderr + self.idp.log())
        self.assertEqual(check["idp"]["adapter"], "keycloak")
        self.assertEqual(check["flex"]["roles"], ["agent"])

    def assert_finds(self, outcome, status, code, detail=""):
        self.assertEqual((outcome.status, outcome.codes[:1]), (status, [code]),
                         outcome.stdout + outcome.stderr)
        self.assertIn(detail, outcome.run["checks"][0]["findings"][0]["detail"])

    @staticmethod
    def posts(outcome):
        return [e for e in outcome.run["checks"][0]["exchanges"]
                if e["method"] == "POST" and keycloak.HOST in e["url"]]


    def test_password(self):
        self.assert_loaded(self.check("agent"))

    def test_mail_address_as_user_name(self):
        self.assert_loaded(self.check(keycloak_realm.email_of("agent")))

    def test_the_adapter_can_be_named(self):
        outcome = self.check("agent", "--idp", "keycloak", "--depth", "assertion")
        self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.run["checks"][0]["reached"], "assertion")

    def test_from_options_alone(self):
        target, settings = self.lab.target(NAME), self.lab.settings()
        options = ["--ca-file", settings["defaults"]["ca_file"], "--idp-host", keycloak.HOST,
                   "--username", "agent", "--password-env", "INTEROP_PASSWORD", "--json"]
        for endpoint, url in target["endpoints"].items():
            options += ["--endpoint", f"{endpoint}={url}"]
        self.assert_loaded(e2e.flexverify(
            "self-hosted", target["url"], *options,
            environment={"INTEROP_PASSWORD": keycloak_realm.PASSWORD}))

    def test_password_and_code(self):
        self.assert_loaded(self.check("agent-with-code", "--totp-env", "INTEROP_TOTP"))

    def test_no_code_is_configured(self):
        self.assert_finds(self.check("agent-with-code"), UNKNOWN, "mfa-required")

    def test_wrong_code_is_sent_once(self):
        outcome = self.check("wrong-code", "--totp-env", "INTEROP_WRONG_TOTP")
        self.assert_finds(outcome, CRITICAL, "mfa-rejected", "Invalid authenticator code")
        self.assertEqual(len(self.posts(outcome)), 2)

    def test_wrong_password_is_sent_once(self):
        outcome = self.check("wrong-password", password="never & right")
        self.assert_finds(outcome, CRITICAL, "credentials-rejected", "Invalid username or password")
        self.assertEqual(len(self.posts(outcome)), 1)

    def test_unknown_user(self):
        self.assert_finds(self.check("nobody"), CRITICAL, "credentials-rejected")

    def test_disabled(self):
        self.assert_finds(self.check("disabled"), CRITICAL, "account-disabled")

    def test_locked_by_wrong_passwords(self):
        for number in range(keycloak_realm.FAILURES_BEFORE_LOCK):
            self.check("locked", "--depth", "assertion", password=f"wrong {number}")
        user = self.idp.user("locked")["id"]
        lock = f"/{keycloak.REALM}/attack-detection/brute-force/users/{user}"
        self.assertTrue(self.idp.admin("GET", lock)["disabled"])
        # Keycloak says the same as of a wrong password, on purpose.
        self.assert_finds(self.check("locked"), CRITICAL, "credentials-rejected", "brute-force")
        self.idp.admin("DELETE", lock)
        self.assert_loaded(self.check("locked"))

    def test_required_actions(self):
        for user, status, code, detail in (
                ("new-password", CRITICAL, "password-expired", "update password"),
                ("enrol-code", CRITICAL, "mfa-enrolment-required", "configure totp"),
                ("update-profile", CRITICAL, "policy-denied", "update profile"),
                ("verify-email", CRITICAL, "policy-denied", "verify email"),
                ("terms", UNKNOWN, "terms-required", "terms")):
            with self.subTest(user):
                self.assert_finds(self.check(user), status, code, detail)

    @needs_chromium
    def test_a_browser_gets_as_far(self):
        for user, more in (("agent", ()), ("browser-with-code", ("--totp-env", "INTEROP_TOTP"))):
            with self.subTest(user):
                self.assert_loaded(self.check(user, "--browser", "always", *more))

    @needs_chromium
    def test_a_browser_stops_at_the_same_pages(self):
        """Nothing of the account is changed: each page is still there for our own engine."""
        for user, code in (("new-password", "password-expired"),
                           ("enrol-code", "mfa-enrolment-required"),
                           ("update-profile", "policy-denied"), ("terms", "terms-required")):
            for engine in ("always", "never"):
                with self.subTest(user, engine=engine):
                    outcome = self.check(user, "--browser", engine, "--totp-env", "INTEROP_TOTP")
                    self.assertEqual(outcome.codes[:1], [code], outcome.stdout + outcome.stderr)

    @needs_chromium
    def test_a_browser_sends_a_wrong_password_once(self):
        outcome = self.check("wrong-password", "--browser", "always", password="never & right")
        self.assert_finds(outcome, CRITICAL, "credentials-rejected")
        self.assertEqual(len(self.posts(outcome)), 1)

    def test_terms_that_may_be_accepted(self):
        self.assert_loaded(self.check("terms-accepted", "--accept-terms"))

    def test_without_a_role(self):
        self.assert_finds(self.check("no-role"), CRITICAL, "claim-missing", "roles")

    def test_a_login_session_that_ended_between_two_pages(self):
        """The command for the password runs between the login page and what is sent to it."""
        self.idp.change_realm(accessCodeLifespanLogin=1, accessCodeLifespanUserAction=1)
        try:  # a second of Keycloak's is over when the clock shows two more
            path = self.lab.folder / "password.sh"
            path.write_text("began=$(date +%s)\n"
                            "while [ $(date +%s) -lt $((began + 2)) ]; do sleep 0.1; done\n"
                            f"printf %s {shlex.quote(keycloak_realm.PASSWORD)}\n",
                            encoding="utf-8")
            outcome = self.check("slow", command=f"sh {path}")
        finally:
            self.idp.change_realm(accessCodeLifespanLogin=1800, accessCodeLifespanUserAction=300)
        self.assert_finds(outcome, CRITICAL, "session-lost", "from the beginning")

    def test_no_secret_is_shown(self):
        for user, password in (("agent", keycloak_realm.PASSWORD), ("nobody", "never & right")):
            outcome = self.check(user, password=password)
            for text in (outcome.stdout, outcome.stderr):
                self.assertNotIn(password, text)
                self.assertNotIn(password.replace('"', '\\"'), text)

    def test_preflight_needs_no_password(self):
        outcome = e2e.flexverify("preflight", NAME, "--config", self.lab.config, "--json")
        self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.run["checks"][0]["reached"], "authn-request")

    @restores_client
    def test_consent(self):
        self.idp.change_client(consentRequired=True, attributes={
            "display.on.consent.screen": "true", "consent.screen.text": "Flex"})
        self.assert_finds(self.check("consent"), UNKNOWN, "consent-required")
        self.assert_loaded(self.check("consent", "--accept-consent"))

    @restores_client
    def test_started_at_keycloak(self):
        self.idp.change_client(attributes={"saml_idp_initiated_sso_url_name": "flex"})
        self.assert_loaded(self.check("agent", "--app-link", self.idp.sso_url + "/clients/flex"))

    @restores_client
    def test_user_name_first(self):
        flow = self.idp.make_flow("name-first", "auth-username-form", "auth-password-form")
        self.idp.change_client(authenticationFlowBindingOverrides={"browser": flow})
        self.assert_loaded(self.check("agent"))
        self.assert_finds(self.check("nobody"), CRITICAL, "unknown-user")
        self.assert_finds(self.check("disabled"), CRITICAL, "account-disabled")
        self.assert_finds(self.check("wrong-password", password="never & right"), CRITICAL,
                          "credentials-rejected", "Invalid password")

    @restores_client
    def test_a_key_or_a_code(self):
        flow = self.idp.make_flow("key-or-code", "auth-username-password-form")
        self.idp.add_choice("key-or-code", "webauthn-authenticator", "auth-otp-form")
        self.idp.change_client(authenticationFlowBindingOverrides={"browser": flow})
        outcome = self.check("key-and-code", "--totp-env", "INTEROP_TOTP")
        self.assert_loaded(outcome)  # by the password, another way, that of codes, and the code
        self.assertEqual(len(self.posts(outcome)), 4)
        self.assert_finds(self.check("key-and-code"), UNKNOWN, "needs-browser")

    @restores_client
    def test_a_step_that_denies(self):
        flow = self.idp.make_flow("denied", "auth-username-password-form",
                                  "deny-access-authenticator")
        self.idp.change_client(authenticationFlowBindingOverrides={"browser": flow})
        self.assert_finds(self.check("agent"), CRITICAL, "user-not-assigned", "Access denied")

    @restores_client
    def test_clients_that_do_not_fit(self):
        for changes, code, detail in (
                ({"clientId": "urn:flex:other"}, "idp-app-not-found", "Client ID"),
                ({"enabled": False}, "idp-app-not-found", "switched off"),
                ({"redirectUris": ["https://other.example/"],
                  "attributes": {"saml_assertion_consumer_url_post": "https://other.example/"}},
                 "idp-acs-not-registered", "Valid redirect URIs"),
                ({"attributes": {"saml.client.signature": "true"}}, "idp-error", "signed")):
            with self.subTest(code=code, detail=detail):
                before = self.idp.change_client(**changes)
                try:
                    self.assert_finds(self.check("agent"), CRITICAL, code, detail)
                finally:
                    self.idp.restore_client(before)

    def test_a_realm_that_is_switched_off(self):
        self.idp.change_realm(enabled=False)
        try:
            self.assert_finds(self.check("agent"), CRITICAL, "idp-error", "switched off")
        finally:
            self.idp.change_realm(enabled=True)


if __name__ == "__main__":
    if not keycloak.available():
        print("skipped: no Keycloak, or no Java; make interop fetches both")
        sys.exit(SKIPPED)
    unittest.main(verbosity=2)
