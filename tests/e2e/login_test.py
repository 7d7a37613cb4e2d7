#!/usr/bin/env python3
"""flexverify against flexverify-lab as two programs: what a user types, sees and gets back."""

import pathlib
import shlex
import socket
import sys
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from encodings_of import encodings  # noqa: E402
from lab import Lab, flexverify  # noqa: E402


class Healthy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.__exit__)

    def from_options(self, name, *arguments, password=True, environment=None):
        """The same target, from the command line alone."""
        target = self.lab.target(name)
        settings = self.lab.settings()
        ca = self.lab.folder / settings["defaults"]["ca_file"]
        options = ["--ca-file", ca, "--username", target["idp"]["username"]]
        for host in target["idp"]["hosts"]:
            options += ["--idp-host", host]
        for endpoint, url in target["endpoints"].items():
            options += ["--endpoint", f"{endpoint}={url}"]
        if password:
            options += ["--password-file",
                        self.lab.folder / target["idp"]["password"]["file"]]
        return flexverify(target["setup"], target["url"], *options, *arguments,
                          environment=environment)

    def test_every_target_is_loaded(self):
        outcome = self.lab.check("--json", "--jobs", "4")
        self.assertEqual(outcome.status, 3, outcome.stdout + outcome.stderr)
        for check in outcome.run["checks"]:
            needs_browser = check["name"].startswith("onelogin")
            expected = ("unknown", "authn-request") if needs_browser else ("ok", "loaded")
            if check["connection"] == "legacy":
                expected = ("warning", "loaded")
            with self.subTest(check["name"]):
                if check["connection"] == "legacy":
                    self.assertEqual([f["code"] for f in check["findings"]],
                                     ["legacy-deprecated"])
                self.assertEqual((check["verdict"], check["reached"]), expected)

    def test_text_ends_with_the_sentence(self):
        for setup in ("hosted", "self-hosted"):
            outcome = self.from_options(setup)
            self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
            self.assertEqual(outcome.stdout.splitlines()[-1], "Safe to click Finish: yes")

    def test_a_check_that_goes_less_far_says_so_in_every_report(self):
        sentence = "Safe to click Finish: cannot tell (checked as far as authn-request)"
        outcome = self.from_options("self-hosted", "--depth", "authn-request", "--json",
                                    "--report", "text=" + str(self.lab.folder / "t"),
                                    "--report", "html=" + str(self.lab.folder / "h"),
                                    "--report", "nagios=" + str(self.lab.folder / "n"),
                                    "--report", "junit=" + str(self.lab.folder / "j"))
        self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.run["last_lines"], [sentence])
        self.assertEqual((self.lab.folder / "t").read_text("utf-8").splitlines()[-1], sentence)
        self.assertEqual((self.lab.folder / "n").read_text("utf-8").splitlines()[-1], sentence)
        self.assertIn(">" + sentence + "</h1>", (self.lab.folder / "h").read_text("utf-8"))
        self.assertIn(sentence, (self.lab.folder / "j").read_text("utf-8"))

    def test_each_depth_stops_where_it_says(self):
        for depth in ("page", "authn-request", "assertion", "landing"):
            with self.subTest(depth):
                outcome = self.from_options("self-hosted", "--depth", depth, "--json")
                self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
                check = outcome.run["checks"][0]
                self.assertEqual(check["reached"], depth)
                acs = [e for e in check["exchanges"] if "/login/callback" in e["url"]]
                self.assertEqual(bool(acs), depth == "landing")

    def test_a_connection_that_is_not_active_yet(self):
        for name in ("hosted-before-finish", "self-hosted-before-finish"):
            outcome = self.lab.check(name, "--json")
            self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
            self.assertEqual(outcome.codes, ["connection-inactive"])
            finding = outcome.run["checks"][0]["findings"][0]
            self.assertEqual(finding["severity"], "note")

    def test_an_authorize_url_is_followed_then_proved_silently(self):
        target = self.lab.target("self-hosted")
        query = urllib.parse.urlencode({
            "codeChallenge": "E9Melhoa2OwvFrEMTJguCHaeK1t8URWbuGJSstw-cM0", "nonce": "n-1234567",
            "redirectUrl": target["url"], "state": "somebody-elses-state",
            "ssoProfileSid": target["expect"]["entity_id"].removeprefix("urn:flex:")})
        url = f"{target['endpoints']['services']}/v1/Flex/Authorize?{query}"
        self.lab.change(lambda s: s["targets"].append(
            {**target, "name": "authorize-url", "url": url}))
        outcome = self.lab.check("authorize-url", "--json")
        self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
        check = outcome.run["checks"][0]
        self.assertEqual(check["reached"], "loaded")
        self.assertIn("second pass", [step["leg"] for step in check["steps"]])
        self.lab.change(lambda s: s["targets"].pop())

    def test_preflight_compares_what_was_pasted_into_flex(self):
        folder = self.lab.folder
        metadata, certificate = folder / "lab-idp-metadata.xml", folder / "lab-idp-certificate.pem"
        idp = "https://" + self.lab.target("self-hosted")["idp"]["hosts"][0]
        port = self.lab.target("self-hosted")["url"].rsplit(":", 1)[1].rstrip("/")
        issuer, sso = f"{idp}:{port}/metadata", f"{idp}:{port}/sso"
        right = ["--idp-metadata", metadata, "--idp-certificate", certificate, "--issuer", issuer,
                 "--sso-url", sso]
        wrong = {"saml-issuer-mismatch": ["--issuer", issuer + "/"],
                 "wrong-idp": ["--sso-url", sso + "s"],
                 "saml-certificate-mismatch": ["--idp-certificate", folder / "lab-ca.pem"]}

        def preflight(*options):
            return self.from_options("self-hosted", "--depth", "authn-request", "--json",
                                     "--idp-metadata", metadata, *options, password=False)
        outcome = preflight(*right[2:])
        self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
        for code, options in wrong.items():
            with self.subTest(code):
                outcome = preflight(*options)
                finding = outcome.run["checks"][0]["findings"][0]
                self.assertEqual((outcome.status, finding["code"]), (2, code))
                self.assertEqual(finding["fix"]["party"], "Flex Console")

    def test_a_command_of_the_users_signs_in(self):
        idp = self.lab.target("self-hosted")["idp"]
        settings = self.lab.settings()
        helper = pathlib.Path(__file__).parent / "external_idp.py"
        for kind in ("form", "cookies"):
            command = [sys.executable, str(helper), kind,
                       str(self.lab.folder / settings["defaults"]["ca_file"]), idp["username"],
                       str(self.lab.folder / idp["password"]["file"])]
            with self.subTest(kind):
                outcome = self.from_options("self-hosted", "--idp", "external", "--idp-command",
                                            shlex.join(command), "--json", "-v", password=False)
                self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)
                check = outcome.run["checks"][0]
                self.assertEqual((check["reached"], check["idp"]["adapter"]),
                                 ("loaded", "external"))

    def test_no_secret_in_any_output(self):
        password = self.lab.password()
        for arguments in (("-v",), ("--json",), ("-v", "--json")):
            outcome = self.from_options("self-hosted", *arguments)
            for text in encodings(password):
                self.assertNotIn(text, outcome.stdout + outcome.stderr)

    def test_session_values_are_marked(self):
        outcome = self.from_options("self-hosted", "--json")
        for exchange in outcome.run["checks"][0]["exchanges"]:
            for text in (exchange["url"], exchange["location"] or ""):
                query = urllib.parse.parse_qs(urllib.parse.urlsplit(text).query)
                for name in ("SAMLRequest", "RelayState", "code", "state", "nonce"):
                    for value in query.get(name, []):
                        self.assertRegex(value, r"^<redacted:[0-9a-f]{8}>$", f"{name} in {text}")

    def test_a_missing_secret_is_unknown(self):
        outcome = self.from_options("self-hosted", "--json", password=False)
        self.assertEqual(outcome.status, 3, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.codes[0], "secret-missing")
        self.assertEqual(outcome.run["checks"][0]["reached"], "authn-request")

    def test_a_wrong_password(self):
        outcome = self.from_options("self-hosted", "--json", "--password-env", "WRONG",
                                    password=False, environment={"WRONG": "nobody's password"})
        self.assertEqual(outcome.status, 2, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.codes[0], "credentials-rejected")
        self.assertNotIn("nobody's password", outcome.stdout + outcome.stderr)

    def test_an_unknown_authority(self):
        outcome = self.somewhere(self.lab.target("self-hosted")["url"])
        self.assertEqual((outcome.status, outcome.codes[0]), (3, "tls-untrusted"))

    def somewhere(self, url, *arguments):
        """A page anywhere, with the lab as Twilio."""
        services = self.lab.target("self-hosted")["endpoints"]["services"]
        return flexverify("self-hosted", url, "--json", "--depth", "page",
                          "--endpoint", "services=" + services, *arguments)

    def test_an_unreachable_host(self):
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))  # bound, not listening: refused
            url = f"https://agents.acme.localhost:{closed.getsockname()[1]}/"
            outcome = self.somewhere(url)
        self.assertEqual((outcome.status, outcome.codes[0]), (2, "connect-failed"))

    def test_an_unknown_host(self):
        ca = self.lab.folder / self.lab.settings()["defaults"]["ca_file"]
        there = self.somewhere("https://nowhere.invalid/", "--ca-file", ca)
        self.assertEqual((there.status, there.codes[0]), (2, "dns-failed"))
        no_names = self.somewhere("https://nowhere.invalid/", "--endpoint",
                                  "services=https://nowhere-else.invalid")
        self.assertEqual((no_names.status, no_names.codes[0]), (3, "dns-failed"))
        self.assertIn("nothing is known about agents",
                      no_names.run["checks"][0]["findings"][0]["detail"])

    def test_netrc_and_proxy_settings_are_not_read(self):
        (self.lab.folder / ".netrc").write_text("default login someone password hunter-secret\n")
        outcome = self.from_options("self-hosted", "--json", environment={
            "HOME": str(self.lab.folder), "http_proxy": "http://127.0.0.1:1",
            "ALL_PROXY": "http://127.0.0.1:1"})
        self.assertEqual(outcome.status, 0, outcome.stdout + outcome.stderr)


class Broken(unittest.TestCase):
    """A few drills through the real programs; tests/flows runs all of them in one process."""

    def run_drill(self, drill, *arguments):
        with Lab("--drill", drill) as lab:
            return lab.check("self-hosted", *arguments)

    def test_legacy_values_are_the_first_thing_said(self):
        outcome = self.run_drill("wrong-audience")
        self.assertEqual(outcome.status, 2, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.stdout.splitlines()[-1], "Safe to click Finish: no")
        self.assertIn("legacy", outcome.stdout)

    def test_an_unregistered_redirect_url(self):
        outcome = self.run_drill("untrusted-redirect-url", "--json")
        self.assertEqual((outcome.status, outcome.codes[0]), (2, "redirect-url-untrusted"))

    def test_a_redirect_loop(self):
        outcome = self.run_drill("redirect-loop", "--json")
        self.assertEqual((outcome.status, outcome.codes[0]), (2, "redirect-loop"))

    def test_a_page_that_is_no_flex_page(self):
        outcome = self.run_drill("not-flex-page", "--json")
        self.assertEqual((outcome.status, outcome.codes[0]), (2, "not-a-flex-page"))

    def test_what_nobody_can_tell(self):
        outcome = self.run_drill("captcha")
        self.assertEqual(outcome.status, 3, outcome.stdout + outcome.stderr)
        self.assertEqual(outcome.stdout.splitlines()[-1], "Safe to click Finish: cannot tell "
                         "(the identity provider wants to see a person)")


if __name__ == "__main__":
    unittest.main(verbosity=2)
