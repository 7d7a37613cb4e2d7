#!/usr/bin/env python3
"""The reports of real runs, read by the programs that people use for them."""

import json
import pathlib
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree
import zipfile

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from browser import Browser, is_installed  # noqa: E402
from encodings_of import encodings  # noqa: E402
from lab import Lab, flexverify  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "reports/schema/flexverify-run-1.schema.json").read_text())
FORMATS = {"text": "txt", "json": "json", "junit": "xml", "html": "html", "har": "har",
           "prometheus": "prom", "bundle": "zip"}
TARGETS = ("self-hosted", "keycloak", "self-hosted-legacy")


def wishes(folder):
    return [f"--report={name}={folder}/run.{ending}" for name, ending in FORMATS.items()]


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.__exit__)
        names = [t["name"] for t in cls.lab.settings()["targets"]]
        cls.targets = [name for name in TARGETS if name in names]
        cls.outcome = cls.lab.check(*cls.targets, *wishes(cls.lab.folder), "-v")

    def file(self, ending):
        return self.lab.folder / f"run.{ending}"

    def test_all_are_written_and_nobody_else_reads_them(self):
        self.assertEqual(self.outcome.status, 0, self.outcome.stderr)
        for ending in FORMATS.values():
            self.assertEqual(self.file(ending).stat().st_mode & 0o777, 0o600, ending)

    def test_json_fits_its_schema(self):
        run = json.loads(self.file("json").read_text())
        jsonschema.Draft7Validator(SCHEMA).validate(run)
        self.assertEqual([check["name"] for check in run["checks"]], self.targets)

    def test_every_report_comes_again_from_the_saved_run(self):
        for name, ending in FORMATS.items():
            with self.subTest(name):
                again = self.lab.folder / f"again.{ending}"
                done = flexverify("report", self.file("json"), "--format", name, "-o", again)
                self.assertEqual((done.status, done.stderr), (0, ""))
                if name not in ("text", "bundle"):  # these are wider, or hold that
                    self.assertEqual(again.read_bytes(), self.file(ending).read_bytes())

    def test_junit(self):
        suites = xml.etree.ElementTree.parse(self.file("xml")).getroot()
        self.assertEqual((suites.tag, suites.get("failures"), suites.get("errors")),
                         ("testsuites", "0", "0"))
        self.assertEqual(len(suites.findall("testsuite/testcase")), len(self.targets))

    def test_prometheus(self):
        if not shutil.which("promtool"):
            self.skipTest("promtool is not installed")
        with self.file("prom").open() as text:
            done = subprocess.run(["promtool", "check", "metrics"], stdin=text, check=False,
                                  capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_har(self):
        log = json.loads(self.file("har").read_text())["log"]
        run = json.loads(self.file("json").read_text())
        self.assertEqual((log["version"], len(log["pages"])), ("1.2", len(self.targets)))
        self.assertEqual(len(log["entries"]),
                         sum(len(check["exchanges"]) for check in run["checks"]))
        for entry in log["entries"]:
            phases = entry["timings"]
            self.assertTrue(all(time >= 0 for time in phases.values()), phases)
            self.assertEqual(entry["time"], sum(phases.values()) - phases["ssl"])

    def test_bundle(self):
        with zipfile.ZipFile(self.file("zip")) as archive:
            self.assertIsNone(archive.testzip())
            archive.extractall(self.lab.folder / "bundle")
        done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], check=False,
                              cwd=self.lab.folder / "bundle", capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_compare(self):
        saved = self.file("json")
        self.assertEqual(flexverify("compare", saved, saved).status, 0)
        other = self.lab.folder / "other.json"
        run = json.loads(saved.read_text())
        run["checks"][0]["saml"]["request"]["issuer"] = "urn:flex:other"
        other.write_text(json.dumps(run))
        done = flexverify("compare", saved, other, "--json")
        self.assertEqual((done.status, done.run["same"]), (1, False))
        self.assertIn("urn:flex:other", flexverify("compare", saved, other).stdout)
        page = self.lab.folder / "compared.html"
        flexverify("compare", saved, other, "--format", "html", "-o", page)
        self.looks_right(page)
        broken = self.lab.folder / "broken.json"
        broken.write_text("{}")
        self.assertEqual(flexverify("compare", saved, broken).status, 3)

    def looks_right(self, page):
        """No message in the console, nothing wider than the window."""
        if not is_installed():
            self.skipTest("Chromium is not installed")
        for width in (390, 1280):
            browser = Browser(width)
            try:
                browser.open(page)
                self.assertEqual(browser.messages(), [])
                wide, window = browser.run(
                    "return [document.documentElement.scrollWidth, window.innerWidth]")
                self.assertEqual(window, width)
                self.assertLessEqual(wide, width)
                self.assertTrue(browser.run(
                    "return getComputedStyle(document.body).maxWidth !== 'none'"), "no style")
            finally:
                browser.close()

    def test_html_in_a_browser(self):
        self.looks_right(self.file("html"))

    def test_one_that_cannot_be_written_does_not_stop_the_others(self):
        good = self.lab.folder / "good.json"
        folder = self.lab.folder / "is-a-folder.html"
        folder.mkdir(exist_ok=True)
        done = self.lab.check("self-hosted", "--depth", "page", f"--report=html={folder}",
                              f"--report=json={good}")
        self.assertEqual(done.status, 3)
        self.assertIn(str(folder), done.stderr)
        self.assertTrue(good.exists())


def pieces(secret, size=10):
    """Any ten characters of it in any encoding: a value that was cut is a secret as well."""
    for encoded in encodings(secret):
        for at in range(max(1, len(encoded) - size + 1)):
            yield encoded[at:at + size]


def texts_of(lab, done):
    """Everything that a check wrote, by name."""
    texts = {"standard output": done.stdout, "standard error": done.stderr}
    with zipfile.ZipFile(lab.folder / "run.zip") as archive:
        archive.extractall(lab.folder / "bundle")
    for path in [*lab.folder.glob("run.*"), *(lab.folder / "bundle").iterdir()]:
        texts[path.name] = path.read_text(encoding="utf-8", errors="replace")
    return texts


class Canaries(unittest.TestCase):
    """What is secret, in every report of a login at a page that shows all it got."""

    def test_nothing_secret_is_in_any_output(self):
        with Lab("--drill", "shibboleth-echo") as lab:
            done = lab.check("shibboleth", *wishes(lab.folder), "-v")
            self.assertEqual(done.status, 2, done.stderr)
            secrets = [lab.password("shibboleth"),
                       (lab.folder / "lab-totp-shibboleth.txt").read_text().strip()]
            texts = texts_of(lab, done)
            self.assertIn("redacted", texts["run.json"])
            self.assertIn("Wrong: ", texts["run.json"])
            for name, text in texts.items():
                for secret in secrets:
                    for piece in pieces(secret):
                        self.assertNotIn(piece, text, name)

    def test_persons_are_shown_only_when_asked(self):
        with Lab() as lab:
            for name in ("self-hosted", "legacy-self-hosted"):
                user = lab.target(name)["idp"]["username"]
                persons = {user, user.replace("@", "_40").replace(".", "_2E"), "Flex Check"}
                texts = texts_of(lab, lab.check(name, *wishes(lab.folder), "-v"))
                for place, text in texts.items():
                    for person in persons:
                        self.assertNotIn(person, text, place)
                shown = lab.check(name, "--show-values", "--json")
                self.assertIn(user, shown.stdout)
                self.assertEqual(shown.run["checks"][0]["saml"]["response"]["name_id"], user)


if __name__ == "__main__":
    unittest.main(verbosity=1)
