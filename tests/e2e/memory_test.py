"""The memory of refused secrets, seen from outside: no run of any kind locks the test account."""

import json
import os
import pathlib
import signal
import stat
import subprocess
import tempfile
import time
import unittest

from lab import BIN, Lab, Outcome, flexverify
from serving import Serve, history, password_posts, until


def write_secret(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


class MemoryTest(unittest.TestCase):
    """A lab, and a state folder of its own."""

    arguments = ()
    target = "self-hosted"

    def setUp(self):
        self.lab = Lab(*self.arguments)
        self.addCleanup(self.lab.__exit__)
        self.state = pathlib.Path(tempfile.mkdtemp(dir=self.lab.folder))
        self.environment = {"XDG_STATE_HOME": str(self.state)}
        self.secret = self.lab.folder / self.lab.target(self.target)["idp"]["password"]["file"]

    def check(self, *arguments, target=None):
        return flexverify("check", target or self.target, "--config", self.lab.config, "--json",
                          *arguments, environment=self.environment)

    def outcome(self, done, name="password"):
        return {fact["name"]: fact["outcome"]
                for fact in done.run["checks"][0]["secrets"]}.get(name)

    def start(self, *arguments, **options):
        return subprocess.Popen([BIN / "flexverify", *map(str, arguments)], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                stdin=subprocess.DEVNULL, start_new_session=True,
                                env={**os.environ, **self.environment}, **options)

    def finish(self, process):
        out, err = process.communicate(timeout=60)
        return Outcome(subprocess.CompletedProcess([], process.returncode, out, err))


class SilentRefusal(MemoryTest):
    arguments = ("--drill", "silent-refusal")

    def test_check_sends_it_once(self):
        outcomes = [self.outcome(self.check()) for _ in range(4)]
        self.assertEqual(outcomes, ["refused", "not-sent", "not-sent", "not-sent"])

    def test_serve_sends_it_once_and_check_after_it_never(self):
        def configure(settings):
            settings["targets"] = [t for t in settings["targets"] if t["name"] == "self-hosted"]
            settings["targets"][0]["schedule"] = {"every": "1s"}
            settings["serve"] = {"history": "history.sqlite"}
        self.lab.change(configure)
        path = self.lab.folder / "history.sqlite"
        with Serve(self.lab.config) as serve:
            until(lambda: path.exists() and len(history(path)) >= 4)
            self.assertEqual(serve.metric("flexverify_check_account_refused"), 1)
        self.assertEqual(password_posts(path, "self-hosted"), 1)
        self.assertEqual(self.outcome(self.check("--history", path)), "not-sent")


class WrongPassword(MemoryTest):
    def setUp(self):
        super().setUp()
        self.right = self.secret.read_text(encoding="utf-8")
        write_secret(self.secret, "wrong")

    def test_a_plain_check_remembers(self):
        first, second = self.check(), self.check()
        self.assertEqual((first.status, second.status), (2, 2))
        self.assertEqual(self.outcome(first), "refused")
        self.assertEqual(self.outcome(second), "not-sent")
        self.assertIn("flexverify resume", second.run["checks"][0]["findings"][0]["detail"])
        self.assertEqual(second.run["checks"][0]["reached"], "authn-request")
        write_secret(self.secret, self.right)
        self.assertEqual(self.check().status, 0, "another secret is tried at once")

    def test_another_target_of_the_same_account_does_not_send_it_either(self):
        self.check()
        write_secret(self.lab.folder / self.lab.target("hosted")["idp"]["password"]["file"],
                     "wrong")
        self.assertEqual(self.outcome(self.check(target="hosted")), "not-sent")

    def test_resume_needs_no_configuration(self):
        self.check()
        done = flexverify("resume", "self-hosted", environment=self.environment)
        self.assertEqual((done.status, done.stdout), (0, "self-hosted: will be tried again\n"))
        self.assertEqual(self.outcome(self.check()), "refused")
        done = flexverify("resume", "self-hostd", environment=self.environment)
        self.assertEqual(done.status, 3)
        self.assertIn("only self-hosted", done.stderr)

    def test_a_named_state_file_and_none(self):
        state = self.state / "mine.sqlite"
        self.assertEqual(self.outcome(self.check("--state", state)), "refused")
        self.assertEqual(stat.S_IMODE(state.stat().st_mode), 0o600)
        self.assertEqual(self.outcome(self.check("--state", state)), "not-sent")
        without = self.check("--state", "none")
        self.assertEqual(self.outcome(without), "refused")
        self.assertTrue(any("--state none" in finding["detail"]
                            for finding in without.run["checks"][0]["findings"]), "it is said")
        self.assertFalse((self.state / "flexverify").exists())

    def test_nothing_secret_is_in_the_file(self):
        self.check()
        for file in (self.state / "flexverify").iterdir():
            self.assertNotIn(b"wrong", file.read_bytes())
            self.assertNotIn(self.lab.target("self-hosted")["idp"]["username"].encode(),
                             file.read_bytes())

    def test_twenty_processes_at_once_send_it_once(self):
        runs = [self.start("check", self.target, "--config", self.lab.config, "--json")
                for _ in range(20)]
        outcomes = [self.outcome(self.finish(run)) for run in runs]
        self.assertEqual(outcomes.count("refused"), 1, outcomes)
        self.assertEqual(outcomes.count("not-sent"), 19, outcomes)

    def test_killed_at_any_moment_it_is_sent_once_until_the_pause_is_over(self):
        sent = 0
        for delay in range(12):
            run = self.start("check", self.target, "--config", self.lab.config)
            try:
                run.wait(timeout=0.01 + delay * 0.01)
            except subprocess.TimeoutExpired:
                run.kill()
            run.communicate()
        sent = self.outcome(self.check())
        self.assertIn(sent, ("refused", "not-sent"))
        self.assertEqual(self.outcome(self.check()), "not-sent")


class AccountsThatWork(MemoryTest):
    def test_twenty_processes_at_once_all_get_in(self):
        runs = [self.start("check", self.target, "--config", self.lab.config, "--json")
                for _ in range(20)]
        outcomes = [self.finish(run) for run in runs]
        self.assertEqual({done.status for done in outcomes}, {0})

    def test_a_second_code_waits_for_its_step_and_says_so(self):
        self.check(target="keycloak")
        second = self.check(target="keycloak")
        self.assertEqual(second.status, 0, second.stderr)
        self.assertRegex(second.stderr, "waits .* for the next one-time code")

    def test_or_ends_as_used_when_there_is_no_time(self):
        self.check(target="keycloak")
        while 30 - time.time() % 30 < 12:  # the next check would see the next step come
            self.check(target="keycloak")
        second = self.check("--timeout", "8s", target="keycloak")
        self.assertEqual(second.status, 3, second.codes)
        self.assertIn(second.codes[0], ("mfa-code-used",))
        self.assertEqual(self.outcome(second, "one-time-code"), "not-sent")
        self.assertEqual(self.outcome(second), "accepted")

    def test_a_corrected_security_answer_is_tried(self):
        name = "okta-identity-engine"
        target = self.lab.target(name)
        answer = self.lab.folder / target["idp"]["security_answer"]["file"]
        right = answer.read_text(encoding="utf-8")
        write_secret(answer, "wrong")
        first = self.check(target=name)
        self.assertEqual(self.outcome(first, "security-answer"), "refused")
        write_secret(answer, right)
        self.assertEqual(self.check(target=name).status, 0)


class Outage(MemoryTest):
    arguments = ("--drill", "acs-500")

    def test_an_outage_behind_the_password_blocks_nobody(self):
        self.assertEqual([self.outcome(self.check()) for _ in range(3)], ["accepted"] * 3)


class NoMemory(MemoryTest):
    """Whatever is wrong with the memory: unknown, and nothing is sent."""

    def refused(self, done):
        self.assertEqual(done.status, 3, done.stderr)
        self.assertEqual(done.codes[0], "config-invalid")
        self.assertEqual(self.outcome(done), "not-sent")
        self.assertEqual(done.run["checks"][0]["reached"], "authn-request")
        self.assertIn("--state", done.run["checks"][0]["findings"][0]["hint"])

    def test_a_folder_that_cannot_be(self):
        self.refused(self.check("--state", "/proc/none/attempts.sqlite"))

    def test_what_is_no_database(self):
        state = self.state / "shopping.txt"
        state.write_text("this is my shopping list, and it is a long one\n" * 20)
        self.refused(self.check("--state", state))

    def test_a_full_disk(self):
        self.check()
        limited = subprocess.run(
            ["bash", "-c", 'ulimit -f 0; exec "$@"', "-", BIN / "flexverify", "check", self.target,
             "--config", self.lab.config, "--json"], capture_output=True, text=True, timeout=60,
            stdin=subprocess.DEVNULL, env={**os.environ, **self.environment}, check=False)
        self.refused(Outcome(limited))

    def test_a_damaged_file(self):
        self.check()
        state = self.state / "flexverify" / "attempts.sqlite"
        for extra in state.parent.glob("attempts.sqlite-*"):
            extra.unlink()
        # The header is whole, the pages behind it are not.
        with open(state, "r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(100)
            file.write(b"\xa5" * (size - 100))
        self.refused(self.check())

    def test_what_nobody_may_write(self):
        self.check()
        folder = self.state / "flexverify"
        for extra in folder.glob("attempts.sqlite-*"):
            extra.unlink()
        for path, mode in ((folder / "attempts.sqlite", 0o400), (folder, 0o500)):
            path.chmod(mode)
            self.addCleanup(path.chmod, 0o700)
        # Root may write everything, unless this capability is gone.
        powerless = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
        done = subprocess.run(
            [*powerless, BIN / "flexverify", "check", self.target, "--config", self.lab.config,
             "--json"], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
            env={**os.environ, **self.environment}, check=False)
        self.refused(Outcome(done))

    def test_a_preflight_needs_none(self):
        done = flexverify("preflight", self.target, "--config", self.lab.config, "--json",
                          "--state", "/proc/none/attempts.sqlite", environment=self.environment)
        self.assertEqual(done.status, 0)


class Sources(MemoryTest):
    """Secrets whose source never ends."""

    def with_password(self, *source):
        return ("check", self.target, "--config", self.lab.config, "--json",
                *source)

    def test_what_is_no_file_is_refused_at_once(self):
        fifo = self.state / "fifo"
        os.mkfifo(fifo, 0o600)
        for path in (fifo, self.state, "/dev/zero"):
            done = flexverify(*self.with_password("--password-file", path),
                              environment=self.environment)
            self.assertEqual(done.codes[0], "secret-missing", path)
            self.assertEqual(self.outcome(done), "not-sent")

    def test_a_command_that_hangs_ends_with_the_check(self):
        started = time.monotonic()
        done = flexverify(*self.with_password("--password-command", "sleep 1000", "--timeout",
                                              "2s"), environment=self.environment)
        self.assertEqual(done.codes[0], "secret-missing")
        self.assertLess(time.monotonic() - started, 30)  # not the 1000 of the command

    def hanging(self):
        marker = self.state / "asked"
        run = self.start(*self.with_password(
            "--password-command", f"sh -c 'touch {marker}; exec sleep 1000'"))
        until(marker.exists)
        return run

    def test_a_signal_ends_it_with_what_was_seen(self):
        for number, status in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
            with self.subTest(number=number):
                run = self.hanging()
                run.send_signal(number)
                done = self.finish(run)
                self.assertEqual(done.status, status)
                self.assertEqual(done.codes[0], "interrupted")
                self.assertEqual(done.run["checks"][0]["reached"], "authn-request")
                (self.state / "asked").unlink()


class TwoServe(MemoryTest):
    def test_the_second_on_one_history_says_who_holds_it(self):
        def configure(settings):
            settings["targets"] = [t for t in settings["targets"] if t["name"] == "hosted"]
            settings["serve"] = {"history": "history.sqlite"}
        self.lab.change(configure)
        with Serve(self.lab.config) as serve:
            second = flexverify("serve", "--config", self.lab.config, "--listen", "127.0.0.1:0",
                                environment=self.environment)
            self.assertEqual(second.status, 3)
            self.assertIn(f"is served already by process {serve.process.pid}", second.stderr)
        with Serve(self.lab.config) as again:
            self.assertIsNotNone(again.url)


if __name__ == "__main__":
    unittest.main()
