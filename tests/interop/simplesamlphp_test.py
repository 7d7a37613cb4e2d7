#!/usr/bin/env python3
"""Logs in through a real SimpleSAMLphp, hop by hop, with a password that needs every encoding."""

import pathlib
import shutil
import sys
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../e2e")]
import lab as e2e  # noqa: E402
import simplesamlphp  # noqa: E402

USER = "flex-check@acme.test"
PASSWORD = 'a&b+c%d "e\' ü'
NAME = "simplesamlphp"


class WithServer(unittest.TestCase):
    """A server of its own, and a lab whose target leads there."""
    consent = False

    @classmethod
    def setUpClass(cls):
        cls.idp = simplesamlphp.SimpleSamlPhp(USER, PASSWORD, cls.consent)
        cls.addClassCleanup(cls.idp.stop)
        cls.lab = e2e.Lab("--idp", f"{NAME}={cls.idp.sso_url},{cls.idp.issuer},"
                                   f"{cls.idp.certificate}")
        cls.addClassCleanup(cls.lab.__exit__)
        target = cls.lab.target(NAME)
        cls.idp.start(target["expect"]["entity_id"], target["expect"]["acs_url"])
        cls.lab.change(cls.configure)

    @classmethod
    def configure(cls, settings):
        """The lab's file, with both authorities and the account of this provider."""
        cls.lab.trust_also(settings, cls.idp.ca)
        for target in settings["targets"]:
            if target["name"] == NAME:
                target["idp"].update(adapter="auto", hosts=[simplesamlphp.HOST], username=USER,
                                     password={"env": "INTEROP_PASSWORD"})

    def check(self, password, *arguments):
        folder = {"INTEROP_PASSWORD": password}
        return e2e.flexverify("check", NAME, "--config", self.lab.config, "--json", *arguments,
                              environment=folder)


@unittest.skipUnless(simplesamlphp.available(), "simplesamlphp and apache2 are not installed")
class SimpleSamlPhp(WithServer):
    def test_logs_in_to_flex(self):
        outcome = self.check(PASSWORD)
        check = outcome.run["checks"][0]
        self.assertEqual((check["reached"], outcome.status), ("loaded", 0),
                         outcome.stdout + outcome.stderr + self.idp.log())
        self.assertEqual(check["idp"]["adapter"], "simplesamlphp")
        self.assertEqual(check["flex"]["roles"], ["agent"])

    @unittest.skipUnless(shutil.which("chromedriver") and shutil.which("certutil"),
                         "chromium-driver or libnss3-tools is not installed")
    def test_a_browser_gets_as_far(self):
        outcome = self.check(PASSWORD, "--browser", "always")
        check = outcome.run["checks"][0]
        self.assertEqual((check["reached"], outcome.status), ("loaded", 0),
                         outcome.stdout + outcome.stderr + self.idp.log())
        self.assertEqual(check["idp"]["adapter"], "simplesamlphp")

    def test_the_adapter_can_be_named(self):
        outcome = self.check(PASSWORD, "--idp", "simplesamlphp", "--depth", "assertion")
        self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.run["checks"][0]["reached"], "assertion")

    def test_a_wrong_password_is_named_and_not_repeated(self):
        outcome = self.check("wrong & never right")
        self.assertEqual(outcome.status, 2, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.codes[0], "credentials-rejected")
        posts = [e for e in outcome.run["checks"][0]["exchanges"] if e["method"] == "POST"]
        self.assertEqual(len(posts), 1)

    def test_no_secret_is_shown(self):
        for password in (PASSWORD, "wrong & never right"):
            outcome = self.check(password)
            for text in (outcome.stdout, outcome.stderr):
                self.assertNotIn(password, text)
                self.assertNotIn(password.replace('"', '\\"'), text)

    def test_preflight_needs_no_password(self):
        outcome = e2e.flexverify("preflight", NAME, "--config", self.lab.config, "--json",
                                 environment={"INTEROP_PASSWORD": ""})
        self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.run["checks"][0]["reached"], "authn-request")


@unittest.skipUnless(simplesamlphp.available(), "simplesamlphp and apache2 are not installed")
class WithConsent(WithServer):
    """Its consent module asks whether the attributes may be sent."""
    consent = True

    def test_it_is_given_when_wanted(self):
        outcome = self.check(PASSWORD, "--accept-consent")
        self.assertEqual((outcome.run["checks"][0]["reached"], outcome.status), ("loaded", 0),
                         outcome.stdout + outcome.stderr + self.idp.log())

    def test_it_is_not_given_unasked(self):
        outcome = self.check(PASSWORD)
        check = outcome.run["checks"][0]
        self.assertEqual(outcome.codes[0], "consent-required", outcome.stdout)
        self.assertNotEqual(outcome.status, 0)
        self.assertFalse([e for e in check["exchanges"] if "yes" in e["url"]], check["exchanges"])
        self.assertNotIn(check["reached"], ("assertion", "acs", "loaded"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
