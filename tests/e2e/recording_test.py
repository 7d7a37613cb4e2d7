#!/usr/bin/env python3
"""init --from-har and rehearse with recordings that Debian's Chromium makes at the lab: from the file to
a verdict, and nothing of what is secret or personal in it on the way. Skipped without Chromium."""

import base64
import json
import pathlib
import re
import sys
import tempfile
import unittest
import urllib.parse

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent / "../interop")]
import chromium  # noqa: E402
import lab as e2e  # noqa: E402
import recorded_logins as logins  # noqa: E402
import recorder  # noqa: E402
from serving import until  # noqa: E402
from terminal import typed  # noqa: E402

SKIPPED = 77  # for CTest
ADAPTERS = {"self-hosted": "generic-form", "hosted": "generic-form",
            "legacy-self-hosted": "generic-form", "keycloak": "keycloak", "okta-classic": "okta",
            "entra": "entra"}
SECRET_FIELDS = re.compile(r"pass|code|token|csrf|SAML|RelayState|state|nonce|canary|ctx|session|otp|"
                           r"Challenge|execution|verifier|refresh", re.I)


def values_in(value, name=""):
    """Every text of a JSON value, with the name of its member."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from values_in(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from values_in(inner, name)
    elif isinstance(value, str):
        yield name, value


def canaries_of(har, person):
    """What must not be shown: what the person typed, cookies, and whatever a login hands around."""
    found = {person.user, person.password}
    for entry in har["log"]["entries"]:
        request, response = entry["request"], entry["response"]
        for cookie in request["cookies"]:
            found.add(cookie["value"])
        pairs = urllib.parse.parse_qsl(urllib.parse.urlsplit(request["url"]).query)
        text = request.get("postData", {}).get("text", "")
        if text.startswith("{"):
            pairs += values_in(json.loads(text))
        else:
            pairs += urllib.parse.parse_qsl(text)
        if response["content"].get("text", "").startswith("{"):
            pairs += values_in(json.loads(response["content"]["text"]))
        found |= {value for name, value in pairs if SECRET_FIELDS.search(name)}
    ordinary = {"authorization_code", "AuthorizationCode"}
    return {one for one in found if len(one) > 7 and one not in ordinary
            and not one.startswith(("https://", "urn:", "JQ", "AC"))}


class Recorded(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = e2e.Lab()
        cls.home = chromium.Home(cls.lab.folder / "lab-ca.pem")
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-har-", dir=cls.lab.folder))
        cls.recordings, cls.sanitized = {}, {}
        more = (chromium.ONLY_HERE, *chromium.ONE_PROCESS)
        for target, way in logins.WAYS.items():
            person = logins.Person(cls.lab, target)
            har, sanitized = logins.record(cls.home.path, more, person, way)
            path = cls.folder / f"{target}.har"
            path.write_text(json.dumps(har), encoding="utf-8")
            cls.sanitized[target] = sanitized
            cls.recordings[target] = (person, har, path)

    @classmethod
    def tearDownClass(cls):
        cls.home.remove()
        cls.lab.__exit__()

    def nothing_secret(self, target, *texts):
        person, har, _ = self.recordings[target]
        for text in texts:
            for canary in canaries_of(har, person):
                for spelled in (canary, base64.b64encode(canary.encode()).decode().rstrip("="),
                                urllib.parse.quote(canary, safe="")):
                    self.assertNotIn(spelled, text)

    def check(self, config, target, *arguments):
        """The secrets are the lab's; that user name and password are not in the recording is the point."""
        person = self.recordings[target][0]
        folder = self.lab.folder
        given = ["--username", person.user, "--password-file", folder / "lab-password.txt",
                 "--ca-file", folder / "lab-ca.pem", "--state", self.folder / "state.sqlite"]
        if person.secret:
            until(person.code_is_over)
            given += ["--totp-file", folder / person.target["idp"]["totp"]["file"]]
        return e2e.flexverify("check", "--config", config, "--json", *given, *arguments)

    def test_from_a_recording_to_a_verdict(self):
        for target, (_, _, har) in self.recordings.items():
            with self.subTest(target):
                config = self.folder / f"{target}.json"
                made = e2e.flexverify("init", "--from-har", har, "-o", config)
                self.assertEqual(made.status, 0, made.stderr)
                self.assertEqual(e2e.flexverify("config-check", config).status, 0)
                text = config.read_text(encoding="utf-8")
                self.nothing_secret(target, made.stdout, made.stderr, text)
                settings = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
                self.is_the_labs(target, settings["targets"][0])
                done = self.check(config, target)
                verdicts = (0, 1) if target.startswith("legacy") else (0,)
                self.assertIn(done.status, verdicts, done.stdout + done.stderr)
                self.assertEqual(done.run["checks"][0]["reached"], "loaded")

    def is_the_labs(self, target, made):
        wanted = self.lab.target(target)
        self.assertEqual(made["setup"], wanted["setup"])
        self.assertEqual(made["connection"], wanted["connection"])
        self.assertEqual(made["url"].rstrip("/"), wanted["url"].rstrip("/"))
        self.assertEqual(made["expect"]["entity_id"], wanted["expect"]["entity_id"])
        self.assertEqual(made["expect"]["acs_url"], wanted["expect"]["acs_url"])
        self.assertEqual(made["expect"]["role"], "agent")
        self.assertEqual(made["idp"]["hosts"], wanted["idp"]["hosts"])
        self.assertEqual(made["idp"]["adapter"], ADAPTERS[target])
        self.assertEqual(made["endpoints"], wanted["endpoints"])
        self.assertTrue((self.folder / made["idp"]["certificate"]).exists())
        self.assertNotIn("username", made["idp"])

    def written(self, name, har):
        path = self.folder / name
        path.write_text(json.dumps(har), encoding="utf-8")
        return path

    def test_what_chrome_exports_by_default_is_enough(self):
        for target, har in self.sanitized.items():
            with self.subTest(target):
                names = {header["name"].lower() for entry in har["log"]["entries"]
                         for header in entry["request"]["headers"] + entry["response"]["headers"]}
                self.assertTrue(names)
                self.assertFalse(names & {"cookie", "set-cookie", "authorization"})
                path = self.written(f"{target}-sanitised.har", har)
                made = e2e.flexverify("init", "--from-har", path)
                whole = e2e.flexverify("init", "--from-har", self.recordings[target][2])
                self.assertEqual((made.status, made.stdout), (0, whole.stdout))
                self.assertEqual(e2e.flexverify("rehearse", path).status, 0)

    def test_without_bodies_addresses_tell(self):
        for target in ("okta-classic", "entra"):
            with self.subTest(target):
                path = self.written(f"{target}-bare.har",
                                    recorder.without_bodies(self.sanitized[target]))
                config = self.folder / f"{target}-bare.json"
                made = e2e.flexverify("init", "--from-har", path, "-o", config)
                self.assertEqual(made.status, 0, made.stderr)
                self.assertEqual(e2e.flexverify("config-check", config).status, 0)
                done = self.check(config, target)
                self.assertEqual(done.status, 0, done.stdout)
                rehearsed = e2e.flexverify("rehearse", path, "--json")
                self.assertEqual(rehearsed.status, 3, rehearsed.stdout)
                self.assertEqual(json.loads(rehearsed.stdout)["verdict"], "unknown")
                self.assertTrue(json.loads(rehearsed.stdout)["not_judged"])

    def test_all_steps_of_a_recorded_login_agree(self):
        for target, (_, _, har) in self.recordings.items():
            with self.subTest(target):
                as_json = e2e.flexverify("rehearse", har, "--json")
                text = e2e.flexverify("rehearse", har)
                result = json.loads(as_json.stdout)
                self.assertEqual((as_json.status, text.status), (0, 0), text.stdout)
                self.assertEqual(result["verdict"], "agrees")
                self.assertEqual(result["not_judged"], [])
                self.assertEqual(result["steps"][-1]["action"], "answer")
                self.assertIn(ADAPTERS[target], {step["adapter"] for step in result["steps"]})
                self.nothing_secret(target, as_json.stdout, text.stdout)

    def test_one_planted_difference_is_named(self):
        plants = {"self-hosted": ("password=", "passphrase=", "passphrase"),
                  "keycloak": ("selectedCredentialId=", "chosenCredentialId=", "chosenCredentialId"),
                  "okta-classic": ('"passCode"', '"answerCode"', "passCode"),
                  "entra": ("canary=", "canary2=", "canary2")}
        for target, (before, after, named) in plants.items():
            with self.subTest(target):
                planted = json.loads(json.dumps(self.recordings[target][1]))
                self.plant(planted, before, after)
                har = self.folder / f"{target}-planted.har"
                har.write_text(json.dumps(planted), encoding="utf-8")
                as_json = e2e.flexverify("rehearse", har, "--json")
                text = e2e.flexverify("rehearse", har)
                self.assertEqual((as_json.status, text.status), (1, 1), text.stdout)
                differing = [s for s in json.loads(as_json.stdout)["steps"] if not s["agrees"]]
                self.assertIn(named, " ".join(differing[0]["differences"]))
                self.assertIn(named, text.stdout)
                self.assertIn("For a bug report", text.stdout)
                self.nothing_secret(target, as_json.stdout, text.stdout)

    def plant(self, har, before, after):
        for entry in har["log"]["entries"]:
            data = entry["request"].get("postData")
            if data and before in data["text"]:
                data["text"] = data["text"].replace(before, after, 1)
                return
        self.fail(before + " is in no recorded request")

    def test_at_a_terminal_only_what_is_missing_is_asked(self):
        person, _, har = self.recordings["self-hosted"]
        config = self.folder / "asked.json"
        authority = {"SSL_CERT_FILE": str(self.lab.folder / "lab-ca.pem")}
        status, screen = typed(
            ["init", "--from-har", har, "-o", config],
            [("User name of the test user: ", person.user),
             ("Where the password is", self.lab.folder / "lab-password.txt"),
             ("Where the TOTP secret is", ""), ("Try it now without a password?", "y"),
             ("Go through the questions again?", "n")], authority)
        self.assertEqual(status, 0, screen)
        self.assertNotIn("Entity ID, urn", screen)
        self.assertIn("Next: flexverify check --config", screen)
        done = e2e.flexverify("check", "--config", config, "--state", "none", environment=authority)
        self.assertEqual(done.status, 0, done.stdout)

    def test_what_is_no_recording_of_a_login_is_said(self):
        other = {"log": {"entries": [{"request": {"method": "GET", "url": "https://news.test/"},
                                      "response": {"status": 200}}]}}
        for name, text in {"other.har": json.dumps(other), "page.har": "<html>",
                           "empty.har": '{"log":{"entries":[]}}'}.items():
            path = self.folder / name
            path.write_text(text, encoding="utf-8")
            for arguments in (["init", "--from-har", path], ["rehearse", path]):
                with self.subTest(name=name, command=arguments[0]):
                    refused = e2e.flexverify(*arguments)
                    self.assertEqual(refused.status, 3)
                    self.assertEqual(refused.stdout, "")
                    self.assertIn(name, refused.stderr)


if __name__ == "__main__":
    if not chromium.is_installed():
        print("skipped: chromium, chromium-driver or libnss3-tools is not installed")
        sys.exit(SKIPPED)
    unittest.main()
