"""`flexverify serve` as its operator sees it: checks, restarts, faults of the disk and of the
configuration, alerts, access, and the dashboard in a browser."""

import base64
import http.server
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import browser  # noqa: E402
from lab import Lab, flexverify  # noqa: E402
from serving import Serve, history, password_posts, until  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]


def configure(lab, *names, every="2s", **serve):
    """A configuration with these targets of the lab only."""
    def edit(settings):
        settings["targets"] = [t for t in settings["targets"] if t["name"] in names]
        settings.setdefault("defaults", {})["schedule"] = {"every": every}
        settings["serve"] = {"history": "history.sqlite", **serve}
    lab.change(edit)
    return lab.config


def write_secret(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


class Checks(unittest.TestCase):
    def test_metrics_probe_health_and_a_clean_stop(self):
        with Lab() as lab, Serve(configure(lab, "hosted", "self-hosted")) as serve:
            for name in ("hosted", "self-hosted"):
                until(lambda: serve.verdict(name) == "ok")  # pylint: disable=W0640
            if shutil.which("promtool"):
                checked = subprocess.run(["promtool", "check", "metrics"], text=True,
                                         input=serve.get("/metrics")[1], capture_output=True,
                                         timeout=30, check=False)
                self.assertEqual((checked.returncode, checked.stderr), (0, ""))
            self.assertIn("\nprobe_success 1\n", serve.get("/probe?target=hosted")[1])
            self.assertEqual(serve.get("/probe?target=https://elsewhere.example/")[0], 404)
            self.assertEqual(serve.get("/healthz"), (200, "ok\n"))
            self.assertEqual(serve.get("/readyz"), (200, "ready\n"))
            self.assertEqual(serve.stop(), 0)
            self.assertTrue(serve.log.endswith("stopped\n"), serve.log)

    def test_what_others_cannot_use_is_not_started(self):
        with Lab() as lab:
            done = flexverify("serve", "--config", configure(lab, "hosted"),
                              "--listen", "0.0.0.0:0")
            self.assertEqual(done.status, 3)
            self.assertIn("set serve/token or serve/tls/client_ca", done.stderr)
            configure(lab, "hosted", history="/no/such/folder/history.sqlite")
            done = flexverify("serve", "--config", lab.config)
            self.assertEqual(done.status, 3)
            self.assertIn("/no/such/folder/history.sqlite", done.stderr)

    def test_a_report_and_a_comparison_of_the_history(self):
        with Lab() as lab, Serve(configure(lab, "hosted")) as serve:
            until(lambda: len(history(lab.folder / "history.sqlite")) >= 2)
            self.assertIn("Safe to click Finish: yes", serve.get("/run?id=1")[1])
            self.assertEqual(json.loads(serve.get("/run?id=1&format=json")[1])["verdict"], "ok")
            self.assertIn("The two runs", serve.get("/compare?before=1&after=2")[1])


class Account(unittest.TestCase):
    """The test account is never locked, whatever happens."""

    def setUp(self):
        self.lab = Lab()
        self.addCleanup(self.lab.__exit__)
        configure(self.lab, "self-hosted", every="1s")
        self.history = self.lab.folder / "history.sqlite"
        self.password = self.lab.folder / self.lab.target("self-hosted")["idp"]["password"]["file"]
        self.right = self.password.read_text(encoding="utf-8")
        write_secret(self.password, "wrong")

    def runs(self):
        return len(history(self.history)) if self.history.exists() else 0

    def after_more_runs(self, serve):
        before = self.runs()
        until(lambda: self.runs() >= before + 3)
        self.assertEqual(serve.verdict("self-hosted"), "critical")

    def test_a_refused_password_is_tried_once_until_it_is_another_one(self):
        with Serve(self.lab.config) as serve:
            self.after_more_runs(serve)
            self.assertEqual(serve.metric("flexverify_check_account_refused"), 1)
        with Serve(self.lab.config) as serve:  # a restart forgets nothing
            self.after_more_runs(serve)
            self.assertEqual(password_posts(self.history, "self-hosted"), 1)
            write_secret(self.password, self.right)
            until(lambda: serve.verdict("self-hosted") == "ok")
            self.assertEqual(serve.metric("flexverify_check_account_refused"), 0)

    def test_or_until_a_person_says_so(self):
        with Serve(self.lab.config) as serve:
            self.after_more_runs(serve)
            done = flexverify("resume", "self-hosted", "--config", self.lab.config)
            self.assertEqual((done.status, done.stdout), (0, "self-hosted: will be tried again\n"))
            until(lambda: password_posts(self.history, "self-hosted") == 2)
            self.after_more_runs(serve)
            self.assertEqual(password_posts(self.history, "self-hosted"), 2)
        done = flexverify("resume", "nobody", "--config", self.lab.config)
        self.assertEqual(done.status, 3)
        self.assertIn('no target "nobody"', done.stderr)

    def test_check_remembers_too_when_it_is_given_a_history(self):
        arguments = ("self-hosted", "--history", self.history, "--json")
        first = self.lab.check(*arguments)
        second = self.lab.check(*arguments)
        self.assertEqual((first.status, second.status), (2, 2))
        self.assertEqual(second.codes[0], "credentials-rejected")
        self.assertIn("not sent again", second.run["checks"][0]["findings"][0]["detail"])
        self.assertEqual(password_posts(self.history, "self-hosted"), 1)
        done = flexverify("resume", "self-hosted", "--config", self.lab.config,
                          "--history", self.history)
        self.assertEqual(done.status, 0)
        write_secret(self.password, self.right)
        last = self.lab.check(*arguments)
        self.assertEqual((last.status, last.codes), (0, []))


class Faults(unittest.TestCase):
    def test_killed_at_any_moment_nothing_is_damaged(self):
        with Lab() as lab:
            configure(lab, "hosted", "self-hosted", "legacy-hosted", every="1s")
            path = lab.folder / "history.sqlite"
            kept = 0
            for _ in range(4):
                serve = Serve(lab.config)
                until(lambda: path.exists() and len(history(path)) >= kept + 4)
                kept = len(history(path))
                serve.stop(signal.SIGKILL)
                database = sqlite3.connect(path)
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
                database.close()
                self.assertGreaterEqual(len(history(path)), kept)

    def test_a_locked_history_does_not_stop_the_checks(self):
        with Lab() as lab, Serve(configure(lab, "hosted", every="1s")) as serve:
            path = lab.folder / "history.sqlite"
            until(lambda: len(history(path)) >= 1)
            lock = sqlite3.connect(path, timeout=20, isolation_level=None)
            lock.execute("BEGIN IMMEDIATE")
            until(lambda: serve.metric("flexverify_history_degraded") == 1)
            self.assertIn("results are kept in memory", serve.get("/")[1])
            before = serve.metric("flexverify_check_start_timestamp_seconds")
            until(lambda: serve.metric("flexverify_check_start_timestamp_seconds") > before)
            kept = len(history(path))
            lock.execute("ROLLBACK")
            lock.close()
            until(lambda: serve.metric("flexverify_history_degraded") == 0)
            self.assertGreater(len(history(path)), kept, "what was in memory is in the file")

    def test_a_configuration_with_faults_is_not_used(self):
        with Lab() as lab, Serve(configure(lab, "hosted")) as serve:
            until(lambda: serve.verdict("hosted") == "ok")
            good = lab.config.read_text(encoding="utf-8")
            lab.config.write_text(good.replace('"every"', '"evry"'), encoding="utf-8")
            until(lambda: serve.metric("flexverify_config_last_reload_successful") == 0)
            self.assertIn('did you mean "every"', serve.log)
            self.assertNotIn("restart", serve.log)
            self.assertIn("configuration file has faults", serve.get("/")[1])
            more = json.loads(good)
            more["targets"].append({**more["targets"][0], "name": "another"})
            lab.config.write_text(json.dumps(more), encoding="utf-8")
            until(lambda: serve.metric("flexverify_config_last_reload_successful") == 1)
            until(lambda: serve.verdict("another") == "ok")
            read = serve.log.count("was read again")
            serve.process.send_signal(signal.SIGHUP)
            until(lambda: serve.log.count("was read again") == read + 1)


class Receiver:
    """A web hook that refuses the first `refusals` messages."""

    def __init__(self, refusals=0):
        self.messages = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = 200
                if len(receiver.messages) < refusals:
                    status = 503
                receiver.messages.append((self.path, dict(self.headers), json.loads(body)))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Alerts(unittest.TestCase):
    def test_a_change_is_told_with_what_to_do_and_told_again_when_it_is_over(self):
        with Lab() as lab, Receiver(refusals=1) as receiver:
            write_secret(lab.folder / "token", "canary-token")
            write_secret(lab.folder / "chat", receiver.url + "/canary-url")
            told = lab.folder / "told"
            script = lab.folder / "tell"
            script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {told}\n', encoding="utf-8")
            script.chmod(0o700)
            configure(lab, "self-hosted", every="1s", public_url="https://checks.example", alerts=[
                {"name": "hook", "kind": "webhook", "url": receiver.url + "/hook",
                 "secret": {"file": "token"}},
                {"name": "chat", "kind": "slack", "secret_url": {"file": "chat"}},
                {"name": "script", "kind": "command", "command": [str(script)]}])
            right = lab.settings()
            lab.change(lambda s: s["targets"][0]["expect"].update(role="supervisor"))
            with Serve(lab.config) as serve:
                until(lambda: len(receiver.messages) >= 3)  # one of them was refused and came again
                lab.config.write_text(json.dumps(right), encoding="utf-8")
                until(lambda: sum(body.get("kind") == "recovered"
                                  for _, _, body in receiver.messages) == 1)
                until(lambda: len(told.read_text(encoding="utf-8").splitlines()) == 2)
                self.assertNotIn("canary", serve.log)
                self.assertNotIn("canary", serve.get("/metrics")[1] + serve.get("/")[1])
            hook = next(m for m in receiver.messages if m[0] == "/hook")
            self.assertEqual(hook[1]["Authorization"], "Bearer canary-token")
            self.assertEqual(hook[2]["schema"], "flexverify-alert/1")
            self.assertEqual(hook[2]["finding"]["code"], "role-missing")
            self.assertIn("https://checks.example/target?name=self-hosted", hook[2]["text"])
            chat = next(m for m in receiver.messages if m[0] == "/canary-url")
            self.assertIn("role-missing", chat[2]["blocks"][0]["text"]["text"])
            self.assertNotIn(b"canary", (lab.folder / "history.sqlite").read_bytes())


class Access(unittest.TestCase):
    def test_a_token(self):
        with Lab() as lab:
            write_secret(lab.folder / "token", "the-token")
            configure(lab, "hosted", token={"file": "token"})
            with Serve(lab.config) as serve:
                self.assertEqual(serve.get("/")[0], 401)
                self.assertEqual(serve.get("/metrics", {"Authorization": "Bearer wrong"})[0], 401)
                self.assertEqual(serve.get("/healthz")[0], 200)
                basic = base64.b64encode(b"me:the-token").decode()
                self.assertEqual(serve.get("/", {"Authorization": "Basic " + basic})[0], 200)
                serve.token = "the-token"
                self.assertEqual(serve.get("/metrics")[0], 200)

    def test_a_name_that_points_here_is_refused(self):
        with Lab() as lab, Serve(configure(lab, "hosted")) as serve:
            self.assertEqual(serve.get("/", {"Host": "rebound.example"})[0], 421)

    def test_client_certificates(self):
        with Lab() as lab:
            def openssl(*arguments):
                subprocess.run(["openssl", *map(str, arguments)], cwd=lab.folder, check=True,
                               capture_output=True, timeout=30)
            for name in ("server", "client"):
                openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout",
                        name + ".key", "-out", name + ".pem", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1")
            configure(lab, "hosted", tls={"certificate": "server.pem", "key": "server.key",
                                          "client_ca": "client.pem"})
            with Serve(lab.config) as serve:
                trusting = ssl.create_default_context(cafile=lab.folder / "server.pem")
                with self.assertRaises(OSError):
                    serve.get("/", context=trusting)
                trusting.load_cert_chain(lab.folder / "client.pem", lab.folder / "client.key")
                self.assertEqual(serve.get("/", context=trusting)[0], 200)


@unittest.skipUnless(browser.is_installed(), "chromium is not installed")
class Dashboard(unittest.TestCase):
    def test_every_page_in_a_browser(self):
        with Lab() as lab:
            configure(lab, "hosted", "self-hosted", every="1s")
            name = lab.target("hosted")["idp"]["password"]["file"]
            write_secret(lab.folder / "wrong", "wrong")
            lab.change(lambda s: s["targets"][1]["idp"].update(password={"file": "wrong"}))
            with Serve(lab.config) as serve:
                until(lambda: serve.verdict("self-hosted") == "critical")
                until(lambda: len(history(lab.folder / "history.sqlite", "hosted")) >= 2)
                pages = ["/", "/target?name=self-hosted", "/target?name=hosted", "/run?id=1",
                         "/compare?before=1&after=2"]
                for width in (390, 1280):
                    window = browser.Browser(width)
                    try:
                        for page in pages:
                            with self.subTest(page, width=width):
                                window.go(serve.url + page)
                                self.assertEqual(window.messages(), [])
                                self.assertLessEqual(
                                    window.run("return document.documentElement.scrollWidth"),
                                    width)
                        window.go(serve.url + "/")
                        self.assertEqual(window.run(
                            "return document.querySelector('.row .name').textContent"),
                            "self-hosted", "the worst comes first")
                        self.assertTrue(window.run(
                            "return document.querySelectorAll('.strip rect').length > 2"))
                    finally:
                        window.close()
                self.resume(serve, lab, lab.folder / name)

    def test_an_open_page_takes_what_changed_and_keeps_the_rest(self):
        with Lab() as lab:
            configure(lab, "hosted", "self-hosted")
            lab.change(lambda s: s["targets"][1].update(schedule={"every": "1d"}))
            with Serve(lab.config) as serve:
                for name in ("hosted", "self-hosted"):
                    until(lambda: serve.verdict(name) == "ok", 90)  # pylint: disable=W0640
                window = browser.Browser(1280)
                try:
                    window.go(serve.url + "/")
                    row = "document.getElementById('row/target?name={}')".format
                    bars = (f"return {row('hosted')}.querySelector('a:last-child')"
                            ".getAttribute('href')")
                    window.run(f"window.kept = {row('self-hosted')}")
                    before = window.run(bars)
                    until(lambda: window.run(bars) != before)
                    self.assertTrue(window.run(f"return window.kept === {row('self-hosted')}"))
                    self.assertEqual(window.run(
                        "return document.querySelectorAll('[data-same], .stale').length"), 0)
                    self.assertEqual(window.messages(), [])
                finally:
                    window.close()

    def resume(self, serve, lab, right):
        """Try it again: the button of the page does what the command does."""
        window = browser.Browser(1280)
        try:
            window.go(serve.url + "/target?name=self-hosted")
            write_secret(lab.folder / "wrong", right.read_text(encoding="utf-8"))
            window.run("document.querySelector('form[action=\"/resume\"] button').click()")
            until(lambda: serve.verdict("self-hosted") == "ok")
            self.assertEqual(window.messages(), [])
        finally:
            window.close()


class Shipped(unittest.TestCase):
    """What is installed beside the program."""

    def test_a_monitoring_plugin(self):
        with Lab() as lab:
            command = (ROOT / "verifier/serve/deploy/nagios/flexverify.cfg").read_text("utf-8")
            line = next(x for x in command.splitlines() if "command_line" in x)
            arguments = line.split("/usr/bin/flexverify ")[1].replace("'$ARG1$'", "hosted")
            arguments = arguments.replace("/etc/flexverify/flexverify.json", str(lab.config))
            arguments = arguments.replace("/var/lib/flexverify", str(lab.folder))
            done = flexverify(*arguments.split())
            self.assertEqual(done.status, 0)
            self.assertRegex(done.stdout, r"^FLEX LOGIN OK - hosted reached loaded \| 'hosted'=")
            self.assertEqual(done.stderr, "")

    def test_alert_rules(self):
        if not shutil.which("promtool"):
            self.skipTest("promtool is not installed")
        for arguments in (["check", "rules", "reports/prometheus/alerts.yml"],
                          ["check", "config", "reports/prometheus/scrape.yml"],
                          ["test", "rules", "tests/e2e/alert_rules_test.yml"]):
            done = subprocess.run(["promtool", *arguments], cwd=ROOT, text=True,
                                  capture_output=True, timeout=60, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
