"""Runs flexverify-lab and flexverify as separate processes, as a user would."""

import atexit
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

# What runs remember of refused secrets is the tests' own, not the user's.
STATE = tempfile.mkdtemp(prefix="flexverify-state-")
os.environ["XDG_STATE_HOME"] = STATE
atexit.register(shutil.rmtree, STATE, ignore_errors=True)

BIN = pathlib.Path(os.environ.get("FLEXVERIFY_BIN_DIR", "build/bin")).resolve()


class Lab:
    """A lab in a process of its own, with a configuration written by it; `log` has a line for each
    request, if wanted."""

    def __init__(self, *arguments, logged=False):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="flexverify-e2e-"))
        self.config = self.folder / "lab.json"
        self.log = self.folder / "requests.log"
        if logged:
            self.log.touch()
            arguments = (*arguments, "--request-log", self.log)
        self.process = subprocess.Popen(
            [BIN / "flexverify-lab", "--listen", "127.0.0.1:0", "--write-config", self.config,
             *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.ready = self.process.stdout.readline().strip()
        if not self.ready:
            raise RuntimeError("the lab did not start: " + self.process.stderr.read())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def target(self, name):
        """A target of the written configuration."""
        return next(t for t in self.settings()["targets"] if t["name"] == name)

    def settings(self):
        return json.loads(self.config.read_text(encoding="utf-8"))

    def password(self, name="self-hosted"):
        path = self.folder / self.target(name)["idp"]["password"]["file"]
        return path.read_text(encoding="utf-8").rstrip("\n")

    def change(self, edit):
        """Edits the configuration: edit(settings) changes it in place."""
        settings = self.settings()
        edit(settings)
        self.config.write_text(json.dumps(settings), encoding="utf-8")

    def trust_also(self, settings, authority):
        """Lets the configuration trust another authority besides the lab's own."""
        own = self.folder / settings["defaults"]["ca_file"]
        both = self.folder / "both-ca.pem"
        both.write_text(own.read_text() + authority.read_text())
        settings["defaults"]["ca_file"] = str(both)

    def check(self, *arguments):
        return flexverify("check", "--config", self.config, *arguments)


class Outcome:
    def __init__(self, completed):
        self.status = completed.returncode
        self.stdout = completed.stdout
        self.stderr = completed.stderr

    @property
    def run(self):
        return json.loads(self.stdout)

    @property
    def codes(self):
        """The ids of all findings of the first check, causes first."""
        return [finding["code"] for finding in self.run["checks"][0]["findings"]]


def flexverify(*arguments, environment=None, stdin=subprocess.DEVNULL):
    completed = subprocess.run(
        [BIN / "flexverify", *map(str, arguments)], capture_output=True, text=True, timeout=120,
        stdin=stdin, start_new_session=True,  # no terminal to ask for a password on
        env={**os.environ, **(environment or {})}, check=False)
    return Outcome(completed)
