"""The shipped Flex UI in headless Chromium, logging in to the lab under Twilio's own names."""

import json
import pathlib
import sys
import time
import urllib.error

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import browser  # noqa: E402
import chromium  # noqa: E402
import lab as e2e  # noqa: E402

BUILD = pathlib.Path("build/flex-ui/main.js")
USERNAME = "flex-check@acme.test"
LONGEST = 60.0  # seconds of a login
QUIET = 4.0  # seconds in which nothing is asked for and nothing changes
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
        super().__init__("--names", "public", "--flex-ui", BUILD.resolve(), *arguments,
                         logged=True)
        self.port = int(self.ready.rsplit(":", 1)[1].split("/")[0].split()[0].rstrip(".,;"))


class Window(browser.Browser):
    """A fresh profile that trusts the lab, in which every name but the lab's is unknown."""

    def __init__(self, lab):
        rules = (f"MAP *.twilio.com:443 127.0.0.1:{lab.port}, "
                 f"MAP *.localhost:443 127.0.0.1:{lab.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
        self.home = chromium.Home(lab.folder / "lab-ca.pem")
        super().__init__(1200, more=[f"--host-resolver-rules={rules}"], home=self.home.path)

    def close(self):
        super().close()
        self.home.remove()

    def sign_in(self, password):
        return self._call("POST", f"/session/{self.session}/execute/sync",
                          {"script": SIGN_IN, "args": [USERNAME, password]})


def log_in(lab, target):
    """How far the UI came: "created", or the last stage with what it said."""
    window = Window(lab)
    try:
        window.go(lab.target(target)["url"])
        return watch(window, lab)
    except urllib.error.HTTPError:  # the address cannot be opened
        return "", "not opened"
    finally:
        window.close()


def watch(window, lab):
    """Until the Manager is created, the login failed, or nothing moves any more."""
    signed_in, last, start = False, None, time.monotonic()
    changed = start
    while time.monotonic() - changed < QUIET and time.monotonic() - start < LONGEST:
        try:
            state = tuple(window.run(STATE))
            if not signed_in:
                signed_in = bool(window.sign_in(lab.password()))
        except OSError:  # between two pages
            state = last[0] if last else ("", "")
        if state[0] == "created" or (state[1] and signed_in_or_stuck(state)):
            return state
        now = (state, signed_in, lab.log.stat().st_size)
        if now != last:
            last, changed = now, time.monotonic()
        time.sleep(0.1)
    return last[0]


def signed_in_or_stuck(state):
    """An error that ends the login; "redirecting" is the way to the identity provider."""
    return "redirect" not in state[1].lower()


def requests(log):
    """What was asked of the lab, one value for each request."""
    return [json.loads(line) for line in log.splitlines()]
