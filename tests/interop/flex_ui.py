"""The shipped Flex UI in headless Chromium, logging in to the lab under Twilio's own names."""

import json
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import browser  # noqa: E402
import chromium  # noqa: E402
import lab as e2e  # noqa: E402

BUILD = pathlib.Path("build/flex-ui/main.js")
USERNAME = "flex-check@acme.test"
PATIENCE = 60  # seconds, of a login that works on a busy machine
STATE = "return window.flexState ? [window.flexState.stage, window.flexState.error] : ['', '']"
SIGN_IN = """
const password = document.querySelector('input[type=password]');
const user = document.querySelector('input[name=username], input[name=user], input[type=email]');
if (!password || !user) return false;
user.value = arguments[0];
password.value = arguments[1];
password.form.requestSubmit(password.form.querySelector('[type=submit], button'));
return true;
"""


def available():
    return BUILD.exists() and chromium.is_installed()


class Lab(e2e.Lab):
    """The lab with the shipped UI, Twilio's names, and a log of what was asked."""

    def __init__(self, *arguments):
        super().__init__("--names", "public", "--flex-ui", BUILD.resolve(), *arguments)
        self.port = int(self.ready.rsplit(":", 1)[1].split("/")[0].split()[0].rstrip(".,;"))


class Window(browser.Browser):
    """A fresh profile that trusts the lab, in which every name but the lab's is unknown."""

    def __init__(self, lab):
        rules = (f"MAP *.twilio.com:443 127.0.0.1:{lab.port}, "
                 f"MAP *.localhost:443 127.0.0.1:{lab.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
        self.home = chromium.Home(lab.folder / "lab-ca.pem")
        before = os.environ.get("HOME")
        os.environ["HOME"] = self.home.path
        try:
            super().__init__(1200, more=[f"--host-resolver-rules={rules}"])
        finally:
            os.environ["HOME"] = before or "/"

    def close(self):
        super().close()
        self.home.remove()

    def sign_in(self, password):
        return self._call("POST", f"/session/{self.session}/execute/sync",
                          {"script": SIGN_IN, "args": [USERNAME, password]})


def log_in(lab, target, patience=PATIENCE):
    """How far the UI came: "created", or the last stage with what it said."""
    window = Window(lab)
    try:
        window.go(lab.target(target)["url"])
        return watch(window, lab.password(target), patience)
    finally:
        window.close()


def watch(window, password, patience):
    signed_in, last, since = False, ("", ""), time.monotonic()
    while time.monotonic() - since < patience:
        try:
            state = tuple(window.run(STATE))
            if state[0] == "created":
                return state
            if not signed_in:
                signed_in = bool(window.sign_in(password))
        except OSError:  # between two pages
            state = last
        if state[1] and signed_in_or_stuck(state):
            return state
        if state != last:
            last, since = state, time.monotonic()
        time.sleep(0.2)
    return last


def signed_in_or_stuck(state):
    """An error that ends the login; "redirecting" is the way to the identity provider."""
    return "redirect" not in state[1].lower()


def requests(path):
    """The lab's log: one value for each kind of request."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
