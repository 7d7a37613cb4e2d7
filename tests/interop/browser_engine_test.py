#!/usr/bin/env python3
"""Signs in by Debian's Chromium: at a provider whose page is a script, in each way in which that can
fail, and in each way in which a process can die."""

import json
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).parent / "../e2e")]
import lab as e2e  # noqa: E402

SKIPPED = 77  # for CTest
NAME = "script-page"
OK, CRITICAL, UNKNOWN = 0, 2, 3
TEMPORARY = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-browser-test-"))
os.environ["TMPDIR"] = str(TEMPORARY)


def missing():
    return [name for name in ("chromium", "chromedriver", "certutil") if not shutil.which(name)]


def left_behind():
    """Processes that name a folder below TEMPORARY, and such folders."""
    found = [str(path) for path in TEMPORARY.glob("flexverify-window-*")]
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if b"flexverify-window-" in told and str(TEMPORARY).encode() in told:
            found.append(told.split(b"\0")[0].decode() + " " + process.name)
    return found


def wait_until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def told(outcome):
    return outcome.stderr + "".join(f"\n{f['code']}: {f['detail']}"
                                    for f in outcome.run["checks"][0]["findings"])


@unittest.skipIf(missing(), "not installed: " + " ".join(missing()))
class BrowserEngine(unittest.TestCase):
    def lab(self, *arguments, logged=False):
        lab = e2e.Lab("--scripts", *arguments, logged=logged)
        self.addCleanup(lab.__exit__)
        return lab

    def sign_in(self, lab, *arguments, use="always", name=NAME):
        return lab.check(name, "--browser", use, "--state", "none", "--json", *arguments)

    def assert_nothing_left(self):
        self.assertTrue(wait_until(lambda: not left_behind()), left_behind())

    def test_signs_in_where_only_a_browser_gets_through(self):
        never = self.lab().check(NAME, "--state", "none", "--json")
        self.assertEqual(never.status, UNKNOWN)
        self.assertEqual(never.codes[0], "needs-browser")
        for use in ("always", "when-needed"):
            lab = self.lab()  # which takes a code once
            outcome = self.sign_in(lab, use=use)
            self.assertEqual(outcome.status, OK, told(outcome))
            check = outcome.run["checks"][0]
            self.assertEqual(check["reached"], "loaded")
            filled = [name for page in check["pages"] for name in page.get("filled", [])]
            self.assertEqual(filled, ["username", "password", "otp"])
            self.assertEqual({s["outcome"] for s in check["secrets"]}, {"accepted"})
            engines = {e["engine"] for e in check["exchanges"]}
            self.assertEqual(engines, {"http", "browser"})
            for secret in (lab.password(NAME),):
                self.assertNotIn(json.dumps(secret)[1:-1], outcome.stdout + outcome.stderr)
        self.assert_nothing_left()

    def test_the_audit_comes_before_twilio(self):
        lab = self.lab(logged=True)
        outcome = self.sign_in(lab, "--depth", "assertion")
        self.assertEqual(outcome.status, OK, told(outcome))
        asked = [json.loads(line) for line in lab.log.read_text().splitlines()]
        self.assertFalse([one for one in asked if "/login/callback" in json.dumps(one)])

    def drill(self, name, *arguments):
        outcome = self.sign_in(self.lab("--drill", name), *arguments)
        self.assert_nothing_left()
        return outcome

    def test_stops_where_a_person_would(self):
        for name, code, status in (
                ("script-page-locked", "account-locked", CRITICAL),
                ("script-page-push", "page-not-recognised", UNKNOWN),
                ("script-page-enrolment", "mfa-enrolment-required", CRITICAL),
                ("script-page-captcha", "bot-protection", UNKNOWN),
                ("script-page-frame", "page-not-recognised", UNKNOWN),
                ("script-page-elsewhere", "secret-host-refused", CRITICAL),
                ("script-page-strict", "browser-refuses", CRITICAL)):
            with self.subTest(name):
                outcome = self.drill(name)
                self.assertEqual((outcome.codes[0], outcome.status), (code, status), told(outcome))

    def test_catches_the_post_of_a_popup(self):
        outcome = self.drill("script-page-popup")
        self.assertEqual(outcome.status, OK, told(outcome))

    def test_a_wrong_password_is_tried_once(self):
        lab = self.lab(logged=True)
        path = lab.folder / lab.target(NAME)["idp"]["password"]["file"]
        path.write_text("wrong\n", encoding="utf-8")
        outcome = self.sign_in(lab)
        self.assertEqual(outcome.codes[0], "credentials-rejected", told(outcome))
        secrets = {s["name"]: s["outcome"] for s in outcome.run["checks"][0]["secrets"]}
        self.assertEqual(secrets, {"password": "refused", "one-time-code": "not-sent"})
        self.assertEqual(lab.log.read_text().count("/api/password"), 1)

    def test_the_keycloak_look_alike_takes_what_a_browser_sends(self):
        outcome = self.sign_in(self.lab(), name="keycloak")
        self.assertEqual(outcome.status, OK, told(outcome))
        self.assertEqual(outcome.run["checks"][0]["idp"]["adapter"], "keycloak")

    def test_says_what_to_install(self):
        outcome = e2e.flexverify(
            "check", NAME, "--config", self.lab().config, "--browser", "always", "--state", "none",
            "--json", environment={"PATH": "/nonexistent"})
        self.assertEqual(outcome.codes[0], "browser-unavailable")
        hint = outcome.run["checks"][0]["findings"][0]["hint"]
        self.assertIn("apt-get install chromium chromium-driver", hint)

    def somebody(self, home):
        """Chromium's sandbox does not start for root."""
        if os.geteuid() != 0:
            return {}
        nobody = pwd.getpwnam("nobody")
        for path in (home, *home.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def compared(self, name):
        """A login by HTTP and one by a browser: the rows of which differ what, and all rows."""
        saved = []
        for use in ("never", "always"):
            outcome = self.sign_in(self.lab(), use=use, name=name)
            saved.append(TEMPORARY / f"{name}-{use}.json")
            saved[-1].write_text(json.dumps(outcome.run), encoding="utf-8")
        told = json.loads(e2e.flexverify("compare", *saved, "--json").stdout)
        return {row["what"]: row for row in told["checks"][0]["rows"]}

    def test_two_engines_are_compared(self):
        rows = self.compared("keycloak")
        self.assertEqual(rows["verdict"]["state"], "same")
        self.assertEqual(rows["signed in by"]["after"], "a browser")
        self.assertEqual(rows["sign-in"]["state"], "same", rows["sign-in"])
        self.assertNotIn("they part", rows)
        rows = self.compared(NAME)
        self.assertEqual((rows["verdict"]["before"], rows["verdict"]["after"]), ("unknown", "ok"))
        self.assertEqual(rows["they part"]["before"], "from the beginning")

    def remote(self, lab):
        """A driver that somebody else started, with the lab's authority in its home."""
        home = pathlib.Path(tempfile.mkdtemp(prefix="driver-elsewhere-"))
        self.addCleanup(shutil.rmtree, home, ignore_errors=True)
        store = home / ".pki/nssdb"
        store.mkdir(parents=True)
        for arguments in (["-N", "--empty-password"],
                          ["-A", "-n", "lab", "-t", "C,,", "-i", lab.folder / "lab-ca.pem"]):
            subprocess.run(["certutil", "-d", f"sql:{store}", *arguments], check=True)
        driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, start_new_session=True, cwd=home, **self.somebody(home),
            env={**os.environ, "HOME": str(home), "TMPDIR": str(home)})
        self.addCleanup(driver.stdout.close)
        self.addCleanup(driver.wait)
        self.addCleanup(os.killpg, driver.pid, signal.SIGKILL)
        line = next(text for text in driver.stdout if "successfully on port" in text)
        return "http://127.0.0.1:" + line.rstrip(".\n").rsplit(" ", 1)[1]

    def test_a_remote_webdriver_tells_it_by_its_log(self):
        lab = self.lab(logged=True)
        outcome = self.sign_in(lab, "--webdriver", self.remote(lab), "--depth", "assertion")
        self.assertEqual(outcome.status, OK, told(outcome))
        self.assertNotIn("/login/callback", lab.log.read_text())

    def test_only_allowed_hosts_are_found(self):
        outcome = self.sign_in(self.lab("--drill", "script-page-elsewhere"), "--browser-allow",
                               "cdn.acme.test")
        self.assertEqual(outcome.codes[0], "dns-failed", told(outcome))

    def test_a_picture_is_taken_when_it_is_asked_for(self):
        for drill, taken in (("script-page-push", True), ("script-page-enrolment", False)):
            with self.subTest(drill):
                picture = TEMPORARY / f"{drill}.png"
                self.drill(drill, "--browser-picture", picture)
                self.assertEqual(picture.exists(), taken)
                if taken:
                    self.assertEqual(picture.stat().st_mode & 0o777, 0o600)
                    self.assertEqual(picture.read_bytes()[:4], b"\x89PNG")

    def start(self, lab):
        """A check whose browser waits for an approval."""
        return subprocess.Popen(
            [e2e.BIN / "flexverify", "check", NAME, "--config", lab.config, "--browser", "always",
             "--state", "none", "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, start_new_session=True)

    def processes(self, word):
        return [int(one.rsplit(" ", 1)[1]) for one in left_behind()
                if one.split(" ")[0].endswith(word)]

    def test_nothing_survives_whoever_dies(self):
        for victim, word in (("us", ""), ("driver", "chromedriver"), ("browser", "chromium")):
            with self.subTest(victim):
                process = self.start(self.lab("--drill", "script-page-push"))
                self.assertTrue(wait_until(lambda: self.processes("chromium")), "no browser")
                if victim == "us":
                    process.kill()
                else:
                    os.kill(min(self.processes(word)), signal.SIGKILL)
                text, _ = process.communicate(timeout=60)
                if victim != "us":
                    codes = [f["code"] for f in json.loads(text)["checks"][0]["findings"]]
                    self.assertIn("browser-unavailable", codes)
                self.assertTrue(wait_until(
                    lambda: not [one for one in left_behind() if " " in one]), left_behind())
        outcome = self.sign_in(self.lab())  # sweeps the folder that the killed one left
        self.assertEqual(outcome.status, OK, told(outcome))
        self.assert_nothing_left()


if __name__ == "__main__":
    if missing():
        print("skipped: not installed: " + " ".join(missing()))
        sys.exit(SKIPPED)
    try:
        unittest.main(verbosity=2)
    finally:
        shutil.rmtree(TEMPORARY, ignore_errors=True)
