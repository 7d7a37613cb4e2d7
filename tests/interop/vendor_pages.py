"""Vendors' own sign-in pages in headless Chromium, at the look-alikes of the lab. The look-alike sends
the page, the test gives it the vendor's script, and a person fills it in."""

import base64
import functools
import hashlib
import hmac
import http.server
import pathlib
import struct
import sys
import threading
import time
import urllib.error

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
import chromium  # noqa: E402

BUILD = pathlib.Path("build/vendor-pages")
STARTERS = pathlib.Path(__file__).resolve().parent / "vendor_pages"
USERNAME = "flex-check@acme.test"
LONGEST = 120.0  # seconds of a login
QUIET = 8.0  # seconds in which nothing changes and there is nothing to do
CALM = 0.7  # seconds in which the page stands still: nobody presses what still moves
# Waits for the sign-in page, loads the vendor's script into it, and starts it. The values that a page
# holds in `var` are the window's by then.
LOADER = """
addEventListener("DOMContentLoaded", () => {
  if (!document.querySelector("PLACE")) return;
  const script = document.createElement("script");
  script.src = "SOURCE";
  script.onload = () => startVendorPage();
  document.head.append(script);
});
"""
CHOOSE = "choose"
CLICKING = """
const found = document.querySelector(arguments[0]);
if (found) found.click();
return found !== null;
"""


def available():
    return (BUILD / "fetched.json").exists() and chromium.is_installed()


class Script:
    """A vendor's script: where it lies, the part of the page into which it draws, who starts it."""

    def __init__(self, folder, file, place, starter):
        self.folder = (BUILD / folder).resolve()
        self.file, self.place = file, place
        self.starter = (STARTERS / starter).read_text(encoding="utf-8")

    def loader(self, origin):
        return self.starter + LOADER.replace("PLACE", self.place).replace(
            "SOURCE", f"{origin}/{self.file}")


OKTA = Script("node_modules/@okta/okta-signin-widget/dist", "js/okta-sign-in.min.js",
              "#okta-login-container, #okta-sign-in", "okta.js")
OKTA_3 = Script("node_modules/@okta/okta-signin-widget/dist", "js/okta-sign-in.next.js",
                "#okta-login-container, #okta-sign-in", "okta.js")
LOCK = Script(".", "lock.min.js", "#lock-container", "auth0.js")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Shelf:
    """Serves a folder on this machine, as the vendor's network of servers does."""

    def __init__(self, folder):
        handler = functools.partial(Quiet, directory=folder)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def one_time_code(secret):
    """Of now: RFC 6238 with SHA-1, six digits and 30 seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7fffffff) % 10**6:06}"


def code_of(lab, target):
    secret = (lab.folder / lab.target(target)["idp"]["totp"]["file"]).read_text().strip()
    return one_time_code(secret)


class Window(chromium.Person):
    """A fresh profile that trusts the lab, in which the vendor's script runs."""

    def __init__(self, lab, script):
        self.home = chromium.Home(lab.folder / lab.settings()["defaults"]["ca_file"])
        super().__init__(self.home)
        self.shelf = Shelf(script.folder)
        self.tell("Page.addScriptToEvaluateOnNewDocument", source=script.loader(self.shelf.origin))

    def click(self, selector):
        """Also what a menu hides until it is opened."""
        return self._call("POST", f"/session/{self.session}/execute/sync",
                          {"script": CLICKING, "args": [selector]})

    def close(self):
        super().close()
        self.shelf.close()
        self.home.remove()


def log_in(lab, target, script, steps):
    """Goes through the steps, each once it can be done: (selector, text to type; None to press it;
    CHOOSE for one of a list).
    True when Flex was loaded, and the words of the last page."""
    window = Window(lab, script)
    try:
        window.go(lab.target(target)["url"])
        return watch(window, list(steps))
    finally:
        window.close()


def watch(window, steps, until="Flex is loaded"):
    start = changed = time.monotonic()
    last = ""
    while time.monotonic() - start < LONGEST and time.monotonic() - changed < QUIET:
        try:
            window.look()
            words = window.words()
            if until in words:
                return True, words
            if (now := window.place() + words) != last:
                last, changed = now, time.monotonic()
            elif steps and time.monotonic() - changed > CALM and do(window, steps):
                changed = time.monotonic()
        except urllib.error.HTTPError:  # the page went away while it was looked at
            pass
        time.sleep(0.05)
    return False, last


def do(window, steps):
    """Does what can be done. What is chosen is pressed until the next thing to do is there, because
    pages that still move take no notice; as the last thing, until the page is gone."""
    selector, text = steps[0]
    if text == CHOOSE:
        if len(steps) == 1 or not window.shown(steps[1][0]):
            return window.click(selector)
        steps.pop(0)
        selector, text = steps[0]
    found = window.shown(selector)
    if not found:
        return False
    steps.pop(0)
    if text is None:
        window.press(found[0])
    else:
        window.type(found[0], text() if callable(text) else text)
    return True
